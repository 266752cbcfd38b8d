internal import CaseFolder

/// Finds the records inside the envelopes in which log services and event buses deliver them.
enum Unwrapper {
  /// Keys under which one record's JSON stands as a string or an object.
  private static let single: [Text] = ["message", "@message", "detail", "CloudTrailEvent"]
  /// Keys under which several records stand as an array.
  private static let several: [Text] = ["Records", "logEvents", "events", "Events", "items"]

  /// So many wrappers may stand around one another.
  static let depthLimit = 4

  /// The JSON texts of the records inside a value; none when it is no envelope.
  static func records(in value: JSONValue) -> [[UInt8]] {
    if case .array(let fields) = value {
      // A query result: a record is a list of {"field": "@message", "value": …}.
      if let message = fields.first(where: { $0["field"]?.text == "@message" })?["value"] { return text(of: message) }
      return fields.flatMap { records(in: $0) }
    }
    for key in single {
      if let inner = value[key] { return text(of: inner) }
    }
    for key in several {
      if let inner = value[key] { return inner.items.flatMap { item in records(in: item) + bare(item) } }
    }
    return []
  }

  /// A log subscription's own message, which carries no record.
  static func isControl(_ value: JSONValue) -> Bool {
    value["messageType"]?.text == "CONTROL_MESSAGE"
  }

  private static func bare(_ item: JSONValue) -> [[UInt8]] {
    single.contains { item[$0] != nil } ? [] : [item.encoded]
  }

  private static func text(of inner: JSONValue) -> [[UInt8]] {
    switch inner {
    case .string(let text): [Array(text.utf8)]
    case .object: [inner.encoded]
    default: []
    }
  }
}
