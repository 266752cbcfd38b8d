import CaseFolder
import Evidence
import Foundation
import Investigation
import Reporting
import Testing

@Suite struct JSONEditionTests {
  private static let encoded = JSONEdition.encode(SampleReport.report)

  @Test func aReportComesBackByteByByte() throws {
    let decoded = try JSONEdition.decode(Self.encoded)
    #expect(JSONEdition.encode(decoded) == Self.encoded)
    #expect(decoded == SampleReport.report)
  }

  @Test func theTopLevelHasTheKeysOfTheContractInOrder() throws {
    let keys = try JSONParser().parse(Self.encoded).members.map(\.key)
    #expect(
      keys == [
        "schema", "generator", "case", "window", "takeaways", "unknowns", "story", "openPaths", "ledger", "coverage",
        "gaps", "omissions", "findings", "detections", "groups", "timeline", "entities", "relationships", "activity",
        "questions", "exposures", "remediation", "controls", "attackSteps", "controlSets", "obligations", "metrics",
        "indicators", "techniques", "notes", "quotes",
      ])
  }

  @Test func everyHostileTextSurvives() throws {
    let texts = HostileStrings.all + (try HostileCorpus.strings().map(\.text))
    var report = SampleReport.report
    report.case.title = "caf\u{E9}"
    report.case.lead = "cafe\u{301}"
    report.quotes = Dictionary(texts.enumerated().map { (Text("\($0)"), $1) }, uniquingKeysWith: { first, _ in first })
    let expected = report.quotes.mapValues { Masking.mask($0) }
    let decoded = try JSONEdition.decode(JSONEdition.encode(report))
    #expect(decoded.quotes == expected)
    #expect(decoded.case.title == "caf\u{E9}" && decoded.case.lead == "cafe\u{301}")
  }

  @Test func keysAreToldApartByTheirBytes() throws {
    var report = SampleReport.report
    report.quotes = ["caf\u{E9}": "1", "cafe\u{301}": "2"]
    #expect(try JSONEdition.decode(JSONEdition.encode(report)).quotes == report.quotes)
  }

  @Test func aDictionaryIsWrittenInOrder() throws {
    var report = SampleReport.report
    report.quotes = Dictionary(uniqueKeysWithValues: (0..<50).map { (Text("k\($0)"), "v") })
    let keys = try #require(try JSONParser().parse(JSONEdition.encode(report))["quotes"]).members.map(\.key)
    #expect(keys == keys.sorted() && keys.count == 50)
  }

  @Test func whatNobodyCouldSeeIsEscaped() {
    var report = SampleReport.report
    report.case.title = "\u{202E}x\u{0}\u{2028}\u{1B}[\u{E0041}\u{9B}ü\""
    let text = String(decoding: JSONEdition.encode(report), as: UTF8.self)
    #expect(text.contains(#""title": "\u202ex\u0000\u2028\u001b[\udb40\udc41\u009bü\"""#))
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test func secretsAreMaskedButIndicatorsStayReal() {
    var report = SampleReport.report
    report.takeaways = [
      Statement("\(Text("curl -u a:hunter2")) \(address: "203.0.113.57")", confidence: .high, citations: [])
    ]
    let text = String(decoding: JSONEdition.encode(report), as: UTF8.self)
    #expect(
      text.contains(#"[{"value":"curl -u a:[redacted: looks like a password]"}," ",{"indicator":"203.0.113.57"}]"#))
    #expect(!text.contains("hunter2"))
  }

  @Test func metricsThatAreNotKnownAreNullWithAReason() throws {
    var report = SampleReport.report
    report.metrics = Metrics(
      times: ["T0": MetricTime(partial: false, reason: "Nothing shows it.")],
      durations: ["detect": MetricDuration(formula: "T2-T1", reason: "T1 is not known.")])
    let metrics = try #require(try JSONParser().parse(JSONEdition.encode(report))["metrics"])
    #expect(metrics["T0"]?["at"] == .null && metrics["T0"]?["reason"] == .array([.string("Nothing shows it.")]))
    #expect(metrics["detect"]?["seconds"] == .null)
    #expect(metrics["T6"] == .null && metrics.members.count == 17)
    #expect(try JSONEdition.decode(JSONEdition.encode(report)).metrics == report.metrics)
  }

  @Test func numbersAreAsShortAsTheyCanBe() throws {
    var report = SampleReport.report
    let count = report.findings.count
    report.findings[0].severity = 8
    report.findings[count - 1].severity = 5.3
    let text = String(decoding: JSONEdition.encode(report), as: UTF8.self)
    #expect(text.contains(#""severity":8,"#) && text.contains(#""severity":5.3,"#))
  }

  @Test(arguments: [
    ("", "not JSON"), ("{", "not JSON"), ("[]", "names no schema"), ("{\"schema\":\"casebook/2\"}", "casebook/2"),
    ("{\"schema\":\"casebook/1\"}", "damaged at generator"),
    ("{\"schema\":\"casebook/1\",\"generator\":{\"name\":1}}", "damaged at generator.name"),
  ])
  func whatIsNoReportIsRefusedWithItsPlace(text: String, part: String) {
    do {
      _ = try JSONEdition.decode(Array(text.utf8))
      Issue.record("decoded")
    } catch {
      #expect(error.reason.contains(Text(part)), "\(error.reason)")
    }
  }

  @Test func everyMemberOfTheTopLevelStandsOnItsOwnLine() {
    let lines = Self.encoded.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    #expect(lines.first == "{" && lines.last == "}")
    #expect(lines.count { $0.hasPrefix("  \"") } == 31)
    #expect(lines.count { $0.hasPrefix("    {\"id\":\"ev-") } == SampleReport.report.timeline.count)
  }
}
