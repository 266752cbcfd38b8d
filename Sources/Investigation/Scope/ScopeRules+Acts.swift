internal import CaseFolder
internal import Evidence

extension ScopeRule {
  /// SP2: what an unauthorised subject created is its artefact; what it changed is under its control; what it deleted is
  /// lost.
  static let unauthorisedChanges = ScopeRule(id: "SP2") { engine in
    for act in engine.acts where act.succeeded && act.source == .kubernetesAudit {
      guard let object = act.object, !act.resource.contains("/"), act.baseResource != "nodes" else { continue }
      switch act.action {
      case "create":
        engine.mark(
          object, .compromised, .confirmed, since: act.time, rule: "SP2", from: act.caller, by: .performed,
          "created by \(act.who)", [act.citation])
      case "update", "patch":
        engine.mark(
          object, .compromised, .confirmed, since: act.time, rule: "SP2", from: act.caller, by: .performed,
          "changed by \(act.who)", [act.citation])
      case "delete":
        engine.mark(
          object, .affected, .confirmed, since: act.time, rule: "SP2", from: act.caller, by: .performed,
          "deleted by \(act.who)", [act.citation])
      default: continue
      }
    }
  }

  /// SP2: pods that a controller made for a workload of the actor's are the actor's too, and so is an image that nobody used
  /// before.
  static let ownedByActor = ScopeRule(id: "SP2") { engine in
    for (key, entry) in engine.entities(.workload, .compromised) {
      for edge in engine.graph.edges(from: key, type: .owns) where engine.holds(edge, after: entry.since) {
        engine.mark(
          edge.to, .compromised, .confirmed, since: edge.validFrom ?? entry.since, rule: "SP2", from: key, by: .owns,
          "made by a controller for this workload", edge.citations)
      }
    }
    for pod in engine.builder.pods.all {
      guard let entry = engine.entries[pod.key], entry.level == .compromised, engine.isArtefact(pod.key) else {
        continue
      }
      for image in engine.images(of: pod.key) where !engine.wasUsedBefore(image.key) {
        engine.mark(
          image.key, .compromised, .high, since: entry.since, rule: "SP2", from: pod.key, by: .uses,
          "ran in a pod of the actor's and in none before", image.citations)
      }
    }
  }

  /// SP3: a secret that was read is known to the actor; so is the identity whose token it holds.
  static let secretReads = ScopeRule(id: "SP3") { engine in
    for act in engine.acts where act.succeeded && act.source == .kubernetesAudit && act.resource == "secrets" {
      if act.action == "get", let secret = act.object {
        engine.mark(
          secret, .compromised, .confirmed, since: act.time, rule: "SP3", from: act.caller, by: .performed,
          "read by \(act.who)", [act.citation])
      }
    }
    for (secret, act) in engine.listedSecrets() {
      engine.mark(
        secret, .compromised, .high, since: act.time, rule: "SP3", from: act.caller, by: .performed,
        "existed when \(act.who) listed the secrets of \(act.scopeWords)", [act.citation])
    }
    for (secret, entry) in engine.entities(.secret, .compromised) {
      for edge in engine.graph.edges(from: secret, type: .holds) {
        engine.mark(
          edge.to, .compromised, .high, since: entry.since, rule: "SP3", from: secret, by: .holds,
          "its token is in this secret", edge.citations)
      }
    }
  }

  /// SP4: whoever runs commands in a pod, or reaches into it, controls it.
  static let execution = ScopeRule(id: "SP4") { engine in
    let ways: Set<Text> = [
      "pods/exec", "pods/attach", "pods/portforward", "pods/proxy", "pods/ephemeralcontainers",
    ]
    for act in engine.acts where act.succeeded && act.source == .kubernetesAudit && ways.contains(act.resource) {
      guard let pod = act.object else { continue }
      engine.mark(
        pod, .compromised, .high, since: act.time, rule: "SP4", from: act.caller, by: .performed,
        "\(act.resource) by \(act.who)", [act.citation])
    }
  }

  /// SP18: whom a binding of the actor's names is the actor's from then on.
  static let attackerBindings = ScopeRule(id: "SP18") { engine in
    for (binding, entry) in engine.entities(.binding, .compromised) {
      for edge in engine.graph.edges(from: binding, type: .grants) {
        guard let name = engine.graph[edge.to]?.name, !Hubs.isSharedSubject(name) else { continue }
        engine.mark(
          edge.to, .compromised, .high, since: entry.since, rule: "SP18", from: binding, by: .grants,
          "bound to a role by the actor", edge.citations)
      }
    }
  }

