internal import CaseFolder
internal import Evidence

extension ScopeRule {
  /// Which addresses a compromised instance talked to are the actor's.
  static let remoteHosts = ScopeRule(id: "SP14") { engine in
    engine.findRemoteHosts()
  }

  /// SP14: other own instances that exchanged traffic with the actor's addresses.
  static let otherResources = ScopeRule(id: "SP14") { engine in
    for edge in engine.graph.edges where edge.type == .exchangedTraffic && edge.to.type == .ip {
      let isActor =
        engine.actor.remoteHosts[edge.to.key] != nil
        || engine.actor.addresses[edge.to.key].map { $0.rule != "SP13" } ?? false
      guard isActor else { continue }
      engine.mark(
        edge.from, .suspect, .medium, since: edge.validFrom, rule: "SP14",
        "exchanged traffic with \(address: edge.to.key), an address of the actor", edge.citations)
    }
  }

  /// SP15: internal targets that a compromised node reached and had not reached before.
  static let internalTargets = ScopeRule(id: "SP15") { engine in
    for (instance, entry) in engine.entities(.instance, .compromised) {
      guard let since = entry.since else { continue }
      for target in engine.newInternalTargets(of: instance.key, since: since) {
        engine.mark(
          target.key, .exposed, .medium, since: target.time, rule: "SP15", from: instance, by: .exchangedTraffic,
          "reached by the compromised node on port \(target.port), not seen before", target.citations)
      }
    }
  }
}

/// An internal address that a node began to talk to.
struct InternalTarget {
  let key: EntityKey
  let time: Timestamp
  let port: UInt16
  var citations: [Citation]
}

extension ScopeEngine {
  /// A domain first asked for within so many seconds after an act on the node counts as brought by the actor.
  private static let bringSeconds: Int64 = 900

  /// Ties remote ends of a compromised instance's traffic to the actor: what findings name, and domains that the instance
  /// first asked for right after an act of the actor's.
  mutating func findRemoteHosts() {
    for finding in evidence.findings where finding.isAttack && finding.resourceRole == "ACTOR" {
      if let domain = finding.action?.domain?.asDomain {
        addRemoteHosts(of: domain, rule: "SP1", "\(address: domain) of the finding \(finding.type) resolved to it")
      }
      for address in finding.remoteAddresses where builder.book.isForeign(address) {
        addRemoteHost(address, rule: "SP1", "remote end of the finding \(finding.type)", [finding.citation])
      }
    }
    for (instance, entry) in entities(.instance, .compromised) {
      guard let since = entry.since else { continue }
      for edge in graph.edges(from: instance, type: .queried) {
        guard let first = edge.validFrom, first >= since, isBrought(edge, at: first) else { continue }
        addRemoteHosts(
          of: edge.to.key, rule: "SP14",
          "\(address: edge.to.key), which the compromised node first asked for at \(first), resolved to it")
      }
    }
  }

  /// Whether nobody had asked for a domain before, and the actor acted on the cluster just before.
  private func isBrought(_ edge: Edge, at first: Timestamp) -> Bool {
    let own: [Text] = [".amazonaws.com", ".internal", ".local", ".amazon.com", ".aws", ".arpa"]
    guard !own.contains(where: { edge.to.key.hasSuffix($0) }) else { return false }
    guard !graph.edges(to: edge.to, type: .queried).contains(where: { ($0.validFrom ?? first) < first }) else {
      return false
    }
    return acts.contains { act in
      act.succeeded && act.resource == "pods/exec" && act.time <= first
        && first.seconds - act.time.seconds <= Self.bringSeconds
    }
  }

  private mutating func addRemoteHosts(of domain: Text, rule: Text, _ text: Prose) {
    for edge in graph.edges(from: EntityKey(.domain, domain), type: .resolvedTo) {
      addRemoteHost(edge.to.key, rule: rule, text, edge.citations)
    }
  }

  private mutating func addRemoteHost(_ address: Text, rule: Text, _ text: Prose, _ citations: [Citation]) {
    guard builder.book.isForeign(address), actor.remoteHosts[address] == nil,
      !excluded.contains(EntityKey(.ip, address))
    else { return }
    actor.remoteHosts[address] = ActorProfile.Reason(rule: rule, text: text, citations: citations)
  }

  /// Internal addresses that a node's own address connected to from a moment on, and not before.
  func newInternalTargets(of instance: Text, since: Timestamp) -> [InternalTarget] {
    struct Pair: Hashable {
      let address: Symbol
      let port: UInt16
    }
    var known: Set<Pair> = []
    var found: [Pair: InternalTarget] = [:]
    let events = evidence.events
    var classes: [Symbol: Bool] = [:]
    func isNode(_ symbol: Symbol) -> Bool {
      if let known = classes[symbol] { return known }
      let address = events.text(symbol)
      let result = builder.book.instance(at: address) == instance && builder.book.isNodeAddress(address)
      classes[symbol] = result
      return result
    }
    for index in evidence.flows.indices where evidence.flows[index].accepted {
      let flow = evidence.flows[index]
      guard flow.destinationPort < flow.sourcePort, isNode(flow.source) else { continue }
      let pair = Pair(address: flow.destination, port: flow.destinationPort)
      guard flow.start >= since.seconds else {
        known.insert(pair)
        continue
      }
      let address = events.text(flow.destination)
      guard !known.contains(pair), IPAddress(address)?.isLocal == true, builder.book.instance(at: address) != instance
      else { continue }
      let citations = [evidence.citation(ofFlow: index), evidence.citation(ofLastRow: index)].sortedOnce()
      if found[pair] == nil {
        let key = builder.book.instance(at: address).map { EntityKey(.instance, $0) } ?? EntityKey(.ip, address)
        found[pair] = InternalTarget(
          key: key, time: Timestamp(seconds: flow.start), port: flow.destinationPort, citations: citations)
      } else if found[pair]!.citations.count < 3 {
        found[pair]!.citations += citations
      }
    }
    // A node that reaches more new targets than this is scanned or a hub: the flows panel lists them.
    guard found.count <= Hubs.highestDegree else { return [] }
    return found.values.sorted { ($0.time, $0.key) < ($1.time, $1.key) }
  }
}
