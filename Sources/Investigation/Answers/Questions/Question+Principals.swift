internal import CaseFolder
internal import Evidence

extension QuestionDefinition {
  /// 1.4
  static let clusterOwner = QuestionDefinition(
    id: "1.4", title: "Who owns the cluster?",
    why: "The owner decides on interruptions and knows what should run.",
    kinds: ["cluster"], needs: ["cluster"],
    next: "Bring the owner in; give the cluster an owner tag if it has none.",
    answer: { context in
      let clusters = ClusterFacts.all(context)
      guard !clusters.isEmpty else { return .notAnswerable("No record names a cluster.") }
      let statements = clusters.flatMap { owners(of: $0, context) }
      let known = clusters.filter { !owners(of: $0, context).isEmpty }.map(\.name)
      let unknown = clusters.filter { !known.contains($0.name) }
      guard !unknown.isEmpty else { return .answered(statements) }
      let described = unknown.filter { $0.described != nil }
      let names = unknown.map { "\($0.name)" as Prose }.joined()
      let found = described.map { cluster in
        Statement(
          "No tag of \(cluster.name) names an owner.", confidence: .confirmed,
          citations: cluster.described.map { [$0.citation] } ?? [])
      }
      return .answered(
        statements + found, missing: "An owner of " + names + ": a tag, or the creator of question 1.2.")
    })

  /// 1.5
  static let involvedPrincipals = QuestionDefinition(
    id: "1.5", title: "Is each involved principal compromised, and what did it touch?",
    why: "A principal that only made a mistake keeps its access; one under the actor's control does not.",
    sources: ["cloudtrail", "kubernetes-audit"], needs: ["cloudtrail", "audit-log", "authenticator-log"],
    next: "Ask each person about the acts listed here; revoke the sessions of those that are compromised.",
    answer: { context in
      let principals = InvolvedPrincipal.all(context)
      guard !principals.isEmpty else { return .notAnswerable("No principal of the supplied logs is involved.") }
      let missing: Prose =
        context.supply.has("cloudtrail") ? "" : "CloudTrail: what the principals did in AWS."
      return .answered(principals.map { $0.statement(context) }, missing: missing)
    })
}

/// An IAM principal or Kubernetes identity with a part in the case, and its events.
private struct InvolvedPrincipal {
  let name: Text
  /// Why it is involved, in words.
  let part: Prose
  let level: Level?
  let indices: [Int]
  let byActor: Int

  /// So many principals are listed at most.
  private static let shown = 40

  /// The creators of the clusters and of the enabling bindings, the identities that the actor used; by name.
  static func all(_ context: QuestionContext) -> [InvolvedPrincipal] {
    var parts: [Text: [Prose]] = [:]
    for cluster in ClusterFacts.all(context) {
      for call in cluster.creations {
        parts[context.reader.text(context.store.actor[call]), default: []].append("created \(cluster.name)")
      }
    }
    for binding in EnablingBindings(context.investigation).bindings {
      if let maker = binding.createdBy {
        parts[maker, default: []].append("made \(binding.name), which let the actor in")
      }
    }
    for subject in context.investigation.actor.subjects.keys where subject != "system:anonymous" {
      parts[subject, default: []].append("was used by the actor")
    }
    let names = parts.keys.sorted()
    let symbols = Set(names.compactMap { context.store.symbols.lookup($0) })
    var events: [Symbol: [Int]] = [:]
    for index in context.store.indices where symbols.contains(context.store.actor[index]) {
      events[context.store.actor[index], default: []].append(index)
    }
    let actors = Set(context.investigation.actor.events)
    return names.prefix(shown).compactMap { name in
      let indices = context.store.symbols.lookup(name).flatMap { events[$0] } ?? []
      guard !indices.isEmpty else { return nil }
      return InvolvedPrincipal(
        name: name, part: (parts[name] ?? []).joined(), level: level(of: name, context), indices: indices,
        byActor: indices.count { actors.contains($0) })
    }
  }

  /// Its place in the scope.
  private static func level(of name: Text, _ context: QuestionContext) -> Level? {
    var keys = [EntityKey(.session, name), EntityKey(.iamUser, name), EntityKey(.iamRole, name)]
    for cluster in Set(context.investigation.graph.entities.keys.lazy.filter { $0.type == .subject }.map(\.key))
      .sorted()
    where cluster.hasSuffix(Text("/\(name)")) {
      keys.append(EntityKey(.subject, cluster))
    }
    if let account = ServiceAccountName(name) {
      keys += context.investigation.scope.keys.filter {
        $0.type == .serviceAccount && $0.key.hasSuffix(Text("\(account.namespace)/\(account.name)"))
      }
    }
    let byName = context.investigation.scope.filter { $0.key.type == .session }
      .filter { context.investigation.graph[$0.key]?.name == name }.map(\.value.level)
    return (keys.compactMap { context.investigation.scope[$0]?.level } + byName).max()
  }

  func statement(_ context: QuestionContext) -> Statement {
    let verdict: Prose
    let confidence: Confidence
    if level == .compromised || byActor == indices.count {
      (verdict, confidence) = ("compromised: \(byActor) of its \(indices.count) recorded acts are the actor's", .high)
    } else if byActor > 0 {
      (verdict, confidence) = ("used by the actor too: \(byActor) of its \(indices.count) recorded acts", .high)
    } else {
      (verdict, confidence) = (
        "no record shows that it is compromised, \(words: DurationWords.count(indices.count, "recorded act"))", .medium
      )
    }
    let foreign = Set(indices.map { context.store.address[$0] }).map { context.reader.text($0) }
      .filter { context.book.isForeign($0) }.sorted()
    let from: Prose =
      foreign.isEmpty
      ? "" : ", from " + foreign.prefix(5).map { "\(address: $0)" as Prose }.joined()
    let changed = indices.filter {
      context.store.outcome[$0] == .success
        && (!context.store.flags[$0].contains(.readOnly) || !context.store.name[$0].isNone)
    }
    let touched = QuestionDefinition.distinct(changed.map { context.reader.object(context.store[$0]) })
    let objects: Prose = touched.isEmpty ? "" : "; it touched " + QuestionDefinition.listed(touched, 8)
    return Statement(
      "\(name) " + part + ": " + verdict + from + objects + ".", confidence: confidence,
      citations: context.reader.citations(indices))
  }
}
