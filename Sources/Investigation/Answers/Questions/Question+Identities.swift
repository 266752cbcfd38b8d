internal import CaseFolder
internal import Evidence

extension QuestionDefinition {
  /// So many identities are listed at most.
  private static let loginsShown = 40

  /// X2
  static let loginIdentities = QuestionDefinition(
    id: "X2", title: "Who stands behind a Kubernetes user name?",
    why: "Kubernetes knows names; the authenticator knows the IAM identity and the key behind them.",
    sources: ["eks-authenticator", "kubernetes-audit"], kinds: ["access-entry"],
    needs: ["authenticator-log", "access-entries"],
    next: "Follow each key in CloudTrail; find out who held it.",
    answer: { context in
      var statements: [Statement] = []
      let rows = context.investigation.activity.assumptions.filter { $0.how == "Kubernetes login" }
      for row in rows.prefix(loginsShown) {
        let outcome: Prose =
          row.successful > 0
          ? "\(row.who) logged in as \(row.assumed) \(words: DurationWords.count(row.successful, "time"))"
          : "the login of \(row.who) was refused \(words: DurationWords.count(row.failed, "time"))"
        let side: Prose = row.byActor ? ", by the actor" : ""
        statements.append(
          Statement(
            outcome + side + ", \(row.first) to \(row.last).", confidence: .confirmed, citations: row.citations))
      }
      // The audit log names the identity itself for requests through an access entry.
      let named = context.investigation.graph.edges.filter { $0.type == .authenticatesAs && $0.from.type == .iamRole }
        .filter { edge in !rows.contains { $0.assumed == context.investigation.graph[edge.to]?.name } }
      for edge in named.sorted(by: { ($0.to, $0.from) < ($1.to, $1.from) }).prefix(loginsShown) {
        let name = context.investigation.graph[edge.to]?.name ?? edge.to.key
        statements.append(
          Statement(
            "\(edge.from.key) stands behind \(name), says the audit log.", confidence: .confirmed,
            citations: Array(edge.citations.prefix(2))))
      }
      let hasLog = context.supply.has("eks-authenticator")
      guard !statements.isEmpty else {
        return hasLog
          ? .answered([
            Statement(
              "No login of an IAM identity is recorded " + context.within("eks-authenticator") + ".",
              confidence: .medium, citations: [])
          ])
          : .notAnswerable("The EKS authenticator log; the audit log names no IAM identity.")
      }
      return .answered(statements, missing: hasLog ? "" : "The EKS authenticator log: refused logins, and keys.")
    })

  /// X4
  static let credentialsElsewhere = QuestionDefinition(
    id: "X4", title: "Were credentials of instances or pods used elsewhere?",
    why: "A credential that leaves its machine works anywhere until it ends or is denied.",
    sources: ["cloudtrail"], kinds: ["instance", "ServiceAccount"], needs: ["cloudtrail", "instances"],
    next: "Deny the session, change the role's trust policy, and require IMDSv2 with hop limit 1.",
    answer: { context in
      guard context.supply.has("cloudtrail") else { return .notAnswerable("CloudTrail.") }
      var uses: [Symbol: [Int]] = [:]
      var verdicts: [Symbol: Bool] = [:]
      let issuing = RoleAssumptions.symbols(context.store)
      func isWorkload(_ actor: Symbol) -> Bool {
        if let known = verdicts[actor] { return known }
        let text = context.reader.text(actor)
        let answer = ARN(text)?.sessionName?.hasPrefix("i-") == true || ServiceAccountName(text) != nil
        verdicts[actor] = answer
        return answer
      }
      let podRoles = roles(ofPods: context)
      var foreign: [Symbol: Bool] = [:]
      for index in context.store.indices where context.store.source[index] == .cloudTrail {
        let actor = context.store.actor[index]
        let isPodRole = podRoles.contains(context.store.principal[index])
        guard isWorkload(actor) || isPodRole || issuing.contains(context.store.action[index]) && isWorkload(actor)
        else { continue }
        let address = context.store.address[index]
        let isOut =
          foreign[address]
          ?? {
            let answer = context.book.isForeign(context.reader.text(address))
            foreign[address] = answer
            return answer
          }()
        if isOut { uses[actor, default: []].append(index) }
      }
      guard !uses.isEmpty else {
        return .answered([
          Statement(
            "No call with credentials of an instance or a pod from a public address is recorded "
              + context.within("cloudtrail") + ".", confidence: .medium, citations: [])
        ])
      }
      let actors = Set(context.actorEvents)
      return .answered(
        uses.map { actor, indices -> Statement in
          let addresses = distinct(indices.map { context.reader.text(context.store.address[$0]) })
          let worked = indices.count { context.store.outcome[$0] == .success }
          let byActor = indices.contains { actors.contains($0) }
          // The NAT of a VPC has a public address too: without the actor it may be the own egress.
          let caution: Prose = byActor ? "" : "; that may be the own egress (NAT): name it in the manifest's networks"
          return Statement(
            "\(context.reader.text(actor)) was used from "
              + addresses.prefix(5).map { "\(address: $0)" as Prose }.joined()
              + ": \(words: DurationWords.count(indices.count, "call")), \(worked) successful" + caution + ".",
            confidence: byActor ? .confirmed : .low, citations: context.reader.citations(indices))
        }.sorted { ($1.confidence, $0.text.plain) < ($0.confidence, $1.text.plain) })
    })

  /// The IAM roles that pods take on, as symbols of the lasting identity.
  private static func roles(ofPods context: QuestionContext) -> Set<Symbol> {
    let roles = context.investigation.graph.edges.filter { $0.type == .assumes && $0.from.type == .serviceAccount }
    return Set(roles.compactMap { context.store.symbols.lookup($0.to.key) })
  }
}
