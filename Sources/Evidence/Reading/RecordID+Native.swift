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
    var high: UInt64 = 0
    var low: UInt64 = 0
    var digits = 0
    for position in 0..<36 where position != 8 && position != 13 && position != 18 && position != 23 {
      let byte = text[position]
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x61...0x66: digit = byte - 0x61 + 10
      default: return nil
      }
      if digits < 16 { high = high << 4 | UInt64(digit) } else { low = low << 4 | UInt64(digit) }
      digits += 1
    }
    self.init(high: high, low: low)
  }

  /// The UUID that these bytes are, in small letters.
  package var uuidText: Text {
    func bytes(_ value: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) } }
    let digits = SHA256.hexDigits(bytes(high) + bytes(low))
    var text: [UInt8] = []
    for (position, digit) in digits.enumerated() {
      if position == 8 || position == 12 || position == 16 || position == 20 { text.append(0x2D) }
      text.append(digit)
    }
    return Text(bytes: text)
  }
}
