import CaseFolder
import Foundation
import Investigation
import Testing

@testable import Reporting

/// The page as a whole. `CASEBOOK_PAGE=FILE` writes the sample page there, for the browser check of Tests/Browser.
struct HTMLEditionTests {
  @Test func emptyReportIsAPageToo() throws {
    let nothing = Statement("There is no evidence.", confidence: .notDeterminable, citations: [])
    let report = Report(
      generator: Generator(name: "casebook", version: "0"),
      case: CaseHeader(
        id: "case-0123456789", title: "", tlp: "TLP:AMBER", severity: "unknown", verdict: .notDeterminable,
        verdictReason: nothing, reportStatus: "draft"),
      window: Windows(), activity: Activity(), metrics: Metrics(times: [:], durations: [:]))
    let bytes = try HTMLEdition.render(report, templates: .builtIn)
    #expect(PageGrammar.objections(to: bytes, grammar: TemplateSet.builtIn["page.rng"]) == [])
  }

  @Test func thingsListedTwiceDoNotStopThePage() throws {
    var report = SampleReport.report
    report.detections += report.detections
    report.entities += report.entities
    report.timeline += report.timeline
    report.questions += report.questions
    report.controls += report.controls
    report.remediation += report.remediation
    report.ledger += report.ledger
    _ = try HTMLEdition.render(report, templates: .builtIn)
  }

  @Test func anotherFileChangesNoIds() throws {
    let first = try ids(SampleReport.report)
    var more = SampleReport.report
    more.ledger.insert(
      LedgerRow(file: "another.json", sha256: "ab", bytes: 1, format: "unknown"), at: 0)
    #expect(try ids(more).isSuperset(of: first))
  }

  private func ids(_ report: Report) throws -> Set<Substring> {
    let page = String(decoding: try HTMLEdition.render(report, templates: .builtIn), as: UTF8.self)
    return Set(page.matches(of: /id="([^"]*)"/).map(\.output.1))
  }

  @Test func samplePagePassesTheGateAndSaysEverything() throws {
    let bytes = try HTMLEdition.render(SampleReport.report, templates: .builtIn)
    if let path = ProcessInfo.processInfo.environment["CASEBOOK_PAGE"] {
      try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
    let page = String(decoding: bytes, as: UTF8.self)
    for text in ["TLP:AMBER", "CB-2026-0312", "Contained with open paths", "legacy-robot", "1 d 16 h 48 m 49 s"] {
      #expect(page.utf8.firstRange(of: text.utf8) != nil, "missing: \(text)")
    }
  }
}
