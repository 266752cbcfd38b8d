internal import CaseFolder
internal import Evidence
internal import Investigation

extension ControlTest {
  static let registries = ControlTest(id: "C1") { context in
    let foreign = context.facts.inventory.pods.filter { pod in
      pod.value.spec.containers.contains { !context.isApproved($0.image) }
    }
    let since = context.facts.moment("T1")
    let recent = foreign.filter { pod in since.map { (pod.value.metadata.created ?? .zero) >= $0 } ?? false }
    guard let pod = recent.first else {
      return .unknown(
        context.facts.inventory.pods.isEmpty
          ? "No pods snapshot is in the evidence."
          : "No pod with an image from elsewhere started in the window, and admission policies are not in the evidence."
      )
    }
    let images = Set(recent.flatMap { $0.value.spec.containers.map(\.image) }.filter { !context.isApproved($0) })
      .sorted()
    return ControlJudgement(
      .missing, "Admitted during the incident: " + context.names(images) + " (pod \(pod.value.path)).",
      recent.map(\.citation))
  }

  static let tags = ControlTest(id: "C2") { context in
    let repositories = context.facts.inventory.repositories
    guard !repositories.isEmpty else { return .unknown("No repositories are in the evidence.") }
    let mutable = repositories.filter { $0.value.tagMutability?.hasPrefix("MUTABLE") ?? false }
    let partial = repositories.filter { $0.value.tagMutability == "IMMUTABLE_WITH_EXCLUSION" }
    if mutable.isEmpty, partial.isEmpty {
      return ControlJudgement(.present, "Tags of all repositories are immutable.", repositories.map(\.citation))
    }
    let open = mutable + partial
    return ControlJudgement(
      mutable.count == repositories.count ? .missing : .partial,
      "Tags can be moved in \(open.count) of \(words: counted(repositories.count, "repository", "repositories")): "
        + context.names(open.map(\.value.name)) + ".", open.map(\.citation))
  }

  static let scanning = ControlTest(id: "C3") { context in
    let repositories = context.facts.inventory.repositories.filter { $0.value.scansOnPush != nil }
    guard !repositories.isEmpty else { return .unknown("No scanning configuration is in the evidence.") }
    let without = repositories.filter { $0.value.scansOnPush == false }
    if without.isEmpty {
      return ControlJudgement(.present, "All repositories are scanned on push.", repositories.map(\.citation))
    }
    return ControlJudgement(
      without.count == repositories.count ? .missing : .partial,
      "Not scanned on push: " + context.names(without.map(\.value.name))
        + ". Scanning rules of the registry are not in the evidence.", without.map(\.citation))
  }

  static let signatures = ControlTest(id: "C4") { _ in
    .unknown("Neither signing configuration nor admission policies are in the evidence.")
  }

  static let networkPolicies = ControlTest(id: "D1") { context in
    let facts = context.facts
    let engine = facts.policyEngine
    let covered = Set(facts.inventory.policies.compactMap(\.value.metadata.namespace))
    let responders = Set(
      facts.changes("networkpolicies").filter { $0.succeeded && $0.action == "create" }.map(\.path))
    let own = facts.inventory.policies.filter { policy in
      !responders.contains(namespacedName(policy.value.metadata.namespace, policy.value.metadata.name))
    }
    let used = Set(facts.inventory.pods.compactMap(\.value.metadata.namespace))
    let bare = used.filter { namespace in !own.contains { $0.value.metadata.namespace == namespace } }.sorted()
    var evidence: [Statement] = []
    if !facts.inventory.policies.isEmpty, !bare.isEmpty {
      evidence.append(
        Statement(
          "Namespaces with pods and without a policy of their own: " + context.names(bare) + ".",
          confidence: .confirmed, citations: facts.inventory.policies.map(\.citation).sortedOnce()))
    }
    if engine.isOn == false {
      evidence.append(
        Statement(
          "The VPC CNI's policy engine is off.", confidence: .confirmed, citations: engine.citations.sortedOnce()))
    }
    if engine.isOn == false || (!facts.inventory.policies.isEmpty && own.isEmpty && !used.isEmpty) {
      return ControlJudgement(state: .missing, evidence: evidence)
    }
    guard engine.isOn == true, !covered.isEmpty else {
      return .unknown("Network policies or their engine are not in the evidence.")
    }
    return ControlJudgement(state: bare.isEmpty ? .present : .partial, evidence: evidence)
  }

