internal import CaseFolder
internal import Evidence
internal import Investigation

extension RotationTest {
  /// A role: its older sessions revoked, and its trust policy changed while a stolen token may live (fact F12).
  static let role = RotationTest(kind: "iam-role") { facts, draft in
    if let deleted = facts.allCalls("DeleteRole").last(where: { $0.succeeded && facts.isOf(draft.name, $0) }) {
      return RotationProof(
        state: .done, text: "The role was deleted at \(deleted.time).", doneAt: deleted.time,
        provenBy: [facts.citation(deleted)])
    }
    let denials = facts.denials(onRole: draft.name, since: draft.since)
    let trust = facts.calls("UpdateAssumeRolePolicy").last {
      $0.succeeded && facts.isOf(draft.name, $0) && facts.isAfter($0, draft.since)
    }
    let revoked = denials.last { $0.revokesOlderSessions || $0.deniesAll }
    guard let revoked else {
      guard let trust else { return .notSeen(facts, "a revocation of its sessions") }
      return RotationProof(
        state: .partial, text: "Its trust policy was changed at \(trust.time); its older sessions were not revoked.",
        doneAt: trust.time, provenBy: [facts.citation(trust)])
    }
    let proof = [facts.citation(revoked.event)]
    if let trust {
      return RotationProof(
        state: .done,
        text: "Its older sessions were revoked at \(revoked.event.time) and its trust policy changed at \(trust.time).",
        doneAt: max(revoked.event.time, trust.time), provenBy: proof + [facts.citation(trust)])
    }
    if let expires = draft.expires, let cutOff = facts.cutOff, expires < revoked.event.time || expires < cutOff {
      return RotationProof(
        state: .done,
        text:
          """
          Its older sessions were revoked at \(revoked.event.time); a token read from the pod lived at most to \
          \(expires).
          """,
        doneAt: revoked.event.time, provenBy: proof)
    }
    var text: Prose =
      """
      Its older sessions were revoked at \(revoked.event.time), its trust policy is untouched: a stolen token can \
      assume it again
      """
    if let expires = draft.expires { text = text + " until \(expires) at most" }
    return RotationProof(state: .partial, text: text + ".", doneAt: revoked.event.time, provenBy: proof)
  }

  /// A session: denied by its id, or all older sessions of its role revoked.
  static let session = RotationTest(kind: "session") { facts, draft in
    guard let role = draft.role else { return .notSeen(facts, "a denial of the session") }
    if let deleted = facts.allCalls("DeleteRole").last(where: {
      $0.succeeded && facts.isOf(role, $0) && facts.isAfter($0, draft.since)
    }) {
      return RotationProof(
        state: .done, text: "Its role was deleted at \(deleted.time).", doneAt: deleted.time,
        provenBy: [facts.citation(deleted)])
    }
    guard let denial = facts.denials(onRole: role, since: draft.since).last(where: { $0.covers(session: draft.name) })
    else { return .notSeen(facts, "a denial of the session") }
    let since = denial.event.time
    let id = facts.symbol(draft.name)
    let later = facts.actorEvents { $0.source == .cloudTrail && $0.principalID == id }.filter { $0.time > since }
    // GetCallerIdentity works under an explicit deny (fact F21).
    if let success = later.first(where: {
      $0.succeeded && $0.action != "GetCallerIdentity" && $0.time.seconds(since: since) > 60
    }) {
      return RotationProof(
        state: .partial, text: "Denied on the role at \(since), but used again with success at \(success.time).",
        doneAt: since, provenBy: [facts.citation(denial.event), facts.citation(success)])
    }
    var text: Prose = "Denied on the role at \(since)"
    if let refused = later.first(where: { !$0.succeeded }) { text = text + "; refused afterwards at \(refused.time)" }
    return RotationProof(
      state: .done,
      text: text + ". This ends its AWS calls; the login to the cluster may still work while the keys live.",
      doneAt: since, provenBy: [facts.citation(denial.event)])
  }

  /// An access key: inactive or deleted.
  static let accessKey = RotationTest(kind: "access-key") { facts, draft in
    if let container = draft.container {
      var proof = RotationProof.notSeen(facts, "an access key set inactive or deleted")
      proof.text = proof.text + " Which key lies in \(container) is not in the evidence."
      return proof
    }
    let events = (facts.allCalls("UpdateAccessKey") + facts.allCalls("DeleteAccessKey")).filter { event in
      let request = facts.body(event)["requestParameters"]
      let isOff = event.action == "DeleteAccessKey" || request?["status"]?.text == "Inactive"
      return event.succeeded && isOff && facts.names(draft.name, in: event) && facts.isAfter(event, draft.since)
    }
    guard let event = events.max(by: { $0.time < $1.time }) else { return .notSeen(facts, "the key set inactive") }
    return RotationProof(
      state: .done, text: "\(event.action) at \(event.time).", doneAt: event.time, provenBy: [facts.citation(event)])
  }

