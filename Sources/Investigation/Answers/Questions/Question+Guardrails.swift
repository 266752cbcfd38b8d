internal import CaseFolder
internal import Evidence

extension QuestionDefinition {
  /// 2.4
  static let networkPolicies = QuestionDefinition(
    id: "2.4", title: "Is a network policy missing?",
    why:
      "Without a network policy, every pod reaches every other pod and the internet; without an engine, policies do nothing.",
    kinds: ["NetworkPolicy", "Pod"], needs: ["networkpolicies", "pods", "addons"],
    next: "Begin with a policy that denies all in each namespace, and switch the engine on before you trust it.",
    answer: { context in
      let engine = NetworkPolicyEngine(context.evidence)
      var statements: [Statement] = []
      if let isOn = engine.isOn {
        statements.append(
          Statement(
            (isOn
              ? "Network policies are enforced, says " : "No network policy has any effect: the engine is off, says ")
              + engine.words + ".", confidence: .high, citations: engine.citations))
      }
      guard context.supply.kinds.contains("NetworkPolicy") else {
        let missing: Prose =
          "The network policies of all namespaces: without them nobody can tell which pods are isolated."
        return statements.isEmpty ? .notAnswerable(missing) : .answered(statements, missing: missing)
      }
      let policies = context.policies
      statements += namespaceStatements(policies, context)
      statements += policies.map { statement($0, context) }
      let exempt = context.podsInWindow.filter { $0.spec?.hostNetwork == true }
      if !exempt.isEmpty {
        statements.append(
          Statement(
            "No policy ever isolates pods on the network of their host: "
              + exempt.prefix(10).map { "\($0.path)" as Prose }.joined() + ".", confidence: .high,
            citations: Array(exempt.compactMap(\.citation).sortedOnce().prefix(10))))
      }
      let missing: Prose = engine.isOn == nil ? "Whether anything enforces the policies." : ""
      return .answered(statements, missing: missing)
    })

  /// Which namespaces with pods have no policy at all.
  private static func namespaceStatements(
    _ policies: [NetworkPolicyRecord], _ context: QuestionContext
  ) -> [Statement] {
    var pods: [Text: [PodRecord]] = [:]
    for pod in context.podsInWindow { pods[pod.namespace, default: []].append(pod) }
    var names = Set(pods.keys)
    var citations: [Citation] = []
    for object in context.evidence.objects {
      guard case .kubernetes(let kubernetes) = object.body else { continue }
      if case .namespace = kubernetes.content { names.insert(kubernetes.metadata.name) }
      if case .networkPolicy = kubernetes.content { citations.append(object.citation) }
    }
    let bare = names.filter { name in
      !systemNamespaces.contains(name) && !policies.contains { $0.namespace == name }
    }.sorted()
    guard !bare.isEmpty else { return [] }
    let count = bare.reduce(0) { $0 + (pods[$1]?.count ?? 0) }
    return [
      Statement(
        "No network policy at all in " + bare.map { "\($0)" as Prose }.joined()
          + ", where \(words: DurationWords.count(count, "pod")) ran in the window.", confidence: .high,
        citations: Array(citations.sortedOnce().prefix(5)))
    ]
  }

  /// Namespaces in which nothing of an owner runs.
  private static let systemNamespaces: Set<Text> = ["kube-system", "kube-public", "kube-node-lease", "default"]

  private static func statement(_ policy: NetworkPolicyRecord, _ context: QuestionContext) -> Statement {
    let pods = context.podsInWindow.filter { $0.namespace == policy.namespace }
    let selected = pods.filter { policy.facts.maySelect($0.labels) }
    let directions: [Prose] =
      (policy.facts.isolatesIngress ? ["incoming"] : []) + (policy.facts.isolatesEgress ? ["outgoing"] : [])
    let created: Prose = policy.created.map { ", created at \($0)" } ?? ""
    let making = context.changes.creation(
      "networkpolicies", policy.namespace, policy.name, cluster: policy.cluster, until: nil)
    let by: Prose = making.map { " by \(context.reader.text(context.store[$0].actor))" } ?? ""
    let responders = Set(context.investigation.actor.responderEvents)
    let who: Prose = making.map(responders.contains) == true ? ", a responder" : ""
    let reach: Prose =
      selected.isEmpty
      ? "selects none of the pods as the snapshot shows their labels"
      : "selects \(selected.count) of \(pods.count) pods of its namespace"
    return Statement(
      "\(policy.namespace)/\(policy.name) isolates " + directions.joined() + " traffic" + created + by + who + "; it "
        + reach + ".", confidence: .high,
      citations: ([policy.citation] + (making.map { [context.reader.citation($0)] } ?? [])).sortedOnce())
  }

