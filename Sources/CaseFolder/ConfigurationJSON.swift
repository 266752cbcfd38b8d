/// Reads JSON (RFC 8259) into nodes with lines. The whole text must be one value; nothing is tolerated.
package struct ConfigurationJSON {
  private let bytes: [UInt8]
  private let file: Text
  private var position = 0
  private var line = 1

  /// Reads the text of a file.
  package static func read(_ text: Text, file: Text) throws(CaseError) -> ConfigurationNode {
    var reader = ConfigurationJSON(bytes: Array(text.utf8), file: file)
    let node = try reader.value(depth: 1)
    reader.skipSpace()
    guard reader.position == reader.bytes.count else { throw reader.problem("something follows the value") }
    return node
  }

  private init(bytes: [UInt8], file: Text) {
    self.bytes = bytes
    self.file = file
  }

  private func problem(_ what: Text) -> CaseError {
    CaseError("manifest.syntax", Text("it is not JSON: \(what)"), file: file, line: line)
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) {
      if byte == 0x0A { line += 1 }
      position += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard peek == byte else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(CaseError) -> ConfigurationNode {
    guard depth <= 32 else { throw problem("it is nested too deep") }
    skipSpace()
    let start = line
    switch peek {
    case UInt8(ascii: "{"): return ConfigurationNode(.map(try fields(depth: depth)), line: start)
    case UInt8(ascii: "["): return ConfigurationNode(.list(try elements(depth: depth)), line: start)
    case UInt8(ascii: "\""): return ConfigurationNode(.scalar(try string()), line: start)
    case nil: throw problem("it ends in the middle")
    default:
      let word = try literal()
      return ConfigurationNode(word == "null" ? .null : .scalar(word), line: start)
    }
  }

  private mutating func fields(depth: Int) throws(CaseError) -> [ConfigurationField] {
    position += 1
    var fields: [ConfigurationField] = []
    if take(UInt8(ascii: "}")) { return fields }
    repeat {
      skipSpace()
      let start = line
      guard peek == UInt8(ascii: "\"") else { throw problem("a key in quotes is missing") }
      let key = try string()
      guard !fields.contains(where: { $0.key == key }) else {
        throw CaseError(
          "manifest.duplicate-key", Text("a key stands there twice: \(key)"), file: file, line: start,
          advice: "keep one of them")
      }
      guard take(UInt8(ascii: ":")) else { throw problem("a colon is missing after a key") }
      fields.append(ConfigurationField(key: key, line: start, value: try value(depth: depth + 1)))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw problem("a comma or } is missing") }
    return fields
  }

  private mutating func elements(depth: Int) throws(CaseError) -> [ConfigurationNode] {
    position += 1
    var elements: [ConfigurationNode] = []
    if take(UInt8(ascii: "]")) { return elements }
    repeat { elements.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw problem("a comma or ] is missing") }
    return elements
  }

  private mutating func string() throws(CaseError) -> Text {
    position += 1
    let start = position
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return Text(bytes: JSONEscape.resolve(bytes[start..<position - 1]))
      case UInt8(ascii: "\\"):
        try escape()
      case 0..<0x20: throw problem("a string holds a control character")
      default: position += 1
      }
    }
    throw problem("a string does not end")
  }

  private mutating func escape() throws(CaseError) {
    guard position + 1 < bytes.count else { throw problem("a string does not end") }
    let kind = bytes[position + 1]
    position += 2
    if kind == UInt8(ascii: "u") {
      guard position + 4 <= bytes.count, bytes[position..<position + 4].allSatisfy({ Self.isHexDigit($0) }) else {
        throw problem("an escape \\u without four hex digits")
      }
      position += 4
    } else if !"\"\\/bfnrt".utf8.contains(kind) {
      throw problem("an escape that JSON does not know")
    }
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
  }

  /// A number, `true`, `false` or `null`.
  private mutating func literal() throws(CaseError) -> Text {
    let start = position
    while let byte = peek, ![0x20, 0x09, 0x0A, 0x0D, 0x2C, 0x5D, 0x7D, 0x3A].contains(byte) { position += 1 }
    let word = Text(bytes: bytes[start..<position])
    if ["true", "false", "null"].contains(word) { return word }
    guard Self.isNumber(Array(word.utf8)) else { throw problem("a value is missing or misspelt") }
    return word
  }

  private static func isNumber(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    func digits(_ rest: inout ArraySlice<UInt8>) -> Int {
      let count = rest.prefix { (0x30...0x39).contains($0) }.count
      rest = rest.dropFirst(count)
      return count
    }
    if rest.first == 0x2D { rest = rest.dropFirst() }
    let leadsWithZero = rest.first == 0x30
    let whole = digits(&rest)
    guard whole > 0, !(leadsWithZero && whole > 1) else { return false }
    if rest.first == 0x2E {
      rest = rest.dropFirst()
      guard digits(&rest) > 0 else { return false }
    }
    if let mark = rest.first, mark | 0x20 == 0x65 {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == 0x2B || sign == 0x2D { rest = rest.dropFirst() }
      guard digits(&rest) > 0 else { return false }
    }
    return rest.isEmpty
  }
}
