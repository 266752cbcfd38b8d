internal import CaseFolder
internal import Evidence

/// The actor's events, with those of addresses that belong to it only by neighbourhood (domain rule SP13).
package struct ActorContacts {
  /// Rising indexes into the events.
  package let events: [Int]

  /// The contacts of an investigation's actor.
  package init(_ investigation: Investigation) {
    let related = Set(
      investigation.scope.filter { $0.key.type == .ip && !$0.value.proof.isEmpty }
        .filter { entry in entry.value.proof.contains { $0.rule == "SP13" } }.map(\.key.key))
    let store = investigation.evidence.events
    let symbols = Set(related.compactMap { store.symbols.lookup($0) })
    guard !symbols.isEmpty else {
      events = investigation.actor.events
      return
    }
    let known = Set(investigation.actor.events)
    let more = store.indices.filter { symbols.contains(store[$0].address) && !known.contains($0) }
    events = (investigation.actor.events + more).sorted()
  }
}