  /// (g) A successful read of a collection of pods, nodes or instances names what existed then.
  static let enumeration = ScopeRule(id: "SP9") { engine in
    for (key, act) in engine.enumerated() {
      engine.mark(
        key, .related, .high, since: act.time, rule: "SP9", from: act.caller, by: .performed,
        "existed when \(act.who) listed it (\(act.action) \(act.resource))", [act.citation])
    }
  }
}

extension ActorAct {
  /// What a collection request covered, in words.
  var scopeWords: Prose { namespace.map { "namespace \($0)" } ?? "all namespaces" }
}

extension ScopeEngine {
  /// Reads of a collection that succeeded, in time order.
  private func collectionReads(_ source: EventSource, _ actions: Set<Text>, _ resource: Text?) -> [ActorAct] {
    acts.filter {
      $0.succeeded && $0.source == source && actions.contains($0.action) && (resource == nil || $0.resource == resource)
        && (source == .cloudTrail || evidence.events.name[$0.index].isNone)
    }
  }

  /// The first of some reads that covered an object while it existed.
  private func first(
    of reads: [ActorAct], cluster: Text, namespace: Text?, from created: Timestamp?, until deleted: Timestamp?
  ) -> ActorAct? {
    reads.first {
      $0.cluster == cluster && ($0.namespace == nil || $0.namespace == namespace)
        && (created.map(\.wholeSecond) ?? $0.time) <= $0.time && $0.time <= (deleted ?? $0.time)
    }
  }

  /// Secrets that existed when the actor listed them, with the first such list (domain rules R2-R4).
  func listedSecrets() -> [(key: EntityKey, act: ActorAct)] {
    let reads = collectionReads(.kubernetesAudit, ["list", "watch", "deletecollection"], "secrets")
    guard !reads.isEmpty else { return [] }
    return evidence.objects.compactMap { object in
      guard case .kubernetes(let kubernetes) = object.body, case .secret = kubernetes.content else { return nil }
      let metadata = kubernetes.metadata
      let cluster = builder.clusters.resolve(object.cluster)
      return first(
        of: reads, cluster: cluster, namespace: metadata.namespace, from: metadata.created, until: metadata.deleted
      ).map { (.inCluster(.secret, cluster, metadata.namespace, metadata.name), $0) }
    }
  }

  /// Pods, nodes and instances that existed when the actor listed them, with the first such list.
  func enumerated() -> [(key: EntityKey, act: ActorAct)] {
    let podReads = collectionReads(.kubernetesAudit, ["list", "watch"], "pods")
    let nodeReads = collectionReads(.kubernetesAudit, ["list", "watch"], "nodes")
    let instanceReads = collectionReads(.cloudTrail, ["DescribeInstances"], nil)
    var found: [(EntityKey, ActorAct)] = []
    for pod in builder.pods.all {
      let act = first(
        of: podReads, cluster: pod.cluster, namespace: pod.namespace, from: pod.created, until: pod.deleted)
      if let act { found.append((pod.key, act)) }
    }
    for object in evidence.objects {
      switch object.body {
      case .kubernetes(let kubernetes):
        guard case .node = kubernetes.content else { continue }
        let cluster = builder.clusters.resolve(object.cluster)
        let act = first(
          of: nodeReads, cluster: cluster, namespace: nil, from: kubernetes.metadata.created,
          until: kubernetes.metadata.deleted)
        if let act { found.append((.inCluster(.node, cluster, nil, kubernetes.metadata.name), act)) }
      case .aws(.instance(let instance)):
        let act = instanceReads.first { (instance.launched ?? $0.time) <= $0.time }
        if let act { found.append((EntityKey(.instance, instance.id), act)) }
      case .aws: continue
      }
    }
    return found
  }

  /// Whether an entity is in scope because the actor made it.
  func isArtefact(_ key: EntityKey) -> Bool {
    guard let proof = entries[key]?.proof else { return false }
    return proof.allSatisfy { $0.rule == "SP2" }
      || graph.edges(to: key, type: .owns).contains { entries[$0.from]?.level == .compromised }
  }

  /// The images of a pod: those that ran, else those that were asked for.
  func images(of pod: EntityKey) -> [(key: EntityKey, citations: [Citation])] {
    let containers = graph.edges(from: pod, type: .started)
    let ran = containers.flatMap { graph.edges(from: $0.to, type: .uses) }
    let asked = graph.edges(from: pod, type: .uses)
    return (ran.isEmpty ? asked : ran).filter { $0.to.type == .image }.map { ($0.to, $0.citations) }
  }

  /// Whether an image ran before the actor came.
  func wasUsedBefore(_ image: EntityKey) -> Bool {
    guard let start = firstSuccess else { return true }
    return graph.edges(to: image, type: .uses).contains { ($0.validFrom ?? start) < start }
  }
}
