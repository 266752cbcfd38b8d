internal import CaseFolder
internal import Evidence

extension GraphBuilder {
  /// At most so many of the actor's and responders' requests become edges; the timeline holds them all.
  private static let requestsKept = 50_000
  /// At most so many pairs of IAM identity and Kubernetes subject become edges.
  private static let loginsKept = 5_000

  /// Adds what the actor and the responders did, and the identities behind them.
  package mutating func addActivity(of actor: ActorProfile) {
    for index in actor.events.prefix(Self.requestsKept) { addRequest(index) }
    for index in actor.responderEvents.prefix(Self.requestsKept) { addRequest(index) }
    addIdentities(actor)
    addTraffic()
  }

  private mutating func addRequest(_ index: Int) {
    let event = evidence.events[index]
    guard let caller = callerKey(event) else { return }
    let time = evidence.events.timestamp(index)
    let proof = citation(index)
    graph.note(caller, name: callerName(event), at: time, citation: proof)
    let address = evidence.events.text(event.address)
    if IPAddress(address) != nil, event.source != .authenticator {
      graph.note(EntityKey(.ip, address), at: time, citation: proof)
      graph.relate(EntityKey(.ip, address), .sourceOf, caller, from: time, until: time, citation: proof)
    }
    guard let object = objectKey(event) else { return }
    // A refused request says nothing about what it names, not even that it exists.
    guard event.outcome == .success || event.outcome == .indeterminate else { return }
    let isNew = graph[object] == nil
    graph.note(object, name: isNew ? objectName(event) : nil, at: time, citation: proof)
    let type: RelationshipType = event.source == .cloudTrail ? .called : .performed
    graph.relate(caller, type, object, from: time, until: time, citation: proof)
    if event.source == .cloudTrail { addSession(caller, index, event) }
    guard event.source == .kubernetesAudit, event.outcome == .success else { return }
    switch evidence.events.text(event.action) {
    case "create" where !evidence.events.text(event.resource).contains("/"):
      graph.relate(object, .createdBy, caller, from: time, until: time, citation: proof)
    case "delete":
      graph.relate(object, .deletedBy, caller, from: time, until: time, citation: proof)
      graph.close(object, at: time)
    default: break
    }
  }

  /// A session with its role and its key.
  private mutating func addSession(_ caller: EntityKey, _ index: Int, _ event: Event) {
    guard caller.type == .session else { return }
    let events = evidence.events
    let time = events.timestamp(index)
    let principal = events.text(event.principal)
    if principal.hasPrefix("arn:"), principal != events.text(event.actor) {
      graph.note(EntityKey(.iamRole, principal), name: ARN(principal)?.roleName)
      graph.relate(caller, .issuedFrom, EntityKey(.iamRole, principal), from: time, citation: citation(index))
    }
    if !event.credential.isNone {
      graph.relate(
        caller, .hasKey, EntityKey(.accessKey, events.text(event.credential)), from: time, citation: citation(index))
    }
  }

  /// Which IAM identity is which Kubernetes subject, and which instance a node's session belongs to.
  private mutating func addIdentities(_ actor: ActorProfile) {
    let events = evidence.events
    let wanted = Set(actor.subjects.keys.compactMap { events.symbols.lookup($0) })
    struct Login: Hashable {
      let principal: Symbol
      let actor: Symbol
      let scope: Symbol
    }
    var logins: [Login: (first: Int, last: Int)] = [:]
    var order: [Login] = []
    let prefix = Array("arn:".utf8)
    for group in groups.groups
    where group.source == .kubernetesAudit && events.symbols.bytes(group.principal).starts(with: prefix) {
      let login = Login(principal: group.principal, actor: group.actor, scope: group.scope)
      if let known = logins[login] {
        logins[login] = (known.first, max(known.last, group.last))
      } else if order.count < Self.loginsKept {
        logins[login] = (group.first, group.last)
        order.append(login)
      }
    }
    for login in order {
      guard let span = logins[login] else { continue }
      let principal = events.text(login.principal)
      let name = events.text(login.actor)
      let subject = EntityKey.user(clusters.resolve(events.text(login.scope)), name)
      graph.note(subject, name: name, at: events.timestamp(span.first))
      graph.note(EntityKey(.iamRole, principal), name: ARN(principal)?.roleName)
      graph.relate(
        EntityKey(.iamRole, principal), .authenticatesAs, subject, from: events.timestamp(span.first),
        until: events.timestamp(span.last), citation: citation(span.first))
    }
    for group in groups.groups {
      guard group.source == .cloudTrail, wanted.contains(group.actor),
        let caller = callerKey(events[group.first]), caller.type == .session
      else { continue }
      graph.note(
        caller, name: events.text(group.actor), at: events.timestamp(group.first), citation: citation(group.first))
      addSession(caller, group.first, events[group.first])
      if let name = ARN(events.text(group.actor))?.sessionName, name.hasPrefix("i-") {
        graph.relate(
          caller, .issuedFrom, EntityKey(.instance, name), from: events.timestamp(group.first),
          citation: citation(group.first))
      }
    }
  }

  /// Accepted traffic of the case's instances, one edge for each pair of addresses.
  private mutating func addTraffic() {
    let events = evidence.events
    struct Pair: Hashable {
      let source: Symbol
      let destination: Symbol
    }
    var spans: [Pair: (first: Int, last: Int, count: Int)] = [:]
    var order: [Pair] = []
    for index in evidence.flows.indices where evidence.flows[index].accepted {
      let flow = evidence.flows[index]
      let pair = Pair(source: flow.source, destination: flow.destination)
      if spans[pair] == nil {
        guard order.count < Self.requestsKept else { continue }
        order.append(pair)
        spans[pair] = (index, index, 0)
      }
      spans[pair]!.last = index
    }
    for pair in order {
      guard let span = spans[pair] else { continue }
      let ends = [pair.source, pair.destination].map { events.text($0) }
      let keys = ends.map { address in book.instance(at: address).map { EntityKey(.instance, $0) } }
      guard let own = keys[0] ?? keys[1] else { continue }
      let peer = keys[0] == nil ? EntityKey(.ip, ends[0]) : keys[1] ?? EntityKey(.ip, ends[1])
      graph.relate(
        own, .exchangedTraffic, peer, from: Timestamp(seconds: evidence.flows[span.first].start),
        until: Timestamp(seconds: evidence.flows[span.last].end), citation: evidence.citation(ofFlow: span.first))
    }
  }
}
