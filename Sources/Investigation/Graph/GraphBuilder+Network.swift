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
    addAnswers(Set(order.map(\.name)))
  }

  /// Adds what domains resolved to, with the first query that was answered so.
  private mutating func addAnswers(_ domains: Set<Symbol>) {
    struct Pair: Hashable {
      let name: Symbol
      let address: Symbol
    }
    var spans: [Pair: (first: DNSAnswer, last: Int64)] = [:]
    var order: [Pair] = []
    for answer in evidence.answers where domains.contains(answer.name) {
      for address in answer.addresses {
        let pair = Pair(name: answer.name, address: address)
        if let known = spans[pair] {
          spans[pair] = (known.first, max(known.last, answer.time))
        } else if order.count < Self.queriesKept {
          spans[pair] = (answer, answer.time)
          order.append(pair)
        }
      }
    }
    for pair in order {
      guard let span = spans[pair] else { continue }
      graph.relate(
        EntityKey(.domain, evidence.events.text(pair.name).asDomain), .resolvedTo,
        EntityKey(.ip, evidence.events.text(pair.address)),
        from: Timestamp(microseconds: span.first.time, digits: 0),
        until: Timestamp(microseconds: span.last, digits: 0),
        citation: query(for: span.first).map { citation($0) })
    }
  }

  /// The query that an answer belongs to: events are in time order.
  private func query(for answer: DNSAnswer) -> Int? {
    let events = evidence.events
    var low = 0
    var high = events.count
    while low < high {
      let middle = (low + high) / 2
      if events.time[middle] < answer.time { low = middle + 1 } else { high = middle }
    }
    return (low..<events.count).lazy.prefix { events.time[$0] == answer.time }
      .first { events.source[$0] == .resolver && events.name[$0] == answer.name }
  }
}