  static let podGroups = ControlTest(id: "D2") { _ in
    .unknown("SecurityGroupPolicy objects are not in the evidence.")
  }

  static let podSecurity = ControlTest(id: "M1") { context in
    let facts = context.facts
    let pods = facts.symbol("pods")
    let refused = facts.actorEvents { $0.outcome == .admissionDenied && $0.resource == pods }.filter { event in
      event.reason.contains("PodSecurity")
        || (facts.body(event)["responseStatus"]?["message"]?.text?.contains("violates PodSecurity") ?? false)
    }
    let worked = refused.map { event in
      Statement(
        "Pod Security Admission refused pod \(event.path) at \(event.time).", confidence: .confirmed,
        citations: [facts.citation(event)])
    }
    let namespaces = facts.inventory.namespaces.filter { !$0.value.name.hasPrefix("kube-") }
    guard !namespaces.isEmpty else {
      var judgement = ControlJudgement.unknown("No namespaces are in the evidence.")
      judgement.workedHere = worked
      return judgement
    }
    let enforced = namespaces.filter { namespace in
      let level = namespace.value.labels["pod-security.kubernetes.io/enforce"]
      return level == "baseline" || level == "restricted"
    }
    let without = namespaces.map(\.value.name).filter { name in !enforced.contains { $0.value.name == name } }
    let state: ControlState = enforced.isEmpty ? .missing : without.isEmpty ? .present : .partial
    var text: Prose = "Enforced in \(enforced.count) of \(words: counted(namespaces.count, "namespace"))"
    if !without.isEmpty { text = text + "; not in " + context.names(without) }
    return ControlJudgement(
      state: state,
      evidence: [
        Statement(text + ".", confidence: .confirmed, citations: namespaces.map(\.citation).sortedOnce())
      ], workedHere: worked)
  }

  static let systemNamespace = ControlTest(id: "M15") { context in
    let kinds: Set<Text> = ["daemonsets", "deployments", "statefulsets", "pods", "jobs", "cronjobs"]
    let made = context.artefacts.filter {
      $0.namespace == "kube-system" && kinds.contains($0.resource) && $0.isCreated && $0.reachesHost
    }
    guard !made.isEmpty else { return .unknown("Nobody tried it in the evidence.") }
    return ControlJudgement(
      .missing, "Accepted in kube-system from the actor: " + context.names(made.map(\.id)) + ".",
      made.flatMap(\.citations))
  }

  static let metadataService = ControlTest(id: "M2") { context in
    let instances = context.facts.inventory.instances.filter { $0.value.httpTokens != nil }
    guard !instances.isEmpty else { return .unknown("No instances are in the evidence.") }
    let open = instances.filter { $0.value.httpTokens != "required" || ($0.value.hopLimit ?? 1) > 1 }
    if open.isEmpty {
      return ControlJudgement(.present, "All instances require tokens and have hop limit 1.", instances.map(\.citation))
    }
    let oldest = open.filter { $0.value.httpTokens != "required" }.count
    let far = open.filter { ($0.value.hopLimit ?? 1) > 1 }.count
    return ControlJudgement(
      open.count == instances.count ? .missing : .partial,
      "Of \(words: counted(instances.count, "instance")), \(oldest) allow IMDSv1 and \(far) have a hop limit above 1.",
      open.map(\.citation))
  }
}

extension StepContext {
  /// Whether an image comes from a registry of the own accounts, from EKS add-ons, or from one that the manifest
  /// approves.
  func isApproved(_ image: Text) -> Bool {
    let host = image.split(UInt8(ascii: "/")).first ?? image
    let manifest = facts.evidence.manifest
    if manifest.approvedRegistries.contains(where: { host == $0 || image.hasPrefix(Text("\($0.string)/")) }) {
      return true
    }
    guard host.hasSuffix(".amazonaws.com"), host.contains(".dkr.ecr.") else { return false }
    let owner = host.split(UInt8(ascii: ".")).first ?? ""
    return ImageRegistries.builtIn.isAWS(account: owner) || manifest.ownAccounts.contains(owner) || owner == account
  }
}
