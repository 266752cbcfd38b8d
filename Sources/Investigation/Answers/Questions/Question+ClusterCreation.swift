internal import CaseFolder
internal import Evidence

extension QuestionDefinition {
  /// 1.1
  static let clusterCreation = QuestionDefinition(
    id: "1.1", title: "When was the cluster created?",
    why:
      "Its age tells which guardrails existed when it was built, and whether an older cluster of the same name was replaced.",
    sources: ["cloudtrail"], kinds: ["cluster"], needs: ["cluster", "cloudtrail"],
    next: "Compare with the guardrails that existed then, and ask the owner named by the tags.",
    answer: { context in
      var statements: [Statement] = []
      var isConflicting = false
      var missing: Prose = ""
      let clusters = ClusterFacts.all(context)
      for cluster in clusters {
        let call = cluster.creations.last
        let recorded = call.map { context.store.timestamp($0) }
        let described = cluster.described?.cluster.created
        if let described, let citation = cluster.described?.citation {
          statements.append(
            Statement(
              "\(cluster.name) was created at \(described), says its description.", confidence: .confirmed,
              citations: [citation]))
        } else if let found = cluster.fromFinding {
          statements.append(
            Statement(
              "\(cluster.name) was created at \(found.created), says a finding.", confidence: .high,
              citations: [found.citation]))
        }
        if let call, let recorded {
          statements.append(
            Statement(
              "CloudTrail records the call that created \(cluster.name) at \(recorded).", confidence: .confirmed,
              citations: [context.reader.citation(call)]))
        }
        // The ARN of a cluster that is deleted and made again stays the same: only the times tell.
        if let described, let recorded, abs(described.seconds - recorded.seconds) > 600 { isConflicting = true }
        if described == nil, cluster.fromFinding == nil, recorded == nil {
          missing = missing + "No record tells when \(cluster.name) was created: supply describe-cluster. "
        }
      }
      guard !clusters.isEmpty else {
        return .notAnswerable("No record names a cluster; supply the output of describe-cluster.")
      }
      var answer = QuestionAnswer.answered(statements, missing: missing)
      if isConflicting {
        answer.state = .conflicting
        answer.missing = "The times differ: a cluster of this name was deleted and made again, or records are missing."
      }
      return answer
    })

  /// 1.2
  static let clusterCreator = QuestionDefinition(
    id: "1.2", title: "Which IAM role created the cluster?",
    why: "The creator keeps administrator rights unless they were removed, and is the person or pipeline to ask first.",
    sources: ["cloudtrail"], kinds: ["cluster", "access-entry"], needs: ["cloudtrail", "access-entries"],
    next:
      "Examine what else that principal did: a cluster's creator keeps administrator rights unless they were removed.",
    answer: { context in
      var statements: [Statement] = []
      var unknown: [Prose] = []
      let clusters = ClusterFacts.all(context)
      for cluster in clusters {
        if let call = cluster.creations.last {
          statements.append(creator(of: cluster, by: call, context))
        } else if let entry = bootstrapEntry(of: cluster, context) {
          statements.append(entry)
        } else {
          unknown.append("\(cluster.name)")
        }
        statements += owners(of: cluster, context)
      }
      guard !clusters.isEmpty else { return .notAnswerable("No record names a cluster.") }
      let missing: Prose =
        unknown.isEmpty
        ? ""
        : "The creator of " + unknown.joined() + " is not provable: its creation is not in the supplied CloudTrail."
      return .answered(statements, missing: missing)
    })

  private static func creator(of cluster: ClusterFacts, by call: Int, _ context: QuestionContext) -> Statement {
    let event = context.store[call]
    let session = context.reader.text(event.actor)
    let role = context.reader.text(event.principal)
    let how: Prose = role == session || role.isEmpty ? "" : ", in the session \(session)"
    let address: Prose = event.address.isNone ? "" : ", from \(address: context.reader.text(event.address))"
    return Statement(
      "\(role.isEmpty ? session : role) created \(cluster.name)" + how + address + ".", confidence: .confirmed,
      citations: [context.reader.citation(call)])
  }

  /// The access entry that EKS made for the creator, when it says that it makes one.
  private static func bootstrapEntry(of cluster: ClusterFacts, _ context: QuestionContext) -> Statement? {
    guard let described = cluster.described?.cluster, described.creatorIsAdmin == true, let created = described.created
    else { return nil }
    for object in context.evidence.objects {
      guard case .aws(.accessEntry(let entry)) = object.body, entry.cluster == cluster.name, entry.type == "STANDARD",
        let at = entry.created, abs(at.seconds - created.seconds) <= 600
      else { continue }
      return Statement(
        "\(entry.principalARN) probably created \(cluster.name): its access entry is as old as the cluster.",
        confidence: .medium, citations: [object.citation])
    }
    return nil
  }

  static func owners(of cluster: ClusterFacts, _ context: QuestionContext) -> [Statement] {
    guard let described = cluster.described else { return [] }
    return context.evidence.manifest.ownerTags.compactMap { key in
      described.cluster.tags[key].map { value in
        Statement(
          "The tag \(key) of \(cluster.name) names \(value).", confidence: .confirmed, citations: [described.citation])
      }
    }
  }
}
