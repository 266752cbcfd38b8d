package import CaseFolder
internal import Evidence

/// The addresses near the actor's: the same /24 or /64 often belongs to the same hands (domain questions 6.1, 7).
enum Neighbours {
  /// The rows of a case, by network and first sight; own networks and instances are none.
  static func rows(
    of investigation: Investigation, _ counter: ActivityCounter, _ episodes: [FlowEpisode]
  ) -> [NeighbourRow] {
    let networks = Set(investigation.actor.addresses.keys.compactMap { IPAddress($0)?.neighbourhood })
    return networks.isEmpty ? [] : rows(in: networks, investigation, counter, episodes)
  }

  /// The rows of some neighbourhoods, without traffic: for a search.
  static func rows(near networks: Set<[UInt8]>, of investigation: Investigation) -> [NeighbourRow] {
    rows(in: networks, investigation, ActivityCounter(investigation), [])
  }

  private static func rows(
    in networks: Set<[UInt8]>, _ investigation: Investigation, _ counter: ActivityCounter, _ episodes: [FlowEpisode]
  ) -> [NeighbourRow] {
    let evidence = investigation.evidence
    let book = AddressBook(evidence)
    var rows: [Text: NeighbourRow] = [:]
    func row(_ text: Text, first: Timestamp, last: Timestamp) -> NeighbourRow? {
      if var known = rows[text] {
        known.first = min(known.first, first)
        known.last = max(known.last, last)
        return known
      }
      guard let address = IPAddress(text), networks.contains(address.neighbourhood), book.isForeign(text) else {
        return nil
      }
      return NeighbourRow(
        network: address.neighbourhoodNetwork, address: text, isActors: investigation.actor.addresses[text] != nil,
        first: first, last: last)
    }
    for (key, count) in counter.addresses.rows {
      let text = evidence.events.text(Symbol(id: UInt32(key >> 1)))
      guard var found = row(text, first: count.timestamp(count.first), last: count.timestamp(count.last)) else {
        continue
      }
      found.successful += count.whole.successful
      found.failed += count.whole.failed
      found.forbidden += count.whole.forbidden
      rows[text] = found
    }
    for episode in episodes {
      let first = Timestamp(seconds: evidence.flows[episode.first].start)
      let last = Timestamp(seconds: evidence.flows[episode.last].end)
      guard var found = row(episode.peer, first: first, last: last) else { continue }
      found.flows += episode.rows
      rows[episode.peer] = found
    }
    return rows.values.sorted { ($0.network, $0.first, $0.address) < ($1.network, $1.first, $1.address) }
  }
}

extension IPAddress {
  /// The neighbourhood in CIDR form, such as `203.0.113.0/24` or `2001:db8:0:1::/64`.
  package var neighbourhoodNetwork: Text {
    guard !isVersion4 else { return Text("\(neighbourhoodPrefix)0/24") }
    let groups = stride(from: 0, to: 8, by: 2).map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }
    return Text("\(groups.joined(separator: ":"))::/64")
  }
}
