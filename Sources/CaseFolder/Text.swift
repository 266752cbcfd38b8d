#if canImport(Glibc)
  internal import Glibc
#endif

/// Text as evidence wrote it, compared by its bytes.
///
/// Swift's `String` compares by canonical equivalence, so that two S3 objects or two users whose names look alike would
/// become one. `Text` is equal, ordered and hashed by its UTF-8 bytes alone.
package struct Text: Hashable, Comparable, Sendable {
  /// The text. Use it for encoding only: never compare, search or split it by `Character`.
  package let string: String

  /// Wraps a string without changing a byte of it.
  package init(_ string: String) {
    self.string = string
  }

  /// Decodes bytes as UTF-8; what is not UTF-8 becomes U+FFFD.
  package init(bytes: some Collection<UInt8>) {
    string = String(decoding: bytes, as: UTF8.self)
  }

  /// The UTF-8 bytes.
  package var utf8: String.UTF8View { string.utf8 }

  /// Whether there is no byte in it.
  package var isEmpty: Bool { string.isEmpty }

  package static func == (left: Text, right: Text) -> Bool {
    var left = left.string
    var right = right.string
    return left.withUTF8 { one in
      right.withUTF8 { other in
        one.count == other.count && (one.isEmpty || memcmp(one.baseAddress!, other.baseAddress!, one.count) == 0)
      }
    }
  }

  package static func < (left: Text, right: Text) -> Bool {
    var left = left.string
    var right = right.string
    return left.withUTF8 { one in
      right.withUTF8 { other in
        let shared = min(one.count, other.count)
        let order = shared == 0 ? 0 : memcmp(one.baseAddress!, other.baseAddress!, shared)
        return order == 0 ? one.count < other.count : order < 0
      }
    }
  }

  package func hash(into hasher: inout Hasher) {
    var copy = string
    copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(UInt8(0xFF))
  }
}

extension Text: ExpressibleByStringLiteral, CustomStringConvertible {
  package init(stringLiteral value: StaticString) {
    self.init(value.description)
  }

  package var description: String { string }
}

extension Text: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(string)
  }
}

extension Text: CodingKeyRepresentable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  package var codingKey: any CodingKey { Key(stringValue: string) }

  package init?(codingKey: some CodingKey) {
    self.init(codingKey.stringValue)
  }
}

extension Text {
  /// Whether the bytes begin with `prefix`.
  package func hasPrefix(_ prefix: Text) -> Bool {
    utf8.starts(with: prefix.utf8)
  }

  /// Whether the bytes end with `suffix`.
  package func hasSuffix(_ suffix: Text) -> Bool {
    utf8.reversed().starts(with: suffix.utf8.reversed())
  }

  /// Whether `part` stands anywhere in the bytes.
  package func contains(_ part: Text) -> Bool {
    range(of: part, from: 0) != nil
  }

  /// The bytes after `prefix`, or nil if the text does not begin with it.
  package func dropping(prefix: Text) -> Text? {
    hasPrefix(prefix) ? Text(bytes: utf8.dropFirst(prefix.utf8.count)) : nil
  }

  /// The parts between the separator bytes; empty parts are kept.
  package func split(_ separator: UInt8) -> [Text] {
    utf8.split(separator: separator, omittingEmptySubsequences: false).map { Text(bytes: $0) }
  }

  /// The bytes with ASCII capitals made small.
  package var asciiLowercased: Text {
    Text(bytes: utf8.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 })
  }

  /// The byte range of the first `part` at or after byte `start`.
  package func range(of part: Text, from start: Int) -> Range<Int>? {
    let text = Array(utf8)
    let wanted = Array(part.utf8)
    guard !wanted.isEmpty, text.count >= wanted.count, start <= text.count - wanted.count else { return nil }
    for position in start...(text.count - wanted.count)
    where text[position] == wanted[0] && text[position..<position + wanted.count].elementsEqual(wanted) {
      return position..<position + wanted.count
    }
    return nil
  }
}
