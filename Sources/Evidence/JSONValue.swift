package import CaseFolder

/// A JSON value with its text as bytes: for the few records whose bodies matter, never for whole logs.
/// Keys keep their order; of duplicate keys the last one wins in a look-up.
package indirect enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  case unsigned(UInt64)
  case double(Double)
  /// A number as its text, where no value would print the same: 1e999, a hundred digits, -0, 1.10.
  case number(Text)
  case string(Text)
  case array([JSONValue])
  case object([JSONMember])

  /// The member of a key, or nil when this is no object or has no such key.
  package subscript(key: Text) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == key }?.value
  }

  /// The member of the first key that is there.
  package subscript(anyOf keys: [Text]) -> JSONValue? {
    for key in keys {
      if let value = self[key], value != .null { return value }
    }
    return nil
  }

  /// The member of a key whose ASCII letters may be in any case, as GuardDuty's shapes differ in theirs.
  package subscript(caseInsensitive key: Text) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    let wanted = key.asciiLowercased
    return members.last { $0.key == key }?.value ?? members.last { $0.key.asciiLowercased == wanted }?.value
  }

  /// The element at an index, or nil.
  package subscript(index: Int) -> JSONValue? {
    guard case .array(let items) = self, items.indices.contains(index) else { return nil }
    return items[index]
  }

  /// The text of a string.
  package var text: Text? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The text of a string that is not empty.
  package var nonEmptyText: Text? {
    text.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The elements of an array; none for anything else.
  package var items: [JSONValue] {
    if case .array(let items) = self { items } else { [] }
  }

  /// The members of an object; none for anything else.
  package var members: [JSONMember] {
    if case .object(let members) = self { members } else { [] }
  }

  /// The strings of an array.
  package var texts: [Text] { items.compactMap(\.text) }

  /// A truth value, also when it is written as the string `true` or `True`.
  package var flag: Bool? {
    switch self {
    case .bool(let value): value
    case .string(let text):
      text.asciiLowercased == "true" ? true : text.asciiLowercased == "false" ? false : nil
    default: nil
    }
  }

  /// A whole number, also when it is written as a string or with a zero fraction.
  package var int: Int? {
    switch self {
    case .integer(let value): Int(exactly: value)
    case .unsigned(let value): Int(exactly: value)
    case .double(let value): Int(exactly: value)
    case .number(let text): Double(text.string).flatMap { Int(exactly: $0) }
    case .string(let text): Int(text.string)
    default: nil
    }
  }

  /// A number.
  package var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .unsigned(let value): Double(value)
    case .double(let value): value
    case .number(let text): Double(text.string).flatMap { $0.isFinite ? $0 : nil }
    case .string(let text): Double(text.string)
    default: nil
    }
  }

  /// A time: RFC 3339 text, or seconds, milliseconds, microseconds or whole nanoseconds since 1970, told apart by their
  /// size.
  package var time: Timestamp? {
    if let text { return Timestamp(text) }
    if case .integer(let nanoseconds) = self, nanoseconds >= Self.leastNanoseconds {
      // More than a double holds.
      let whole = nanoseconds / 1000
      return Timestamp(microseconds: whole, digits: whole % 1_000_000 == 0 ? 0 : whole % 1000 == 0 ? 3 : 6)
    }
    guard let number, number.isFinite, abs(number) < 1e17 else { return nil }
    let magnitude = abs(number)
    let microseconds = magnitude < 1e11 ? number * 1e6 : magnitude < 1e14 ? number * 1e3 : number
    let whole = Int64(microseconds.rounded())
    return Timestamp(microseconds: whole, digits: whole % 1_000_000 == 0 ? 0 : whole % 1000 == 0 ? 3 : 6)
  }
}

extension JSONValue {
  /// Whole numbers from here on are nanoseconds: of 1973 and later, or microseconds of the year 5138.
  static let leastNanoseconds: Int64 = 100_000_000_000_000_000
}

/// A key with its value.
package struct JSONMember: Hashable, Sendable {
  /// What identifies it.
  package var key: Text
  /// What it is.
  package var value: JSONValue

  /// A key with its value.
  package init(key: Text, value: JSONValue) {
    self.key = key
    self.value = value
  }
}
