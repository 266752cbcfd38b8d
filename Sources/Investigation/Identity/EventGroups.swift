package import Evidence

/// All events of one caller from one address: what identity questions are asked about, instead of single events.
package struct EventGroup: Sendable {
  /// The evidence it comes from.
  package let source: EventSource
  /// How far it reaches.
  package let scope: Symbol
  /// Who acted.
  package let actor: Symbol
  /// The lasting identity.
  package let principal: Symbol
  /// The unique id of the principal, with its session.
  package let principalID: Symbol
  /// Access key or token id.
  package let credential: Symbol
  /// The address.
  package let address: Symbol
  /// Indexes of the first and the last event.
  package let first: Int
  /// When it was last seen.
  package var last: Int
  /// Index of the first event that succeeded.
  package var firstSuccess: Int?
  /// How often.
  package var count: Int
}

/// The events of a case, grouped by source, caller, credential and address in one pass over symbols.
package struct EventGroups: Sendable {
  /// In the order of their first events.
  package private(set) var groups: [EventGroup] = []
  /// The group of each event.
  package private(set) var groupOfEvent: [UInt32] = []

  private struct Key: Hashable {
    let identity: UInt64
    let origin: UInt64
    let id: UInt64

    /// One word: the dictionary is asked once for every event.
    func hash(into hasher: inout Hasher) {
      hasher.combine(identity ^ origin &* 0x9E37_79B9_7F4A_7C15 ^ id &* 0xC2B2_AE3D_27D4_EB4F)
    }
  }

  /// Groups all events of a store.
  package init(_ events: EventStore) {
    var index: [Key: UInt32] = [:]
    groupOfEvent.reserveCapacity(events.count)
    for position in events.indices {
      let key = Key(
        identity: UInt64(events.actor[position].id) << 32 | UInt64(events.credential[position].id),
        origin: UInt64(events.address[position].id) << 32 | UInt64(events.scope[position].id),
        id: UInt64(events.principalID[position].id) << 8 | UInt64(events.source[position].rawValue))
      let number =
        index[key]
        ?? {
          let number = UInt32(groups.count)
          index[key] = number
          groups.append(
            EventGroup(
              source: events.source[position], scope: events.scope[position], actor: events.actor[position],
              principal: events.principal[position], principalID: events.principalID[position],
              credential: events.credential[position], address: events.address[position], first: position,
              last: position, count: 0))
          return number
        }()
      groupOfEvent.append(number)
      groups[Int(number)].last = position
      groups[Int(number)].count += 1
      if events.outcome[position] == .success, groups[Int(number)].firstSuccess == nil {
        groups[Int(number)].firstSuccess = position
      }
    }
  }

  /// The events of some groups, rising.
  package func events(of wanted: Set<UInt32>) -> [Int] {
    var isWanted = [Bool](repeating: false, count: groups.count)
    for group in wanted { isWanted[Int(group)] = true }
    return groupOfEvent.indices.filter { isWanted[Int(groupOfEvent[$0])] }
  }
}