  /// A secret of Secrets Manager: a new value, or a rotation that the service says succeeded.
  static let secretsManager = RotationTest(kind: "secretsmanager") { facts, draft in
    func matching(_ call: Text) -> [EventView] {
      facts.calls(call).filter { event in
        event.succeeded && facts.isAfter(event, draft.since) && facts.secretID(of: event).map(secretName) == draft.name
      }
    }
    var proof: RotationProof?
    if let written = (matching("PutSecretValue") + matching("UpdateSecret")).max(by: { $0.time < $1.time }) {
      proof = RotationProof(
        state: .done, text: "\(written.action) at \(written.time).", doneAt: written.time,
        provenBy: [facts.citation(written)])
    }
    if proof == nil, let started = matching("RotateSecret").last {
      if let succeeded = matching("RotationSucceeded").first(where: { $0.time >= started.time }) {
        var text: Prose = "RotateSecret at \(started.time), RotationSucceeded at \(succeeded.time)"
        if let since = draft.since {
          text = text + ", \(words: durationWords(succeeded.time.seconds(since: since))) after it was read"
        }
        proof = RotationProof(
          state: .done, text: text + ".", doneAt: succeeded.time,
          provenBy: [facts.citation(started), facts.citation(succeeded)])
      } else if let failed = matching("RotationFailed").first(where: { $0.time >= started.time }) {
        return RotationProof(
          state: .notSeen,
          text: "RotateSecret at \(started.time), but the service says RotationFailed at \(failed.time).",
          provenBy: [facts.citation(started), facts.citation(failed)])
      } else {
        return RotationProof(
          state: .partial,
          text: "RotateSecret at \(started.time) only starts a rotation; no RotationSucceeded is recorded.",
          doneAt: started.time, provenBy: [facts.citation(started)])
      }
    }
    guard var proof else {
      return facts.deletion(of: draft, "DeleteSecret") { facts.secretID(of: $0).map(secretName) == draft.name }
        ?? .notSeen(facts, "a rotation")
    }
    proof.warning = facts.openDoor(at: proof.doneAt ?? .zero, for: draft)
    return proof
  }

  /// A parameter: overwritten.
  static let parameter = RotationTest(kind: "parameter") { facts, draft in
    let events = facts.calls("PutParameter").filter { event in
      let name = facts.body(event)["requestParameters"]?["name"]?.nonEmptyText ?? event.name
      return event.succeeded && parameterName(name) == draft.name && facts.isAfter(event, draft.since)
    }
    guard let event = events.last else {
      let isNamed: (EventView) -> Bool = { event in
        let request = facts.body(event)["requestParameters"] ?? .null
        let names = request["names"]?.texts ?? [request["name"]?.nonEmptyText ?? event.name]
        return names.map(parameterName).contains(draft.name)
      }
      return facts.deletion(of: draft, "DeleteParameter", isNamed) ?? facts.deletion(
        of: draft, "DeleteParameters", isNamed)
        ?? .notSeen(facts, "a new value (PutParameter)")
    }
    return RotationProof(
      state: .done, text: "PutParameter at \(event.time).", doneAt: event.time, provenBy: [facts.citation(event)],
      warning: facts.openDoor(at: event.time, for: draft))
  }

  /// A registry token: ends by itself.
  static let registryToken = RotationTest(kind: "registry-token") { facts, draft in
    guard let expires = draft.expires else { return .notSeen(facts, "its end") }
    if let cutOff = facts.cutOff, expires <= cutOff {
      return RotationProof(state: .done, text: "It ended at \(expires).", doneAt: expires)
    }
    return RotationProof(state: .notProvable, text: "It cannot be revoked; it ends at \(expires).")
  }
}

extension CaseFacts {
  /// The deletion of what held a value, by anybody: it ends the reading, not the value.
  func deletion(of draft: ExposureDraft, _ call: Text, _ isNamed: (EventView) -> Bool) -> RotationProof? {
    guard let event = allCalls(call).last(where: { $0.succeeded && isAfter($0, draft.since) && isNamed($0) }) else {
      return nil
    }
    return RotationProof(
      state: .partial,
      text:
        """
        Deleted at \(event.time) by \(event.actor); whether the value still works where it is accepted is not in \
        the evidence.
        """,
      doneAt: event.time, provenBy: [citation(event)])
  }
}
