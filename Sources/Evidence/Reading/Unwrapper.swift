internal import CaseFolder

/// Finds the records inside the envelopes in which log services and event buses deliver them.
enum Unwrapper {
  /// Keys under which one record's JSON stands as a string or an object.
  private static let single: [Text] = ["message", "@message", "detail", "CloudTrailEvent"]
  /// Keys under which several records stand as an array.
  private static let several: [Text] = ["Records", "logEvents", "events", "Events", "items"]

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

extension JSONValue {
  /// The value as compact JSON.
  package var encoded: [UInt8] {
    var bytes: [UInt8] = []
    encode(into: &bytes)
    return bytes
  }

  private func encode(into bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .integer(let value): bytes += String(value).utf8
    case .unsigned(let value): bytes += String(value).utf8
    case .double(let value): bytes += value.description.utf8
    case .string(let text): Self.encode(text, into: &bytes)
    case .array(let items):
      bytes.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        item.encode(into: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        Self.encode(member.key, into: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.encode(into: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func encode(_ text: Text, into bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0..<0x20: bytes += "\\u00".utf8 + SHA256.hexDigits([byte])
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
