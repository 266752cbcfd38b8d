internal import CaseFolder
internal import Evidence
internal import Slicing

/// What `check` found.
struct CheckResult {
  /// The files, by name.
  var files: [CheckedFile]
  var coverage: [Coverage]
  var diagnostics: [Diagnostic]
  /// The lake that `lake.yaml` describes, when the case has one.
  var lake: LakeDescription?
  /// Kinds of evidence that the case holds.
  var present: Set<EvidenceKind>

  /// Whether any record or file could not be read.
  var hasUnreadable: Bool { files.contains { $0.row.hasUnreadable } }

  /// Kinds of evidence that the case lacks, by weight, with the questions that each would answer or complete.
  var missing: [(kind: EvidenceKind, questions: [CheckQuestion])] {
    EvidenceKind.allCases.filter { !present.contains($0) }.map { kind in
      (kind, CheckQuestion.all.filter { $0.lacks(with: present).contains(kind) })
    }
  }
}

/// One file with what was read from it.
struct CheckedFile {
  var row: LedgerRow
  /// From its first to its last record; nil without dated records.
  var span: TimeSpan?
}

extension LedgerRow {
  /// Whether some of the file could not be read.
  var hasUnreadable: Bool { unreadableCount > 0 || isIncomplete || format == Text(EvidenceFormat.unreadable.rawValue) }
}

/// Reads a case and tells what is there.
enum CaseCheck {
  /// Opens and reads a case; throws when it is unusable.
  static func run(
    path: String, limits: ReadingLimits = ReadingLimits(), display: ProgressDisplay? = nil
  ) throws(CaseError) -> CheckResult {
    let opened = try CaseOpener.open(path: path, limits: limits)
    let evidence = EvidenceReader.read(opened) { display?.update($0) }
    display?.finish()
    try requireEvidence(evidence, path: path)
    var diagnostics = evidence.diagnostics
    var lake: LakeDescription?
    if let file = opened.configuration(named: "lake.yaml") {
      do {
        lake = try LakeDescription.read(file)
      } catch {
        diagnostics += error.diagnostics
      }
    }
    let files = zip(evidence.ledger, CheckSpans.spans(of: evidence)).map { CheckedFile(row: $0, span: $1) }
    return CheckResult(
      files: files.sorted { ($0.row.file, $0.row.sha256) < ($1.row.file, $1.row.sha256) },
      coverage: evidence.coverage, diagnostics: diagnostics, lake: lake, present: EvidenceKind.present(in: evidence))
  }

  /// Throws when no file of the case was recognised as evidence.
  static func requireEvidence(_ evidence: Evidence, path: String) throws(CaseError) {
    let without: Set<Text> = ["unknown", "empty", "unreadable"]
    guard evidence.ledger.allSatisfy({ without.contains($0.format) || $0.isArchive }) else { return }
    var diagnostics = [
      Diagnostic(
        "case.no-evidence", .error, "no file was recognised as evidence", file: Text(path),
        advice: "`casebook init` prints the commands that collect evidence")
    ]
    for row in evidence.ledger.prefix(5) {
      let reason = row.skipped ?? row.flagged.first?.remark ?? "not recognised"
      diagnostics.append(
        Diagnostic("case.skipped", .warning, Text("\(row.format.string): \(reason.string)"), file: row.file))
    }
    throw CaseError(diagnostics)
  }
}
