internal import CaseFolder
internal import Investigation

/// Findings, activity, and the questions of the walkthrough.
extension MarkdownReport {
  /// The findings of other products, and the hits of rules.
  func findings() {
    for (title, findings) in [
      ("Findings", report.findings), ("Detections", report.detections), ("Groups of findings", report.groups),
    ] where !findings.isEmpty {
      document.heading(2, title)
      document.table(
        ["Severity", "Type", "Resource", "First", "Last", ">Count", "Published", "Joins by"], findings.map { row($0) })
    }
  }

  private func row(_ finding: FindingSummary) -> [String] {
    let marks = [
      finding.isArchived ? "archived" : nil, finding.isSample ? "sample" : nil,
      finding.isRetired ? "retired type" : nil,
    ].compactMap { $0 }
    let type = cell(finding.type) + (marks.isEmpty ? "" : " *(\(marks.joined(separator: ", ")))*")
    let latency = finding.latency.map { " (after \(ReadableTime.duration($0)))" } ?? ""
    return [
      "\(nameCell(finding.severityLabel)) \(MarkdownText.words(finding.severity.formatted1))",
      type + refs(finding.citations), cell(finding.resource), cell(finding.first), cell(finding.last),
      "\(finding.count)", finding.created == nil ? "" : cell(finding.created) + latency,
      finding.joins.map { nameCell($0) }.joined(separator: ", "),
    ]
  }

  /// Who did how much in the window, and what was seen for the first time.
  func activity() {
    let activity = report.activity
    let tables = [("Subject", activity.bySubject), ("Address", activity.byAddress), ("Call", activity.byCall)]
    guard tables.contains(where: { !$0.1.isEmpty }) || !activity.new.isEmpty || !activity.flows.isEmpty else { return }
    document.heading(2, "Activity")
    document.paragraph(
      "Distinct requests in the window of the case; \"failed\" is everything that did not succeed. The busiest ones.")
    for (name, rows) in tables { activityTable(name, rows) }
    if !activity.new.isEmpty {
      document.heading(3, "Seen for the first time")
      document.table(
        ["Kind", "What", "First"],
        activity.new.prefix(Self.activityLimit).map {
          [nameCell($0.kind), activityKey($0.kind, $0.key), cell($0.first)]
        })
      more(activity.new.count)
    }
    guard !activity.flows.isEmpty else { return }
    document.heading(3, "Traffic")
    document.table(
      ["Resource", "Peer", ">Port", "Result", ">Bytes out", ">Bytes in", "First", "Last"],
      activity.flows.prefix(Self.activityLimit).map { flow in
        [
          cell(flow.resource), MarkdownCode.span(indicator: flow.peer, inTable: true),
          "\(flow.port)/\(nameCell(flow.transport))", (flow.accepted ? "accepted" : "rejected") + refs(flow.citations),
          "\(flow.bytesOut)", "\(flow.bytesIn)", cell(flow.first), cell(flow.last),
        ]
      })
    more(activity.flows.count)
  }

  private static let activityLimit = 30

  private func activityTable(_ name: String, _ rows: [ActivityRow]) {
    let active = rows.filter { $0.inWindow.successful + $0.inWindow.failed > 0 }
    guard !active.isEmpty else { return }
    document.heading(3, "By \(name.asciiLowercased)")
    document.table(
      [name, "Source", ">Succeeded", ">Failed", ">Forbidden", ">Not found", "First", "Last", "New"],
      active.prefix(Self.activityLimit).map { row in
        [
          activityKey(Text(name), row.key), nameCell(row.source), "\(row.inWindow.successful)",
          "\(row.inWindow.failed)", "\(row.inWindow.forbidden)", "\(row.inWindow.notFound)", cell(row.first),
          cell(row.last), row.isNew ? "new" : "",
        ]
      })
    more(active.count)
  }

  private func activityKey(_ kind: Text, _ key: Text) -> String {
    kind.asciiLowercased == "address" ? MarkdownCode.span(indicator: key, inTable: true) : cell(key)
  }

  private func more(_ count: Int) {
    if count > Self.activityLimit {
      document.paragraph("\(count - Self.activityLimit) more stand in `report.json`.")
    }
  }

  /// The questions of the walkthrough with their answers.
  func questions() {
    guard !report.questions.isEmpty else { return }
    document.heading(2, "Questions and answers")
    for question in report.questions {
      document.heading(3, "\(MarkdownText.name(question.id)) \(MarkdownText.name(question.title))")
      document.paragraph("**\(Self.capitalized(question.state.rawValue))**\(confidence(question.confidence))")
      list(question.answer)
      let rest = [
        ("Coverage", question.coverage), ("Missing", question.missing), ("Next", question.next),
      ].filter { !$0.1.isEmpty }
      document.list(rest.map { "- \($0): \(line($1))" })
    }
  }
}

extension Double {
  /// A severity with at most one digit behind the point.
  fileprivate var formatted1: String {
    let tenths = isFinite && magnitude < 1e6 ? Int((self * 10).rounded()) : 0
    return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(tenths / 10).\(tenths.magnitude % 10)"
  }
}

extension String {
  fileprivate var asciiLowercased: String { Text(self).asciiLowercased.string }
}
