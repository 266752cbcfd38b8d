internal import CaseFolder
internal import Evidence

/// What the actor did, used and came from for the first time, compared with the baseline (domain question 5.1).
enum Novelty {
  /// Shorter baselines say nothing about what is new.
  private static let shortest: Int64 = 3 * 86_400

  /// Whether the baseline is long enough to call something new.
  static func hasBaseline(_ windows: Windows) -> Bool {
    windows.baseline.map { $0.to.seconds - $0.from.seconds >= shortest } ?? false
  }

  private struct Pair: Hashable {
    let who: Symbol
    let action: Symbol
    let resource: Symbol
    let namespace: Symbol
  }

  private struct Sight {
    var first: Int
    var isNew: Bool
    var attempted: Int?
  }

  /// New calls by the actor's subjects, and addresses and user agents of the actor that the baseline does not know.
  static func newlyObserved(of investigation: Investigation, _ reader: EventReader) -> [NewlyObserved] {
    guard hasBaseline(investigation.windows), let window = investigation.windows.finding, !investigation.actor.isEmpty
    else { return [] }
    let store = investigation.evidence.events
    let actors = investigation.actor.events.filter { store[$0].source == .kubernetesAudit }
    let subjects = Set(actors.map { store[$0].actor })
    let agents = Set(actors.map { store[$0].agent })
    let addresses = Set(investigation.actor.events.map { store[$0].address })
    let actorEvents = Set(actors)
    var pairs: [Pair: Sight] = [:]
    var texts: [String: [Symbol: Int]] = [:]
    for index in store.indices {
      let event = store[index]
      if event.flags.contains(.undated) { continue }
      for (kind, symbol, wanted) in [
        ("address", event.address, addresses), ("userAgent", event.agent, agents), ("subject", event.actor, subjects),
      ] where !symbol.isNone && wanted.contains(symbol) && texts[kind]?[symbol] == nil {
        texts[kind, default: [:]][symbol] = index
      }
      guard event.source == .kubernetesAudit, subjects.contains(event.actor) else { continue }
      let pair = Pair(who: event.actor, action: event.action, resource: event.resource, namespace: event.namespace)
      let isBefore = event.time < window.from.microseconds
      if isBefore {
        if event.outcome == .success {
          pairs[pair] = Sight(first: index, isNew: false, attempted: nil)
        } else if pairs[pair] == nil {
          pairs[pair] = Sight(first: -1, isNew: true, attempted: index)
        }
      } else if actorEvents.contains(index), pairs[pair]?.isNew ?? true, pairs[pair]?.first ?? -1 < 0 {
        pairs[pair] = Sight(first: index, isNew: true, attempted: pairs[pair]?.attempted)
      }
    }
    var new = pairs.filter { $0.value.isNew && $0.value.first >= 0 }.map { pair, sight in
      let place: Text = pair.namespace.isNone ? "" : Text(" in \(reader.text(pair.namespace).string)")
      let key = "\(reader.text(pair.who)) \(reader.text(pair.action)) \(reader.text(pair.resource))\(place)"
      return NewlyObserved(
        kind: "pair", key: Text(key), first: store.timestamp(sight.first),
        attemptedBefore: sight.attempted.map { store.timestamp($0) }, increased: false)
    }
    for (kind, firsts) in texts {
      for (symbol, index) in firsts where store[index].time >= window.from.microseconds {
        new.append(
          NewlyObserved(
            kind: Text(kind), key: reader.text(symbol), first: store.timestamp(index), increased: false))
      }
    }
    return new.sorted { ($0.first, $0.kind, $0.key) < ($1.first, $1.kind, $1.key) }
  }
}
