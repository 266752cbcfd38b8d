import CaseFolder
import Evidence
import Investigation
import Reporting
import Response
import Testing

@Suite struct ReportBuilderTests {
  /// The example case, from its files to its report.
  private static let built: Report = {
    let folder = String(
      decoding: #filePath.utf8.dropLast("Tests/ReportingTests/Build/ReportBuilderTests.swift".utf8.count), as: UTF8.self
    )
    guard let opened = try? CaseOpener.open(path: folder + "Examples/payments-prod") else { fatalError("no example") }
    return report(EvidenceReader.read(opened))
  }()

  private static func report(_ evidence: Evidence, options: ReportOptions = ReportOptions(version: "1.2.3")) -> Report {
    let investigation = Investigator.investigate(evidence)
    return ReportBuilder.build(
      investigation: investigation, response: Responder.respond(to: investigation),
      entities: GraphExport.entities(of: investigation), relationships: GraphExport.relationships(of: investigation),
      options: options)
  }

  /// Evidence of one finding and one file, in memory.
  private static func evidence(
    _ change: (inout Finding, inout Manifest) -> Void = { _, _ in }, digests: [Text] = ["b", "a"]
  ) -> Evidence {
    var manifest = Manifest()
    var finding = Finding(
      product: "GuardDuty", id: "f-1", type: "Policy:Kubernetes/AnonymousAccessGranted",
      citation: Citation(file: "findings.json", index: 0, id: "f-1"))
    finding.severity = 8
    finding.account = "111122223333"
    finding.firstSeen = Timestamp("2026-03-10T09:14:22Z")
    finding.lastSeen = Timestamp("2026-03-12T06:58:40Z")
    change(&finding, &manifest)
    return Evidence(
      manifest: manifest, events: EventStore(), findings: [finding],
      ledger: digests.map { LedgerRow(file: "f-\($0.string)".text, sha256: $0, bytes: 1, format: "guardduty") })
  }

  @Test func theExampleComesBackFromItsJSON() throws {
    let bytes = JSONEdition.encode(Self.built)
    let decoded = try JSONEdition.decode(bytes)
    #expect(JSONEdition.encode(decoded) == bytes)
    #expect(MarkdownEdition.render(decoded) == MarkdownEdition.render(Self.built))
  }

  @Test func theExampleMatchesTheSchema() throws {
    let report = try JSONParser().parse(JSONEdition.encode(Self.built))
    #expect(try ReportSchemaTests.schema().problems(report) == [])
  }

  @Test func noCommandOfTheExampleIsMasked() {
    for step in Self.built.remediation {
      for command in step.commands + step.verify + step.rollback {
        #expect(!Masking.findsSecret(in: command.text), "\(step.id): \(command.text)")
      }
    }
    for command in Self.built.controls.compactMap(\.configuration) { #expect(!Masking.findsSecret(in: command.text)) }
  }

  @Test func quotesAreRecordsThatTheReportCites() {
    let quotes = Self.built.quotes
    #expect(quotes.count >= 10)
    #expect(quotes.allSatisfy { $1.contains($0) && $1.utf8.count <= 9000 })
  }

  @Test func anIdFromEvidenceDependsOnContentAlone() {
    let id = Self.report(Self.evidence()).case.id
    #expect(id.hasPrefix("case-") && id.utf8.count == 15)
    #expect(Self.report(Self.evidence(digests: ["a", "b"])).case.id == id)
    #expect(Self.report(Self.evidence(digests: ["a", "b", "a"])).case.id == id)
    #expect(Self.report(Self.evidence(digests: ["a"])).case.id != id)
  }

  @Test func whatTheManifestSaysCounts() {
    let header = Self.report(
      Self.evidence { _, manifest in
        manifest.caseID = "CB-1"
        manifest.title = "Ours"
        manifest.tlp = .red
        manifest.severity = "low"
        manifest.status = "closed"
        manifest.ownAccounts = ["444455556666"]
      }
    ).case
    #expect(header.id == "CB-1" && header.title == "Ours" && header.tlp == "TLP:RED" && header.severity == "low")
    #expect(header.status == "closed" && header.accounts == ["111122223333", "444455556666"])
  }

  @Test func samplesNeitherNameASeverityNorAnAccount() {
    let header = Self.report(Self.evidence { finding, _ in finding.isSample = true }).case
    #expect(header.severity == "not determinable" && header.accounts.isEmpty)
  }

  @Test func theDateOfTheSourceChangesOnlyTheTimeOfGeneration() {
    let date = Timestamp("2030-01-01T00:00:00Z")
    var changed = Self.report(Self.evidence(), options: ReportOptions(version: "1.2.3", sourceDate: date))
    let usual = Self.report(Self.evidence())
    #expect(changed.generator.generatedAt == date && usual.generator.generatedAt == usual.window.cutOff)
    changed.generator.generatedAt = usual.generator.generatedAt
    #expect(changed == usual)
  }

  @Test func questionsStandInTheOrderOfTheirNumbers() {
    let ids = Self.built.questions.map(\.id)
    let beyond = ids.filter { $0.hasPrefix("X") }
    let numbers = ids.filter { !$0.hasPrefix("X") }.map { $0.split(UInt8(ascii: ".")).compactMap { Int($0.string) } }
    #expect(!numbers.isEmpty && !beyond.isEmpty)
    #expect(numbers == numbers.sorted { $0.lexicographicallyPrecedes($1) })
    #expect(beyond == beyond.sorted() && ids.suffix(beyond.count).elementsEqual(beyond))
    #expect(Set(ids).count == ids.count)
  }

  @Test func dataFilesAreNamedWithVersionAndDate() {
    let data = Self.built.generator.data
    #expect(data.contains { $0.name == "Detection/Data/attack.json" && !$0.version.isEmpty && !$0.date.isEmpty })
  }
}

extension String {
  fileprivate var text: Text { Text(self) }
}
