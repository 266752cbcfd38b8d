/// Turns UTF-16 into UTF-8, piece by piece. A lone half of a surrogate pair becomes the three bytes that UTF-8 forbids for
/// it, so that the record in which it stands is read by its text and remarked on.
package struct UTF16Decoder {
  private let isLittleEndian: Bool
  private var half: UInt8?
  private var high: UInt16?

  /// A decoder for text that begins with a byte order mark of UTF-16; nil for all other text.
  package init?(mark: some Collection<UInt8>) {
    if mark.starts(with: [0xFF, 0xFE]) {
      isLittleEndian = true
    } else if mark.starts(with: [0xFE, 0xFF]) {
      isLittleEndian = false
    } else {
      return nil
    }
  }

  /// Decodes the next bytes and appends the text. What is left of a code unit waits for the bytes that follow.
  package mutating func decode(_ bytes: some Collection<UInt8>, into text: inout [UInt8]) {
    for byte in bytes {
      guard let first = half else {
        half = byte
        continue
      }
      half = nil
      let unit = isLittleEndian ? UInt16(byte) << 8 | UInt16(first) : UInt16(first) << 8 | UInt16(byte)
      append(unit, to: &text)
    }
  }

  /// Ends the text: a first half that waits for its second one stands alone.
  package mutating func finish(into text: inout [UInt8]) {
    if let waiting = high { Self.append(waiting, to: &text) }
    high = nil
  }

  private mutating func append(_ unit: UInt16, to text: inout [UInt8]) {
    if let waiting = high {
      high = nil
      if (0xDC00...0xDFFF).contains(unit) {
        let value = 0x10000 + (UInt32(waiting) - 0xD800) << 10 + (UInt32(unit) - 0xDC00)
        if let scalar = Unicode.Scalar(value), let bytes = UTF8.encode(scalar) { text.append(contentsOf: bytes) }
        return
      }
      Self.append(waiting, to: &text)
    }
    if (0xD800...0xDBFF).contains(unit) {
      high = unit
    } else if unit < 0x80 {
      text.append(UInt8(truncatingIfNeeded: unit))
    } else {
      Self.append(unit, to: &text)
    }
  }

  /// Appends the bytes of one code unit as if every unit were a scalar.
  private static func append(_ unit: UInt16, to text: inout [UInt8]) {
    func tail(_ shift: UInt16) -> UInt8 { 0x80 | UInt8(truncatingIfNeeded: unit >> shift & 0x3F) }
    if unit < 0x800 {
      text += [0xC0 | UInt8(truncatingIfNeeded: unit >> 6), tail(0)]
    } else {
      text += [0xE0 | UInt8(truncatingIfNeeded: unit >> 12), tail(6), tail(0)]
    }
  }
}
