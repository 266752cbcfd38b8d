internal import CaseFolder
internal import Evidence
internal import Investigation

/// A way back in with its rank: the most dangerous first.
struct RankedPath {
  var rank: Int
  var path: OpenPath
  /// Its name in a row of names.
  var short: Prose
}

extension Conclusion {
  /// Every compromised credential and every binding of the actor or of everybody that is not shown as removed or
  /// revoked; then
  /// what may still run, and the open endpoint if anything else is open. A pre-existing cluster administrator's token
  /// that was
  /// read outranks everything.
  func openPaths() -> [RankedPath] {
    guard !facts.actor.isEmpty else { return [] }
    var ranked = bindingPaths() + identityPaths() + containerPaths()
    ranked += [callsPath(), remainingSecrets()].compactMap { $0 }
    if !ranked.isEmpty, let endpoint = endpointPath() { ranked.append(endpoint) }
    return ranked.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
      .map { place, ranked in ranked }
  }

  private func path(_ kind: String, _ entity: Text, _ text: Prose, _ confidence: Confidence, _ citations: [Citation])
    -> OpenPath
  {
    OpenPath(
      id: Text("path-\(kind)-\(SHA256.hex(Array("\(kind)\u{1F}\(entity.string)".utf8), digits: 12))"), entity: entity,
      text: text, confidence: confidence, citations: Array(citations.sortedOnce().prefix(10)))
  }

  private func bindingPaths() -> [RankedPath] {
    let made = Set(facts.bindingsByActor.map(\.key))
    return facts.investigation.bindings.compactMap { binding in
      guard binding.deleted == nil, !binding.isBuiltIn else { return nil }
      if made.contains(binding.key) {
        let text: Prose = "Binding \(binding.path) to \(binding.role.name), made by the actor, is not shown as deleted."
        return RankedPath(
          rank: 1, path: path("binding", binding.key.id, text, .confirmed, binding.citations),
          short: "binding \(binding.path)")
      }
      if binding.grantsAnonymous, !(facts.inventory.clusters.first?.value.version.map(facts.limitsAnonymous) ?? false) {
        let text: Prose =
          "Binding \(binding.path) gives \(binding.role.name) to anonymous callers and is not shown as deleted."
        return RankedPath(
          rank: 1, path: path("binding", binding.key.id, text, .confirmed, binding.citations),
          short: "binding \(binding.path)")
      }
      return nil
    }
  }

  private func identityPaths() -> [RankedPath] {
    var found: [RankedPath] = []
    for (exposure, draft) in zip(exposures, context.list.drafts)
    where exposure.class == .compromised && !isClosed(exposure) {
      let citations = exposure.routes.prefix(2).flatMap(\.citations) + exposure.rotation.provenBy
      switch exposure.kind {
      case "service-account":
        let rank = draft.opensAdministration ? 0 : 6
        var text: Prose =
          draft.opensAdministration
          ? "The token of \(exposure.name) is known to the actor and is cluster administrator still: "
          : "A token of service account \(exposure.name) is known to the actor: "
        text = text + exposure.rotation.stateText
        found.append(
          RankedPath(
            rank: rank, path: path("identity", exposure.entity, text, exposure.confidence, citations),
            short: "token of \(exposure.name)"))
      case "iam-role":
        let text: Prose =
          "Role \(exposure.name) can still be assumed with a stolen token: " + exposure.rotation.stateText
        found.append(
          RankedPath(
            rank: 2, path: path("role", exposure.entity, text, exposure.confidence, citations),
            short: "trust policy of \(context.roleName(exposure.name))"))
      case "session":
        let text: Prose = "Session \(exposure.name) is not shown as revoked: " + exposure.rotation.stateText
        found.append(
          RankedPath(
            rank: 2, path: path("session", exposure.entity, text, exposure.confidence, citations),
            short: "session \(exposure.name)"))
      case "access-key":
        let text: Prose =
          (draft.container == nil ? "Access key \(exposure.name)" : "\(exposure.name)")
          + " is known to the actor: " + exposure.rotation.stateText
        found.append(
          RankedPath(
            rank: draft.isUsedOutside ? 1 : 3, path: path("key", exposure.entity, text, exposure.confidence, citations),
            short: draft.container.map { "IAM key in \($0)" } ?? "access key \(exposure.name)"))
      case "registry-token":
        let text: Prose = "A token for registry \(exposure.name) is known to the actor: " + exposure.rotation.stateText
        found.append(
          RankedPath(
            rank: 4, path: path("token", exposure.entity, text, exposure.confidence, citations),
            short: draft.expires.map { "registry token (to \($0))" } ?? "registry token"))
      default: break
      }
    }
    return found
  }

