internal import CaseFolder
internal import Evidence
internal import Foundation
internal import Reporting

/// What `check` found, as JSON.
enum CheckJSON {
  private struct Document: Encodable {
    struct Remark: Encodable {
      var id: String
      var severity: Diagnostic.Severity
      var message: Text
      var file: Text?
      var line: Int?
      var advice: Text?
    }

    struct Missing: Encodable {
      var source: Text
      var prevents: Text
    }

    var ledger: [LedgerRow]
    var coverage: [Coverage]
    var missing: [Missing]
    var diagnostics: [Remark]
  }

  /// The document, with sorted keys.
  static func text(_ result: CheckResult) -> String {
    let document = Document(
      ledger: result.ledger.map { masked($0) }, coverage: result.coverage,
      missing: result.missing.map { Document.Missing(source: $0.source, prevents: $0.prevents) },
      diagnostics: result.diagnostics.map {
        Document.Remark(
          id: $0.id, severity: $0.severity, message: $0.message, file: $0.file, line: $0.line, advice: $0.advice)
      })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(document) else { return "{}" }
    return String(decoding: data, as: UTF8.self)
  }

  /// The row with the excerpts of unreadable records made visible, since they may hold secrets.
  private static func masked(_ row: LedgerRow) -> LedgerRow {
    var row = row
    for index in row.unreadable.indices {
      row.unreadable[index].excerpt = Text(TerminalText.line(row.unreadable[index].excerpt))
    }
    return row
  }
}
