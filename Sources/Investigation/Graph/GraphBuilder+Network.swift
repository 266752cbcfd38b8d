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
    for index in events.indices where events.source[index] == .resolver {
      let pair = Pair(address: events.address[index], name: events.name[index])
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
    addAnswers(Set(order.map { events.text($0.name).asDomain }))
  }

  /// Adds what domains resolved to.
  private mutating func addAnswers(_ domains: Set<Text>) {
    for answer in evidence.answers {
      let domain = evidence.events.text(answer.name).asDomain
      guard domains.contains(domain) else { continue }
      let time = Timestamp(microseconds: answer.time, digits: 0)
      let proof = graph[EntityKey(.domain, domain)]?.citations.first
      for address in answer.addresses {
        graph.relate(
          EntityKey(.domain, domain), .resolvedTo, EntityKey(.ip, evidence.events.text(address)), from: time,
          until: time, citation: proof)
      }
    }
  }
}