  /// 2.5
  static let unauthorisedConfiguration = QuestionDefinition(
    id: "2.5", title: "Which role bindings, pod security settings and objects were changed without authority?",
    why: "Rights, pod security and deleted objects are where unauthorised changes stay or are hidden.",
    sources: ["kubernetes-audit"], kinds: ["ClusterRoleBinding", "Namespace"],
    needs: ["audit-log", "clusterrolebindings", "rolebindings", "namespaces"],
    next: "Remove what the actor made; put back what it changed or deleted; enforce pod security in every namespace.",
    answer: { context in
      var statements = madeByActor(context) + deletedObjects(context) + snapshotChanges(context)
      statements += podSecurity(context)
      let hasAudit = context.supply.has("kubernetes-audit")
      guard hasAudit || !statements.isEmpty else { return .notAnswerable(noAuditLog) }
      if statements.isEmpty {
        statements = [
          Statement(
            "No change of rights, pod security or network policies by an actor is recorded "
              + context.within("kubernetes-audit") + ".", confidence: .medium, citations: [])
        ]
      }
      var missing: [Prose] = []
      if !hasAudit { missing.append("the audit log, which tells who changed what") }
      if !context.supply.kinds.contains("Namespace") { missing.append("the namespaces with their pod security labels") }
      return .answered(statements, missing: sentence(missing))
    })

  /// The bindings that the actor made or changed.
  private static func madeByActor(_ context: QuestionContext) -> [Statement] {
    let acts = context.actorEvents.filter { context.store.outcome[$0] == .success }
    let words = Words(context.store)
    let made = Set(
      acts.filter { index in
        let resource = context.store.resource[index]
        return (resource == words.clusterRoleBindings || resource == words.roleBindings)
          && !context.store.flags[index].contains(.readOnly)
      }.map { context.reader.text(context.store.name[$0]) })
    return context.investigation.bindings.filter { made.contains($0.name) }.map { binding in
      let subjects = binding.subjects.map { "\($0.kind) \($0.subjectName)" as Prose }.joined()
      let created: Prose = binding.created.map { ", made at \($0)" } ?? ""
      let ended: Prose = binding.deleted.map { ", gone since \($0)" } ?? "; no record shows its end"
      return Statement(
        "The actor's \(binding.name) gives \(binding.role.name) to " + subjects + created + ended + ".",
        confidence: .confirmed, citations: Array(binding.citations.prefix(3)))
    }
  }

  /// So many deleted objects are rebuilt at most.
  private static let deletedShown = 50

  /// Objects that people deleted in the window or after it, rebuilt from the audit log.
  private static func deletedObjects(_ context: QuestionContext) -> [Statement] {
    var noise = EventNoise(context.store)
    let start = context.windows.finding?.from.microseconds ?? .min
    let actors = Set(context.actorEvents)
    let responders = Set(context.investigation.actor.responderEvents)
    let deleted = context.changes.deletions.filter {
      context.store.time[$0] >= start
        && (actors.contains($0) || responders.contains($0) || !noise.isSystem(context.store.actor[$0]))
    }
    // The actor's and the responders' deletions matter most; a busy cluster has many others.
    let ranked =
      deleted.filter { actors.contains($0) || responders.contains($0) }
      + deleted.filter { !actors.contains($0) && !responders.contains($0) }
    var statements = ranked.prefix(deletedShown).sorted().map { index -> Statement in
      let event = context.store[index]
      let side: Prose = actors.contains(index) ? " (the actor)" : responders.contains(index) ? " (a responder)" : ""
      let creation = context.changes.creations[context.changes.key(of: index)]?.last { $0 < index }
      let origin: Prose =
        creation.map { "; it was created " + context.making($0) } ?? "; its creation is older than the log"
      return Statement(
        "\(context.reader.object(event)) was deleted at \(context.store.timestamp(index)) by \(context.reader.text(event.actor))"
          + side + origin + ".", confidence: .confirmed,
        citations: [creation, index].compactMap { $0 }.map { context.reader.citation($0) })
    }
    if ranked.count > deletedShown {
      statements.append(
        Statement(
          "\(ranked.count - deletedShown) further deletions by people are in the activity only.",
          confidence: .confirmed,
          citations: [context.reader.citation(ranked[deletedShown])]))
    }
    return statements
  }

