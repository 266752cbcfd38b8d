internal import CaseFolder

/// Opening, hashing, damage and archives: what is done with every file, whatever it holds.
extension FileTask {
  /// Reads the file; one segment, and one more for each entry when it is an archive.
  func run() -> FileResult {
    do {
      var result = FileResult()
      let checkpoints = EvidenceReader.checkpointLimit * keptBudget / EvidenceReader.keptBudget
      read(try ByteSource(file, limits: opened.limits, checkpoints: checkpoints), into: &result)
      return result
    } catch {
      let row = LedgerRow(file: file.name, sha256: "", bytes: file.size, format: "")
      let segment = EventSegment(row: row, keptBudget: 0)
      segment.row.format = Text(EvidenceFormat.unreadable.rawValue)
      segment.row.skipped = error.diagnostics.first?.message ?? "the file cannot be opened for reading"
      segment.diagnostics = error.diagnostics
      return FileResult(segments: [segment])
    }
  }

  /// Reads a file or an archive's entry that is open.
  private func read(_ source: ByteSource, into result: inout FileResult) {
    let row = LedgerRow(file: file.name, sha256: "", bytes: file.size, format: "")
    let segment = EventSegment(row: row, keptBudget: source.archive == nil ? keptBudget : 0)
    result.segments.append(segment)
    if let refusal = source.refusal {
      segment.refuse(refusal)
    } else if let kind = source.archive {
      segment.row.format = kind.rawValue
      readEntries(of: source, segment, into: &result)
    } else {
      readRecords(source, segment)
    }
    finish(source, segment)
  }

  private func readRecords(_ source: ByteSource, _ segment: EventSegment) {
    let reader = FileReader(source, into: segment)
    let head = reader.head()
    let recognition = Recognizer.recognise(
      head: head.bytes, isWhole: head.isWhole, isIntelligence: isIntelligence)
    segment.row.format = Text(recognition.format.rawValue)
    segment.row.skipped = recognition.reason
    if ![.unknown, .empty, .unreadable].contains(recognition.format) {
      segment.row.layout = recognition.layout.ledgerWord
    }
    read(recognition, reader, segment)
    reader.drain()
    segment.trail = reader.trail
    segment.trail.checkpoints = source.checkpoints
    if recognition.format == .empty, let damage = source.damage { segment.refuse(damage) }
  }

  /// Reads the entries of an archive; `segment` is the archive's own.
  private func readEntries(of source: ByteSource, _ segment: EventSegment, into result: inout FileResult) {
    var walk = ArchiveWalk(source) { !opened.isConfiguration(entry: $0) }
    var skipped: [Text: [LedgerRow]] = [:]
    walk.run { entry in
      switch entry {
      case .open(let source): task(for: source.file).read(source, into: &result)
      case .skipped(let row): skipped[row.skipped ?? "not read", default: []].append(row)
      }
    }
    for (reason, rows) in skipped.sorted(by: { $0.key < $1.key }) {
      guard rows.count > FileResult.skippedShown else {
        result.skipped += rows
        continue
      }
      let isLoss = rows.contains { $0.format == Text(EvidenceFormat.unreadable.rawValue) }
      segment.flag(Text("\(isLoss ? LedgerRow.incomplete.string : "")entries not read: \(reason.string)"), rows.count)
    }
    if walk.isRefused {
      segment.refuse(walk.problems.first ?? "the archive cannot be read")
    } else {
      for problem in walk.problems { report(problem, segment) }
    }
  }

  /// The task for an entry of the archive that this task reads. Its share of what may be kept follows its size, never the
  /// order of the entries: evidence expands to less than 20 times its size, so that all shares fit.
  private func task(for entry: CaseFile) -> FileTask {
    var entry = entry
    entry.stated = opened.stated(entry.name)
    let share = min(1, Double(entry.size) / (Double(max(file.size, 1)) * 20))
    return FileTask(
      file: entry, opened: opened, keptBudget: Int(Double(keptBudget) * share), edges: edges, observer: observer)
  }

  /// Hashes the rest and writes down what is wrong with the file.
  private func finish(_ source: ByteSource, _ segment: EventSegment) {
    segment.row.sha256 = source.sha256Hex
    segment.row.bytes = source.deliveredBytes
    if let mismatch = file.hashMismatch(actual: source.sha256Hex) { segment.diagnostics.append(mismatch) }
    if file.path.isEmpty, let mismatch = file.sizeMismatch(actual: source.deliveredBytes) {
      segment.diagnostics.append(mismatch)
    }
    if let note = source.note { segment.flag(note) }
    if let damage = source.damage, segment.row.skipped != damage { report(damage, segment) }
    segment.finish()
  }

  /// Writes down what was lost to damage or to a limit.
  private func report(_ problem: Text, _ segment: EventSegment) {
    let remark = Text(LedgerRow.incomplete.string + problem.string)
    guard segment.flag(remark, once: max(1, segment.row.records)) else { return }
    segment.diagnostics.append(
      Diagnostic(
        "evidence.damaged", .warning, Text("\(file.name.string) is incomplete: \(problem.string)"), file: file.name,
        kept: "what could be read",
        advice: "fetch the file again and compare its SHA-256; `--help` lists the options for limits"))
  }
}

/// What was read from one file of a case.
struct FileResult {
  /// The file's own segment, and those of an archive's entries.
  var segments: [EventSegment] = []
  /// When an archive has more entries that are not read for one reason, they are counted in a remark on the archive and
  /// have no rows: fifty thousand of them would be the whole report.
  static let skippedShown = 100

  /// The rows of entries that were not read.
  var skipped: [LedgerRow] = []
}

extension EventSegment {
  /// Says that nothing could be read.
  fileprivate func refuse(_ reason: Text) {
    row.format = Text(EvidenceFormat.unreadable.rawValue)
    row.skipped = reason
    diagnostics.append(
      Diagnostic(
        "evidence.unreadable", .warning, Text("\(row.file.string) was not read: \(reason.string)"), file: row.file,
        kept: "nothing of it",
        advice: "fetch the file again and compare its SHA-256; `--help` lists the options for limits"))
  }
}
