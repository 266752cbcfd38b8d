internal import CaseFolder
internal import Evidence

/// A field's single value, as bytes to be matched.
///
/// Numbers and truth values are matched as their text. An object is matched as its compact JSON.
enum FieldValue {
  case null
  case text(UnsafeBufferPointer<UInt8>)
  case integer(Int64)
  case number(Double)
  case bool(Bool)

  /// Calls `body` with the value's text; null has none and gives nil.
  func withText<T>(_ body: (UnsafeBufferPointer<UInt8>) -> T) -> T? {
    switch self {
    case .null: return nil
    case .text(let text): return body(text)
    case .bool(let value): return Self.with(value ? "true" : "false", body)
    case .integer(let value): return Self.with(String(value), body)
    case .number(let value): return Self.with(Int64(exactly: value).map { String($0) } ?? String(value), body)
    }
  }

  /// The value as a number, also when it is written as text.
  var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    case .text(let text): text.count > 32 ? nil : Double(String(decoding: text, as: UTF8.self))
    case .null, .bool: nil
    }
  }

  private static func with<T>(_ string: String, _ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
    var string = string
    return string.withUTF8(body)
  }
}

extension JSONValue {
  /// Calls `body` with the value in its form for matching.
  func withFieldValue<T>(_ body: (FieldValue) -> T) -> T {
    switch self {
    case .null: return body(.null)
    case .bool(let value): return body(.bool(value))
    case .integer(let value): return body(.integer(value))
    case .unsigned(let value): return Self.with(String(value), body)
    case .double(let value): return body(.number(value))
    case .number(let text): return number.map { body(.number($0)) } ?? Self.with(text.string, body)
    case .string(let text): return Self.with(text.string, body)
    case .array, .object: return encoded.withUnsafeBufferPointer { body(.text($0)) }
    }
  }

  private static func with<T>(_ string: String, _ body: (FieldValue) -> T) -> T {
    var string = string
    return string.withUTF8 { body(.text($0)) }
  }

  /// Every string, number and truth value inside, and every key: what keywords are looked for in.
  func anyText(_ matches: (JSONValue) -> Bool) -> Bool {
    switch self {
    case .null: false
    case .array(let items): items.contains { $0.anyText(matches) }
    case .object(let members):
      members.contains { matches(.string($0.key)) || $0.value.anyText(matches) }
    default: matches(self)
    }
  }
}
