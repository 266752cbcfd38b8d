internal import Glibc

/// The bytes of one evidence file in order, inflated when it is gzip, hashed as delivered while they are read.
package final class ByteSource {
  /// The file.
  package let file: CaseFile
  /// Whether the file is gzip, by its first two bytes.
  package let isCompressed: Bool
  /// Bytes read from the file so far.
  package private(set) var deliveredBytes = 0
  /// Bytes given to the caller so far.
  package private(set) var inflatedBytes = 0
  /// What is wrong with the file, once it was met: what came before was kept. Nil: nothing.
  package private(set) var damage: Text?
  /// Something about the file that cost no record, such as bytes after the last gzip member.
  package private(set) var note: Text?

  private let descriptor: Int32
  private let digest = SHA256()
  private let inflater: Inflater?
  private let piece: UnsafeMutableRawBufferPointer
  private var isFileEnd = false
  private var isEnd = false
  private var isBetweenMembers = false
  private var finished: Text?

  /// How much is read from the file at once.
  private static let pieceSize = 256 << 10
  /// Report-rules R3.2: a gzip stream may expand to 200 times its size after the first 10 MiB.
  private static let ratioLimit = 200
  private static let ratioFreeBytes = 10 << 20

  /// Opens a file for reading. Throws what keeps it from being read: permission, not a regular file, gone.
  package init(_ file: CaseFile) throws(CaseError) {
    self.file = file
    let opened = RegularFile.open(file.pathBytes)
    guard case .opened(let descriptor, _) = opened else {
      throw CaseError("case.unreadable-file", opened.reason ?? "it cannot be opened", file: file.name)
    }
    self.descriptor = descriptor
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    var magic: (UInt8, UInt8) = (0, 0)
    isCompressed = pread(descriptor, &magic, 2, 0) == 2 && magic == (0x1F, 0x8B)
    inflater = isCompressed ? Inflater() : nil
    piece = .allocate(byteCount: isCompressed ? Self.pieceSize : 0, alignment: 64)
  }

  deinit {
    close(descriptor)
    piece.deallocate()
  }

  /// Fills the buffer as far as possible and returns how many bytes were written; 0 at the end, or when damage keeps
  /// the rest from being read.
  package func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    var filled = 0
    while filled < buffer.count, !isEnd {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      filled += inflater.map { inflate(into: rest, with: $0) } ?? readRaw(into: rest)
    }
    inflatedBytes += filled
    return filled
  }

  /// SHA-256 of the file as delivered, in hex; reads what was not read yet.
  package var sha256Hex: Text {
    if let finished { return finished }
    withUnsafeTemporaryAllocation(byteCount: Self.pieceSize, alignment: 64) { buffer in
      while !isFileEnd { _ = readFile(into: buffer) }
    }
    isEnd = true
    let hex = Text(bytes: SHA256.hexDigits(digest.finish()))
    finished = hex
    return hex
  }

  private func readRaw(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = readFile(into: UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(Self.pieceSize)))
    if isFileEnd { isEnd = true }
    return count
  }

  private func inflate(into buffer: UnsafeMutableRawBufferPointer, with inflater: Inflater) -> Int {
    if isBetweenMembers {
      guard startNextMember(inflater) else { return 0 }
    } else if inflater.inputLeft == 0 {
      feed(inflater, count: readFile(into: piece))
    }
    var written = 0
    switch inflater.inflate(into: buffer, written: &written) {
    case .going:
      // At the end of the file what the inflater still holds comes first, then comes nothing.
      if isFileEnd, written == 0, inflater.inputLeft == 0 { stop(damage ?? "the gzip stream ends in the middle") }
    case .memberEnd: isBetweenMembers = true
    case .damaged(let what): stop(what)
    }
    let total = inflatedBytes + written
    if total > Self.ratioFreeBytes, total / Self.ratioLimit > deliveredBytes {
      stop("the gzip stream expands to more than 200 times its size; the rest was not read")
    }
    return written
  }

  /// Whether another member follows; ends the stream when none does.
  private func startNextMember(_ inflater: Inflater) -> Bool {
    if inflater.inputLeft < 2 {
      let kept = inflater.inputLeft
      if kept == 1, let byte = inflater.input?.pointee { piece[0] = byte }
      let count = readFile(into: UnsafeMutableRawBufferPointer(rebasing: piece[kept...]))
      feed(inflater, count: kept + count)
    }
    guard inflater.inputLeft > 0, let input = inflater.input else {
      isEnd = true
      return false
    }
    guard inflater.inputLeft >= 2, input[0] == 0x1F, input[1] == 0x8B else {
      note = "bytes after the last gzip member were not read"
      isEnd = true
      return false
    }
    inflater.startMember()
    isBetweenMembers = false
    return true
  }

  private func feed(_ inflater: Inflater, count: Int) {
    guard let base = piece.baseAddress else { return }
    inflater.feed(base.assumingMemoryBound(to: UInt8.self), count: count)
  }

  private func stop(_ what: Text) {
    damage = what
    isEnd = true
  }

  /// One read(2), hashed. Sets `isFileEnd` at the end of the file or at an error.
  private func readFile(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard !isFileEnd else { return 0 }
    var count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    while count < 0, errno == EINTR { count = Glibc.read(descriptor, buffer.baseAddress, buffer.count) }
    guard count > 0 else {
      if count < 0 { stop(Text("it could not be read to its end: \(SystemMessage.text(errno))")) }
      isFileEnd = true
      return 0
    }
    deliveredBytes += count
    digest.update(UnsafeRawBufferPointer(rebasing: buffer.prefix(count)))
    return count
  }
}
