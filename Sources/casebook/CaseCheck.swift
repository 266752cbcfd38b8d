internal import CaseFolder
internal import Evidence
internal import Slicing

/// What `check` found.
struct CheckResult {
  var ledger: [LedgerRow]
  var coverage: [Coverage]
  var diagnostics: [Diagnostic]
  /// The lake that `lake.yaml` describes, when the case has one.
  var lake: LakeDescription?
  /// Kinds of evidence that reports need and the case lacks, with what they would tell.
  var missing: [MissingSource]

  /// Whether any record or file could not be read.
  var hasUnreadable: Bool { ledger.contains { $0.hasUnreadable } }
}

/// A kind of evidence that a case lacks.
struct MissingSource: Hashable, Sendable {
  /// Its format, such as `kubernetes-audit`.
  var source: Text
  /// What cannot be said without it.
  var prevents: Text
}

extension LedgerRow {
  /// Whether some of the file could not be read.
  var hasUnreadable: Bool { unreadableCount > 0 || format == Text(EvidenceFormat.unreadable.rawValue) }
}

/// Reads a case and tells what is there.
enum CaseCheck {
  /// Opens and reads a case; throws when it is unusable.
  static func run(path: String, display: ProgressDisplay? = nil) throws(CaseError) -> CheckResult {
    let opened = try CaseOpener.open(path: path)
    let evidence = EvidenceReader.read(opened) { display?.update($0) }
    display?.finish()
    try requireEvidence(evidence, path: path)
    var diagnostics = evidence.diagnostics
    var lake: LakeDescription?
    if let file = opened.configuration.first(where: { $0.name == "lake.yaml" }) {
      do {
        lake = try LakeDescription.read(file)
      } catch {
        diagnostics += error.diagnostics
      }
    }
    return CheckResult(
      ledger: evidence.ledger, coverage: evidence.coverage, diagnostics: diagnostics, lake: lake,
      missing: SourceCatalogue.missing(from: evidence.ledger))
  }

  /// Throws when no file of the case was recognised as evidence.
  static func requireEvidence(_ evidence: Evidence, path: String) throws(CaseError) {
    let without: Set<Text> = ["unknown", "empty", "unreadable"]
    guard evidence.ledger.allSatisfy({ without.contains($0.format) }) else { return }
    var diagnostics = [
      Diagnostic(
        "case.no-evidence", .error, "no file was recognised as evidence", file: Text(path),
        advice: "`casebook init` prints the commands that collect evidence")
    ]
    for row in evidence.ledger.prefix(5) {
      diagnostics.append(Diagnostic("case.skipped", .warning, row.skipped ?? "not recognised", file: row.file))
    }
    throw CaseError(diagnostics)
  }
}

/// The kinds of evidence that a report is made of, and what each is for.
enum SourceCatalogue {
  /// One row a source, in the order of their weight.
  static let all: [MissingSource] = [
    MissingSource(source: "guardduty", prevents: "which findings started this, and when"),
    MissingSource(source: "kubernetes-audit", prevents: "who did what in the cluster, and which secrets were read"),
    MissingSource(source: "cloudtrail", prevents: "what was done in the AWS account with stolen credentials"),
    MissingSource(source: "vpc-flow", prevents: "which addresses were talked to, and how much left"),
    MissingSource(source: "resolver", prevents: "which names the workloads asked for"),
    MissingSource(source: "eks-authenticator", prevents: "which IAM identity was which Kubernetes user"),
    MissingSource(source: "kubernetes-inventory", prevents: "what ran where, and who may do what"),
    MissingSource(source: "aws-inventory", prevents: "how the cluster, its nodes and its access entries are set up"),
  ]

  /// The sources of which a ledger has no file.
  static func missing(from ledger: [LedgerRow]) -> [MissingSource] {
    let present = Set(ledger.map(\.format))
    return all.filter { !present.contains($0.source) }
  }
}
