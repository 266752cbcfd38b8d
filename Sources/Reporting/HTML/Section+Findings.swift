import CaseFolder
import Investigation

/// Findings of detectors, and hits of our own rules.
extension PageBuilder {
  /// External findings, detections and groups; nil when there is none.
  func findings() -> HTMLNode? {
    let lists: [(Shown, [FindingSummary])] = [
      ("What detectors said", report.findings), ("Groups of findings", report.groups),
    ]
    let tables = lists.filter { !$0.1.isEmpty }.map { caption, list in
      table(
        "findings", caption: caption,
        columns: [
          Column("Severity"), Column("Finding"), Column("About"), Column("Activity (UTC)"),
          Column("Published"), Column("Latency", isNumber: true),
        ], rows: list.map { findingRow($0) })
    }
    let content = tables + detections()
    return content.isEmpty
      ? nil
      : section(.findings, lead: ["Latency runs from the first activity to the publication of the finding."], content)
  }

  private func findingRow(_ finding: FindingSummary) -> HTMLNode {
    let tone: Tone = finding.severity >= 7 ? .bad : finding.severity >= 4 ? .part : .none
    var name: [HTMLNode] = [.make(.strong, "type", [], [.code(finding.type)])]
    if finding.title != finding.type, !finding.title.isEmpty {
      name.append(.make(.span, "tags", [], [.text(Shown(finding.title))]))
    }
    var tags = [Shown(finding.product)] + finding.techniques.map { Shown($0) }
    if finding.count > 1 { tags.append("seen ×\(finding.count)") }
    if !finding.joins.isEmpty { tags.append("joins by " + finding.joins.map { Shown($0) }.joined(", ")) }
    if finding.isArchived { tags.append("archived") }
    if finding.isSample { tags.append("sample: not evidence") }
    if finding.isRetired { tags.append("retired type") }
    name.append(.make(.span, "tags", [], [.text(tags.joined(" · "))] + citations.links(finding.citations)))
    var activity: [HTMLNode] = finding.first.map { [.time($0)] } ?? []
    if let last = finding.last, last != finding.first {
      activity.append(.make(.span, "until", [], ["to ", .time(last)]))
    }
    let id = ElementID("finding", digestOf: Text("\(finding.product.string)\u{1F}\(finding.id.string)"))
    return row(
      [
        [state(tone, finding.severityLabel), anchor(id)], name, [.code(finding.resource)], activity,
        finding.created.map { [.time($0)] } ?? [], finding.latency.map { [.text(Durations.full($0))] } ?? ["–"],
      ], id: id, numbers: [5])
  }
}
