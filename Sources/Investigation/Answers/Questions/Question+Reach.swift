internal import CaseFolder
internal import Evidence

extension QuestionDefinition {
  /// 6.1
  static let reach = QuestionDefinition(
    id: "6.1", title: "What did the actor's addresses and their neighbours talk to?",
    why: "Neighbours of an actor's address often belong to the same hands, and a quiet contact is a contact.",
    sources: ["kubernetes-audit", "cloudtrail", "vpc-flow"], kinds: ["instance"],
    needs: ["audit-log", "cloudtrail", "flow-logs", "instances"],
    next: "Search for each address and network with casebook find; block what is not yours.",
    answer: { context in
      let addresses = ActorAddress.all(context)
      let hosts = context.investigation.actor.remoteHosts.keys.filter { context.book.isForeign($0) }.sorted()
      guard !addresses.isEmpty || !hosts.isEmpty else { return .notAnswerable("No address of an actor is known.") }
      var statements = addresses.map { reachStatement($0, context) }
      statements += neighbourStatements(context)
      statements += traffic(addresses, hosts, context)
      let missing: Prose =
        context.supply.has("vpc-flow")
        ? "" : "VPC flow logs: without them contact over the network cannot be excluded."
      return .answered(statements, missing: missing)
    })

  /// How often an address asked the API server and AWS, and how that ended.
  private static func reachStatement(_ address: ActorAddress, _ context: QuestionContext) -> Statement {
    var parts: [Prose] = []
    let requests = address.indices.filter { context.store.source[$0] == .kubernetesAudit }
    let calls = address.indices.filter { context.store.source[$0] == .cloudTrail }
    for (indices, noun, to) in [
      (requests, "request", "to the API server"), (calls, "call", "to AWS"),
    ] where !indices.isEmpty {
      let tally = RequestTally.by(indices, context) { $0.address }.first
      parts.append(
        "\(words: DurationWords.count(indices.count, noun)) \(words: to) (" + (tally?.words ?? "") + ")")
    }
    if calls.isEmpty, context.supply.has("cloudtrail") { parts.append("no call to AWS") }
    if requests.isEmpty, context.supply.has("kubernetes-audit") { parts.append("no request to the API server") }
    return Statement(
      "\(address: address.text): " + parts.joined() + ".", confidence: .confirmed,
      citations: context.reader.citations(address.indices))
  }

  /// What the networks of the actor's addresses did beside them.
  private static func neighbourStatements(_ context: QuestionContext) -> [Statement] {
    let rows = context.investigation.activity.neighbours
    let networks = Set(rows.map(\.network)).sorted()
    return networks.map { network in
      let others = rows.filter { $0.network == network && !$0.isActors }
      guard !others.isEmpty else {
        return Statement(
          "No other address of \(address: network) is recorded in the supplied logs.", confidence: .medium,
          citations: [])
      }
      let list = others.prefix(10).map { row -> Prose in
        "\(address: row.address) (\(row.successful) successful and \(row.failed) other requests, \(row.flows) flow rows, \(row.first) to \(row.last))"
      }
      let more: Prose = others.count > 10 ? " and \(others.count - 10) more" : ""
      return Statement(
        "\(words: DurationWords.count(others.count, "other address")) of \(address: network): " + Array(list).joined()
          + more + ".", confidence: .medium, citations: [])
    }
  }

  /// Traffic with the actor's networks and with hosts that count as its infrastructure.
  private static func traffic(
    _ addresses: [ActorAddress], _ hosts: [Text], _ context: QuestionContext
  ) -> [Statement] {
    guard context.supply.has("vpc-flow") else { return [] }
    let networks = Set(addresses.compactMap { IPAddress($0.text)?.neighbourhood })
    let flows = context.investigation.activity.flows
    let near = flows.filter { IPAddress($0.peer).map { networks.contains($0.neighbourhood) } ?? false }
    var statements: [Statement] = []
    if near.isEmpty, !addresses.isEmpty {
      let names = Set(addresses.compactMap { IPAddress($0.text)?.neighbourhoodNetwork }).sorted()
      statements.append(
        Statement(
          "No flow with " + names.map { "\(address: $0)" as Prose }.joined() + " is recorded "
            + context.within("vpc-flow") + ".", confidence: .high, citations: []))
    }
    return statements + (near + flows.filter { hosts.contains($0.peer) }).map { flowStatement($0) }
  }

  /// A row of the traffic as a sentence.
  static func flowStatement(_ flow: FlowRow) -> Statement {
    let state: Prose = flow.accepted ? "accepted" : "rejected"
    return Statement(
      "\(flow.resource) with \(address: flow.peer), port \(flow.port)/\(flow.transport), \(words: flow.direction.string), "
        + state + " from \(flow.first) to \(flow.last): \(flow.bytesOut) bytes out, \(flow.bytesIn) bytes in.",
      confidence: .confirmed, citations: flow.citations)
  }
}

/// One of the actor's foreign addresses with what came from it.
struct ActorAddress {
  let text: Text
  /// Rising; not empty.
  let indices: [Int]

  /// The addresses of the actor's calls, by first sight.
  static func all(_ context: QuestionContext) -> [ActorAddress] {
    var groups: [Symbol: [Int]] = [:]
    for index in context.actorEvents where !context.store.flags[index].contains(.undated) {
      groups[context.store.address[index], default: []].append(index)
    }
    return groups.map { ActorAddress(text: context.reader.text($0.key), indices: $0.value) }
      .filter { context.book.isForeign($0.text) }
      .sorted { ($0.indices[0], $0.text) < ($1.indices[0], $1.text) }
  }
}
