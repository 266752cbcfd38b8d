/// The escapes of a JSON string.
enum JSONEscape {
  /// The bytes of a string's inside with its escapes resolved. A lone surrogate becomes U+FFFD; an escape that JSON
  /// does not know stands for its own byte.
  static func resolve(_ raw: some RandomAccessCollection<UInt8>) -> [UInt8] {
    let raw = Array(raw)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(raw.count)
    var position = 0
    while position < raw.count {
      guard raw[position] == UInt8(ascii: "\\"), position + 1 < raw.count else {
        bytes.append(raw[position])
        position += 1
        continue
      }
      let escape = raw[position + 1]
      position += 2
      switch escape {
      case UInt8(ascii: "b"): bytes.append(0x08)
      case UInt8(ascii: "f"): bytes.append(0x0C)
      case UInt8(ascii: "n"): bytes.append(0x0A)
      case UInt8(ascii: "r"): bytes.append(0x0D)
      case UInt8(ascii: "t"): bytes.append(0x09)
      case UInt8(ascii: "u"): bytes += scalar(raw, &position)
      default: bytes.append(escape)
      }
    }
    return bytes
  }

  private static func scalar(_ raw: [UInt8], _ position: inout Int) -> [UInt8] {
    guard let high = unit(raw, position) else { return replacement }
    position += 4
    var value = UInt32(high)
    if (0xD800..<0xDC00).contains(high), position + 1 < raw.count, raw[position] == UInt8(ascii: "\\"),
      raw[position + 1] == UInt8(ascii: "u"), let low = unit(raw, position + 2), (0xDC00..<0xE000).contains(low)
    {
      position += 6
      value = 0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
    }
    return Unicode.Scalar(value).map { Array(String(Character($0)).utf8) } ?? replacement
  }

  private static func unit(_ raw: [UInt8], _ position: Int) -> UInt16? {
    guard position + 4 <= raw.count else { return nil }
    return UInt16(String(decoding: raw[position..<position + 4], as: UTF8.self), radix: 16)
  }

  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]
}
