internal import CaseFolder
internal import Evidence
internal import Reporting

/// What `check` found, as JSON. The keys are a contract: `casebook help check` names them.
enum CheckJSON {
  private struct Document: Encodable {
    let schema = "casebook-check/1"
    let ledger: [File]
    let coverage: [Coverage]
    let missing: [Missing]
    let questions: [Question]
    let diagnostics: [Remark]
  }

  /// A ledger row with its time span.
  private struct File: Encodable {
    let file: CheckedFile

    private enum Key: CodingKey {
      case first, last
    }

    func encode(to encoder: any Encoder) throws {
      try file.row.encode(to: encoder)
      var container = encoder.container(keyedBy: Key.self)
      try container.encodeIfPresent(file.span?.first, forKey: .first)
      try container.encodeIfPresent(file.span?.last, forKey: .last)
    }
  }

  private struct Missing: Encodable {
    let source: EvidenceKind
    let prevents: String
    let questions: [String]
  }

  private struct Question: Encodable {
    let id: String
    let title: String
    let state: CheckQuestion.State
    let lacks: [EvidenceKind]
  }

  private struct Remark: Encodable {
    let id: String
    let severity: Diagnostic.Severity
    let message: Text
    let file: Text?
    let line: Int?
    let advice: Text?
  }

  /// The document, without a line end at its end. Secrets are masked, and what a terminal would act on is escaped.
  static func text(_ result: CheckResult) -> String {
    let document = Document(
      ledger: result.files.map { File(file: $0) }, coverage: result.coverage,
      missing: result.missing.map { kind, questions in
        Missing(source: kind, prevents: kind.prevents, questions: questions.map(\.id))
      },
      questions: CheckQuestion.all.map {
        Question(
          id: $0.id, title: $0.title, state: $0.state(with: result.present), lacks: $0.lacks(with: result.present))
      },
      diagnostics: result.diagnostics.map {
        Remark(id: $0.id, severity: $0.severity, message: $0.message, file: $0.file, line: $0.line, advice: $0.advice)
      })
    return String(decoding: JSONDocument.encode(document).dropLast(), as: UTF8.self)
  }
}
