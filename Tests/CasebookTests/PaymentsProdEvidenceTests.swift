import CaseFolder
import Evidence
import Investigation
import Reporting
import Response
import Testing

/// What the case's evidence says, with the expected answers of the case's authors.
@Suite struct PaymentsProdEvidenceTests {
  let evidence: Evidence

  init() throws {
    evidence = try PaymentsProd.evidence.get()
  }

  private func row(_ format: Text) throws -> LedgerRow {
    try #require(evidence.ledger.first { $0.format == format })
  }

  @Test func everyLedgerRowIsBalanced() {
    #expect(evidence.ledger.count == 17)
    for row in evidence.ledger { #expect(row.isBalanced, "\(row.file)") }
  }

  @Test func duplicateStagesOfOneAuditIDCountOnce() throws {
    let audit = try row("kubernetes-audit")
    #expect(audit.records == 37)
    #expect(audit.events == 36)
    #expect(audit.duplicates == 1)
  }

  @Test func nothingIsUnreadable() {
    for row in evidence.ledger { #expect(row.unreadableCount == 0, "\(row.file)") }
  }

  @Test func hashesAreThoseOfTheManifest() {
    for file in evidence.manifest.files {
      #expect(evidence.ledger.first { $0.file == file.path }?.sha256 == file.sha256)
    }
  }

  @Test func anonymousRequestsByOutcome() {
    let events = evidence.events.indices.map { evidence.events[$0] }.filter {
      evidence.events.text($0.actor) == "system:anonymous"
    }
    #expect(events.count == 22)
    #expect(events.filter { $0.outcome == .success }.count == 17)
    #expect(events.filter { $0.outcome == .denied }.count == 3)
    #expect(events.filter { $0.outcome == .admissionDenied }.count == 1)
    #expect(events.filter { $0.outcome == .notFound }.count == 1)
  }

  @Test(arguments: [("203.0.113.57", 17, 1, 1), ("203.0.113.61", 1, 1, 0), ("203.0.113.88", 0, 2, 0)])
  func requestsByAddress(_ address: String, _ succeeded: Int, _ forbidden: Int, _ notFound: Int) {
    let events = evidence.events.indices.map { evidence.events[$0] }.filter {
      $0.source == .kubernetesAudit && evidence.events.text($0.address) == Text(address)
    }
    #expect(events.filter { $0.outcome == .success }.count == succeeded)
    #expect(events.filter { $0.outcome.isForbidden }.count == forbidden)
    #expect(events.filter { $0.outcome == .notFound }.count == notFound)
  }

  @Test func execByGetIsASuccessfulExecution() throws {
    let index = try #require(
      evidence.events.indices.first { evidence.events.nativeID($0) == "0a000000-0000-4000-8000-000000000020" })
    let event = evidence.events[index]
    #expect(event.code == 101)
    #expect(event.outcome == .success)
    #expect(evidence.events.text(event.action) == "get")
    #expect(evidence.events.text(event.resource) == "pods/exec")
    #expect(!event.flags.contains(.open))
    #expect(evidence.events.auditBody(index)?.command.first == "chroot")
  }

  @Test func theServiceEventWithoutASubjectTypeIsRead() {
    #expect(
      evidence.events.indices.contains { evidence.events.text(evidence.events[$0].action) == "RotationSucceeded" })
  }

  @Test func theAuditFileIsAnExtract() throws {
    let coverage = try #require(evidence.coverage.first { $0.source == "kubernetes-audit" })
    #expect(coverage.isExtract)
    #expect(coverage.basis == "stated")
    #expect(coverage.from == Timestamp("2026-03-05T00:00:00Z"))
  }
}
