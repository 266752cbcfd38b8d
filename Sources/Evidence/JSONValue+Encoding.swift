internal import CaseFolder

extension JSONValue {
  /// The value as compact JSON, numbers as they stood.
  package var encoded: [UInt8] {
    var writer = CompactJSON(isStrict: false)
    writer.write(self)
    return writer.bytes
  }

  /// The value as compact JSON that every strict parser accepts: numbers beyond its types become strings, and of keys
  /// that stand twice only the last one is left.
  var strictlyEncoded: [UInt8] {
    var writer = CompactJSON(isStrict: true)
    writer.write(self)
    return writer.bytes
  }
}

/// Writes values without blanks.
private struct CompactJSON {
  let isStrict: Bool
  var bytes: [UInt8] = []

  init(isStrict: Bool) {
    self.isStrict = isStrict
  }

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .integer(let value): bytes += String(value).utf8
    case .unsigned(let value): bytes += String(value).utf8
    case .double(let value): bytes += value.description.utf8
    case .number(let text):
      if isStrict { write(text) } else { bytes += text.utf8 }
    case .string(let text): write(text)
    case .array(let items):
      bytes.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        write(item)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members): write(members)
    }
  }

  private mutating func write(_ members: [JSONMember]) {
    var last: [Text: Int] = [:]
    if isStrict {
      for (index, member) in members.enumerated() { last[member.key] = index }
    }
    bytes.append(UInt8(ascii: "{"))
    var isFirst = true
    for (index, member) in members.enumerated() where !isStrict || last[member.key] == index {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      write(member.key)
      bytes.append(UInt8(ascii: ":"))
      write(member.value)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func write(_ text: Text) {
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
