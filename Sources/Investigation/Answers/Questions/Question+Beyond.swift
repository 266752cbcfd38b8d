internal import CaseFolder
internal import Evidence

extension QuestionDefinition {
  /// 5.3
  static let beyondCluster = QuestionDefinition(
    id: "5.3", title: "Do resources beyond the cluster need action?",
    why: "A cluster's credentials open AWS resources, databases and the systems of others.",
    sources: ["cloudtrail", "vpc-flow"], kinds: ["Secret"],
    needs: ["cloudtrail", "flow-logs", "secrets", "serviceaccounts"],
    next: "Act on each resource with its owner; ask each owner what the secrets that were read open.",
    answer: { context in
      let scope = context.investigation.scope.filter { $0.value.level >= .exposed }
      var statements = groups.compactMap { group in statement(group, scope, context) }
      statements += networkTargets(scope, context)
      let secrets = scope.keys.filter { $0.type == .secret }.sorted()
      if !secrets.isEmpty {
        let names = secrets.map { "\(context.investigation.graph[$0]?.name ?? $0.key)" as Prose }
        statements.append(
          Statement(
            "What the content of these secrets opens is not in any log; their owners must say it: "
              + Array(names.prefix(20)).joined() + ".", confidence: .high,
            citations: proof(of: secrets.map { scope[$0]! })))
      }
      var missing: [Prose] = []
      if !context.supply.has("cloudtrail") { missing.append("CloudTrail: use of stolen credentials in AWS") }
      if !context.supply.has("vpc-flow") { missing.append("VPC flow logs: traffic to systems outside the cluster") }
      guard !statements.isEmpty else {
        guard missing.count < 2, !context.investigation.actor.isEmpty else {
          return .notAnswerable(missing.isEmpty ? "No actor is known." : sentence(missing))
        }
        return .answered(
          [
            Statement(
              "No record shows that the actor reached anything beyond the cluster " + context.within("cloudtrail")
                + ".",
              confidence: .medium, citations: [])
          ], missing: sentence(missing))
      }
      return .answered(statements, missing: sentence(missing))
    })

  /// Resources of one kind.
  private struct ResourceGroup {
    let types: Set<EntityType>
    let words: String
  }

  private static let groups: [ResourceGroup] = [
    ResourceGroup(types: [.iamRole, .iamUser], words: "IAM roles and users"),
    ResourceGroup(types: [.session, .accessKey], words: "Sessions and access keys"),
    ResourceGroup(types: [.awsSecret, .parameter], words: "Secrets of AWS"),
    ResourceGroup(types: [.bucket, .kmsKey, .awsResource, .repository], words: "Other AWS resources"),
    ResourceGroup(types: [.instance, .volume, .snapshot], words: "Machines and disks"),
  ]

  private static func statement(
    _ group: ResourceGroup, _ scope: [EntityKey: ScopeEntry], _ context: QuestionContext
  ) -> Statement? {
    let found = scope.filter { group.types.contains($0.key.type) }.sorted { $0.key < $1.key }
    guard !found.isEmpty else { return nil }
    let names = found.map { key, entry -> Prose in
      "\(context.investigation.graph[key]?.name ?? key.key) (\(words: entry.level.rawValue))"
    }
    let more: Prose = names.count > 20 ? " and \(names.count - 20) more" : ""
    return Statement(
      "\(words: group.words): " + Array(names.prefix(20)).joined() + more + ".",
      confidence: found.map(\.value.confidence).min() ?? .low, citations: proof(of: found.map(\.value)))
  }

  /// Own addresses outside the cluster that a compromised machine talked to, with what their port tells.
  private static func networkTargets(
    _ scope: [EntityKey: ScopeEntry], _ context: QuestionContext
  ) -> [Statement] {
    scope.filter { $0.key.type == .ip && !context.book.isForeign($0.key.key) }.sorted { $0.key < $1.key }
      .map { key, entry in
        let flows = context.investigation.activity.flows.filter { $0.peer == key.key && $0.accepted }
        let ports = Set(flows.map(\.port)).sorted().prefix(5).map { port -> Prose in
          let service: Prose = KnownPorts.builtIn[port].map { " (\(words: $0.name.string) by its port)" } ?? ""
          return "port \(port)" + service
        }
        let on: Prose = ports.isEmpty ? "" : " on " + ports.joined()
        return Statement(
          "\(address: key.key)" + on + ", which a compromised machine talked to (\(words: entry.level.rawValue)).",
          confidence: entry.confidence,
          citations: Array((flows.flatMap(\.citations) + proof(of: [entry])).sortedOnce().prefix(5)))
      }
  }

  /// The records that put entities into scope.
  static func proof(of entries: [ScopeEntry]) -> [Citation] {
    Array(entries.flatMap { $0.proof.last.map { $0.citations.prefix(2) } ?? [] }.sortedOnce().prefix(10))
  }
}
