internal import CJSON
package import CaseFolder

/// A strict JSON parser for single records (simdjson's DOM): UTF-8, grammar, numbers and nesting are all checked.
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
    /// simdjson's reason.
    package let reason: Text
  }

  /// Parses one value. The bytes need no padding behind them.
  package func parse(_ bytes: some Sequence<UInt8>) throws(Failure) -> JSONValue {
    var padded = Array(bytes)
    let length = padded.count
    padded.append(contentsOf: repeatElement(0x20, count: Int(CASEBOOK_JSON_PADDING)))
    let result: Result<JSONValue, Failure> = padded.withUnsafeBufferPointer { buffer in
      parse(padded: buffer.baseAddress!, length: length)
    }
    return try result.get()
  }

  /// Parses one value in place; `CASEBOOK_JSON_PADDING` readable bytes must follow it.
  func parse(padded bytes: UnsafePointer<UInt8>, length: Int) -> Result<JSONValue, Failure> {
    var tokens: UnsafePointer<casebook_json_token>?
    var count = 0
    let error = casebook_json_flatten(handle, bytes, length, &tokens, &count)
    guard error == 0, let tokens else {
      return .failure(Failure(reason: Self.message(error)))
    }
    var position = 0
    return .success(Self.build(tokens, &position))
  }

  /// simdjson's words for an error.
  static func message(_ error: Int32) -> Text {
    Text(String(cString: casebook_json_error_message(error)))
  }

  private static func build(_ tokens: UnsafePointer<casebook_json_token>, _ position: inout Int) -> JSONValue {
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
      for _ in 0..<token.length { items.append(build(tokens, &position)) }
      return .array(items)
    case CASEBOOK_JSON_OBJECT:
      var members: [JSONMember] = []
      members.reserveCapacity(Int(token.length))
      for _ in 0..<token.length {
        let key = text(tokens[position])
        position += 1
        members.append(JSONMember(key: key, value: build(tokens, &position)))
      }
      return .object(members)
    default: return .null
    }
  }

  private static func text(_ token: casebook_json_token) -> Text {
    Text(bytes: UnsafeBufferPointer(start: token.value.text, count: Int(token.length)))
  }
}
