internal import CaseFolder
internal import Evidence

extension ScopeRule {
  /// SP1: what a finding is about is a starting point; malware and stolen credentials prove themselves, the rest needs a line
  /// of a log.
  static let findings = ScopeRule(id: "SP1") { engine in
    for finding in engine.evidence.findings where finding.isAttack {
      for (key, _) in engine.builder.entities(of: finding) where key.type != .ip && key.type != .domain {
        if key.type == .subject || key.type == .serviceAccount,
          Hubs.isSharedSubject(finding.user?.name ?? "") || finding.user == nil
        {
          continue
        }
        let isProven = finding.provesControl(of: key.type) || engine.isCorroborated(finding, key)
        engine.mark(
          key, isProven ? .compromised : .suspect, .medium, since: finding.firstSeen, rule: "SP1",
          from: EntityKey(.finding, finding.id), by: .about, "the finding \(finding.type) is about it",
          [finding.citation])
      }
      if finding.isMalware { engine.markMalware(finding) }
    }
  }

  /// SP17: instances on which another finding names a file that a malware scan proved to be the actor's.
  static let sameMalware = ScopeRule(id: "SP17") { engine in
    for (file, entry) in engine.entities(.file, .compromised) {
      for named in engine.graph.edges(to: file, type: .about) where named.from.type == .finding {
        for target in engine.hosts(of: named.from) {
          engine.mark(
            target.key, .compromised, .high, since: named.validFrom ?? entry.since, rule: "SP17", from: file,
            by: .about,
            "a finding names the same file on it", named.citations + target.citations)
        }
      }
    }
  }

  /// SP19: who made the misconfiguration that let the actor in is a source of exposure, not compromised.
  static let sourceOfExposure = ScopeRule(id: "SP19") { engine in
    for binding in engine.enablingBindings() {
      engine.mark(
        binding.history.key, .related, .confirmed, since: binding.history.created, rule: "SP19",
        "allowed requests of the actor; not made by it", binding.citations)
      guard let creator = binding.history.createdBy else { continue }
      engine.mark(
        .user(binding.history.cluster, creator), .related, .medium, since: binding.history.created, rule: "SP19",
        from: binding.history.key, by: .createdBy,
        "made the binding: a source of exposure, not compromised by that; ask its owner", binding.citations)
    }
  }

  /// SP13: neighbours of the actor's addresses that behaved alike: context, or suspect when they came inside the window.
  static let neighbours = ScopeRule(id: "SP13") { engine in
    for (address, reason) in engine.actor.addresses.sorted(by: { $0.key < $1.key }) where reason.rule == "SP13" {
      let acts = engine.acts.filter { $0.address == address }
      guard let first = acts.first else { continue }
      let isInWindow = engine.windows.finding.map { window in acts.contains { window.contains($0.time) } } ?? false
      engine.mark(
        EntityKey(.ip, address), isInWindow ? .suspect : .related, isInWindow ? .medium : .low, since: first.time,
        rule: "SP13", reason.text, reason.citations)
    }
  }
}

extension Finding {
  /// Whether a malware scan stands behind the finding.
  var isMalware: Bool { !threats.isEmpty || type.contains("MaliciousFile") }

  /// Whether the finding's type by itself proves that an entity of a type is in foreign hands.
  func provesControl(of type: EntityType) -> Bool {
    switch type {
    case .workload, .pod, .instance: isMalware
    case .session, .accessKey: self.type.contains("InstanceCredentialExfiltration")
    default: false
    }
  }
}

extension ScopeEngine {
  /// Whether a line of a log says the same as a finding: an instance asked for the domain, or a request of the actor is on
  /// the entity.
  func isCorroborated(_ finding: Finding, _ key: EntityKey) -> Bool {
    if key.type == .instance, finding.resourceRole == "ACTOR", let domain = finding.action?.domain {
      return graph.edges(from: key, type: .queried).contains { $0.to.key == domain.asDomain }
    }
    return false
  }

  /// The files that a scan found, and the instance whose volume holds them.
  mutating func markMalware(_ finding: Finding) {
    let source = EntityKey(.finding, finding.id)
    for edge in graph.edges(from: source, type: .about) where edge.to.type == .file || edge.to.type == .volume {
      mark(
        edge.to, .compromised, .high, since: finding.firstSeen, rule: "SP1", from: source, by: .about,
        "a malware scan found it (\(finding.type))", [finding.citation])
      for attached in graph.edges(to: edge.to, type: .attached) {
        mark(
          attached.from, .compromised, .medium, since: finding.firstSeen, rule: "SP1", from: edge.to, by: .attached,
          "malware lies on its volume", attached.citations + [finding.citation])
      }
    }
  }

  /// The instances that a finding is about, by themselves or by a volume of theirs.
  func hosts(of finding: EntityKey) -> [(key: EntityKey, citations: [Citation])] {
    graph.edges(from: finding, type: .about).flatMap { edge -> [(key: EntityKey, citations: [Citation])] in
      switch edge.to.type {
      case .instance: [(edge.to, edge.citations)]
      case .volume: graph.edges(to: edge.to, type: .attached).map { ($0.from, $0.citations) }
      default: []
      }
    }
  }

  /// Bindings that allowed what the actor did and that the actor did not make, with the first such requests.
  func enablingBindings() -> [(history: BindingHistory, citations: [Citation])] {
    var uses: [EntityKey: [Citation]] = [:]
    var parsed: [Symbol: EntityKey?] = [:]
    for act in acts where act.succeeded && act.source == .kubernetesAudit {
      let symbol = evidence.events.reason[act.index]
      let key =
        parsed[symbol]
        ?? AuthorizationReason(evidence.events.text(symbol)).map {
          EntityKey.ofKind(.binding, act.cluster, $0.bindingResource, $0.bindingNamespace, $0.bindingName)
        }
      parsed[symbol] = .some(key)
      if let key, (uses[key]?.count ?? 0) < 3 { uses[key, default: []].append(act.citation) }
    }
    return bindings.compactMap { history in
      guard let citations = uses[history.key], entries[history.key]?.level != .compromised,
        !AnonymousAccess.publicBindings.contains(history.name)
      else { return nil }
      return (history, history.citations.prefix(1) + citations)
    }
  }
}
