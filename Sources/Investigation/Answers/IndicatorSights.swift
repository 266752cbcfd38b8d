internal import CaseFolder
internal import Evidence

/// First and last sight of what the actor's events carry.
struct IndicatorSights {
  struct Sight {
    var first: Timestamp
    var last: Timestamp
    var citation: Citation
  }

  private(set) var addresses: [Text: Sight] = [:]
  private(set) var subjects: [Text: Sight] = [:]
  private(set) var credentials: [Text: Sight] = [:]
  private(set) var agents: [Text: Sight] = [:]

  init(_ investigation: Investigation, _ reader: EventReader) {
    let store = investigation.evidence.events
    var spans: [[Symbol: (first: Int, last: Int)]] = [[:], [:], [:], [:]]
    for index in investigation.actor.events {
      let event = store[index]
      if event.flags.contains(.undated) { continue }
      for (place, symbol) in [event.address, event.actor, event.credential, event.agent].enumerated()
      where !symbol.isNone {
        spans[place][symbol] = (spans[place][symbol]?.first ?? index, index)
      }
    }
    func named(_ place: Int) -> [Text: Sight] {
      Dictionary(
        uniqueKeysWithValues: spans[place].map { symbol, span in
          (
            reader.text(symbol),
            Sight(
              first: store.timestamp(span.first), last: store.timestamp(span.last),
              citation: reader.citation(span.first))
          )
        })
    }
    addresses = named(0)
    subjects = named(1)
    credentials = named(2)
    agents = named(3)
  }
}
