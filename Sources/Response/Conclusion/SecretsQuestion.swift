internal import CaseFolder
internal import Evidence
internal import Investigation

extension Conclusion {
  /// 5.4 of the walkthrough: which secrets are compromised?
  func secretsQuestion() -> Question {
    let kinds: [(kind: Text, noun: String, plural: String)] = [
      ("kubernetes-secret", "Kubernetes secret", "Kubernetes secrets"),
      ("secretsmanager", "secret of Secrets Manager", "secrets of Secrets Manager"),
      ("parameter", "parameter", "parameters"), ("service-account", "service account", "service accounts"),
      ("iam-role", "IAM role", "IAM roles"), ("session", "session", "sessions"),
      ("access-key", "access key", "access keys"), ("registry-token", "registry token", "registry tokens"),
      ("node-identity", "identity of a node", "identities of nodes"),
    ]
    var answer: [Statement] = []
    for (state, word) in [
      (ExposureClass.compromised, "Compromised"), (.exposed, "Exposed"), (.review, "To be decided by the owner"),
      (.notAffected, "Not affected"),
    ] {
      for (kind, noun, plural) in kinds {
        let found = exposures.filter { $0.class == state && $0.kind == kind }
        guard !found.isEmpty else { continue }
        let citations = found.flatMap { $0.routes.prefix(1).flatMap { $0.citations.prefix(1) } }
        answer.append(
          Statement(
            "\(words: word), \(words: counted(found.count, noun, plural)): " + context.names(found.map(\.name)) + ".",
            confidence: found.map(\.confidence).min() ?? .low, citations: Array(citations.sortedOnce().prefix(25))))
      }
    }
    let hasAudit = facts.evidence.events.source.contains(.kubernetesAudit)
    let hasSnapshot = !facts.inventory.secrets.isEmpty
    var missing: [Prose] = []
    if !hasAudit { missing.append("no Kubernetes audit events") }
    if !hasSnapshot { missing.append("no snapshot of secrets") }
    let state: AnswerState =
      !hasAudit && answer.isEmpty ? .notAnswerable : missing.isEmpty ? .answered : .partiallyAnswered
    if answer.isEmpty, state != .notAnswerable {
      answer = [
        Statement(
          "No record of a secret read by the actor in the supplied logs.", confidence: .notDeterminable, citations: [])
      ]
    }
    return Question(
      id: "5.4", title: "Which secrets are compromised?",
      why: "A secret that was read works until it is rotated, long after the actor's access has ended.", state: state,
      answer: answer,
      confidence: compromised.map(\.confidence).min() ?? .notDeterminable, coverage: coverage(),
      next: "Rotate in the order of the list, after the access is closed.", missing: missing.joined(),
      commands: facts.investigation.gaps.filter { missing.isEmpty ? false : ["audit-log", "secrets"].contains($0.id) }
        .compactMap(\.command),
      window: facts.investigation.windows.finding)
  }

  private func coverage() -> Prose {
    let rows = facts.investigation.coverage.filter { ["kubernetes-audit", "cloudtrail"].contains($0.source) }
    guard !rows.isEmpty else { return "" }
    return rows.map { row in
      "\(row.source) from \(row.from) to \(row.to)" as Prose
    }.joined()
  }
}
