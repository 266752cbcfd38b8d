internal import CaseFolder
internal import Evidence

extension ActorFinder {
  /// SP13: addresses of the same neighbourhood that made the same calls as the same subject with the same agent are the
  /// actor's first or further contacts. They prove nothing about what they reached, so nothing is followed from them.
  mutating func addNeighbours() {
    let addresses = profile.addresses.keys.compactMap { IPAddress($0) }
    guard !addresses.isEmpty else { return }
    let neighbourhoods = Set(addresses.map(\.neighbourhood))
    // The texts of most addresses tell at a glance that they are far away.
    let prefixes = Set(addresses.filter(\.isVersion4).map { Array($0.neighbourhoodPrefix.utf8) })
    var candidates: [Symbol: Bool] = [:]
    for group in builder.groups.groups where group.source != .resolver && candidates[group.address] == nil {
      let bytes = events.symbols.bytes(group.address)
      guard prefixes.contains(where: { bytes.starts(with: $0) }) || bytes.contains(UInt8(ascii: ":")) else {
        candidates[group.address] = false
        continue
      }
      let address = events.text(group.address)
      candidates[group.address] =
        profile.addresses[address] == nil && !isCleared(.ip, address) && builder.book.isForeign(address)
        && IPAddress(address).map { neighbourhoods.contains($0.neighbourhood) } ?? false
    }
    let habits = Set(
      builder.groups.events(of: actorGroups).map { habit(events[$0]) }.filter { !$0.agent.isNone })
    let near = Set(
      builder.groups.groups.indices.filter { candidates[builder.groups.groups[$0].address] == true }
        .map(UInt32.init))
    var found: Set<UInt32> = []
    for index in builder.groups.events(of: near) where habits.contains(habit(events[index])) {
      found.insert(builder.groups.groupOfEvent[index])
      let address = events.text(events[index].address)
      if profile.addresses[address] == nil {
        profile.addresses[address] = ActorProfile.Reason(
          rule: "SP13",
          text: "neighbour of an actor's address with the same agent and the same calls",
          citations: [builder.citation(index)])
      }
    }
    actorGroups.formUnion(found)
  }

  /// What a caller is known by. The same subject belongs to it: a neighbour with an identity of its own is somebody else.
  private struct Habit: Hashable {
    let actor: Symbol
    let agent: Symbol
    let action: Symbol
    let resource: Symbol
  }

  private func habit(_ event: Event) -> Habit {
    Habit(actor: event.actor, agent: event.agent, action: event.action, resource: event.resource)
  }
}
