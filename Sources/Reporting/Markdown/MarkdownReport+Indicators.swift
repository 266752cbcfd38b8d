internal import CaseFolder
internal import Investigation

/// Indicators, techniques and metrics.
extension MarkdownReport {
  /// What to search for elsewhere; addresses and domains defanged.
  func indicators() {
    guard !report.indicators.isEmpty else { return }
    document.heading(2, "Indicators")
    document.paragraph(
      "Addresses and domains are defanged here; `report.json` holds the real values. Shared ones belong to others too.")
    document.table(
      ["Type", "Value", "First", "Last", "Context", "Confidence"],
      report.indicators.map { indicator in
        let isNetwork = ["ip", "domain", "url", "email"].contains(indicator.type)
        let value =
          isNetwork ? MarkdownCode.span(indicator: indicator.value, inTable: true) : cell(indicator.value)
        return [
          nameCell(indicator.type), value + (indicator.isShared ? " *(shared)*" : ""), cell(indicator.first),
          cell(indicator.last), cell(indicator.context) + refs(indicator.citations), indicator.confidence.rawValue,
        ]
      })
  }

  /// The ATT&CK techniques that were seen.
  func techniques() {
    guard !report.techniques.isEmpty else { return }
    document.heading(2, "ATT\\&CK techniques")
    document.table(
      ["Technique", "Name", "Tactic", ">Succeeded", ">Refused", "First"],
      report.techniques.map { technique in
        let moved = technique.movedTo.map { " (now \(nameCell($0)))" } ?? ""
        return [
          link(technique: technique.id) + moved + refs(technique.citations), nameCell(technique.name),
          Self.words(technique.tactic, inTable: true), "\(technique.succeeded)", "\(technique.refused)",
          cell(technique.first),
        ]
      })
  }

  private func link(technique id: Text) -> String {
    DocumentURL(technique: id).map { "[\(MarkdownText.name(id))](\($0.value))" } ?? nameCell(id)
  }

  /// The moments of the incident and the durations between them.
  func metrics() {
    let times = Metrics.timeNames.compactMap { name in report.metrics.times[name].map { (name, $0) } }
    let durations = Metrics.durationNames.compactMap { name in report.metrics.durations[name].map { (name, $0) } }
    guard !times.isEmpty || !durations.isEmpty else { return }
    document.heading(2, "Metrics")
    document.table(
      ["Moment", "What", "Time"],
      times.map { name, time in
        let value = time.at.map { $0.description + (time.partial ? " (so far)" : "") }
        return [
          nameCell(name), MetricWords.moment(name), (value ?? "not known") + reason(time.reason) + refs(time.citations),
        ]
      })
    document.table(
      ["Duration", "Length", ">Seconds", "Formula"],
      durations.map { name, duration in
        [
          MetricWords.duration(name) ?? MarkdownText.name(name, inTable: true),
          (duration.seconds.map(ReadableTime.duration) ?? "not known") + reason(duration.reason),
          duration.seconds.map { "\($0)" } ?? "", cell(duration.formula),
        ]
      })
  }

  private func reason(_ reason: Prose?) -> String {
    reason.map { $0.isEmpty ? "" : ": \(cell($0))" } ?? ""
  }
}
