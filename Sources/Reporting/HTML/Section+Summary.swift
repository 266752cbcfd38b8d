import CaseFolder
import Investigation
import Response

/// The first screen: what an incident lead must know before anything else.
extension PageBuilder {
  /// Classification, title, verdict, the key numbers, takeaways, what to do now, what is not known.
  func summary() -> HTMLNode {
    let header = report.case
    var over: [HTMLNode] = [
      .make(.span, Self.tlpClass(header.tlp), text: Shown(header.tlp)), .make(.span, nil, [], [.code(header.id)]),
      .make(.span, text: Shown(header.reportStatus).capitalized),
    ]
    if let status = header.status { over.append(.make(.span, text: "Team says: \(status)")) }
    if let lead = header.lead { over.append(.make(.span, text: "Lead: \(lead)")) }
    if let cutOff = report.window.cutOff {
      over.append(.make(.span, nil, [], ["Evidence to ", .time(cutOff)]))
    }
    let verdict = HTMLNode.make(
      .p, "verdict", [],
      [
        .make(.strong, Self.tone(header.verdict).className, text: Shown(Text(header.verdict.rawValue)).capitalized),
        " ",
      ]
        + statement(header.verdictReason, limit: CitationIndex.firstScreenLimit))
    // What is not known stands below the shorter of the two columns.
    let isLong =
      !report.takeaways.isEmpty
      && report.openPaths.reduce(0) { $0 + $1.text.plain.utf8.count }
        > report.takeaways.reduce(0) { $0 + $1.text.plain.utf8.count }
    return .make(
      .section, nil, [.id(PageSection.summary.id), .class(PageSection.summary.className)],
      [
        .make(.p, "over", [], over), .make(.h1, text: Shown(header.title)), verdict, facts(),
        .make(.div, isLong ? "first long" : "first", [], [takeawayBox(), nowBox(), unknownBox()].compactMap { $0 }),
      ])
  }

  private func takeawayBox() -> HTMLNode? {
    let takeaways = HTMLNode.make(
      .ul, nil, [],
      report.takeaways.map { .make(.li, nil, [], statement($0, limit: CitationIndex.firstScreenLimit)) })
    return report.takeaways.isEmpty
      ? nil
      : .make(.section, "take", [.id("takeaways")], [.make(.h2, text: "Key takeaways"), takeaways])
  }

  private func nowBox() -> HTMLNode {
    var content: [HTMLNode] = [
      .make(.h2, nil, [], ["Do now", .make(.small, text: Self.openCount(report.openPaths.count))])
    ]
    if report.openPaths.isEmpty {
      content.append(.make(.p, text: "The evidence shows no way back in that is still open."))
    } else {
      let items = report.openPaths.map { path in
        HTMLNode.make(
          .li, nil, [],
          HTMLNode.shortProse(path.text) + confidence(path.confidence)
            + citations.links(path.citations, limit: CitationIndex.firstScreenLimit))
      }
      content.append(.make(.ol, nil, [], items))
    }
    return .make(.section, report.openPaths.isEmpty ? "now calm" : "now", [.id("now")], content)
  }

  private func unknownBox() -> HTMLNode {
    .make(
      .section, "unknown", [.id("unknown")],
      [
        .make(.h2, text: "What we do not know"),
        report.unknowns.isEmpty
          ? .make(.p, text: "Nothing that the questions of this report ask for.")
          : .make(
            .ul, nil, [],
            report.unknowns.map {
              .make(
                .li, nil, [],
                HTMLNode.shortProse($0.text) + citations.links($0.citations, limit: CitationIndex.firstScreenLimit))
            }),
      ])
  }

  private static func openCount(_ count: Int) -> Shown {
    count == 0 ? .empty : count == 1 ? " 1 way back in is open" : " \(count) ways back in are open"
  }

  // MARK: Key numbers

  private func facts() -> HTMLNode {
    .make(
      .dl, "facts", [],
      [severityFact(), windowFact(), accessFact(), secretsFact(), compromisedFact(), detectionFact()]
        .compactMap { $0 }.map { name, value, note in
          .make(
            .div, nil, [],
            [
              .make(.dt, text: name),
              .make(.dd, nil, [], [.text(value)] + (note.isEmpty ? [] : [.make(.small, text: note)])),
            ])
        })
  }

  private typealias Fact = (name: Shown, value: Shown, note: Shown)

  private func severityFact() -> Fact? {
    let high = report.findings.filter { $0.severity >= 7 }.count
    let note: Shown = report.findings.isEmpty ? .empty : "\(report.findings.count) findings, \(high) high"
    return ("Severity", Shown(report.case.severity).capitalized, note)
  }

  private func windowFact() -> Fact? {
    guard let window = report.window.finding else { return nil }
    let length = Durations.short(window.to.seconds - window.from.seconds)
    return ("Findings span", length, Self.span(window.from, window.to))
  }

  private func accessFact() -> Fact? {
    guard let access = report.metrics.durations["access"], let seconds = access.seconds else { return nil }
    let note = access.from.flatMap { from in access.to.map { Self.span(from, $0) } } ?? .empty
    return ("Actor had access", Durations.short(seconds), note)
  }

  private func secretsFact() -> Fact? {
    let known = report.exposures.filter { $0.class == .compromised }
    guard !known.isEmpty else { return nil }
    let done = known.filter { $0.rotation.state == .done || $0.rotation.state == .attested }.count
    let partial = known.filter { $0.rotation.state == .partial }.count
    return (
      "Secrets known to actor", "\(known.count)",
      "\(done) rotated, \(partial) partly, \(known.count - done - partial) open"
    )
  }

  private func compromisedFact() -> Fact? {
    let compromised = report.entities.filter { $0.level == .compromised }
    guard !compromised.isEmpty else { return nil }
    let counts = Dictionary(grouping: compromised, by: \.type).mapValues(\.count)
    let top = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
      .map { type, count in "\(count) " + EntityWords.noun(type, count: count) }
    return ("Compromised", compromised.count == 1 ? "1 entity" : "\(compromised.count) entities", top.joined(", "))
  }

  private func detectionFact() -> Fact? {
    guard let detect = report.metrics.durations["detect"], let seconds = detect.seconds else { return nil }
    var note = Shown.empty
    if let warning = report.metrics.durations["warning"]?.seconds, warning > 0 {
      note = "warned " + Durations.short(warning) + " before that"
    }
    return ("Detected after", Durations.short(seconds), note)
  }

  /// A span to the minute; the day of its end only when it is another one.
  private static func span(_ from: Timestamp, _ to: Timestamp) -> Shown {
    let sameDay = Shown(day: from) == Shown(day: to)
    return Shown(day: from) + " " + Shown(minute: from) + " to " + (sameDay ? .empty : Shown(day: to) + " ")
      + Shown(minute: to)
  }

  // MARK: Looks

  static func tone(_ verdict: Verdict) -> Tone {
    switch verdict {
    case .open: .bad
    case .containedWithOpenPaths: .part
    case .contained, .eradicated, .noIncidentFound: .good
    case .notDeterminable: .none
    }
  }

  /// The colours of TLP 2.0: on black, whatever the scheme.
  static func tlpClass(_ label: Text) -> ClassNames {
    if label.hasSuffix("RED") { return "tlp red" }
    if label.hasSuffix("GREEN") { return "tlp green" }
    if label.hasSuffix("CLEAR") { return "tlp clear" }
    return "tlp amber"
  }
}
