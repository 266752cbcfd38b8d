internal import CaseFolder
internal import Evidence

/// The timeline of a case in which no actor is known: changing and refused calls by caller, folded hard.
enum OverviewTimeline {
  /// More entries than this are folded harder.
  private static let enough = 4000
  private static let hour: Int64 = 3600

  static func entries(of investigation: Investigation, _ reader: EventReader) -> [TimelineEntry] {
    var bursts: [Burst] = []
    for (gap, byPrincipal) in [(hour, false), (24 * hour, false), (Int64.max, false), (Int64.max, true)] {
      bursts = fold(investigation, gap: gap, byPrincipal: byPrincipal)
      if bursts.count <= enough { break }
    }
    let maker = EntryMaker(reader: reader)
    let responders = Set(investigation.actor.responderEvents)
    return bursts.map { maker.entry($0, side: responders.contains($0.first) ? .responder : .system) }
  }

  private static func fold(_ investigation: Investigation, gap: Int64, byPrincipal: Bool) -> [Burst] {
    let events = investigation.evidence.events
    var noise = EventNoise(events)
    var folder = BurstFolder(gap: gap)
    for index in events.indices {
      let event = events[index]
      if event.flags.contains(.undated) || noise.kind(event) != nil { continue }
      let key = BurstKey(event, side: 0, distinguished: false, withAddress: false, byPrincipal: byPrincipal)
      folder.add(index, key, in: events)
    }
    return folder.bursts
  }
}
