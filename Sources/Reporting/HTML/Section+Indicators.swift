import CaseFolder
import Investigation

/// Indicators, techniques and metrics.
extension PageBuilder {
  /// The indicators, defanged; nil when there is none.
  func indicators() -> HTMLNode? {
    guard !report.indicators.isEmpty else { return nil }
    let rows = report.indicators.map { indicator in
      var context = HTMLNode.prose(indicator.context) + confidence(indicator.confidence)
      if indicator.isShared { context += [" ", .make(.span, "conf", text: "shared: others use it too")] }
      return row([
        [.text(Shown(indicator.type))], [.make(.span, "copy", [], [value(indicator)])],
        context + citations.links(indicator.citations),
        (indicator.first.map { [.time($0)] } ?? [])
          + (indicator.last.map { [.make(.span, "until", [], ["to ", .time($0)])] } ?? []),
      ])
    }
    return section(
      .indicators,
      lead: [
        "Addresses and domains of the whole report are defanged: put the dots back before use. The machine-readable files hold true values."
      ],
      [
        table(
          "indicators", caption: "Indicators of the actor",
          columns: [Column("Type"), Column("Value"), Column("Context"), Column("Seen (UTC)")], rows: rows)
      ])
  }

  private func value(_ indicator: Indicator) -> HTMLNode {
    switch indicator.type {
    case "ip", "domain", "url", "email": .indicator(indicator.value)
    default: .code(indicator.value)
    }
  }

  /// ATT&CK: the strip of tactics and the table of techniques; nil when none was seen.
  func techniques() -> HTMLNode? {
    guard !report.techniques.isEmpty else { return nil }
    let rows = report.techniques.map { technique in
      let url = DocumentURL(technique: technique.id)
      let id = HTMLNode.text(Shown(technique.id))
      var name: [HTMLNode] = [url.map { .make(.a, nil, [.href(.document($0))], [id]) } ?? id]
      if let moved = technique.movedTo { name.append(.make(.span, "tags", text: "\(moved) in v19")) }
      return row(
        [
          name, [.text(Shown(technique.name))], [.text(Phases.name(technique.tactic))],
          ["\(technique.succeeded)"], ["\(technique.refused)"],
          [.time(technique.first)] + citations.links(technique.citations),
        ], numbers: [3, 4])
    }
    return section(
      .techniques,
      [
        figure(TacticStrip.draw(report.techniques), label: "Tactics of ATT&CK"),
        table(
          "techniques", caption: "Techniques by tactic",
          columns: [
            Column("Technique"), Column("Name"), Column("Tactic"), Column("Succeeded", isNumber: true),
            Column("Refused", isNumber: true), Column("First seen (UTC)"),
          ], rows: rows),
      ])
  }

  /// Moments and durations of the incident.
  func metrics() -> HTMLNode {
    let times = Metrics.timeNames.compactMap { name in report.metrics.times[name].map { (name, $0) } }
    let durations = Metrics.durationNames.compactMap { name in report.metrics.durations[name].map { (name, $0) } }
    let timeRows = times.map { name, time in
      var value: [HTMLNode] = time.at.map { [.time($0)] } ?? ["not reached"]
      if time.partial { value += [" ", .make(.span, "conf", text: "partial")] }
      return row([
        [.make(.span, "rule", text: MetricWords.symbol(name)), " ", .text(Shown(Text(MetricWords.moment(name))))],
        value,
        (time.reason.map { HTMLNode.prose($0) } ?? []) + citations.links(time.citations),
      ])
    }
    let durationRows = durations.map { name, duration in
      row(
        [
          [.text(MetricWords.duration(name).map { Shown(Text($0)) } ?? Shown(name))],
          duration.seconds.map { [.text(Durations.full($0))] } ?? ["not determinable"],
          [.text(Shown(duration.formula))] + (duration.reason.map { [": "] + HTMLNode.prose($0) } ?? []),
        ], numbers: [1])
    }
    return section(
      .metrics,
      [
        table(
          "metrics", caption: "Moments", columns: [Column("Moment"), Column("Time (UTC)"), Column("Evidence")],
          rows: timeRows),
        table(
          "metrics", caption: "Durations in whole seconds",
          columns: [Column("Duration"), Column("Length", isNumber: true), Column("Formula")], rows: durationRows),
      ])
  }
}
