/// Goes through the entries of an archive in the order in which they stand, one stream at a time; nothing is extracted.
package struct ArchiveWalk {
  /// One entry.
  package enum Entry {
    /// An entry to read now: its bytes are gone when the next one comes.
    case open(ByteSource)
    /// An entry that is not read, with the reason.
    case skipped(LedgerRow)
  }

  /// What went wrong with the archive as a whole, in the order in which it was met.
  package private(set) var problems: [Text] = []
  /// Whether nothing of the archive could be read.
  package private(set) var isRefused = false

  private let source: ByteSource
  private let budget: ExpansionBudget
  private let isWanted: (Text) -> Bool
  private var seenJunk: Set<Text> = []

  /// A walk through an archive. Entries whose full name is not wanted are passed over without a word.
  package init(_ source: ByteSource, wanted: @escaping (Text) -> Bool = { _ in true }) {
    self.source = source
    budget = source.budget ?? ExpansionBudget(source.limits)
    isWanted = wanted
  }

  /// Goes through all entries. Call it once.
  package mutating func run(_ visit: (Entry) -> Void) {
    switch source.archive {
    case .zip: zip(visit)
    case .tar: tar(visit)
    case nil: break
    }
  }

  private mutating func tar(_ visit: (Entry) -> Void) {
    let archive = TarArchive(source.content)
    var isFirst = true
    while true {
      switch archive.next() {
      case .entry(let header):
        guard take(header) else { return }
        if let reason = header.exclusion {
          skip(header.name, header.size, reason, visit)
        } else if let name = admit(header.name, size: header.size, visit) {
          visit(.open(entry(name, header.size, archive.content(of: header))))
        }
        archive.skipRest()
      case .damaged(let what):
        isRefused = isFirst
        problems.append(source.damage ?? what)
        return
      case .end(let remark):
        if let remark { problems.append(remark) }
        return
      }
      isFirst = false
    }
  }

  private mutating func zip(_ visit: (Entry) -> Void) {
    guard let file = source.openFile.flatMap({ source.isCompressed ? nil : $0 }) ?? held() else { return }
    let directory: ZipDirectory
    do {
      directory = try ZipDirectory(file, limits: budget.limits)
    } catch {
      isRefused = true
      problems.append(source.damage ?? error.reason)
      return
    }
    for header in directory.entries {
      guard take(header) else { break }
      if let reason = header.exclusion {
        skip(header.name, header.size, reason, visit)
      } else if let name = admit(header.name, size: max(header.size, header.compressedSize), visit) {
        switch header.content(in: file, until: directory.start) {
        case .success(let content): visit(.open(entry(name, header.size, content)))
        case .failure(let problem):
          visit(.skipped(row(name, header.compressedSize, problem.reason, format: .unreadable)))
        }
      }
    }
    if budget.exhaustion == nil, let damage = directory.damage { problems.append(damage) }
  }

  /// The archive's bytes in memory, for a zip that is not a file of its own; nil when they are too many.
  private mutating func held() -> OpenFile? {
    let file = OpenFile.holding(source.content, limit: ReadingLimits.heldBytes)
    if file == nil {
      isRefused = true
      problems.append(
        Text(
          "a zip inside another archive may have \(ByteCount.words(ReadingLimits.heldBytes)) at most: unpack the outer one"
        ))
    }
    return file
  }

  /// Counts an entry; false when the archive's limits are used up.
  private mutating func take(_ header: some ArchiveHeader) -> Bool {
    guard !budget.admitEntry() else { return true }
    if let exhaustion = budget.exhaustion { problems.append(Text("\(exhaustion.string): the rest was not read")) }
    return false
  }

  /// The full name of an entry that is to be read; nil when it is skipped or holds nothing.
  private mutating func admit(_ name: ArchiveEntryName, size: Int, _ visit: (Entry) -> Void) -> Text? {
    if let reason = name.problem(budget.limits) {
      skip(name, size, reason, visit)
      return nil
    }
    if name.isFolder {
      // A folder holds no bytes; one that does hides them.
      if size > 0 { skip(name, size, "a folder that has content: not read", visit) }
      return nil
    }
    let full = fullName(name.text)
    guard isWanted(full) else { return nil }
    if let (junk, reason) = name.junk {
      if seenJunk.insert(junk).inserted {
        visit(.skipped(row(fullName(junk), size, reason, format: .unknown)))
      }
      return nil
    }
    if size == 0 {
      var row = row(budget.uniqueName(full), 0, "the file is empty", format: .empty)
      row.sha256 = Text(SHA256.hex([]))
      visit(.skipped(row))
      return nil
    }
    return budget.uniqueName(full)
  }

  private func entry(_ name: Text, _ size: Int, _ content: any ByteStream) -> ByteSource {
    let stream: LimitedStream =
      if let compressed = content as? any CompressedStream {
        LimitedStream(compressed: compressed, limits: budget.limits, budget: budget)
      } else {
        LimitedStream(stored: content, budget: budget)
      }
    let file = CaseFile(entry: name, size: size)
    return ByteSource(file, stream, limits: budget.limits, depth: source.depth, budget: budget)
  }

  private func skip(_ name: ArchiveEntryName, _ size: Int, _ reason: Text, _ visit: (Entry) -> Void) {
    let full = fullName(name.shown(budget.limits))
    guard isWanted(full) else { return }
    visit(.skipped(row(budget.uniqueName(full), size, reason, format: .unreadable)))
  }

  private func row(_ name: Text, _ size: Int, _ reason: Text, format: EvidenceFormat) -> LedgerRow {
    var row = LedgerRow(file: name, sha256: "", bytes: size, format: Text(format.rawValue))
    row.skipped = reason
    return row
  }

  private func fullName(_ name: Text) -> Text { Text("\(source.file.name.string)!/\(name.string)") }
}
