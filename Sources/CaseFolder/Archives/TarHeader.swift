/// One 512-byte header of a tar archive: ustar (POSIX.1-1988), GNU, and the older form without a magic.
struct TarHeader {
  /// Headers and content come in blocks of so many bytes.
  static let length = 512

  private let block: ArraySlice<UInt8>

  /// A header; nil when its checksum is wrong.
  init?(_ block: ArraySlice<UInt8>) {
    guard block.count == Self.length, Self.hasChecksum(block) else { return nil }
    self.block = block
  }

  /// Whether bytes look like the beginning of a tar archive: by their checksum, or by the magic of one that is damaged.
  static func isLikely(_ head: ArraySlice<UInt8>) -> Bool {
    guard head.count == length else { return false }
    return hasChecksum(head) || head[head.startIndex + 257..<head.startIndex + 262].elementsEqual("ustar".utf8)
  }

  /// The sum of all bytes, with the checksum's own field as blanks; some old writers summed signed bytes.
  private static func hasChecksum(_ block: ArraySlice<UInt8>) -> Bool {
    guard let sum = number(block[block.startIndex + 148..<block.startIndex + 156]), sum > 0 else { return false }
    var unsigned = 8 * 0x20
    var signed = 8 * 0x20
    for (index, byte) in block.enumerated() where !(148..<156).contains(index) {
      unsigned += Int(byte)
      signed += Int(Int8(bitPattern: byte))
    }
    return sum == unsigned || sum == signed
  }

  private func field(_ start: Int, _ count: Int) -> ArraySlice<UInt8> {
    block[block.startIndex + start..<block.startIndex + start + count]
  }

  /// A number in octal digits, or in base 256 when the first bit is set; nil when it is neither, negative or too big.
  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    guard let first = field.first else { return nil }
    if first & 0x80 != 0 {
      guard first & 0x40 == 0 else { return nil }
      var value = Int(first & 0x3F)
      for byte in field.dropFirst() {
        guard value <= Int.max >> 9 else { return nil }
        value = value << 8 | Int(byte)
      }
      return value
    }
    var value = 0
    for byte in field.drop(while: { $0 == 0x20 }) {
      guard byte != 0, byte != 0x20 else { break }
      guard (0x30...0x37).contains(byte), value <= Int.max >> 4 else { return nil }
      value = value << 3 | Int(byte & 7)
    }
    return value
  }

  /// The entry's size in bytes; nil when it cannot be.
  var size: Int? { Self.number(field(124, 12)) }

  /// What the entry is.
  var type: UInt8 { field(156, 1).first ?? 0 }

  /// Whether blocks that list the pieces of a sparse file follow, as in GNU's older form.
  var hasSparseMap: Bool { type == UInt8(ascii: "S") && field(482, 1).first != 0 }

  /// The name with its prefix, as far as the header holds it.
  var name: [UInt8] {
    let name = Array(field(0, 100).prefix { $0 != 0 })
    // GNU writes times where POSIX has the prefix; its magic ends in a blank instead of a NUL.
    guard field(257, 6).elementsEqual(Array("ustar".utf8) + [0]) else { return name }
    let prefix = field(345, 155).prefix { $0 != 0 }
    return prefix.isEmpty ? name : prefix + [0x2F] + name
  }
}
