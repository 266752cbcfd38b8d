import CaseFolder
import Investigation

/// The timeline: lanes by actor, then every entry in tables of at most 100 rows.
extension PageBuilder {
  /// How many rows a table holds, so that a browser lays out only what is on the screen.
  static let rowsInTable = 100

  /// The timeline with the first `limit` entries; nil when there is none.
  func timeline(limit: Int) -> HTMLNode? {
    guard !report.timeline.isEmpty else { return nil }
    var content: [HTMLNode] = []
    if let picture = LanesPicture.draw(report.timeline) { content.append(figure(picture, label: "Timeline by actor")) }
    let entries = report.timeline.prefix(limit)
    content.append(filter())
    content += chunks(Array(entries)).map { chunk in
      table(
        "timeline", caption: caption(chunk),
        columns: [
          Column("Time (UTC)", field: "time"), Column("Who", field: "actor"), Column("Did what", field: "action"),
          Column("Outcome", field: "outcome"), Column("Meaning", field: "meaning"),
        ], rows: chunk.map { entryRow($0) }, filterable: true)
    }
    if entries.count < report.timeline.count {
      content.append(
        .make(
          .p, "cut",
          text:
            "\(entries.count) of \(report.timeline.count) entries are shown: the page would be too big. All are in the machine-readable edition."
        ))
    }
    return section(
      .timeline,
      lead: ["All times are UTC. Durations and order use the precision of each source; hover over a time to see it."],
      content)
  }

  /// Entries of one day, at most 100 to a table.
  private func chunks(_ entries: [TimelineEntry]) -> [[TimelineEntry]] {
    var chunks: [[TimelineEntry]] = []
    for entry in entries {
      if let last = chunks.last, last.count < Self.rowsInTable, let first = last.first,
        Self.day(first.at) == Self.day(entry.at)
      {
        chunks[chunks.count - 1].append(entry)
      } else {
        chunks.append([entry])
      }
    }
    return chunks
  }

  private static func day(_ time: Timestamp) -> Int64 {
    time.seconds >= 0 ? time.seconds / 86_400 : (time.seconds - 86_399) / 86_400
  }

  private func caption(_ chunk: [TimelineEntry]) -> Shown {
    guard let first = chunk.first, let last = chunk.last else { return .empty }
    let span = Shown(timeOfDay: first.at) + " to " + Shown(timeOfDay: last.at)
    return Shown(day: first.at) + (chunk.count == 1 ? ", 1 entry" : ", \(chunk.count) entries, " + span)
  }

  private func entryRow(_ entry: TimelineEntry) -> HTMLNode {
    let id = ElementID(entry.id)
    var time: [HTMLNode] = [.timeOfDay(entry.at)]
    if let until = entry.until, until.seconds != entry.at.seconds {
      let sameDay = Self.day(until) == Self.day(entry.at)
      time += [.make(.span, "until", [], ["to ", sameDay ? .timeOfDay(until) : .time(until)])]
    }
    if let id { time.append(anchor(id)) }
    var who: [HTMLNode] = [.make(.span, sideClass(entry.side), text: Shown(Text(entry.side.rawValue)))]
    who.append(Self.actorName(entry.actor, limit: 46))
    if let address = entry.address { who.append(.make(.span, "from", [], ["from ", .indicator(address)])) }
    var what: [HTMLNode] = [.make(.span, "verb", [], [.code(entry.action)])]
    // A finding is published once and covers several events.
    let isFinding = entry.phase == "detection"
    if entry.count > 1 {
      what.append(.make(.span, "times", text: isFinding ? " covers \(entry.count) events" : " ×\(entry.count)"))
    }
    what += [" ", Self.isAddress(entry) ? .indicator(entry.object) : .code(entry.object)]
    let tags = [Phases.name(entry.phase)] + entry.techniques.map { Shown($0) }
    let meaning =
      HTMLNode.shortProse(entry.summary)
      + [.make(.span, "tags", [], [.text(tags.joined(" · "))] + citations.links(entry.citations))]
    return row([time, who, what, [state(OutcomeWords.tone(entry), entry.outcome)], meaning], id: id)
  }

  /// Flows and queries name addresses and domains of the actor as their object.
  private static func isAddress(_ entry: TimelineEntry) -> Bool {
    entry.source == "vpc-flow" || entry.source == "resolver"
  }

  private func sideClass(_ side: Side) -> ClassNames {
    switch side {
    case .actor: "side actor"
    case .responder: "side responder"
    case .system: "side system"
    }
  }

  /// A principal's name: of an ARN the part that tells it apart, with the whole as a tooltip.
  static func actorName(_ actor: Text, limit: Int) -> HTMLNode {
    let whole = Shown(actor)
    let name = Shown(shortPrincipal(actor)).shortened(to: limit)
    return .make(.code, nil, name == whole ? [] : [.title(whole)], [.text(name)])
  }

  /// A service account without its prefix; `IncidentResponder/bob` of `arn:aws:sts::111122223333:assumed-role/IncidentResponder/bob`.
  static func shortPrincipal(_ actor: Text) -> Text {
    if let account = actor.dropping(prefix: "system:serviceaccount:") { return account }
    guard actor.hasPrefix("arn:"), let slash = actor.utf8.firstIndex(of: UInt8(ascii: "/")) else { return actor }
    let rest = Text(bytes: actor.utf8[actor.utf8.index(after: slash)...])
    return rest.isEmpty ? actor : rest
  }

  /// The box that filters rows; hidden until the script shows it.
  private func filter() -> HTMLNode {
    .make(
      .div, "filter", [.id("timeline-filter"), .hidden],
      [
        .make(.label, nil, [.forElement("timeline-query")], ["Filter"]),
        .make(
          .input, nil,
          [
            .id("timeline-query"), .inputType(.search),
            .placeholder("outcome:denied actor:anonymous !list \"node-tuner\""),
          ]),
        .make(.span, "count", [.ariaLive, .role(.status)]),
      ])
  }
}
