import CaseFolder
import Foundation
import Investigation
import Response
import Testing

@testable import Reporting

/// Strings of attackers through every writer of a page. The collected ones too when `HostileCorpus` has them.
struct HostilePageTests {
  /// Strings that are always tried.
  private static let few: [String] = [
    "<script>window.__xss=1</script>", "\"\u{301} onmouseover=window.__xss=1 x=\"", "'\u{200D}><img src=x onerror=1>",
    "</style><script>", "]]>", "<!--", "{{evidence}}", "javascript:alert(1)", "\u{202E}gnp.exe",
    "a\u{0}b\u{1}c\u{1B}[2J",
    "\u{FFFE}\u{FFFF}", "line\r\nbreak\u{2028}x", "&lt;b&gt;", "", " ", "\u{FE0F}", String(repeating: "x", count: 5000),
  ]

  private static func corpus() throws -> [String] {
    few + (HostileCorpus.isAvailable ? try HostileCorpus.strings().map(\.text.string) : [])
  }

  /// The sample with hostile strings in every place that evidence can reach.
  static func report(_ strings: [String]) throws -> Report {
    var next = 0
    func hostile() -> Text {
      next += 1
      return Text(strings[next % strings.count])
    }
    var report = SampleReport.report
    report.case.id = hostile()
    report.case.title = hostile()
    report.case.tlp = hostile()
    report.case.severity = hostile()
    report.case.status = hostile()
    report.case.lead = hostile()
    func prose() -> Prose { "words \(hostile()) and \(address: hostile())" }
    report.takeaways = strings.map { Statement("said \(Text($0))", confidence: .high, citations: []) }
    report.timeline = report.timeline.map { entry in
      var entry = entry
      entry.actor = hostile()
      entry.address = hostile()
      entry.action = hostile()
      entry.object = hostile()
      entry.outcome = hostile()
      entry.phase = hostile()
      entry.source = hostile()
      entry.techniques = [hostile()]
      entry.summary = prose()
      return entry
    }
    report.entities = report.entities.map { entity in
      var entity = entity
      entity.name = hostile()
      entity.attributes = [Attribute(name: hostile(), value: hostile(), citation: Citation(file: hostile(), line: 1))]
      entity.proof = entity.proof.map { step in
        var step = step
        step.rule = hostile()
        step.text = prose()
        step.relationship = hostile()
        return step
      }
      return entity
    }
    report.findings = report.findings.map { finding in
      var finding = finding
      finding.product = hostile()
      finding.type = hostile()
      finding.title = hostile()
      finding.severityLabel = hostile()
      finding.resource = hostile()
      finding.joins = [hostile()]
      return finding
    }
    report.activity.bySubject = report.activity.bySubject.map { row in
      var row = row
      row.key = hostile()
      row.source = hostile()
      return row
    }
    report.activity.overTime = report.activity.overTime.map { bin in
      var bin = bin
      bin.source = hostile()
      return bin
    }
    report.activity.flows = report.activity.flows.map { flow in
      var flow = flow
      flow.resource = hostile()
      flow.peer = hostile()
      flow.transport = hostile()
      return flow
    }
    report.exposures = report.exposures.map { exposure in
      var exposure = exposure
      exposure.name = hostile()
      exposure.kind = hostile()
      exposure.rotation.action = prose()
      exposure.rotation.warning = prose()
      return exposure
    }
    report.remediation = report.remediation.map { step in
      var step = step
      step.phase = hostile()
      step.owner = hostile()
      step.title = prose()
      step.commands = [Command(purpose: prose(), text: hostile(), language: hostile(), isDestructive: true)]
      return step
    }
    report.controls = report.controls.map { control in
      var control = control
      control.title = hostile()
      control.references = [Reference(label: hostile(), url: hostile())]
      return control
    }
    report.indicators = report.indicators.map { indicator in
      var indicator = indicator
      indicator.type = hostile()
      indicator.value = hostile()
      return indicator
    }
    report.techniques = report.techniques.map { technique in
      var technique = technique
      technique.id = hostile()
      technique.name = hostile()
      return technique
    }
    report.ledger = report.ledger.map { row in
      var row = row
      row.format = hostile()
      row.unreadable = [UnreadableRecord(line: 1, offset: 0, length: 1, reason: hostile(), excerpt: hostile())]
      row.skipped = hostile()
      return row
    }
    for citation in [SampleReport.audit(3, 3), SampleReport.audit(4, 4)] {
      if let id = citation.id { report.quotes[id] = hostile() }
    }
    report.generator.options = [hostile()]
    return report
  }

  @Test func hostileStringsLeaveNoLiveMarkup() throws {
    let strings = try Self.corpus()
    // Each string comes to every place once: the list is turned by one step for each page.
    let turns = HostileCorpus.isAvailable ? 7 : strings.count
    for turn in 0..<turns {
      let shift = turn * strings.count / turns
      let report = try Self.report(Array(strings[shift...] + strings[..<shift]))
      let bytes = try HTMLEdition.render(report, templates: .builtIn)
      if turn == 0 {
        #expect(PageGrammar.objections(to: bytes, grammar: TemplateSet.builtIn["page.rng"]) == [])
        #expect(bytes.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
        if let path = ProcessInfo.processInfo.environment["CASEBOOK_HOSTILE_PAGE"] {
          try Data(bytes).write(to: URL(fileURLWithPath: path))
        }
      }
    }
  }

  @Test func pagesAreCutAtTheirSizeAndSaySo() throws {
    var report = SampleReport.report
    report.timeline = (0..<3000).map { number in
      var entry = SampleReport.timeline[number % SampleReport.timeline.count]
      entry.id = Text("ev-\(SHA256.hex(Array("\(number)".utf8), digits: 12))")
      return entry
    }
    let page = try HTMLEdition.page(report, templates: .builtIn, maximumSize: 1_000_000)
    #expect(page.bytes.count <= 1_000_000)
    #expect(page.shownEntries > 500 && page.shownEntries < 3000)
    let text = String(decoding: page.bytes, as: UTF8.self)
    #expect(text.utf8.firstRange(of: "of 3,000 entries are shown".utf8) != nil)
    #expect(text.utf8.firstRange(of: "timeline entries".utf8) != nil)
  }
}
