internal import CaseFolder
internal import Investigation

/// Findings, activity, and the questions of the walkthrough.
extension MarkdownReport {
  /// The findings of other products, and the hits of rules.
  func findings() {
    for (title, findings) in [
      ("Findings", report.findings), ("Groups of findings", report.groups),
    ] where !findings.isEmpty {
      document.heading(2, title)
      document.table(
        ["Severity", "Type", "Resource", "First", "Last", ">Count", "Published", "Joins by"], findings.map { row($0) })
    }
    detections()
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
      "Distinct requests in the window of the case; \"failed\" is everything that did not succeed. The busiest ones. "
        + "Another window lists others: `casebook report --window FROM/TO`.")
    for (name, rows) in tables { activityTable(name, rows) }
    newActivity(activity)
    assumptions(activity)
    flows(activity)
    neighbours(activity)
  }

  private func newActivity(_ activity: Activity) {
    guard !activity.new.isEmpty || !activity.baseline.isEmpty else { return }
    document.heading(3, "New or increased")
    if !activity.baseline.isEmpty { document.paragraph(line(activity.baseline)) }
    let ordered = activity.new.filter(\.byActor) + activity.new.filter { !$0.byActor }
    guard !ordered.isEmpty else { return }
    document.table(
      ["Kind", "What", "First", ">In window", "Remark"],
      ordered.prefix(Self.activityLimit).map { new in
        let remarks = [
          new.byActor ? "the actor" : nil, new.attemptedBefore.map { "attempted before, \(ReadableTime.text($0))" },
          new.increased ? "more than before (\(new.before))" : nil,
        ].compactMap { $0 }
        return [
          nameCell(new.kind), activityKey(new.kind, new.key), cell(new.first),
          new.inWindow == 0 ? "" : "\(new.inWindow)", remarks.joined(separator: "; "),
        ]
      })
    more(activity.new.count)
  }

  private func assumptions(_ activity: Activity) {
    guard !activity.assumptions.isEmpty else { return }
    document.heading(3, "Who took on which role or identity")
    document.table(
      ["Who", "Role or user", "How", ">Succeeded", ">Failed", "First", "Last"],
      activity.assumptions.prefix(Self.activityLimit).map { row in
        [
          cell(row.who) + (row.byActor ? " *(the actor)*" : ""), cell(row.assumed),
          nameCell(row.how) + refs(row.citations), "\(row.successful)", "\(row.failed)", cell(row.first),
          cell(row.last),
        ]
      })
    more(activity.assumptions.count)
  }

  private func neighbours(_ activity: Activity) {
    guard !activity.neighbours.isEmpty else { return }
    document.heading(3, "Neighbours of the actor's addresses")
    document.table(
      ["Network", "Address", ">Succeeded", ">Failed", ">Forbidden", ">Flow rows", "First", "Last"],
      activity.neighbours.prefix(Self.activityLimit).map { row in
        [
          MarkdownCode.span(indicator: row.network, inTable: true),
          MarkdownCode.span(indicator: row.address, inTable: true) + (row.isActors ? " *(the actor's)*" : ""),
          "\(row.successful)", "\(row.failed)", "\(row.forbidden)", "\(row.flows)", cell(row.first), cell(row.last),
        ]
      })
    more(activity.neighbours.count)
  }

  private func flows(_ activity: Activity) {
    guard !activity.flows.isEmpty else { return }
    document.heading(3, "Traffic")
    document.table(
      ["Resource", "Peer", ">Port", "Result", ">Bytes out", ">Bytes in", "First", "Last"],
      activity.flows.prefix(Self.activityLimit).map { flow in
        [
          cell(flow.resource), MarkdownCode.span(indicator: flow.peer, inTable: true),
          "\(flow.port)/\(nameCell(flow.transport)), \(nameCell(flow.direction))",
          (flow.accepted ? "accepted" : "rejected") + refs(flow.citations),
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
    for step in QuestionSteps.groups(report.questions) {
      document.heading(3, step.name.description)
      for question in step.questions { self.question(question) }
    }
  }

  private func question(_ question: Question) {
    document.heading(4, "\(MarkdownText.name(question.id)) \(MarkdownText.name(question.title))")
    let why = question.why.isEmpty ? "" : ". \(line(question.why))"
    document.paragraph("**\(Self.capitalized(question.state.rawValue))**\(confidence(question.confidence))\(why)")
    list(question.answer)
    let window: Prose = question.window.map { "\($0.from) to \($0.to)" } ?? ""
    let rest = [
      ("Window", window), ("Coverage", question.coverage), ("Missing", question.missing), ("Next", question.next),
    ].filter { !$0.1.isEmpty }
    document.list(rest.map { "- \($0): \(line($1))" })
    for command in question.commands { document.verbatim(MarkdownCode.fence(command, language: "sh")) }
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
