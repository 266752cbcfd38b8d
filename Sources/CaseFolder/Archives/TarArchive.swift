/// The entries of a tar archive, as a stream.
///
/// Read by our own code and not by libarchive: names stay the bytes that they are in any locale, and what stands before
/// damage is given to the last byte.
final class TarArchive {
  /// What the archive holds next.
  enum Next {
    case entry(TarEntry)
    /// The archive cannot be read on.
    case damaged(Text)
    /// Its end, with a remark on bytes that follow it.
    case end(Text?)
  }

  private let stream: any ByteStream
  /// Why nothing more can be read, when the entry before already said so.
  private var dead: Text?
  /// How much of the current entry's content, and of the blanks that fill its last block, was not read yet.
  private var contentLeft = 0
  private var paddingLeft = 0

  /// Names and pax records longer than this are damage; limits on names are far below.
  private static let extensionLimit = 1 << 20

  init(_ stream: any ByteStream) {
    self.stream = stream
  }

  /// The next entry. What is left of the one before must have been skipped.
  func next() -> Next {
    var longName: [UInt8]?
    var extended: PAXRecords?
    var isAfterEnd = false
    if let dead { return .damaged(dead) }
    while true {
      let block = stream.bytes(TarHeader.length)
      // Some writers leave out the blocks of zeros at the end.
      if block.isEmpty { return .end(nil) }
      if block.allSatisfy({ $0 == 0 }) {
        isAfterEnd = true
        continue
      }
      guard block.count == TarHeader.length else {
        return isAfterEnd ? .end(Self.trailing) : .damaged("the tar archive is cut in the middle of a header")
      }
      guard let header = TarHeader(block[...]) else {
        return isAfterEnd
          ? .end(Self.trailing) : .damaged("a header of the tar archive is damaged: its checksum is wrong")
      }
      guard let size = header.size else {
        dead = "a header of the tar archive is damaged: what follows it was not read"
        return .entry(
          TarEntry(
            name: ArchiveEntryName(longName ?? header.name), exclusion: "its size is negative or not a number: not read"
          ))
      }
      isAfterEnd = false
      switch header.type {
      case UInt8(ascii: "L"), UInt8(ascii: "K"), UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "g"):
        guard size <= Self.extensionLimit else {
          return .damaged("a header of the tar archive is damaged: a name or extended header has an impossible size")
        }
        let bytes = stream.bytes(size)
        _ = stream.bytes(Self.padding(of: size))
        guard bytes.count == size else { return .damaged("the tar archive is cut in the middle of a header") }
        if header.type == UInt8(ascii: "L") {
          longName = Array(bytes.prefix(bytes.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0))
        } else if header.type == UInt8(ascii: "x") || header.type == UInt8(ascii: "X") {
          guard let records = PAXRecords(bytes) else {
            return .damaged("an extended header of the tar archive is damaged")
          }
          extended = records
        }
      default:
        if header.hasSparseMap { skipSparseMap() }
        let entry = TarEntry(
          name: ArchiveEntryName(
            extended?.path ?? longName ?? header.name, isFolder: header.type == UInt8(ascii: "5")),
          size: extended?.size ?? size, type: header.type, isSparse: extended?.isSparse ?? false)
        contentLeft = entry.size
        paddingLeft = Self.padding(of: entry.size)
        return .entry(entry)
      }
    }
  }

  /// The content of the entry that `next` gave last.
  func content(of entry: TarEntry) -> any ByteStream { Content(self) }

  /// Passes over what was not read of the current entry.
  func skipRest() {
    let piece = 256 << 10
    while contentLeft > 0 {
      let count = stream.bytes(min(contentLeft, piece)).count
      guard count > 0 else { break }
      contentLeft -= count
    }
    contentLeft = 0
    _ = stream.bytes(paddingLeft)
    paddingLeft = 0
  }

  /// Passes over the blocks in which GNU's older sparse files list their pieces, up to the last one.
  private func skipSparseMap() {
    while case let block = stream.bytes(TarHeader.length), block.count == TarHeader.length, block[504] != 0 {}
  }

  private static let trailing: Text = "bytes after the end of the tar archive were not read"

  private static func padding(of size: Int) -> Int {
    (TarHeader.length - size % TarHeader.length) % TarHeader.length
  }

  private final class Content: ByteStream {
    private(set) var damage: Text?
    private let archive: TarArchive

    init(_ archive: TarArchive) {
      self.archive = archive
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
      let wanted = min(buffer.count, archive.contentLeft)
      guard wanted > 0 else { return 0 }
      let count = archive.stream.read(into: .init(rebasing: buffer[..<wanted]))
      archive.contentLeft -= count
      if count < wanted {
        damage = archive.stream.damage ?? "the tar archive is cut in the middle of this entry"
        archive.contentLeft = 0
        archive.paddingLeft = 0
      }
      return count
    }
  }
}

/// An entry of a tar archive.
struct TarEntry: ArchiveHeader {
  let name: ArchiveEntryName
  /// Its size in bytes; 0 for what has no content, whatever the header says.
  let size: Int
  let exclusion: Text?

  /// An entry of which nothing can be read.
  init(name: ArchiveEntryName, exclusion: Text) {
    self.name = name
    size = 0
    self.exclusion = exclusion
  }

  init(name: ArchiveEntryName, size: Int, type: UInt8, isSparse: Bool) {
    self.name = name
    // As GNU tar: links, devices and folders have no content.
    self.size = (UInt8(ascii: "1")...UInt8(ascii: "6")).contains(type) ? 0 : size
    exclusion = isSparse ? Self.sparse : Self.exclusion(type)
  }

  private static let sparse: Text = "a sparse file, whose size is mostly a hole: not read"

  private static func exclusion(_ type: UInt8) -> Text? {
    switch type {
    case UInt8(ascii: "1"): "a link to another entry: not followed"
    case UInt8(ascii: "2"): "a link: not followed"
    case UInt8(ascii: "3"), UInt8(ascii: "4"): "a device: not read"
    case UInt8(ascii: "6"): "a pipe: not read"
    case UInt8(ascii: "S"): sparse
    case UInt8(ascii: "M"): "the rest of a file that begins in another archive: not read"
    case UInt8(ascii: "V"): "the label of the archive, not a file"
    case UInt8(ascii: "D"), UInt8(ascii: "N"): "a list of names that tar keeps for itself: not read"
    default: nil
    }
  }
}
