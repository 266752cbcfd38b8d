/// Files that are told by their first bytes and that no reader reads yet.
enum FileMagic {
  /// What the bytes look like; nil when no magic fits.
  static func reason(_ head: UnsafeBufferPointer<UInt8>) -> Text? {
    if head.count > 262, head[257..<262].elementsEqual("ustar".utf8) { return "a tar archive: not read yet" }
    return table.first { head.starts(with: $0.bytes) }?.reason
  }

  private static let table: [(bytes: [UInt8], reason: Text)] = [
    ([0x50, 0x4B, 0x03, 0x04], "a zip archive: not read yet"),
    ([0x50, 0x4B, 0x05, 0x06], "an empty zip archive"),
    ([0x42, 0x5A, 0x68], "bzip2: not read yet"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz: not read yet"),
    ([0x28, 0xB5, 0x2F, 0xFD], "zstandard: not read yet"),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive: not read yet"),
    ([0x1F, 0x8B], "gzip inside gzip: not read yet"),
    ([0xFF, 0xFE], "UTF-16 text: not read yet"),
    ([0xFE, 0xFF], "UTF-16 text: not read yet"),
    (Array("PAR1".utf8), "Parquet: not read yet"),
    (Array("%PDF".utf8), "a PDF document"),
    ([0x89, 0x50, 0x4E, 0x47], "a picture"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program"),
    (Array("SQLite format 3".utf8), "an SQLite database: not read yet"),
    ([0xD4, 0xC3, 0xB2, 0xA1], "a packet capture: not read yet"),
    ([0x0A, 0x0D, 0x0D, 0x0A], "a packet capture: not read yet"),
  ]
}
