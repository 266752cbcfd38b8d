/// Files that are told by their first bytes and that no reader reads; archives and compressions are opened before.
enum FileMagic {
  /// What the bytes look like; nil when no magic fits.
  static func reason(_ head: UnsafeBufferPointer<UInt8>) -> Text? {
    table.first { head.starts(with: $0.bytes) }?.reason
  }

  private static let table: [(bytes: [UInt8], reason: Text)] = [
    ([0x50, 0x4B, 0x07, 0x08], "a part of a split zip archive: not read"),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive: not read yet"),
    (Array("PAR1".utf8), "Parquet: not read yet"),
    (Array("%PDF".utf8), "a PDF document"),
    ([0x89, 0x50, 0x4E, 0x47], "a picture"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program"),
    (Array("SQLite format 3".utf8), "an SQLite database: not read yet"),
    ([0xD4, 0xC3, 0xB2, 0xA1], "a packet capture: not read yet"),
    ([0x0A, 0x0D, 0x0D, 0x0A], "a packet capture: not read yet"),
  ]
}
