/// The bytes of one evidence file, or of one entry of an archive, in order: decompressed, hashed as delivered.
package final class ByteSource {
  /// The file.
  package let file: CaseFile
  /// Whether it is compressed.
  package let isCompressed: Bool
  /// The kind of archive that the content is; nil: none.
  package let archive: ArchiveKind?
  /// Why the content cannot be read at all: compressed or archived deeper than the limit. Nil: it can.
  package let refusal: Text?
  /// Bytes given to the caller so far.
  package private(set) var inflatedBytes = 0

  /// The limits that hold for it.
  let limits: ReadingLimits
  /// What the archive that it lies in has used of its limits; nil: it lies in none.
  let budget: ExpansionBudget?
  /// How many archives and compressions are around the entries of the archive that it is, or around its content.
  let depth: Int
  /// The content, for reading an archive.
  let content: PeekedStream
  /// The file on disk; nil for an entry.
  let openFile: OpenFile?
  private let delivered: HashingStream
  private let keeper: CheckpointKeeper?
  private var finished: Text?

  /// Opens a file for reading. Throws what keeps it from being read: permission, not a regular file, gone.
  /// Of a gzip file, at most so many checkpoints are kept.
  package convenience init(
    _ file: CaseFile, limits: ReadingLimits = ReadingLimits(), checkpoints: Int = 0
  ) throws(CaseError) {
    if let held = file.held {
      self.init(file, MemoryStream(held), limits: limits)
      return
    }
    let opened = RegularFile.open(file.pathBytes)
    guard case .opened(let descriptor, let size) = opened else {
      throw CaseError("case.unreadable-file", opened.reason ?? "it cannot be opened", file: file.name)
    }
    let openFile = OpenFile(descriptor: descriptor, size: size)
    openFile.adviseSequential()
    let keeper = checkpoints > 0 ? CheckpointKeeper(limit: checkpoints, spacing: Self.checkpointSpacing) : nil
    self.init(file, FileStream(openFile), limits: limits, openFile: openFile, keeper: keeper)
  }

  /// The content of a stream: a file, or an entry of an archive at a depth and with its budget.
  init(
    _ file: CaseFile, _ stream: any ByteStream, limits: ReadingLimits, openFile: OpenFile? = nil, depth: Int = 0,
    budget: ExpansionBudget? = nil, keeper: CheckpointKeeper? = nil
  ) {
    self.file = file
    self.limits = limits
    self.openFile = openFile
    self.budget = budget
    delivered = HashingStream(stream)
    var content = PeekedStream(delivered, count: ArchiveKind.headLength)
    var depth = depth
    var isCompressed = false
    var isTooDeep = false
    var layers = 0
    while let compression = Compression(head: content.head) {
      guard depth < limits.nesting else {
        isTooDeep = true
        break
      }
      depth += 1
      isCompressed = true
      layers += 1
      let decompressed = compression.decompressed(content, keeper: layers == 1 ? keeper : nil)
      let inflated = LimitedStream(compressed: decompressed, limits: limits, budget: budget)
      content = PeekedStream(inflated, count: ArchiveKind.headLength)
    }
    archive = isTooDeep ? nil : ArchiveKind(head: content.head)
    if let archive, !(archive == .tar && isCompressed) {
      isTooDeep = depth >= limits.nesting
      depth += 1
    }
    refusal =
      isTooDeep ? Text("nested more than \(limits.nesting) archives or compressions deep: not read") : nil
    self.isCompressed = isCompressed
    // Offsets in the first of several layers mean nothing in the content.
    self.keeper = layers == 1 ? keeper : nil
    self.depth = depth
    self.content = content
  }

  /// How many inflated bytes lie between two checkpoints at least.
  private static let checkpointSpacing = 4 << 20

  /// Where inflating can begin again, by place; as far as was read.
  package var checkpoints: [InflateCheckpoint] { keeper?.checkpoints ?? [] }

  /// Bytes of the file, or of the entry as its archive gives it, that were read so far.
  package var deliveredBytes: Int { delivered.count }

  /// What is wrong with the file, once it was met: what came before was kept. Nil: nothing.
  package var damage: Text? { content.damage ?? delivered.damage }

  /// Something about the file that cost no record, such as bytes after the last gzip member.
  package var note: Text? { content.note }

  /// Fills the buffer as far as possible and returns how many bytes were written; 0 at the end, or when damage keeps
  /// the rest from being read.
  package func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard refusal == nil else { return 0 }
    let count = content.read(into: buffer)
    inflatedBytes += count
    return count
  }

  /// SHA-256 of the file as delivered, in hex; reads what was not read yet.
  package var sha256Hex: Text {
    if let finished { return finished }
    let hex = delivered.finish()
    finished = hex
    return hex
  }
}
