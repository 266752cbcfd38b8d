/// The central directory of a zip (PKWARE APPNOTE 6.3.10), read before any entry.
///
/// Read by our own code and not by libarchive, which checks neither that entries do not overlap nor that local headers
/// agree: two readers of one directory could disagree on what it says.
struct ZipDirectory {
  /// The entries, in the order of the directory; at most one more than the limit.
  private(set) var entries: [ZipEntry] = []
  /// Where the directory begins and, so, every entry must have ended.
  let start: Int
  /// What is wrong with the directory, when a part of it was read nevertheless.
  private(set) var damage: Text?

  /// Reads the directory; throws why the whole archive is refused.
  init(_ file: OpenFile, limits: ReadingLimits) throws(ZipProblem) {
    let end = try ZipEnd(file)
    start = end.directoryEnd - end.directorySize
    let shift = start - end.directoryStart
    guard start >= 0, shift >= 0 else { throw ZipProblem("the zip's end record is damaged: its directory cannot be") }
    var cursor = ZipCursor(file, from: start, to: end.directoryEnd)
    // One entry more than may be read tells that there are too many.
    while entries.count <= limits.entries, cursor.left > 0 {
      guard let fixed = cursor.take(46).map({ ZipBytes($0) }), fixed.four(0) == 0x0201_4B50 else {
        damage = "the zip's directory is damaged: the rest of its entries is not known"
        break
      }
      // A longer name is known by its first bytes; it is over every limit.
      let length = fixed.two(28)
      let kept = min(length, limits.nameBytes + 1)
      guard let name = cursor.take(kept), cursor.skip(length - kept), let extra = cursor.take(fixed.two(30)),
        cursor.skip(fixed.two(32))
      else {
        damage = "the zip's directory is cut: the rest of its entries is not known"
        break
      }
      entries.append(
        ZipEntry(
          fixed, name: ArchiveEntryName(name, length: length), extra: ZipBytes(extra), shift: shift))
    }
    if entries.isEmpty, let damage { throw ZipProblem(damage) }
    if damage == nil, entries.count <= limits.entries, entries.count != end.count {
      damage = Text("the zip's end record counts \(end.count) entries, its directory has \(entries.count)")
    }
    try refuseOverlap()
  }

  /// Entries that share bytes are how a small zip becomes endless, and how one reader sees another file than the next.
  private func refuseOverlap() throws(ZipProblem) {
    let inside = entries.filter { $0.leastEnd <= start }.sorted { ($0.offset, $0.leastEnd) < ($1.offset, $1.leastEnd) }
    for (one, next) in zip(inside, inside.dropFirst()) where one.leastEnd > next.offset {
      throw ZipProblem("entries of the zip overlap: the archive is refused")
    }
  }
}

/// The record at the end of a zip, and its 64-bit form when there is one.
private struct ZipEnd {
  /// Where the directory ends, in the file.
  var directoryEnd: Int
  /// Size of the directory in bytes.
  var directorySize: Int
  /// Where the record says that the directory begins.
  var directoryStart: Int
  /// How many entries the record counts.
  var count: Int

  init(_ file: OpenFile) throws(ZipProblem) {
    let tailStart = max(0, file.size - 22 - 0xFFFF)
    let tail = ZipBytes(file.bytes(at: tailStart, count: file.size - tailStart))
    // The true record is the one whose comment ends where the file ends: a comment may hold the bytes of another.
    guard
      let place = stride(from: tail.count - 22, through: 0, by: -1).first(where: {
        tail.bytes[$0] == 0x50 && tail.four($0) == 0x0605_4B50 && $0 + 22 + tail.two($0 + 20) == tail.count
      })
    else { throw ZipProblem("the zip has no end record: it is truncated, or other bytes follow it") }
    guard [0, 0xFFFF].contains(tail.two(place + 4)) else { throw ZipProblem("it is a part of a split zip: not read") }
    directoryEnd = tailStart + place
    count = tail.two(place + 10)
    directorySize = tail.four(place + 12)
    directoryStart = tail.four(place + 16)
    guard count == 0xFFFF || directorySize == ZipBytes.elsewhere || directoryStart == ZipBytes.elsewhere else { return }
    let locator = ZipBytes(file.bytes(at: directoryEnd - 20, count: 20))
    // A zip may have just 65,535 entries and no 64-bit record.
    guard locator.count == 20, locator.four(0) == 0x0706_4B50 else { return }
    // Its stated place is wrong in a zip with bytes before it; it is at least 56 bytes long and ends at the locator.
    for candidate in [locator.eight(8), directoryEnd - 20 - 56] {
      let record = ZipBytes(file.bytes(at: candidate, count: 56))
      guard record.count == 56, record.four(0) == 0x0606_4B50 else { continue }
      directoryEnd = candidate
      count = record.eight(32)
      directorySize = record.eight(40)
      directoryStart = record.eight(48)
      return
    }
    throw ZipProblem("the zip's 64-bit end record is damaged or missing")
  }
}

/// Reads a part of a file front to back, a piece at a time.
private struct ZipCursor {
  private let file: OpenFile
  private var piece: ArraySlice<UInt8> = []
  /// Where the next piece begins, and where the last one ends.
  private var position: Int
  private let end: Int

  init(_ file: OpenFile, from start: Int, to end: Int) {
    self.file = file
    position = start
    self.end = end
  }

  /// How many bytes are left.
  var left: Int { piece.count + end - position }

  /// So many bytes; nil when there are not as many.
  mutating func take(_ count: Int) -> [UInt8]? {
    guard count <= left else { return nil }
    if piece.count < count {
      let more = file.bytes(at: position, count: min(256 << 10, end - position))
      position += more.count
      piece = (Array(piece) + more)[...]
    }
    guard piece.count >= count else { return nil }
    defer { piece = piece.dropFirst(count) }
    return Array(piece.prefix(count))
  }

  /// Passes over so many bytes; false when there are not as many.
  mutating func skip(_ count: Int) -> Bool { take(count) != nil }
}
