import CaseFolder
import Investigation
import Response

/// The HTML edition: one page that opens from disk, asks nothing of the network, and is complete without its script.
package enum HTMLEdition {
  /// A finished page.
  package struct Page: Sendable {
    /// The bytes, UTF-8.
    package let bytes: [UInt8]
    /// How many entries of the timeline it shows, from the first on.
    package let shownEntries: Int
  }

  /// Above this size, in bytes, a run should warn.
  package static let warnSize = 5_000_000
  /// No page is bigger than this: timeline entries are left out instead, and counted.
  package static let maximumSize = 10_000_000

  /// The page of a report, which has passed the gate.
  ///
  /// - Throws: `GateError` when a template is unusable or the page would not be safe.
  package static func render(_ report: Report, templates: TemplateSet) throws(GateError) -> [UInt8] {
    try page(report, templates: templates).bytes
  }

  /// The page of a report, with the number of timeline entries that it shows.
  package static func page(
    _ report: Report, templates: TemplateSet, maximumSize: Int = maximumSize
  ) throws(GateError) -> Page {
    var limit = report.timeline.count
    var bytes = try compose(report, templates: templates, limit: limit)
    if bytes.count > maximumSize {
      let rest = try compose(report, templates: templates, limit: 0).count
      let perEntry = max(1, (bytes.count - rest) / max(1, limit))
      limit = min(limit - 1, max(0, maximumSize - rest) / perEntry)
      bytes = try compose(report, templates: templates, limit: limit)
      while bytes.count > maximumSize, limit > 0 {
        limit -= max(1, limit / 16)
        bytes = try compose(report, templates: templates, limit: limit)
      }
    }
    try PageGate.check(bytes)
    return Page(bytes: bytes, shownEntries: limit)
  }

  private static func compose(_ report: Report, templates: TemplateSet, limit: Int) throws(GateError) -> [UInt8] {
    let builder = PageBuilder(report)
    let shell = try PageShell(templates["page.html"])
    let wanted = Set(shell.slots)
    var sections: [PageSection: HTMLNode] = [:]
    for part in PageSection.allCases where part != .evidence && wanted.contains(Text(part.id.value)) {
      sections[part] = builder.node(part, limit: limit)
    }
    if wanted.contains(Text(PageSection.evidence.id.value)) {
      var omissions = report.omissions
      if limit < report.timeline.count {
        omissions.append(
          Omission(
            what: "\(report.timeline.count - limit) of \(report.timeline.count) timeline entries",
            why:
              "The page would be bigger than \(maximumSize / 1_000_000) MB; the machine-readable edition holds all of them."
          ))
      }
      sections[.evidence] = builder.evidence(omissions: omissions)
    }
    let style = try HeadElement(
      .style, templates["page.css"] + PaperLabels.style(report.case.tlp), name: "page.css")
    let script = try HeadElement(.script, templates["app.js"], name: "app.js")
    var bytes: [UInt8] = []
    for piece in shell.pieces {
      switch piece {
      case .literal(let literal): bytes += literal
      case .slot("policy"): bytes += ContentPolicy.meta(style: style, script: script)
      case .slot("style"): bytes += style.bytes
      case .slot("script"): bytes += script.bytes
      case .slot("title"):
        bytes += HTMLWriter.bytes(of: .text("\(report.case.id): \(report.case.title)"))
      case .slot("tlp"): bytes += HTMLWriter.bytes(of: builder.classification())
      case .slot("contents"): bytes += HTMLWriter.bytes(of: builder.contents(Set(sections.keys)))
      case .slot(let name):
        guard let part = PageSection.allCases.first(where: { Text($0.id.value) == name }) else {
          throw GateError(line: 0, reason: "page.html: there is no part named \(Visible.text(name))")
        }
        if let section = sections[part] { bytes += HTMLWriter.bytes(of: section) }
      }
    }
    return bytes
  }
}

extension PageBuilder {
  /// The section of a part; nil when the report has nothing to say there.
  func node(_ part: PageSection, limit: Int) -> HTMLNode? {
    switch part {
    case .summary: summary()
    case .path: path()
    case .timeline: timeline(limit: limit)
    case .scope: scope()
    case .secrets: secrets()
    case .remediation: remediation()
    case .controls: controls()
    case .findings: findings()
    case .activity: activity()
    case .questions: questions()
    case .indicators: indicators()
    case .techniques: techniques()
    case .metrics: metrics()
    case .evidence: nil
    }
  }

  /// The label of TLP, for the foot of each page.
  func classification() -> HTMLNode {
    .make(
      .footer, "foot", [],
      [
        .make(.span, Self.tlpClass(report.case.tlp), text: Shown(report.case.tlp)), " ", .code(report.case.id), " ",
        .make(.span, text: "Every statement leads to its evidence. Nothing here was fetched from a network."),
      ])
  }

  /// The table of contents: the sections that the page has, with their counts.
  func contents(_ parts: Set<PageSection>) -> HTMLNode {
    let items = PageSection.allCases.filter { parts.contains($0) }.map { part in
      HTMLNode.make(
        .li, nil, [],
        [
          .make(
            .a, nil, [.href(.fragment(part.id))],
            [.text(part.title)] + (count(part).map { [" ", .make(.span, "count", text: "\($0)")] } ?? []))
        ])
    }
    return .make(
      .nav, nil, [.ariaLabel("Contents")], [.make(.p, "brand", text: "Casebook"), .make(.ol, nil, [], items)])
  }

  private func count(_ part: PageSection) -> Int? {
    switch part {
    case .timeline: report.timeline.count
    case .scope: report.entities.filter { $0.level != nil }.count
    case .secrets: report.exposures.filter { $0.class != .notAffected }.count
    case .remediation: report.remediation.count
    case .controls: report.controls.count
    case .findings: report.findings.count + report.detections.count
    case .questions: report.questions.count
    case .indicators: report.indicators.count
    case .techniques: report.techniques.count
    case .evidence: report.ledger.count
    case .summary, .path, .activity, .metrics: nil
    }
  }
}
