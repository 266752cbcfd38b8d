internal import CaseFolder
internal import Evidence

/// The timeline of a case with a known actor: its acts, the responders' acts, what enabled it, what followed from it.
enum ActorTimeline {
  /// A pause that ends a burst, in seconds.
  private static let gap: Int64 = 15 * 60
  /// A burst over at most so many objects is shown object by object.
  private static let objectsShown = 4

  static func entries(of investigation: Investigation, _ reader: EventReader) -> [TimelineEntry] {
    let maker = EntryMaker(reader: reader)
    let acts = investigation.actor.events.filter { !reader.isAnsweredLogin($0) }
    var entries = fold(acts, side: 0, reader).map { maker.entry($0, side: .actor) }
    entries += fold(investigation.actor.responderEvents, side: 1, reader).map { maker.entry($0, side: .responder) }
    let context = ContextEvents(investigation, reader, actorEvents: investigation.actor.events)
    for (phase, indices) in context.byPhase {
      entries += fold(indices, side: 2, reader).map { maker.entry($0, side: .system, phase: phase) }
    }
    return entries
  }

  /// Bursts of events, first without regard to the object's name; a burst over few objects is taken apart again.
  private static func fold(_ indices: [Int], side: UInt8, _ reader: EventReader) -> [Burst] {
    let events = reader.evidence.events
    let sessions = Words(events).sessions
    var objects: [BurstKey: Set<Symbol>] = [:]
    for index in indices {
      let event = events[index]
      let key = BurstKey(event, side: side, distinguished: false, withAddress: true, byPrincipal: false)
      if (objects[key]?.count ?? 0) <= objectsShown { objects[key, default: []].insert(event.name) }
    }
    var folder = BurstFolder(gap: gap)
    var single: [Burst] = []
    for index in indices {
      let event = events[index]
      if event.flags.contains(.undated) { continue }
      if sessions.contains(event.resource), !reader.command(index).isEmpty {
        // A command is evidence of its own: two of them are never one entry.
        single.append(Burst(first: index, last: index, shown: [index], count: 1, names: [event.name]))
        continue
      }
      let key = BurstKey(event, side: side, distinguished: false, withAddress: true, byPrincipal: false)
      let isFew = (objects[key]?.count ?? 0) <= objectsShown
      folder.add(
        index, BurstKey(event, side: side, distinguished: isFew, withAddress: true, byPrincipal: false), in: events)
    }
    return folder.bursts + single
  }
}
