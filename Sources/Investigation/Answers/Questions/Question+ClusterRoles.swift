internal import CaseFolder
internal import Evidence

extension QuestionDefinition {
  /// 1.3
  static let clusterRoles = QuestionDefinition(
    id: "1.3", title: "Which IAM roles are assigned to the cluster?",
    why: "A role that a compromised node or pod can use is part of what the actor reaches.",
    sources: ["cloudtrail"], kinds: ["cluster", "node-group", "ServiceAccount"],
    needs: ["cluster", "node-groups", "serviceaccounts", "pod-identity"],
    next: "Examine what each role may do and did: a role that a compromised pod or node can use is part of the reach.",
    answer: { context in
      var statements: [Statement] = []
      for cluster in ClusterFacts.all(context) {
        statements += controlPlaneRole(cluster, context)
        statements += nodeRoles(cluster, context)
      }
      statements += workloadRoles(context)
      let isWhole = context.supply.kinds.contains("node-group") && context.supply.kinds.contains("ServiceAccount")
      return .answered(
        statements,
        missing: isWhole
          ? "" : "Roles of node groups, Fargate profiles, add-ons and Pod Identity that no supplied record names.")
    })

  private static func controlPlaneRole(_ cluster: ClusterFacts, _ context: QuestionContext) -> [Statement] {
    if let described = cluster.described, let role = described.cluster.roleARN {
      return [
        Statement(
          "\(role) is the role of the control plane of \(cluster.name).", confidence: .confirmed,
          citations: [described.citation])
      ]
    }
    guard let call = cluster.creations.last,
      let role = context.reader.body(call)?["requestParameters"]?["roleArn"]?.nonEmptyText
    else { return [] }
    return [
      Statement(
        "\(role) was given to the control plane of \(cluster.name) at its creation.", confidence: .high,
        citations: [context.reader.citation(call)])
    ]
  }

  private static func nodeRoles(_ cluster: ClusterFacts, _ context: QuestionContext) -> [Statement] {
    var roles: [Text: [Citation]] = [:]
    var nodes = 0
    for object in context.evidence.objects {
      switch object.body {
      case .aws(.nodeGroup(let group)) where group.cluster == cluster.name:
        if let role = group.nodeRole { roles[role, default: []].append(object.citation) }
      case .aws(.accessEntry(let entry)) where entry.cluster == cluster.name && entry.type == "EC2_LINUX":
        roles[entry.principalARN, default: []].append(object.citation)
      case .kubernetes(let thing):
        if case .node = thing.content, object.cluster == nil || object.cluster == cluster.name { nodes += 1 }
      default: break
      }
    }
    for call in cluster.nodeGroupCreations {
      if let role = context.reader.body(call)?["requestParameters"]?["nodeRole"]?.nonEmptyText {
        roles[role, default: []].append(context.reader.citation(call))
      }
    }
    let count: Prose = roles.count == 1 && nodes > 0 ? " (\(nodes) nodes in the snapshot)" : ""
    return roles.sorted { $0.key < $1.key }.map { role, citations in
      Statement(
        "\(role) is a role of nodes of \(cluster.name)" + count + ".", confidence: .confirmed,
        citations: citations.sortedOnce())
    }
  }

  /// Roles that service accounts stand for: by annotation (IRSA) or association (Pod Identity).
  private static func workloadRoles(_ context: QuestionContext) -> [Statement] {
    context.evidence.objects.compactMap { object in
      switch object.body {
      case .kubernetes(let thing):
        guard case .serviceAccount = thing.content,
          let role = thing.metadata.annotations["eks.amazonaws.com/role-arn"]
        else { return nil }
        let account = Text("\(thing.metadata.namespace ?? "")/\(thing.metadata.name)")
        return Statement(
          "\(role) can be taken on by pods of the service account \(account).", confidence: .confirmed,
          citations: [object.citation])
      case .aws(.podIdentityAssociation(let association)):
        guard let role = association.roleARN else { return nil }
        let account = Text("\(association.namespace)/\(association.serviceAccount)")
        return Statement(
          "\(role) can be taken on by pods of the service account \(account).", confidence: .confirmed,
          citations: [object.citation])
      default: return nil
      }
    }
  }
}
