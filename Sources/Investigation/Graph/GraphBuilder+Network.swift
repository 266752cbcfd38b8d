internal import CaseFolder
internal import Evidence

extension GraphBuilder {
  /// At most so many different queries go into the graph.
  private static let queriesKept = 20_000

  /// Adds who asked for which domain, one edge for each pair.
  mutating func addResolver() {
    let events = evidence.events
    struct Pair: Hashable {
      let address: Symbol
      let name: Symbol
    }
    var spans: [Pair: (first: Int, last: Int)] = [:]
    var order: [Pair] = []
    for index in events.indices {
      let event = events[index]
      guard event.source == .resolver else { continue }
      let pair = Pair(address: event.address, name: event.name)
      if spans[pair] == nil {
        guard order.count < Self.queriesKept else { continue }
        order.append(pair)
        spans[pair] = (index, index)
      }
      spans[pair]!.last = index
    }
    for pair in order {
      guard let span = spans[pair] else { continue }
      let address = events.text(pair.address)
      let asker = book.instance(at: address).map { EntityKey(.instance, $0) } ?? EntityKey(.ip, address)
      let domain = graph.note(
        EntityKey(.domain, events.text(pair.name).asDomain), at: events.timestamp(span.first),
        citation: citation(span.first))
      graph.relate(
        asker, .queried, domain, from: events.timestamp(span.first), until: events.timestamp(span.last),
        citation: citation(span.first))
    }
  }
}
