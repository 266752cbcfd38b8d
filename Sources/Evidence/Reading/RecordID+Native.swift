package import CaseFolder

extension RecordID {
  /// The id of a native id: the 16 bytes of a canonical UUID (small letters), else the head of its SHA-256.
  /// `isUUID` tells which, since only a UUID can be written back.
  static func native(_ text: UnsafeBufferPointer<UInt8>) -> (id: RecordID, isUUID: Bool) {
    if let uuid = RecordID(uuid: text) { return (uuid, true) }
    return (RecordID(hashing: text), false)
  }

  /// The head of the SHA-256 of some bytes.
  init(hashing bytes: UnsafeBufferPointer<UInt8>) {
    let digest = SHA256.digest(bytes)
    func half(_ range: Range<Int>) -> UInt64 { digest[range].reduce(0) { $0 << 8 | UInt64($1) } }
    self.init(high: half(0..<8), low: half(8..<16))
  }

  private init?(uuid text: UnsafeBufferPointer<UInt8>) {
    guard text.count == 36, text[8] == 0x2D, text[13] == 0x2D, text[18] == 0x2D, text[23] == 0x2D else { return nil }
    var halves: (UInt64, UInt64) = (0, 0)
    var wrong: UInt8 = 0
    func take(_ range: Range<Int>, _ half: inout UInt64) {
      for position in range {
        let digit = Self.hexDigit[Int(text[position])]
        wrong |= digit
        half = half << 4 | UInt64(digit & 15)
      }
    }
    take(0..<8, &halves.0)
    take(9..<13, &halves.0)
    take(14..<18, &halves.0)
    take(19..<23, &halves.1)
    take(24..<36, &halves.1)
    guard wrong < 16 else { return nil }
    self.init(high: halves.0, low: halves.1)
  }

  /// The value of each byte as a hex digit in small letters; 16 for all others.
  private static let hexDigit: [UInt8] = (0...255).map { (byte: UInt8) in
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x61...0x66: byte - 0x61 + 10
    default: 16
    }
  }

  /// The UUID that these bytes are, in small letters.
  package var uuidText: Text {
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for position in 0..<32 {
      if position == 8 || position == 12 || position == 16 || position == 20 { text.append(UInt8(ascii: "-")) }
      let half = position < 16 ? high : low
      let digit = UInt8(truncatingIfNeeded: half >> (60 - 4 * UInt64(position & 15))) & 15
      text.append(digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a"))
    }
    return Text(bytes: text)
  }
}
