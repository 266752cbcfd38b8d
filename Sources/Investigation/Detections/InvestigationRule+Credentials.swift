internal import CaseFolder
internal import Detection
internal import Evidence

/// Credentials that are used where they do not belong.
extension InvestigationRule {
  static let serviceAccountOutside = InvestigationRule(
    id: "K46", title: "Token of a service account used from outside", level: .critical, tactic: "lateral-movement",
    techniques: ["T1550.001", "T1528"],
    why: "Programs of a cluster come from its own addresses. Their token elsewhere was taken away.",
    falsePositives: ["A NAT gateway that the manifest does not name and no node uses"],
    find: { outside($0, "K46", prefix: "system:serviceaccount:", what: "token") })

  static let nodeOutside = InvestigationRule(
    id: "K47", title: "Identity of a node used from outside", level: .critical, tactic: "initial-access",
    techniques: ["T1078", "T1552.005"],
    why: "The identity of a node belongs to its kubelet. From elsewhere it is a credential taken from the instance.",
    falsePositives: ["A single node behind a NAT gateway that the manifest does not name"],
    find: { outside($0, "K47", prefix: "system:node:", what: "identity") })

  /// Uses of identities whose name begins so, from addresses that are not the case's own.
  private static func outside(
    _ context: DetectionContext, _ rule: Text, prefix: Text, what: String
  ) -> [InvestigationHit] {
    var wanted: Set<UInt32> = []
    for (number, group) in context.groups.groups.enumerated() where group.source == .kubernetesAudit {
      guard context.store.text(group.actor).hasPrefix(prefix), context.isOutside(group.address) else { continue }
      wanted.insert(UInt32(number))
    }
    return uses(context, rule, context.groups.events(of: wanted)) { subject, address in
      "The \(words: what) of \(subject) was used from \(address: address)."
    }
  }

  /// One hit for each caller and address.
  private static func uses(
    _ context: DetectionContext, _ rule: Text, _ events: [Int], _ sentence: (Text, Text) -> Prose
  ) -> [InvestigationHit] {
    struct Use: Hashable {
      let actor: Symbol
      let address: Symbol
    }
    var uses = EventsByKey<Use>()
    let store = context.store
    for index in events where !context.isResponder(index) && !store.flags[index].contains(.undated) {
      uses.add(index, to: Use(actor: store.actor[index], address: store.address[index]))
    }
    return uses.all.compactMap { use, events in
      let subject = store.text(use.actor)
      return context.hit(rule, subject, events, sentence(subject, store.text(use.address)))
    }
  }

  static let instanceCredentialOutside = InvestigationRule(
    id: "T7.2", title: "Credential of an instance used from outside", level: .critical, tactic: "initial-access",
    techniques: ["T1078.004", "T1552.005"],
    why: "The metadata service gives the credential to the machine alone. From another address it was stolen.",
    falsePositives: ["Traffic of instances through a NAT gateway that the manifest does not name"],
    find: { context in
      let store = context.store
      let events = store.indices.filter { index in
        store.source[index] == .cloudTrail && context.isOutside(store.address[index])
          && ARN(store.text(store.actor[index]))?.sessionName?.hasPrefix("i-") == true
      }
      return uses(context, "T7.2", events) { "The credential of \($0) was used from \(address: $1)." }
    })

  static let workloadRoleOutside = InvestigationRule(
    id: "T23", title: "Role of a service account assumed from outside", level: .critical, tactic: "lateral-movement",
    techniques: ["T1550.001", "T1528"],
    why: "The token of a pod was exchanged for AWS credentials somewhere else. Deleting the pod does not stop that.",
    falsePositives: ["Traffic of pods through a NAT gateway that the manifest does not name"],
    find: { context in
      let store = context.store
      guard let call = store.symbols.lookup("AssumeRoleWithWebIdentity") else { return [] }
      let events = store.indices.filter { index in
        store.action[index] == call && store.source[index] == .cloudTrail && store.outcome[index] == .success
          && context.isOutside(store.address[index])
          && store.text(store.actor[index]).hasPrefix("system:serviceaccount:")
      }
      return uses(context, "T23", events) { "The AWS role of \($0) was assumed from \(address: $1)." }
    })

  static let identityAskedFromNewAddress = InvestigationRule(
    id: "T33", title: "New address begins by asking whose credential it holds", level: .medium, tactic: "discovery",
    techniques: ["T1087.004", "T1033"],
    why: "The first thing that people do with credentials they found is to ask whom they belong to.",
    falsePositives: ["A script on a new machine outside the known networks"],
    find: { context in
      let store = context.store
      guard let call = store.symbols.lookup("GetCallerIdentity") else { return [] }
      return context.groups.groups.compactMap { group in
        guard group.source == .cloudTrail, store.action[group.first] == call, context.isOutside(group.address),
          let session = ARN(store.text(group.actor))?.sessionName,
          session.hasPrefix("i-") || session.hasPrefix("botocore-session-") || session.hasPrefix("aws-sdk-"),
          !context.isResponder(group.first)
        else { return nil }
        return context.hit(
          "T33", store.text(group.actor), [group.first],
          "The first call of \(store.text(group.actor)) from \(address: store.text(group.address)) asked who it is.")
      }
    })

  static let foreignAccount = InvestigationRule(
    id: "T24", title: "Role assumed from an account that the case does not know", level: .medium,
    tactic: "lateral-movement", techniques: ["T1550.001", "T1199"],
    why: "The caller belongs to an account that is neither an own one nor a known vendor's.",
    falsePositives: ["Vendors and accounts of the organisation that the manifest does not name"],
    find: { context in
      let store = context.store
      let manifest = context.investigation.evidence.manifest
      guard !manifest.ownAccounts.isEmpty, let call = store.symbols.lookup("AssumeRole") else { return [] }
      var callers = EventsByKey<Text>()
      for index in store.indices where store.action[index] == call && store.outcome[index] == .success {
        guard store.source[index] == .cloudTrail, !store.flags[index].contains(.undated),
          let identity = context.reader.body(index)?["userIdentity"], identity["type"]?.text == "AWSAccount",
          let account = identity["accountId"]?.text, !manifest.ownAccounts.contains(account),
          !manifest.vendorAccounts.contains(account)
        else { continue }
        callers.add(index, to: account)
      }
      return callers.all.compactMap { account, events in
        context.hit("T24", account, events, "The account \(account) assumed a role.")
      }
    })
}
