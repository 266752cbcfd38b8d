internal import CaseFolder
internal import Evidence
internal import Investigation

/// A deny that a responder put on a role.
struct RoleDenial {
  var event: EventView
  /// `aws:userid` values that it denies.
  var users: [Text]
  /// Whether it denies all sessions issued before a time (`aws:TokenIssueTime`).
  var revokesOlderSessions: Bool
  /// Whether it denies everything without a condition.
  var deniesAll: Bool

  /// Whether it ends a session.
  func covers(session: Text) -> Bool { revokesOlderSessions || deniesAll || users.contains(session) }
}

extension CaseFacts {
  /// Inline policies on a role that deny everything to all, to older sessions, or to some sessions.
  func denials(onRole role: Text, since: Timestamp?) -> [RoleDenial] {
    calls("PutRolePolicy").compactMap { event in
      guard event.succeeded, isOf(role, event), isAfter(event, since),
        let text = body(event)["requestParameters"]?["policyDocument"]?.text, let policy = document(text)
      else { return nil }
      var denial = RoleDenial(event: event, users: [], revokesOlderSessions: false, deniesAll: false)
      let statements = policy["Statement"].map { $0.items.isEmpty ? [$0] : $0.items } ?? []
      for statement in statements where statement["Effect"]?.text == "Deny" {
        let actions = statement["Action"].map { $0.items.isEmpty ? [$0.text].compactMap { $0 } : $0.texts } ?? []
        guard actions.contains("*") else { continue }
        let conditions = statement["Condition"]?.members ?? []
        if conditions.isEmpty { denial.deniesAll = true }
        for condition in conditions {
          for test in condition.value.members {
            let key = test.key.asciiLowercased
            if key == "aws:tokenissuetime", condition.key.asciiLowercased == "datelessthan" {
              denial.revokesOlderSessions = true
            } else if key == "aws:userid", condition.key.asciiLowercased.hasPrefix("string") {
              denial.users += test.value.items.isEmpty ? [test.value.text].compactMap { $0 } : test.value.texts
            }
          }
        }
      }
      return denial.users.isEmpty && !denial.revokesOlderSessions && !denial.deniesAll ? nil : denial
    }
  }

  /// Whether an IAM call is about a role, named by its name or ARN.
  func isOf(_ role: Text, _ event: EventView) -> Bool {
    let named = body(event)["requestParameters"]?["roleName"]?.nonEmptyText ?? event.name
    return !named.isEmpty && (named == role || role.hasSuffix(Text("/\(named.string)")))
  }

  /// The secret that a Secrets Manager call or service event is about, as name or ARN.
  func secretID(of event: EventView) -> Text? {
    let record = body(event)
    return record["requestParameters"]?["secretId"]?.nonEmptyText
      ?? record["additionalEventData"]?[caseInsensitive: "SecretId"]?.nonEmptyText
      ?? record["serviceEventDetails"]?[caseInsensitive: "secretId"]?.nonEmptyText ?? event.name.nonEmpty
  }

  /// The warning that a secret was rotated while the role through which it was read could still be assumed.
  func openDoor(at rotated: Timestamp, for draft: ExposureDraft) -> Prose? {
    guard let role = draft.role, let reading = webIdentityUse(ofRole: role) else { return nil }
    let isClosed = calls("UpdateAssumeRolePolicy").contains {
      $0.succeeded && isOf(role, $0) && $0.time <= rotated && isAfter($0, reading.first)
    }
    guard !isClosed, reading.tokenLivesTo.map({ $0 > rotated }) ?? true else { return nil }
    var text: Prose =
      """
      It was rotated while \(role) could still be assumed again with the stolen token: no \
      AssumeRoleWithWebIdentity by the actor after \(reading.last) in the supplied CloudTrail
      """
    if let cutOff { text = text + " to \(cutOff)" }
    text = text + ", but close the trust policy, and rotate again if one appears"
    if let end = reading.tokenLivesTo { text = text + " (the token lives at most to \(end))" }
    return text + "."
  }

  /// When the actor assumed a role by web identity first and last, and to when the token can live.
  private func webIdentityUse(ofRole role: Text) -> (first: Timestamp, last: Timestamp, tokenLivesTo: Timestamp?)? {
    let events = calls("AssumeRoleWithWebIdentity", byActor: true).filter { event in
      event.succeeded
        && (body(event)["requestParameters"]?["roleArn"]?.text ?? event.name) == role
    }
    guard let first = events.first, let last = events.last else { return nil }
    let reads = enteredPods.filter { entry in
      guard let pod = entry.pod else { return false }
      return inventory.role(ofServiceAccount: pod.metadata.namespace ?? "", pod.spec.serviceAccount) == role
    }
    let end = reads.map { $0.at.advanced(bySeconds: 86_400).wholeSecond }.max()
    return (first.time, last.time, end)
  }
}
