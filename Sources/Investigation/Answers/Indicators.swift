internal import CaseFolder
internal import Detection
internal import Evidence

/// What others can search their own logs for.
package enum Indicators {
  /// The actor's indicators by type, then value. Addresses of own networks never are any.
  package static func indicators(of investigation: Investigation) -> [Indicator] {
    let intelligence = IntelligenceMatches(investigation.evidence.intelligence)
    return found(in: investigation).map { intelligence.mark($0) }
  }

  private static func found(in investigation: Investigation) -> [Indicator] {
    guard !investigation.actor.isEmpty else { return fileIndicators(investigation) }
    let reader = EventReader(investigation.evidence)
    let sights = IndicatorSights(investigation, reader)
    let all =
      addresses(investigation, sights) + remoteHosts(investigation) + domains(investigation)
      + fileIndicators(investigation) + subjects(investigation, sights) + agents(sights)
      + artefacts(investigation, reader)
    return onceEach(all).sorted { ($0.type, $0.value) < ($1.type, $1.value) }
  }

  /// Of indicators that several rules found, the surest.
  private static func onceEach(_ all: [Indicator]) -> [Indicator] {
    var best: [[Text]: Indicator] = [:]
    for indicator in all {
      let key = [indicator.type, indicator.value]
      if let known = best[key], known.confidence >= indicator.confidence { continue }
      best[key] = indicator
    }
    return Array(best.values)
  }

  private static func addresses(_ investigation: Investigation, _ sights: IndicatorSights) -> [Indicator] {
    let book = AddressBook(investigation.evidence)
    return investigation.actor.addresses.filter { book.isForeign($0.key) }.map { address, reason in
      let sight = sights.addresses[address]
      return Indicator(
        type: "ip", value: address, first: sight?.first, last: sight?.last, context: reason.text,
        confidence: reason.rule == "SP13" ? .low : .high, isShared: false,
        citations: Array(reason.citations.sortedOnce().prefix(3)))
    }
  }

  private static func remoteHosts(_ investigation: Investigation) -> [Indicator] {
    let book = AddressBook(investigation.evidence)
    let episodes = FlowTable(investigation).episodes
    let flows = investigation.evidence.flows
    return investigation.actor.remoteHosts
      .filter { book.isForeign($0.key) && investigation.actor.addresses[$0.key] == nil }
      .map { host, reason in
        let own = episodes.filter { $0.peer == host }
        return Indicator(
          type: "ip", value: host, first: own.map { flows[$0.first].start }.min().map { Timestamp(seconds: $0) },
          last: own.map { flows[$0.last].end }.max().map { Timestamp(seconds: $0) }, context: reason.text,
          confidence: .medium, isShared: false, citations: Array(reason.citations.sortedOnce().prefix(3)))
      }
  }

  private static func domains(_ investigation: Investigation) -> [Indicator] {
    let store = investigation.evidence.events
    var spans: [Symbol: (first: Int, last: Int)] = [:]
    for index in store.indices where store.source[index] == .resolver {
      spans[store.name[index]] = (spans[store.name[index]]?.first ?? index, index)
    }
    var found: [Text: Indicator] = [:]
    for host in investigation.actor.remoteHosts.keys.sorted() {
      for edge in investigation.graph.edges(to: EntityKey(.ip, host), type: .resolvedTo) {
        let span = store.symbols.lookup(edge.from.key).flatMap { spans[$0] }
        found[edge.from.key] = Indicator(
          type: "domain", value: edge.from.key, first: span.map { store.timestamp($0.first) } ?? edge.validFrom,
          last: span.map { store.timestamp($0.last) }, context: "Resolved to \(address: host).", confidence: .medium,
          isShared: false, citations: Array(edge.citations.prefix(3)))
      }
    }
    return found.values.sorted { $0.value < $1.value }
  }

  private static func fileIndicators(_ investigation: Investigation) -> [Indicator] {
    var found: [Text: Indicator] = [:]
    for finding in investigation.evidence.findings where !finding.isSample {
      for threat in finding.threats {
        guard let hash = threat.sha256, !hash.isEmpty else { continue }
        let path: Prose = threat.filePath.map { " in \($0)" } ?? ""
        found[hash] = Indicator(
          type: "sha256", value: hash, first: finding.firstSeen, last: finding.lastSeen,
          context: "\(finding.product) found \(threat.name)" + path + ".", confidence: .high, isShared: false,
          citations: [finding.citation])
      }
    }
    return found.values.sorted { $0.value < $1.value }
  }

  /// Sessions and credentials that the actor used: own identities, to be searched for and revoked.
  private static func subjects(_ investigation: Investigation, _ sights: IndicatorSights) -> [Indicator] {
    let sessions = investigation.actor.subjects.filter { $0.key.hasPrefix("arn:") }
    let accounts = investigation.actor.subjects.filter { $0.key.hasPrefix("system:serviceaccount:") }
    let keys = investigation.actor.credentials.filter { ARNPrefix.isAccessKey($0.key) }
    let own = ownIdentities(investigation)
    return [("session" as Text, sessions), ("service-account", accounts), ("access-key", keys)].flatMap { type, all in
      all.map { value, reason in
        let sight = type == "access-key" ? sights.credentials[value] : sights.subjects[value]
        let isOwn = own.contains(value)
        return Indicator(
          type: type, value: value, first: sight?.first, last: sight?.last,
          context: isOwn ? reason.text + "; an own identity, stolen: search outside its own addresses" : reason.text,
          confidence: .high, isShared: isOwn, citations: Array(reason.citations.sortedOnce().prefix(3)))
      }
    }
  }

  /// Identities that own systems use as well: service accounts that a snapshot shows, sessions of instances, keys that
  /// somebody other than the actor used.
  private static func ownIdentities(_ investigation: Investigation) -> Set<Text> {
    let store = investigation.evidence.events
    var isActor = [Bool](repeating: false, count: store.count)
    for index in investigation.actor.events { isActor[index] = true }
    var own: Set<Text> = []
    for object in investigation.evidence.objects {
      guard case .kubernetes(let body) = object.body, case .serviceAccount = body.content else { continue }
      own.insert(Text("system:serviceaccount:\(body.metadata.namespace?.string ?? ""):\(body.metadata.name.string)"))
    }
    own.formUnion(investigation.actor.subjects.keys.filter { ARN($0)?.sessionName?.hasPrefix("i-") == true })
    var used: Set<Symbol> = []
    for index in store.indices where !isActor[index] && !store.credential[index].isNone {
      used.insert(store.credential[index])
    }
    own.formUnion(used.map { store.text($0) }.filter { investigation.actor.credentials[$0] != nil })
    return own
  }

  private static func agents(_ sights: IndicatorSights) -> [Indicator] {
    sights.agents.map { agent, sight in
      Indicator(
        type: "user-agent", value: agent, first: sight.first, last: sight.last,
        context: "Sent by the actor. Common tools send the same, and a client can send anything.", confidence: .low,
        isShared: true, citations: [sight.citation])
    }
  }

  private static func artefacts(_ investigation: Investigation, _ reader: EventReader) -> [Indicator] {
    let types: [Text: Text] = [
      "clusterrolebindings": "binding", "rolebindings": "binding", "serviceaccounts": "service-account",
    ]
    let store = investigation.evidence.events
    var indicators: [Indicator] = []
    for artefact in ActorArtefacts(investigation, reader).all {
      guard let type = types[artefact.resource] ?? (artefact.isWorkload ? "workload" : nil) else { continue }
      let created = store.timestamp(artefact.created)
      let event = store[artefact.created]
      let account = Text("system:serviceaccount:\(reader.text(event.namespace)):\(reader.text(event.name))")
      indicators.append(
        Indicator(
          type: type, value: type == "service-account" ? account : artefact.object, first: created,
          last: artefact.removed.map { store.timestamp($0) },
          context: "Made by the actor.", confidence: .confirmed, isShared: false,
          citations: [reader.citation(artefact.created)]))
      guard artefact.isWorkload, let object = reader.body(artefact.created)?["requestObject"],
        let spec = CallTrait.podSpec(of: object)
      else { continue }
      for image in (spec["containers"]?.items ?? []).compactMap({ $0["image"]?.text }) {
        indicators.append(
          Indicator(
            type: "image", value: image, first: created, context: "Run by \(artefact.object), which the actor made.",
            confidence: .high, isShared: false, citations: [reader.citation(artefact.created)]))
      }
    }
    return indicators
  }
}

/// Shapes of identifiers of AWS.
private enum ARNPrefix {
  static func isAccessKey(_ text: Text) -> Bool { text.hasPrefix("ASIA") || text.hasPrefix("AKIA") }
}
