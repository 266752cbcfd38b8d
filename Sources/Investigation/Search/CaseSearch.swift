internal import CaseFolder
internal import Detection
internal import Evidence

/// Searches a case for addresses, identities, pods, images and secrets: first and last sight, activity, contacts,
/// neighbours. One pass over events and one over flows, by symbols: each text is looked at once.
package struct CaseSearch {
  /// So many things are answered at most; the rest is counted.
  package static let matchesKept = 100
  /// So many calls, contacts, flows and neighbours of a thing are answered at most.
  package static let partsKept = 100

  private let investigation: Investigation
  private let reader: EventReader
  private var builders: [SearchTarget: SearchMatchBuilder] = [:]

  /// What a case holds about a query.
  package static func run(_ query: SearchQuery, in investigation: Investigation) -> SearchResult {
    var search = CaseSearch(investigation: investigation, reader: EventReader(investigation.evidence))
    switch query.form {
    case .network(let network): search.findAddresses(network)
    case .name(let name, let kinds): search.findNames(SearchName(name), kinds)
    }
    let matches = search.matches(query)
    return SearchResult(
      query: query.text, matches: Array(matches.prefix(matchesKept)), leftOut: max(0, matches.count - matchesKept),
      coverage: investigation.coverage)
  }

  private init(investigation: Investigation, reader: EventReader) {
    self.investigation = investigation
    self.reader = reader
  }

  private var evidence: Evidence { investigation.evidence }

  // MARK: Addresses

  private mutating func findAddresses(_ network: IPNetwork) {
    let events = evidence.events
    var wanted: [Symbol: Bool] = [.none: false]
    func isWanted(_ symbol: Symbol) -> Bool {
      if let known = wanted[symbol] { return known }
      let found = IPAddress(events.text(symbol)).map { network.contains($0) } ?? false
      wanted[symbol] = found
      return found
    }
    for index in events.indices where isWanted(events.address[index]) {
      let event = events[index]
      let target = SearchTarget(kind: .ip, name: events.text(event.address))
      builders[target, default: SearchMatchBuilder()].add(index, event, evidence)
      builders[target]!.touch("identity", event.actor, event)
      builders[target]!.touchObject(event)
    }
    for number in evidence.flows.indices {
      let flow = evidence.flows[number]
      for (symbol, isSource) in [(flow.source, true), (flow.destination, false)] where isWanted(symbol) {
        let target = SearchTarget(kind: .ip, name: events.text(symbol))
        builders[target, default: SearchMatchBuilder()].add(flow, number, isSource: isSource)
      }
    }
    for answer in evidence.answers {
      for address in answer.addresses where isWanted(address) {
        let target = SearchTarget(kind: .ip, name: events.text(address))
        builders[target, default: SearchMatchBuilder()].touch("domain", answer.name, at: answer.time)
      }
    }
    for finding in evidence.findings where !finding.isSample {
      for address in Set(finding.remoteAddresses + (finding.instance?.addresses ?? [])).sorted() {
        guard let parsed = IPAddress(address), network.contains(parsed) else { continue }
        builders[SearchTarget(kind: .ip, name: address), default: SearchMatchBuilder()].add(finding)
      }
    }
    let book = AddressBook(evidence)
    for (target, _) in builders {
      if let instance = book.instance(at: target.name) { builders[target]!.note("instance", instance) }
    }
  }

  // MARK: Names

  private mutating func findNames(_ name: SearchName, _ kinds: [SearchKind]) {
    if kinds.contains(.subject) || kinds.contains(.principal) { findIdentities(name, kinds) }
    if kinds.contains(.pod) { findPods(name) }
    if kinds.contains(.image) { findImages(name) }
    if kinds.contains(.secret) { findSecrets(name) }
    if !builders.isEmpty { addObjects() }
  }

  /// Callers by name, lasting identity, unique id or key.
  private mutating func findIdentities(_ name: SearchName, _ kinds: [SearchKind]) {
    let events = evidence.events
    var verdicts: [Symbol: Bool] = [.none: false]
    func matches(_ symbol: Symbol) -> Bool {
      if let known = verdicts[symbol] { return known }
      let found = name.matchesIdentity(events.text(symbol))
      verdicts[symbol] = found
      return found
    }
    for index in events.indices {
      guard
        matches(events.actor[index]) || matches(events.principal[index]) || matches(events.principalID[index])
          || matches(events.credential[index])
      else { continue }
      // The line that asks and the line that answers are one login.
      if events.source[index] == .authenticator, reader.isAnsweredLogin(index) { continue }
      let event = events[index]
      let isAWS = event.source == .cloudTrail || events.text(event.actor).hasPrefix("arn:")
      guard kinds.contains(isAWS ? .principal : .subject) || kinds.count == 1 else { continue }
      let caller = event.actor.isNone ? event.principal : event.actor
      let target = SearchTarget(kind: isAWS ? .principal : .subject, name: events.text(caller))
      builders[target, default: SearchMatchBuilder()].add(index, event, evidence)
      builders[target]!.touch("address", event.address, event)
      builders[target]!.touchObject(event)
    }
    for (key, entity) in investigation.graph.entities where Self.identities.contains(key.type) {
      let kind: SearchKind = key.type == .subject || key.type == .serviceAccount ? .subject : .principal
      guard kinds.contains(kind) || kinds.count == 1,
        name.matchesIdentity(entity.name) || name.matchesIdentity(Self.lastPart(key))
      else { continue }
      // What acted is known by the name that it acted under.
      let shown = key.type == .serviceAccount ? Self.userName(key) : entity.name
      let target = SearchTarget(kind: kind, name: shown)
      builders[target, default: SearchMatchBuilder()].add(entity, investigation)
    }
  }

  private static let identities: Set<EntityType> = [
    .subject, .serviceAccount, .iamRole, .iamUser, .session, .accessKey, .token,
  ]

  private static func lastPart(_ key: EntityKey) -> Text {
    [.subject, .serviceAccount].contains(key.type)
      ? key.key.split(UInt8(ascii: "/")).last ?? key.key : key.key
  }

  private static func userName(_ key: EntityKey) -> Text {
    let parts = key.key.split(UInt8(ascii: "/"))
    return parts.count >= 3
      ? Text("system:serviceaccount:\(parts[parts.count - 2]):\(parts[parts.count - 1])") : key.key
  }

  private mutating func findPods(_ name: SearchName) {
    for pod in investigation.pods where name.matches(pod.path) || name.matches(pod.name) {
      let target = SearchTarget(kind: .pod, name: pod.path)
      var builder = builders[target] ?? SearchMatchBuilder()
      builder.see(pod.created)
      builder.see(pod.deleted)
      if let node = pod.node { builder.note("node", node) }
      if let account = pod.spec?.serviceAccount { builder.note("service account", Text("\(pod.namespace)/\(account)")) }
      for image in pod.images { builder.note("image", image) }
      for edge in investigation.graph.edges(from: pod.key, type: .uses) where edge.to.type == .secret {
        builder.note("secret", investigation.graph[edge.to]?.name ?? edge.to.key)
      }
      if let entity = investigation.graph[pod.key] { builder.add(entity, investigation) }
      builders[target] = builder
    }
    addFindings(.pod) { $0.workload.map { "\($0.namespace ?? "")/\($0.name)" } }
  }

  private mutating func findImages(_ name: SearchName) {
    for pod in investigation.pods {
      let digests = Dictionary(
        pod.containers.compactMap { container in container.digest.map { (container.image, $0) } },
        uniquingKeysWith: { first, _ in first })
      for image in pod.images where name.matchesImage(image) || digests[image].map(name.matches) == true {
        let target = SearchTarget(kind: .image, name: image)
        var builder = builders[target] ?? SearchMatchBuilder()
        builder.see(pod.created)
        builder.note("pod", pod.path, first: pod.created, last: pod.deleted)
        if let digest = digests[image] {
          builder.note("digest", digest)
          if let entity = investigation.graph[EntityKey(.image, digest)] { builder.add(entity, investigation) }
        }
        builders[target] = builder
      }
    }
    for finding in evidence.findings where !finding.isSample {
      for image in finding.workload?.images ?? [] where name.matchesImage(image) {
        builders[SearchTarget(kind: .image, name: image), default: SearchMatchBuilder()].add(finding)
      }
    }
  }

  private mutating func findSecrets(_ name: SearchName) {
    for (key, entity) in investigation.graph.entities
    where key.type == .secret || key.type == .awsSecret || key.type == .parameter {
      guard name.matches(entity.name) || name.matches(key.key) || name.matches(Self.lastPathPart(entity.name)) else {
        continue
      }
      var builder = builders[SearchTarget(kind: .secret, name: entity.name)] ?? SearchMatchBuilder()
      builder.add(entity, investigation)
      for edge in investigation.graph.edges(to: key, type: .uses) where edge.from.type == .pod {
        builder.note("pod", investigation.graph[edge.from]?.name ?? edge.from.key)
      }
      builders[SearchTarget(kind: .secret, name: entity.name)] = builder
    }
    // Names that no snapshot and no success holds, such as those of a probe.
    for name in secretNames(name) where builders[SearchTarget(kind: .secret, name: name)] == nil {
      builders[SearchTarget(kind: .secret, name: name)] = SearchMatchBuilder()
    }
  }

  private static func lastPathPart(_ name: Text) -> Text { name.split(UInt8(ascii: "/")).last ?? name }

  /// Secrets that requests name.
  private func secretNames(_ name: SearchName) -> [Text] {
    let events = evidence.events
    guard let secrets = events.symbols.lookup("secrets") else { return [] }
    struct Key: Hashable {
      let namespace, name: Symbol
    }
    var seen: Set<Key> = []
    for index in events.indices where events.resource[index] == secrets && !events.name[index].isNone {
      seen.insert(Key(namespace: events.namespace[index], name: events.name[index]))
    }
    return seen.map { Text("\(events.text($0.namespace))/\(events.text($0.name))") }
      .filter { name.matches($0) || name.matches(Self.lastPathPart($0)) }.sorted()
  }

  /// The requests about the pods and secrets that were found.
  private mutating func addObjects() {
    let events = evidence.events
    struct Key: Hashable {
      let namespace, name: Symbol
    }
    var pods: [Key: SearchTarget] = [:]
    var secrets: [Key: SearchTarget] = [:]
    var external: [Text: SearchTarget] = [:]
    for target in builders.keys where target.kind == .pod || target.kind == .secret {
      let parts = target.name.split(UInt8(ascii: "/"))
      if target.kind == .secret { external[EntityKey.awsSecret(target.name).key] = target }
      guard parts.count == 2, let namespace = events.symbols.lookup(parts[0]),
        let name = events.symbols.lookup(parts[1])
      else { continue }
      let key = Key(namespace: namespace, name: name)
      if target.kind == .pod { pods[key] = target } else { secrets[key] = target }
    }
    guard !pods.isEmpty || !secrets.isEmpty || !external.isEmpty else { return }
    var kinds: [Symbol: SearchKind?] = [:]
    var names: [Symbol: SearchTarget?] = [:]
    for index in events.indices where !events.name[index].isNone {
      let event = events[index]
      var target: SearchTarget?
      if event.source == .kubernetesAudit {
        let kind =
          kinds[event.resource]
          ?? {
            let resource = events.text(event.resource)
            let kind: SearchKind? =
              resource == "secrets" ? .secret : resource == "pods" || resource.hasPrefix("pods/") ? .pod : nil
            kinds[event.resource] = .some(kind)
            return kind
          }()
        guard let kind else { continue }
        target = (kind == .pod ? pods : secrets)[Key(namespace: event.namespace, name: event.name)]
      } else if event.source == .cloudTrail, !external.isEmpty {
        target =
          names[event.name]
          ?? {
            let found =
              external[EntityKey.awsSecret(events.text(event.name)).key]
              ?? external[EntityKey.parameter(events.text(event.name)).key]
            names[event.name] = .some(found)
            return found
          }()
      }
      guard let target else { continue }
      builders[target]!.add(index, event, evidence)
      builders[target]!.touch("identity", event.actor, event)
      builders[target]!.touch("address", event.address, event)
    }
  }

  private mutating func addFindings(_ kind: SearchKind, _ name: (Finding) -> String?) {
    for finding in evidence.findings where !finding.isSample {
      guard let name = name(finding) else { continue }
      let prefix = Text(name + "-")
      for target in builders.keys.filter({
        $0.kind == kind && ($0.name == Text(name) || $0.name.hasPrefix(prefix))
      }) {
        builders[target]!.add(finding)
      }
    }
  }

  // MARK: Results

  private func matches(_ query: SearchQuery) -> [SearchMatch] {
    let book = AddressBook(evidence)
    let neighbours = neighbourRows(query)
    return builders.map { target, builder in
      var match = builder.match(target, reader, book)
      match.isActors =
        investigation.actor.addresses[target.name] != nil || investigation.actor.subjects[target.name] != nil
        || investigation.actor.remoteHosts[target.name] != nil
      if target.kind == .ip { match.level = investigation.scope[EntityKey(.ip, target.name)]?.level ?? match.level }
      if target.kind == .ip, let network = IPAddress(target.name)?.neighbourhoodNetwork {
        match.neighbours = Array(
          neighbours.filter { $0.network == network && $0.address != target.name }.prefix(Self.partsKept))
      }
      return match
    }.sorted {
      let one = $0.requests.successful + $0.requests.failed
      let two = $1.requests.successful + $1.requests.failed
      return one != two ? one > two : ($0.kind.rawValue, $0.name) < ($1.kind.rawValue, $1.name)
    }
  }

  /// All addresses near those that were found, when the query is as narrow as a neighbourhood.
  private func neighbourRows(_ query: SearchQuery) -> [NeighbourRow] {
    guard case .network(let network) = query.form else { return [] }
    guard network.length >= (network.address.isVersion4 ? 24 : 64) else { return [] }
    return Neighbours.rows(near: [network.address.neighbourhood], of: investigation)
  }
}

/// A thing that a search found.
struct SearchTarget: Hashable {
  let kind: SearchKind
  let name: Text
}
