internal import CJSON
package import CaseFolder

/// A JSON parser for single records: strict first (simdjson's DOM checks UTF-8, grammar, numbers and nesting), then
/// tolerant of odd text.
package final class JSONParser {
  let handle: OpaquePointer

  /// A parser; keep one per worker, it grows to its biggest record.
  package init() {
    handle = casebook_json_parser_new()
  }

  deinit {
    casebook_json_parser_free(handle)
  }

  /// Why a text is not JSON.
  package struct Failure: Error, Hashable {
    /// The reason, with the byte where it was met.
    package let reason: Text
  }

  /// A value and what was odd about its text.
  struct Parsed {
    var value: JSONValue
    var remarks: TextRemarks
  }

  /// Parses one value. The bytes need no padding behind them. What the strict parser refuses for its text alone is read
  /// by `TolerantJSONReader`; what the grammar forbids is thrown.
  package func parse(_ bytes: some Sequence<UInt8>) throws(Failure) -> JSONValue {
    let result: Result<Parsed, Failure> = withPadding(bytes) { parse(padded: $0, length: $1) }
    return try result.get().value
  }

  /// Parses one value by the strict parser alone; nil when it refuses, be it for the text alone.
  package func parseStrictly(_ bytes: some Sequence<UInt8>) -> JSONValue? {
    withPadding(bytes) { strictly($0, $1) }?.value
  }

  /// Parses one value in place; `CASEBOOK_JSON_PADDING` readable bytes must follow it.
  func parse(padded bytes: UnsafePointer<UInt8>, length: Int) -> Result<Parsed, Failure> {
    strictly(bytes, length, exceptText: true).map { .success($0) }
      ?? Self.readText(UnsafeBufferPointer(start: bytes, count: length))
  }

  /// What the strict parser reads; nil when it refuses, or when `exceptText` says so and the text must be read.
  private func strictly(_ bytes: UnsafePointer<UInt8>, _ length: Int, exceptText: Bool = false) -> Parsed? {
    var tokens: UnsafePointer<casebook_json_token>?
    var count = 0
    guard casebook_json_flatten(handle, bytes, length, &tokens, &count) == 0, let tokens else { return nil }
    if exceptText, Self.needsText(UnsafeBufferPointer(start: tokens, count: count)) { return nil }
    var builder = Builder(tokens: tokens)
    let value = builder.value()
    return Parsed(value: value, remarks: builder.hasDuplicateKeys ? .duplicateKeys : [])
  }

  private func withPadding<T>(
    _ bytes: some Sequence<UInt8>, _ body: (_ padded: UnsafePointer<UInt8>, _ length: Int) -> T
  ) -> T {
    var padded = Array(bytes)
    let length = padded.count
    padded.append(contentsOf: repeatElement(0x20, count: Int(CASEBOOK_JSON_PADDING)))
    return padded.withUnsafeBufferPointer { body($0.baseAddress!, length) }
  }

  /// Whether the value must be read from its text: a double may be written in more than one way, and an object may have
  /// too many keys.
  private static func needsText(_ tokens: UnsafeBufferPointer<casebook_json_token>) -> Bool {
    tokens.contains { token in
      token.kind == CASEBOOK_JSON_DOUBLE
        || (token.kind == CASEBOOK_JSON_OBJECT && token.length > TolerantJSONReader.keyLimit)
    }
  }

  /// The second reading of one whole value.
  private static func readText(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<Parsed, Failure> {
    var parts = JSONSequence(bytes)
    guard let first = parts.next() else { return .failure(Failure(reason: "there is no JSON value")) }
    switch first {
    case .unreadable(_, let reason): return .failure(Failure(reason: reason))
    case .value(let parsed, _):
      return parts.next() == nil ? .success(parsed) : .failure(Failure(reason: "something follows the JSON value"))
    }
  }

  /// simdjson's words for an error.
  static func message(_ error: Int32) -> Text {
    Text(String(cString: casebook_json_error_message(error)))
  }

  /// Builds a value from its tokens.
  private struct Builder {
    let tokens: UnsafePointer<casebook_json_token>
    var position = 0
    var hasDuplicateKeys = false

    init(tokens: UnsafePointer<casebook_json_token>) {
      self.tokens = tokens
    }

    mutating func value() -> JSONValue {
      let token = tokens[position]
      position += 1
      switch Int(token.kind) {
      case CASEBOOK_JSON_FALSE: return .bool(false)
      case CASEBOOK_JSON_TRUE: return .bool(true)
      case CASEBOOK_JSON_INTEGER: return .integer(token.value.integer)
      case CASEBOOK_JSON_UNSIGNED: return .unsigned(token.value.magnitude)
      case CASEBOOK_JSON_DOUBLE: return .double(token.value.number)
      case CASEBOOK_JSON_STRING: return .string(text(token))
      case CASEBOOK_JSON_ARRAY:
        var items: [JSONValue] = []
        items.reserveCapacity(Int(token.length))
        for _ in 0..<token.length { items.append(value()) }
        return .array(items)
      case CASEBOOK_JSON_OBJECT:
        var members: [JSONMember] = []
        members.reserveCapacity(Int(token.length))
        var keys = KeySet()
        for _ in 0..<token.length {
          let key = text(tokens[position])
          position += 1
          if !keys.insert(key) { hasDuplicateKeys = true }
          members.append(JSONMember(key: key, value: value()))
        }
        return .object(members)
      default: return .null
      }
    }

    private func text(_ token: casebook_json_token) -> Text {
      Text(bytes: UnsafeBufferPointer(start: token.value.text, count: Int(token.length)))
    }
  }
}