  /// Pods of deleted workloads of the actor, and artefacts that are not gone.
  private func containerPaths() -> [RankedPath] {
    let bindings: Set<Text> = ["clusterrolebindings", "rolebindings"]
    return context.artefacts.filter { $0.isCreated && !bindings.contains($0.resource) }.compactMap { artefact in
      let status = context.artefactStatus(StepTarget(artefact.id, kind: artefact.resource))
      guard status.state != .done else { return nil }
      let text: Prose =
        artefact.deletion == nil
        ? "What the actor made, \(artefact.id), is not shown as deleted."
        : "Containers of \(artefact.id) may still run: " + status.text
      return RankedPath(
        rank: 5,
        path: path(
          "artefact", facts.key(.workload, artefact.cluster, artefact.id).id, text, .medium,
          status.provenBy + artefact.citations),
        short: artefact.deletion == nil ? "\(artefact.id)" : "containers of \(artefact.id) that may still run")
    }
  }

  /// All other compromised secrets that are not shown as rotated, as one path; those whose identity stands above are
  /// left out.
  private func remainingSecrets() -> RankedPath? {
    let covered = Set(context.list.drafts.compactMap(\.container))
    let open = zip(exposures, context.list.drafts).filter { exposure, draft in
      exposure.class == .compromised && !isClosed(exposure)
        && ["kubernetes-secret", "secretsmanager", "parameter"].contains(exposure.kind)
        && draft.secretType != "kubernetes.io/service-account-token" && !covered.contains(exposure.name)
    }.map(\.0)
    guard let first = open.first else { return nil }
    let names = open.map(\.name)
    return RankedPath(
      rank: 7,
      path: path(
        "secrets", first.entity,
        "\(words: counted(open.count, "compromised secret")) not shown as fully rotated, for what they open: "
          + context.names(names)
          + ".", .high, open.flatMap { $0.routes.prefix(1).flatMap(\.citations) }),
      short: "\(words: counted(open.count, "further secret"))")
  }

  /// What the actor made or changed in AWS that lasts by itself.
  private func callsPath() -> RankedPath? {
    let lasting: Set<Text> = [
      "CreateUser", "CreateRole", "CreateLoginProfile", "UpdateLoginProfile", "AttachUserPolicy", "AttachRolePolicy",
      "AttachGroupPolicy", "PutUserPolicy", "PutRolePolicy", "PutGroupPolicy", "AddUserToGroup", "CreatePolicyVersion",
      "SetDefaultPolicyVersion", "UpdateAssumeRolePolicy", "CreateAccessEntry", "AssociateAccessPolicy",
      "CreatePodIdentityAssociation", "CreateOpenIDConnectProvider", "CreateSAMLProvider", "RunInstances",
    ]
    let calls = context.calls.filter { lasting.contains($0.target.kind) && $0.undone == nil }
    guard let first = calls.first else { return nil }
    let names = calls.map { $0.isNamed ? Text("\($0.target.kind.string) \($0.target.name.string)") : $0.target.kind }
    return RankedPath(
      rank: 1,
      path: path(
        "calls", EntityKey(.awsResource, first.target.name).id,
        "What the actor made or changed in AWS is not shown as undone: " + context.names(names) + ".", .high,
        calls.flatMap(\.citations)), short: "\(words: counted(calls.count, "change")) of the actor in AWS")
  }

  private func endpointPath() -> RankedPath? {
    guard let cluster = facts.inventory.clusters.first, cluster.value.endpointPublicAccess == true,
      cluster.value.publicAccessCIDRs.contains(where: { $0 == "0.0.0.0/0" || $0 == "::/0" })
    else { return nil }
    let list = cluster.value.publicAccessCIDRs.map { "\($0)" as Prose }.joined()
    return RankedPath(
      rank: 8,
      path: path(
        "endpoint", facts.key(.cluster, anyOf: [cluster.value.arn, cluster.value.name]).id,
        "The API endpoint is open to " + list + ": every valid token works from anywhere.", .confirmed,
        [cluster.citation]), short: "the public endpoint")
  }
}
