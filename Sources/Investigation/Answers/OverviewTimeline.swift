internal import CaseFolder
internal import Evidence

/// The timeline of a case in which no actor is known: changing and refused calls by caller, folded hard.
enum OverviewTimeline {
  /// More entries than this are folded harder.
  private static let enough = 4000
  private static let hour: Int64 = 3600

  static func entries(of investigation: Investigation, _ reader: EventReader) -> [TimelineEntry] {
    var folder = fold(investigation, gap: hour, byPrincipal: false)
    var byPrincipal = false
    if folder.bursts.count > enough {
      // Without pauses there is one burst for each key: that tells whether callers can stay apart.
      byPrincipal = folder.keyCount > enough
      folder = fold(investigation, gap: .max, byPrincipal: byPrincipal)
    }
    let maker = EntryMaker(reader: reader, namesPrincipals: byPrincipal)
    let responders = Set(investigation.actor.responderEvents)
    return folder.bursts.map { maker.entry($0, side: responders.contains($0.first) ? .responder : .system) }
  }

  private static func fold(_ investigation: Investigation, gap: Int64, byPrincipal: Bool) -> BurstFolder {
    let events = investigation.evidence.events
    var noise = EventNoise(events)
    var folder = BurstFolder(gap: gap)
    for index in events.indices {
      let event = events[index]
      if event.flags.contains(.undated) || noise.kind(event) != nil { continue }
      let key = BurstKey(event, side: 0, distinguished: false, withAddress: false, byPrincipal: byPrincipal)
      folder.add(index, key, in: events)
    }
    return folder
  }
}
