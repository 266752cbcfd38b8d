internal import CaseFolder
internal import Evidence
internal import Investigation

extension RotationTest {
  /// A Kubernetes secret: written again after the exposure by somebody else, and its consumers restarted after that.
  static let kubernetesSecret = RotationTest(kind: "kubernetes-secret") { facts, draft in
    let isToken = draft.secretType == "kubernetes.io/service-account-token"
    let events = facts.changes("secrets", to: draft.name).filter { $0.succeeded && facts.isAfter($0, draft.since) }
    if let deletion = events.last(where: { $0.action == "delete" }),
      isToken || !events.contains(where: { $0.time > deletion.time && $0.action == "create" })
    {
      return RotationProof(
        state: .done, text: "Deleted at \(deletion.time) by \(deletion.actor).", doneAt: deletion.time,
        provenBy: [facts.citation(deletion)])
    }
    if isToken {
      if let observed = facts.inventory.secretsObserved,
        let secret = facts.secret(draft.namespace ?? "", draft.plainName)
      {
        return RotationProof(
          state: .notSeen, text: "The snapshot at \(observed) still shows the secret, so its token is valid.",
          provenBy: [secret.citation])
      }
      return .notSeen(facts, "its deletion")
    }
    if let write = events.last(where: { ["update", "patch", "create"].contains($0.action) }) {
      return facts.restarts(after: write.time, of: draft, by: write.actor, [facts.citation(write)])
    }
    let times = facts.secret(draft.namespace ?? "", draft.plainName)?.value.metadata.managers.compactMap(\.time) ?? []
    if let written = times.filter({ $0 > draft.since ?? .zero }).max() {
      return facts.restarts(
        after: written, of: draft, by: nil,
        facts.secret(draft.namespace ?? "", draft.plainName).map { [$0.citation] } ?? [])
    }
    return .notSeen(facts, "a change of the secret")
  }

  /// A service account: deleted, or created again with another uid.
  static let serviceAccount = RotationTest(kind: "service-account") { facts, draft in
    let events = facts.changes("serviceaccounts", to: draft.name).filter {
      $0.succeeded && facts.isAfter($0, draft.since)
    }
    if let deletion = events.last(where: { $0.action == "delete" }) {
      return RotationProof(
        state: .done, text: "Deleted at \(deletion.time) by \(deletion.actor), which ends every token of it.",
        doneAt: deletion.time, provenBy: [facts.citation(deletion)])
    }
    let known = facts.inventory.serviceAccount(draft.namespace ?? "", draft.plainName)
    if let known, let created = known.value.metadata.created, let since = draft.since, created > since {
      return RotationProof(
        state: .done, text: "Created again at \(created), which ends every older token.", doneAt: created,
        provenBy: [known.citation])
    }
    if known == nil, let observed = facts.inventory.serviceAccountsObserved, observed > draft.since ?? observed {
      return RotationProof(
        state: .done, text: "The snapshot at \(observed) no longer shows it.", doneAt: nil)
    }
    if draft.opensAdministration {
      let open = facts.bindings(ofServiceAccount: draft.namespace ?? "", draft.plainName).filter { $0.deleted == nil }
      var text: Prose = "No record of its deletion"
      if let binding = open.first {
        text = text + ", and binding \(binding.name) to \(binding.role.name) is still there"
        if let seen = binding.seenInSnapshotAt { text = text + " in the snapshot at \(seen)" }
      }
      return RotationProof(
        state: .notSeen, text: text + ".", provenBy: open.flatMap(\.citations) + (known.map { [$0.citation] } ?? []))
    }
    let since = draft.since ?? .zero
    let pods = facts.pods(runningAs: draft.namespace ?? "", draft.plainName)
    if let observed = facts.inventory.podsObserved, observed > since, !pods.isEmpty,
      pods.allSatisfy({ ($0.value.status.started ?? .zero) > since }), draft.routes.allSatisfy({ $0.route != "R13" })
    {
      return RotationProof(
        state: .done, text: "All its pods started after the exposure, as the snapshot at \(observed) shows.",
        doneAt: pods.compactMap(\.value.status.started).max(), provenBy: pods.map(\.citation))
    }
    return .notSeen(facts, "its deletion or of a restart of its pods")
  }

  /// The kubelet's identity of a node: ends with the instance.
  static let nodeIdentity = RotationTest(kind: "node-identity") { facts, draft in
    let instance = facts.inventory.node(named: draft.plainName)?.value.facts.instanceID
    if let instance,
      let event = facts.calls("TerminateInstances").last(where: {
        $0.succeeded && facts.isAfter($0, draft.since) && facts.names(instance, in: $0)
      })
    {
      return RotationProof(
        state: .done, text: "The instance \(instance) was terminated at \(event.time).", doneAt: event.time,
        provenBy: [facts.citation(event)])
    }
    return .notSeen(facts, "the end of the node or of its instance")
  }
}

extension CaseFacts {
  /// Whether the consumers of a secret that was written started again after it.
  func restarts(
    after time: Timestamp, of draft: ExposureDraft, by actor: Text?, _ citations: [Citation]
  ) -> RotationProof {
    let consumers = (secretReferences[draft.name] ?? []).filter { use in
      use.pod.map(\.isRunning) == true && !use.refreshes
    }
    let pods = Dictionary(grouping: consumers) { $0.pod?.path ?? "" }
    let names = pods.keys.sorted()
    var text: Prose = "Written at \(time)"
    if let actor { text = text + " by \(actor)" }
    var warning: Prose?
    if let contained = moment("T4"), time < contained {
      warning = "It was written before containment at \(contained): the new value may have been read the same way."
    }
    guard let observed = inventory.podsObserved else {
      return RotationProof(
        state: .partial, text: text + "; whether its consumers were restarted cannot be told without a pods snapshot.",
        doneAt: time, provenBy: citations, warning: warning)
    }
    if names.isEmpty, observed > time {
      return RotationProof(
        state: warning == nil ? .done : .partial,
        text: text + "; no pod of the snapshot at \(observed) needs a restart for it.",
        doneAt: time, provenBy: citations, warning: warning)
    }
    let stale = names.filter { name in
      (pods[name] ?? []).contains { ($0.pod?.status.started ?? .zero) <= time }
    }
    if observed > time, stale.isEmpty {
      return RotationProof(
        state: warning == nil ? .done : .partial,
        text: text + "; its \(words: counted(names.count, "consumer")) started after that.",
        doneAt: time, provenBy: citations + consumers.flatMap(\.reference.citations), warning: warning)
    }
    let list = names.map { "\($0)" as Prose }.joined()
    if observed > time {
      text = text + "; started before that, so with the old value: " + stale.map { "\($0)" as Prose }.joined() + "."
    } else {
      text = text + "; no restart of its \(words: counted(names.count, "consumer")) (" + list + ") recorded"
      if let cutOff { text = text + " to \(cutOff)" }
      text =
        text + ". The pods snapshot at \(observed) is older than the rotation; environment variables never refresh."
    }
    return RotationProof(
      state: .partial, text: text, doneAt: time, provenBy: citations, warning: warning)
  }

  /// Whether a CloudTrail event names an id: as its name, or anywhere in its parameters.
  func names(_ id: Text, in event: EventView) -> Bool {
    event.name == id || contains(id, in: body(event)["requestParameters"] ?? .null)
  }

  private func contains(_ id: Text, in value: JSONValue) -> Bool {
    switch value {
    case .string(let text): text == id
    case .array(let items): items.contains { contains(id, in: $0) }
    case .object(let members): members.contains { contains(id, in: $0.value) }
    default: false
    }
  }
}