  /// What differs between two snapshots of a kind.
  private static func snapshotChanges(_ context: QuestionContext) -> [Statement] {
    let changes = SnapshotChange.all(context.evidence)
    return changes.prefix(deletedShown).map { change in
      let what: Prose
      switch change.difference {
      case .added: what = "is new in the snapshot of \(change.later): that of \(change.earlier) does not hold it"
      case .removed: what = "is in the snapshot of \(change.earlier) and no more in that of \(change.later)"
      case .replaced: what = "was replaced by another of its name between \(change.earlier) and \(change.later)"
      }
      return Statement(
        "\(change.kind) \(change.object) " + what + ".", confidence: .confirmed, citations: [change.citation])
    }
  }

  /// Which namespaces enforce no pod security level.
  private static func podSecurity(_ context: QuestionContext) -> [Statement] {
    var open: [(name: Text, citation: Citation)] = []
    var closed: [(name: Text, level: Text, citation: Citation)] = []
    for object in context.evidence.objects {
      guard case .kubernetes(let kubernetes) = object.body, case .namespace = kubernetes.content else { continue }
      let level = kubernetes.metadata.labels["pod-security.kubernetes.io/enforce"]
      if let level, level == "baseline" || level == "restricted" {
        closed.append((kubernetes.metadata.name, level, object.citation))
      } else {
        open.append((kubernetes.metadata.name, object.citation))
      }
    }
    var statements: [Statement] = []
    if !closed.isEmpty {
      statements.append(
        Statement(
          "Pod security is enforced in " + closed.map { "\($0.name) (\($0.level))" as Prose }.joined() + ".",
          confidence: .confirmed, citations: Array(closed.map(\.citation).sortedOnce().prefix(10))))
    }
    if !open.isEmpty {
      statements.append(
        Statement(
          "Pod security is not enforced in " + open.map { "\($0.name)" as Prose }.joined() + ".",
          confidence: .confirmed, citations: Array(open.map(\.citation).sortedOnce().prefix(10))))
    }
    return statements
  }
}

/// A network policy of a snapshot.
struct NetworkPolicyRecord {
  let cluster: Text
  let namespace: Text
  let name: Text
  let created: Timestamp?
  let facts: NetworkPolicyFacts
  let citation: Citation
}

extension QuestionContext {
  /// The network policies of the snapshots, by namespace and name.
  var policies: [NetworkPolicyRecord] {
    evidence.objects.compactMap { object -> NetworkPolicyRecord? in
      guard case .kubernetes(let kubernetes) = object.body, case .networkPolicy(let facts) = kubernetes.content else {
        return nil
      }
      return NetworkPolicyRecord(
        cluster: object.cluster ?? "", namespace: kubernetes.metadata.namespace ?? "default",
        name: kubernetes.metadata.name,
        created: kubernetes.metadata.created, facts: facts, citation: object.citation)
    }.sorted { ($0.namespace, $0.name) < ($1.namespace, $1.name) }
  }
}

extension NetworkPolicyFacts {
  /// Whether its selector matches labels; expressions are not evaluated, so with them it may.
  fileprivate func maySelect(_ labels: [Tag]) -> Bool {
    matchLabels.allSatisfy { labels[$0.key] == $0.value }
  }
}
