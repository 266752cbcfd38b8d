internal import CaseFolder
internal import Evidence
internal import Investigation

extension ControlTest {
  static let privateEndpoint = ControlTest(id: "A1") { context in
    guard let cluster = context.facts.inventory.clusters.first, let isPublic = cluster.value.endpointPublicAccess else {
      return .unknown("The cluster's description is not in the evidence.")
    }
    if isPublic {
      return ControlJudgement(.missing, "The API endpoint of \(cluster.value.name) is public.", [cluster.citation])
    }
    return ControlJudgement(
      cluster.value.endpointPrivateAccess == true ? .present : .partial, "The API endpoint is not public.",
      [cluster.citation])
  }

  static let allowList = ControlTest(id: "A2") { context in
    guard let cluster = context.facts.inventory.clusters.first, let isPublic = cluster.value.endpointPublicAccess else {
      return .unknown("The cluster's description is not in the evidence.")
    }
    let blocks = cluster.value.publicAccessCIDRs
    if !isPublic { return ControlJudgement(.present, "The endpoint is not public.", [cluster.citation]) }
    guard !blocks.isEmpty else { return .unknown("The description lists no address blocks.") }
    let list = blocks.map { "\($0)" as Prose }.joined()
    if blocks.contains("0.0.0.0/0") || blocks.contains("::/0") {
      return ControlJudgement(.missing, "The public endpoint is open to " + list + ".", [cluster.citation])
    }
    let isWide = blocks.contains { block in
      let length = block.split(UInt8(ascii: "/")).last.flatMap { Int($0.string) } ?? 32
      return length < 16
    }
    return ControlJudgement(
      isWide ? .partial : .present, "The public endpoint is open to " + list + ".", [cluster.citation])
  }

  static let anonymousAdmission = ControlTest(id: "B1") { context in
    let grants = context.facts.investigation.bindings.filter {
      $0.grantsAnonymous && !$0.isBuiltIn && $0.createdBy != nil
    }
    if !grants.isEmpty {
      let text: Prose = "Bindings for everybody were accepted: "
      return ControlJudgement(
        .missing, text + context.names(grants.map(\.path)) + ".", grants.flatMap { $0.citations.prefix(2) })
    }
    let bindings = Set(["clusterrolebindings", "rolebindings"].map(context.facts.symbol))
    let refused = context.facts.actorEvents { $0.outcome == .admissionDenied && bindings.contains($0.resource) }
    if let event = refused.first {
      return ControlJudgement(
        state: .present,
        workedHere: [
          Statement(
            "A binding was refused by admission at \(event.time).", confidence: .confirmed,
            citations: [context.facts.citation(event)])
        ])
    }
    return .unknown("No such binding was tried in the evidence, and admission policies are not in it.")
  }

  static let version = ControlTest(id: "B2") { context in
    guard let cluster = context.facts.inventory.clusters.first, let version = cluster.value.version else {
      return .unknown("The cluster's version is not in the evidence.")
    }
    var text: Prose = "The cluster runs \(version)"
    if cluster.value.supportType == "EXTENDED" { text = text + ", with extended support" }
    return ControlJudgement(
      context.facts.limitsAnonymous(version) ? .present : .missing, text + ".", [cluster.citation])
  }

  static let anonymousBindings = ControlTest(id: "B3") { context in
    let bindings = context.facts.investigation.bindings.filter { $0.grantsAnonymous && !$0.isBuiltIn }
    let open = bindings.filter { $0.deleted == nil }
    if !open.isEmpty {
      return ControlJudgement(
        .missing, "Bindings for everybody: " + context.names(open.map(\.path)) + ".", open.flatMap(\.citations))
    }
    let snapshot = context.facts.inventory.bindings
    guard let observed = snapshot.compactMap(\.observed).max() else {
      return .unknown("No snapshot of bindings is in the evidence.")
    }
    var text: Prose = "The snapshot at \(observed) shows no such binding"
    if let from = bindings.compactMap(\.created).min(), let to = bindings.compactMap(\.deleted).max() {
      text = text + "; violated from \(from) to \(to)"
    }
    return ControlJudgement(
      .present, text + ".", bindings.flatMap(\.citations) + snapshot.prefix(1).map(\.citation))
  }

