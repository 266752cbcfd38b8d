import CaseFolder
import Evidence
import Investigation
import Reporting
import Response
import Testing

@testable import casebook

/// What the report of the example must say (the example's expected answers), read from the report as programs read it.
@Suite struct ExampleReportTests {
  private static let report: Report = {
    let pipeline = ReportPipeline(settings: ReportPipeline.Settings(path: example))
    guard let evidence = try? pipeline.read() else { preconditionFailure("the example cannot be read") }
    let bytes = JSONEdition.encode(pipeline.report(on: evidence))
    guard let report = try? JSONEdition.decode(bytes) else { preconditionFailure("report.json cannot be read back") }
    return report
  }()

  private var report: Report { Self.report }

  @Test func everyLedgerAddsUp() {
    let balanced = report.ledger.filter(\.isBalanced)
    #expect(balanced.count == 17 && report.ledger.count == 17)
    let audit = report.ledger.first { $0.format == "kubernetes-audit" }
    #expect(audit?.records == 37)
    #expect(audit?.events == 36)
    #expect(audit?.duplicates == 1)
  }

  @Test func headerSaysWhatTheEvidenceSays() {
    #expect(report.case.id == "CB-2026-0312")
    #expect(report.case.tlp == "TLP:AMBER")
    #expect(report.case.verdict.rawValue == "contained with open paths")
    #expect(report.case.accounts == ["111122223333"])
    #expect(report.window.cutOff?.description == "2026-03-12T09:45:00Z")
    #expect(report.generator.generatedAt == report.window.cutOff)
  }

  @Test func anonymousRequestsAreCountedByOutcome() throws {
    let anonymous = try #require(report.activity.bySubject.first { $0.key == "system:anonymous" })
    #expect(anonymous.successful == 17)
    #expect(anonymous.failed == 5)
    #expect(anonymous.forbidden == 4)
    #expect(anonymous.notFound == 1)
  }

  @Test(arguments: [
    ("203.0.113.57", 17, 1, 1), ("203.0.113.61", 1, 1, 0), ("203.0.113.88", 0, 2, 0),
  ])
  func requestsToTheClusterAreSplitByAddress(_ address: Text, _ ok: Int, _ forbidden: Int, _ notFound: Int) throws {
    let rows = report.activity.byAddress.filter { $0.key == address }.map { $0 }
    let row = try #require(rows.first { Text("\($0.source)") == "kubernetes" })
    #expect(row.successful == ok)
    #expect(row.forbidden == forbidden)
    #expect(row.notFound == notFound)
  }

  @Test func allFindingsAreListed() {
    #expect(report.findings.count == 9)
  }

  @Test func secretsAreClassedByWhatWasRead() {
    let kubernetes = report.exposures.filter { $0.kind == "kubernetes-secret" }
    #expect(kubernetes.filter { $0.class == .compromised }.count == 8)
    let untouched = kubernetes.filter { $0.class == .notAffected }
    #expect(untouched.count == 2)
  }

  @Test func everySectionThatTheIssueNamesIsThere() {
    #expect(!report.takeaways.isEmpty && !report.unknowns.isEmpty && !report.openPaths.isEmpty)
    #expect(!report.remediation.isEmpty && !report.controls.isEmpty && !report.indicators.isEmpty)
    #expect(!report.timeline.isEmpty && !report.gaps.isEmpty && !report.omissions.isEmpty)
    let questions = Set(report.questions.map(\.id))
    #expect(questions.isSuperset(of: ["1.1", "1.2", "1.3", "3.1", "4.1", "4.2", "4.3", "4.4", "4.5", "5.4"]))
  }
}
