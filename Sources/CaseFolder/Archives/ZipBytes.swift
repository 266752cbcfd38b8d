/// Numbers in a zip's headers, which are little-endian; what lies outside reads as 0.
struct ZipBytes {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var count: Int { bytes.count }

  /// The number of `length` bytes at a place; more than `Int` holds becomes its greatest value.
  private func number(_ offset: Int, _ length: Int) -> Int {
    guard offset >= 0, offset + length <= bytes.count else { return 0 }
    let value = bytes[offset..<offset + length].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Int(clamping: value)
  }

  func two(_ offset: Int) -> Int { number(offset, 2) }
  func four(_ offset: Int) -> Int { number(offset, 4) }
  func eight(_ offset: Int) -> Int { number(offset, 8) }

  /// The field of a kind in a list of extra fields; nil without it.
  func extraField(_ kind: Int) -> ZipBytes? {
    var position = 0
    while position + 4 <= bytes.count {
      let length = two(position + 2)
      guard position + 4 + length <= bytes.count else { return nil }
      if two(position) == kind { return ZipBytes(Array(bytes[position + 4..<position + 4 + length])) }
      position += 4 + length
    }
    return nil
  }

  /// The kind of extra field that holds sizes of more than 4 GiB.
  static let zip64 = 1
  /// What stands in a field whose value is in the zip64 field.
  static let elsewhere = 0xFFFF_FFFF
}

/// Why a zip, or an entry of one, is not read.
struct ZipProblem: Error {
  let reason: Text

  init(_ reason: Text) {
    self.reason = reason
  }
}