  static let standingAdministration = ControlTest(id: "M5") { context in
    let facts = context.facts
    let bindings = facts.investigation.bindings.filter {
      $0.deleted == nil && $0.role.name == "cluster-admin" && $0.name != "cluster-admin"
    }
    let policies = facts.inventory.accessPolicies.filter { policy in
      policy.value.policies.contains { $0.policyARN.hasSuffix("/AmazonEKSClusterAdminPolicy") && $0.scope == "cluster" }
        && !facts.evidence.manifest.responders.contains(policy.value.principalARN)
    }
    var evidence: [Statement] = []
    if !bindings.isEmpty {
      evidence.append(
        Statement(
          "Bindings to cluster-admin: " + context.names(bindings.map(\.path)) + ".", confidence: .confirmed,
          citations: bindings.flatMap(\.citations).sortedOnce()))
    }
    if !policies.isEmpty {
      evidence.append(
        Statement(
          "Standing cluster administration by access policy: " + context.names(policies.map(\.value.principalARN))
            + ".",
          confidence: .confirmed, citations: policies.map(\.citation).sortedOnce()))
    }
    if !evidence.isEmpty { return ControlJudgement(state: .missing, evidence: evidence) }
    guard !facts.inventory.bindings.isEmpty else { return .unknown("No snapshot of bindings is in the evidence.") }
    return ControlJudgement(
      .present, "No binding to cluster-admin but the built-in one.", facts.inventory.bindings.prefix(1).map(\.citation))
  }

  static let accessEntries = ControlTest(id: "M6") { context in
    let facts = context.facts
    let refused = facts.refusedLogins(of: context.list.drafts)
    let worked = refused.prefix(1).map { event in
      Statement(
        """
        The cluster refused the login of \(event.principal.nonEmpty ?? event.actor) at \(event.time): \
        \(event.reason).
        """,
        confidence: .confirmed, citations: [facts.citation(event)])
    }
    guard let cluster = facts.inventory.clusters.first, let mode = cluster.value.authenticationMode else {
      var judgement = ControlJudgement.unknown("The cluster's authentication mode is not in the evidence.")
      judgement.workedHere = worked
      return judgement
    }
    var text: Prose = "Authentication mode \(mode)"
    if cluster.value.creatorIsAdmin == true { text = text + "; the cluster's creator is administrator" }
    let state: ControlState = mode != "API" ? .missing : cluster.value.creatorIsAdmin == true ? .partial : .present
    var judgement = ControlJudgement(state, text + ".", [cluster.citation])
    judgement.workedHere = worked
    return judgement
  }

  static let podRights = ControlTest(id: "M3") { context in
    let facts = context.facts
    let refused = facts.actorEvents { $0.source == .cloudTrail && $0.outcome == .denied }
    var judgement = ControlJudgement.unknown("The policies of the roles are not in the evidence.")
    let calls = Set(refused.map(\.action)).sorted()
    if !calls.isEmpty {
      judgement.workedHere = [
        Statement(
          "IAM refused \(words: counted(refused.count, "call")) of the actor: " + context.names(calls) + ".",
          confidence: .confirmed, citations: refused.prefix(ExposureBook.citationsKept).map(facts.citation).sortedOnce()
        )
      ]
    }
    return judgement
  }

  static let organisation = ControlTest(id: "M11") { _ in
    .unknown("Policies of the organisation are not in the evidence.")
  }

  static let quotas = ControlTest(id: "M16") { _ in .unknown("Quotas and cost alarms are not in the evidence.") }

  static let deletionProtection = ControlTest(id: "M18") { context in
    guard let cluster = context.facts.inventory.clusters.first, let isOn = cluster.value.deletionProtection else {
      return .unknown("The cluster's deletion protection is not in the evidence.")
    }
    return ControlJudgement(
      isOn ? .present : .missing, isOn ? "Deletion protection is on." : "Deletion protection is off.",
      [cluster.citation])
  }
}

extension CaseFacts {
  /// Logins that the cluster refused to a compromised role, as the authenticator says.
  func refusedLogins(of drafts: [ExposureDraft]) -> [EventView] {
    let roles = Set(drafts.filter { $0.class == .compromised }.compactMap(\.role).map(symbol))
    let events = evidence.events
    return events.indices.filter { index in
      events.source[index] == .authenticator && events.outcome[index] != .success
        && (roles.contains(events.principal[index]) || roles.contains(events.actor[index]))
    }.map(view)
  }
}
