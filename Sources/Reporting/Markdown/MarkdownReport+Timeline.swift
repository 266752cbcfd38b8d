internal import CaseFolder
internal import Investigation

/// The timeline as a table.
extension MarkdownReport {
  /// How many entries a document shows; `report.json` always holds them all.
  static let timelineLimit = 2000

  /// Every entry with its time, actor, act and outcome.
  func timeline() {
    guard !report.timeline.isEmpty else { return }
    document.heading(2, "Timeline")
    var entries = report.timeline
    if entries.count > Self.timelineLimit {
      let acts = entries.filter { $0.side != .system }
      entries = Array((acts.isEmpty ? entries : acts).prefix(Self.timelineLimit))
      document.paragraph(
        "\(entries.count) of \(report.timeline.count) entries are shown, those of actor and responders first; "
          + "`report.json` holds all.")
    }
    document.paragraph("Times are UTC. A count stands for equal requests that follow each other closely.")
    document.table(
      ["Time", "Side", "Phase", "What", "Outcome"],
      entries.map { entry in
        [
          time(entry), entry.side.rawValue, Self.words(entry.phase, inTable: true), what(entry),
          nameCell(entry.outcome),
        ]
      })
  }

  private func time(_ entry: TimelineEntry) -> String {
    guard let until = entry.until, until.wholeSecond != entry.at.wholeSecond else { return cell(entry.at) }
    return "\(cell(entry.at)) to \(cell(until))"
  }

  /// Actor and address, as far as the summary does not name them.
  private func source(_ entry: TimelineEntry) -> String {
    var missing: [String] = []
    if !entry.actor.isEmpty, !entry.summary.parts.contains(.evidence(entry.actor)) {
      missing.append("by " + cell(entry.actor))
    }
    if let address = entry.address, !entry.summary.parts.contains(.indicator(address)) {
      missing.append("from " + MarkdownCode.span(indicator: address, inTable: true))
    }
    return missing.isEmpty ? "" : " (\(missing.joined(separator: " ")))"
  }

  private func what(_ entry: TimelineEntry) -> String {
    let saysCount = entry.summary.plain.hasSuffix(" times")
    // A finding is published once and covers several events.
    let count =
      entry.phase == "detection" && entry.count > 1
      ? " (covers \(entry.count) events)"
      : entry.count > 1 && !saysCount ? " (\(entry.count) times)" : ""
    let techniques = entry.techniques.isEmpty ? "" : " " + entry.techniques.map { nameCell($0) }.joined(separator: ", ")
    return cell(entry.summary) + source(entry) + count + techniques + refs(entry.citations)
  }
}
