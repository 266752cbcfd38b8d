internal import Evidence
internal import Investigation

/// The actor's events in groups of equal ones, so that a question about kinds of events costs as many tests as there
/// are kinds.
struct ActorGroups {
  /// Rising indexes of events, group by group; no group is empty.
  private(set) var groups: [[Int]] = []

  private struct Key: Hashable {
    let source: EventSource
    let outcome: Outcome
    let isReadOnly: Bool
    let action: Symbol
    let resource: Symbol
    let actor: Symbol
    let principalID: Symbol
  }

  /// Groups the actor's events in one pass.
  init(_ investigation: Investigation) {
    let events = investigation.evidence.events
    var places: [Key: Int] = [:]
    for index in investigation.actor.events where events.indices.contains(index) {
      let key = Key(
        source: events.source[index], outcome: events.outcome[index],
        isReadOnly: events.flags[index].contains(.readOnly), action: events.action[index],
        resource: events.resource[index], actor: events.actor[index], principalID: events.principalID[index])
      if let place = places[key] {
        groups[place].append(index)
      } else {
        places[key] = groups.count
        groups.append([index])
      }
    }
  }
}
