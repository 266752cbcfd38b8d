internal import CaseFolder
internal import Investigation
internal import Response

/// What an incident lead must know first.
extension MarkdownReport {
  /// Classification, title, verdict, takeaways, what is not known, the ways back in that are open.
  func summary() {
    let header = report.case
    document.paragraph(label)
    document.heading(1, MarkdownText.name(header.title))
    let verdict = Self.capitalized(header.verdict.rawValue)
    document.paragraph("**Verdict: \(verdict).** \(statement(header.verdictReason))")
    document.table(["Case", MarkdownCode.span(header.id, inTable: true)], facts())
    document.paragraph("What carries no mark of confidence is confirmed by a record; `[e1]` names the record.")
    document.heading(2, "Key takeaways")
    if report.takeaways.isEmpty { document.paragraph("None.") }
    list(report.takeaways)
    document.heading(2, "What we do not know")
    if report.unknowns.isEmpty { document.paragraph("Nothing that the questions of this report ask for.") }
    document.list(report.unknowns.map { "- " + line($0.text) + refs($0.citations) })
    document.heading(2, "Open ways back in")
    if report.openPaths.isEmpty { document.paragraph("The evidence shows none.") }
    document.numbered(
      report.openPaths.map { line($0.text) + confidence($0.confidence) + refs($0.citations) })
  }

  /// The classification as its standard writes it; any other text in code.
  var label: String {
    let labels: Set<Text> = ["TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"]
    let tlp = report.case.tlp
    return labels.contains(tlp) ? "**\(tlp.string)**" : MarkdownCode.span(tlp, inTable: false)
  }

  private func facts() -> [[String]] {
    let header = report.case
    var rows = [["Severity", nameCell(header.severity)]]
    if let status = header.status { rows.append(["Status by the team", nameCell(status)]) }
    rows.append(["Report", nameCell(header.reportStatus)])
    if let lead = header.lead { rows.append(["Lead", cell(lead)]) }
    if !header.clusters.isEmpty { rows.append(["Clusters", header.clusters.map { cell($0) }.joined(separator: ", ")]) }
    if !header.accounts.isEmpty { rows.append(["Accounts", header.accounts.map { cell($0) }.joined(separator: ", ")]) }
    if let window = report.window.finding {
      rows.append(["Window of the findings", "\(ReadableTime.text(window.from)) to \(ReadableTime.text(window.to))"])
    }
    if let cutOff = report.window.cutOff { rows.append(["Evidence until", ReadableTime.text(cutOff)]) }
    let toRotate = report.exposures.filter { $0.class == .compromised || $0.class == .exposed }
    if !toRotate.isEmpty {
      let compromised = toRotate.count { $0.class == .compromised }
      let done = toRotate.count { $0.rotation.state == .done || $0.rotation.state == .attested }
      rows.append(["Secrets to rotate", "\(toRotate.count), of which \(compromised) are compromised; \(done) are done"])
    }
    return rows
  }

  /// The story by phases, and the steps of the attack.
  func story() {
    guard !report.story.isEmpty || report.attackSteps.contains(where: \.observed) else { return }
    document.heading(2, "What happened")
    for phase in report.story {
      let (from, until) = (ReadableTime.text(phase.from), ReadableTime.text(phase.until))
      let span = phase.from.wholeSecond == phase.until.wholeSecond ? from : "\(from) to \(until)"
      document.heading(3, "\(Self.words(phase.phase)) (\(span))")
      list(phase.statements)
    }
    let seen = report.attackSteps.filter(\.observed)
    guard !seen.isEmpty else { return }
    document.heading(3, "Steps of the attack that were seen")
    document.list(seen.map { "- \(MarkdownText.name($0.id)) \(MarkdownText.name($0.title))\(refs($0.citations))" })
  }
}
