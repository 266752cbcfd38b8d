internal import CaseFolder

/// Writes JSON whose bytes depend on nothing but its value.
///
/// Members keep their order. Whatever a reader could not see (controls, bidi and invisible characters, private and
/// unassigned ones) is written as `\u202e`, so that a diff or a pager shows it; everything else stands as it is.
struct JSONWriter {
  /// What was written so far.
  private(set) var bytes: [UInt8] = []

  /// A whole document: each member of the top level on its own line, and each element of a list or table there too.
  static func document(_ node: JSONNode) -> [UInt8] {
    var writer = JSONWriter()
    writer.write(node, depth: 0)
    writer.bytes.append(0x0A)
    return writer.bytes
  }

  /// One value on one line, without a line end.
  static func line(_ node: JSONNode) -> [UInt8] {
    var writer = JSONWriter()
    writer.write(node, depth: brokenLevels)
    return writer.bytes
  }

  /// How many levels are broken into lines.
  private static let brokenLevels = 2

  private mutating func write(_ node: JSONNode, depth: Int) {
    switch node.content {
    case .null: put("null")
    case .bool(let value): put(value ? "true" : "false")
    case .integer(let value): bytes.append(contentsOf: String(value).utf8)
    case .unsigned(let value): bytes.append(contentsOf: String(value).utf8)
    case .double(let value): write(value)
    case .number(let text): bytes.append(contentsOf: text.utf8)
    case .string(let text): write(text)
    case .array(let items): write("[", "]", items, depth: depth) { $0.write($1, depth: depth + 1) }
    case .object(let members):
      write("{", "}", members, depth: depth) { writer, member in
        writer.write(member.key)
        writer.put(depth < Self.brokenLevels ? ": " : ":")
        writer.write(member.value, depth: depth + 1)
      }
    }
  }

  private mutating func write<Item>(
    _ open: StaticString, _ close: StaticString, _ items: [Item], depth: Int,
    item: (inout JSONWriter, Item) -> Void
  ) {
    put(open)
    let isBroken = depth < Self.brokenLevels && !items.isEmpty
    for (index, next) in items.enumerated() {
      if index > 0 { put(",") }
      if isBroken { breakLine(depth + 1) }
      item(&self, next)
    }
    if isBroken { breakLine(depth) }
    put(close)
  }

  private mutating func breakLine(_ depth: Int) {
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: 2 * depth))
  }

  private mutating func put(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// The shortest digits that read back as the same number; JSON has no word for what is not finite.
  private mutating func write(_ number: Double) {
    guard number.isFinite else { return put("null") }
    let digits = Array(number.description.utf8)
    bytes.append(contentsOf: digits.suffix(2).elementsEqual(".0".utf8) ? digits.dropLast(2) : digits[...])
  }

  private mutating func write(_ text: Text) {
    put("\"")
    for scalar in text.string.unicodeScalars {
      switch scalar {
      case "\"": put("\\\"")
      case "\\": put("\\\\")
      case "\n": put("\\n")
      case "\r": put("\\r")
      case "\t": put("\\t")
      case " "..."~": bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      default:
        if CharacterClasses.mustShow(scalar) {
          for unit in UTF16.encode(scalar) ?? .init() { escape(unit) }
        } else {
          bytes.append(contentsOf: UTF8.encode(scalar) ?? .init())
        }
      }
    }
    put("\"")
  }

  private mutating func escape(_ unit: UInt16) {
    let digits = String(unit, radix: 16)
    put("\\u")
    bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count))
    bytes.append(contentsOf: digits.utf8)
  }
}
