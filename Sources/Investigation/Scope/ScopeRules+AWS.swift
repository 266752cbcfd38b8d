internal import CaseFolder
internal import Evidence

extension ScopeRule {
  /// SP10: credentials that were issued to the actor, and what they stand for.
  static let issuedCredentials = ScopeRule(id: "SP10") { engine in
    for act in engine.acts where act.succeeded {
      if act.source == .kubernetesAudit, act.resource == "serviceaccounts/token", act.action == "create" {
        engine.markToken(act)
      } else if act.source == .cloudTrail, act.action.hasPrefix("AssumeRole") {
        engine.markSession(act)
      }
    }
  }

  /// SP12: identities that the actor used from its addresses: sessions and keys that it holds, proven when they were issued
  /// to it or named by a finding, else a question to their owner.
  static let usedFromActorAddress = ScopeRule(id: "SP12") { engine in
    for act in engine.acts {
      let address = engine.actor.addresses[act.address]
      guard let address, address.rule != "SP13", let caller = act.caller else { continue }
      switch act.source {
      case .cloudTrail where !engine.isInstanceSession(caller):
        let credential = engine.evidence.events.text(engine.evidence.events.credential[act.index])
        let isProven = engine.entries[EntityKey(.accessKey, credential)]?.level == .compromised
        engine.markUse(
          of: act, rule: isProven ? "SP10" : "SP12", "used from \(address: act.address), an address of the actor",
          level: isProven ? .compromised : .suspect)
      case .kubernetesAudit where act.succeeded && !Hubs.isSharedSubject(act.callerName):
        engine.mark(
          caller, .suspect, .medium, since: act.time, rule: "SP12",
          "used from \(address: act.address), an address of the actor", [act.citation])
      default: continue
      }
    }
  }

  /// SP9: what a credential in the actor's hands reached in AWS.
  static let calls = ScopeRule(id: "SP9") { engine in
    for act in engine.acts where act.succeeded && act.source == .cloudTrail && !act.action.hasPrefix("AssumeRole") {
      if let targets = AWSRead.all[act.action] {
        for target in targets.targets(act, engine.builder) {
          engine.mark(
            target, targets.level, targets.confidence, since: act.time, rule: "SP9", from: act.caller, by: .called,
            "\(act.action) by \(act.who)", [act.citation])
        }
      } else if !act.isReadOnly, let object = act.object {
        let isNew = act.action.hasPrefix("Create") || act.action.hasPrefix("Put") || act.action.hasPrefix("Run")
        engine.mark(
          object, isNew ? .compromised : .affected, .confirmed, since: act.time, rule: "SP9", from: act.caller,
          by: .called, "\(act.action) by \(act.who)", [act.citation])
      }
    }
  }
}

/// A call whose success hands out material or data, and how it marks what it names (domain rules R16, R17).
struct AWSRead: Sendable {
  let level: Level
  let confidence: Confidence
  let targets: @Sendable (ActorAct, GraphBuilder) -> [EntityKey]

  /// By event name.
  static let all: [Text: AWSRead] = [
    "GetSecretValue": AWSRead(level: .compromised, confidence: .confirmed) { act, _ in [act.object].compactMap { $0 } },
    "BatchGetSecretValue": AWSRead(level: .compromised, confidence: .confirmed) { act, builder in
      let parameters = builder.bodies.record(act.index)?["requestParameters"]
      return (parameters?["secretIdList"]?.texts ?? []).map { .awsSecret($0) }
    },
    "GetParameter": parameter,
    "GetParameters": parameter,
    "GetParametersByPath": parameter,
    "GetAuthorizationToken": AWSRead(level: .compromised, confidence: .high) { act, _ in
      [act.object].compactMap { $0 }
    },
    "GetObject": AWSRead(level: .exposed, confidence: .confirmed) { act, _ in [act.object].compactMap { $0 } },
  ]

  /// Parameters that were read in clear.
  private static let parameter = AWSRead(level: .compromised, confidence: .confirmed) { act, builder in
    guard let parameters = builder.bodies.record(act.index)?["requestParameters"],
      parameters["withDecryption"]?.flag == true
    else { return [] }
    let names =
      (parameters["names"]?.texts ?? []) + [parameters["name"]?.text, parameters["path"]?.text].compactMap { $0 }
    return names.map { .parameter($0) }
  }
}

extension ScopeEngine {
  /// A TokenRequest: the token, and the service account that it stands for.
  mutating func markToken(_ act: ActorAct) {
    guard let account = act.object else { return }
    mark(
      account, .compromised, .confirmed, since: act.time, rule: "SP10", from: act.caller, by: .performed,
      "a token of it was issued to \(act.who)", [act.citation])
    guard
      let id = builder.bodies.annotation("authentication.kubernetes.io/issued-credential-id", of: act.index)
    else { return }
    mark(
      EntityKey(.token, id), .compromised, .confirmed, since: act.time, rule: "SP10", from: account, by: .hasKey,
      "issued to \(act.who)", [act.citation])
  }

  /// An AssumeRole of any kind: the session, its key, and the role that was used.
  mutating func markSession(_ act: ActorAct) {
    guard let record = builder.bodies.record(act.index) else { return }
    let answer = record["responseElements"]
    let role = record["requestParameters"]?["roleArn"]?.nonEmptyText
    if let role {
      mark(
        EntityKey(.iamRole, role), .compromised, .confirmed, since: act.time, rule: "SP10", from: act.caller,
        by: .assumes, "\(act.action) by \(act.who)", [act.citation])
    }
    guard let id = answer?["assumedRoleUser"]?["assumedRoleId"]?.nonEmptyText else { return }
    let session = EntityKey(.session, id)
    mark(
      session, .compromised, .confirmed, since: act.time, rule: "SP10",
      from: role.map { EntityKey(.iamRole, $0) }, by: .issuedFrom, "issued to \(act.who)", [act.citation])
    guard let key = answer?["credentials"]?["accessKeyId"]?.nonEmptyText else { return }
    mark(
      EntityKey(.accessKey, key), .compromised, .confirmed, since: act.time, rule: "SP10", from: session, by: .hasKey,
      "issued to \(act.who)", [act.citation])
  }
}
