internal import CaseFolder

/// Opening, hashing and damage: what is done with every file, whatever it holds.
extension FileTask {
  /// Reads the file; one segment, or one for each entry when it is an archive.
  func run() -> [EventSegment] {
    let row = LedgerRow(file: file.name, sha256: "", bytes: file.size, format: "unknown")
    let segment = EventSegment(row: row, keptBudget: keptBudget)
    let source: ByteSource
    do {
      source = try ByteSource(file)
    } catch {
      segment.row.format = Text(EvidenceFormat.unreadable.rawValue)
      segment.row.skipped = error.diagnostics.first?.message ?? "the file cannot be opened for reading"
      segment.diagnostics = error.diagnostics
      return [segment]
    }
    let reader = FileReader(source, into: segment)
    let head = reader.head()
    let recognition = Recognizer.recognise(head: head.bytes, isWhole: head.isWhole)
    segment.row.format = Text(recognition.format.rawValue)
    segment.row.skipped = recognition.reason
    if ![.unknown, .empty, .unreadable].contains(recognition.format) {
      segment.row.layout = Text(recognition.layout.rawValue)
    }
    read(recognition, reader, segment)
    reader.drain()
    segment.row.sha256 = source.sha256Hex
    segment.row.bytes = source.deliveredBytes
    if let mismatch = file.hashMismatch(actual: source.sha256Hex) { segment.diagnostics.append(mismatch) }
    if let note = source.note { segment.flag(note) }
    if let damage = source.damage {
      segment.flag(Text("incomplete: \(damage.string)"), max(1, segment.row.records))
      segment.diagnostics.append(
        Diagnostic(
          "evidence.damaged", .warning, Text("\(file.name.string) is damaged: \(damage.string)"), file: file.name,
          kept: "what could be inflated", advice: "fetch the file again and compare its SHA-256"))
    }
    segment.finish()
    return [segment]
  }
}
