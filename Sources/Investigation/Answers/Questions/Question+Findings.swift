internal import CaseFolder
internal import Detection
internal import Evidence

extension QuestionDefinition {
  /// 3.1
  static let findings = QuestionDefinition(
    id: "3.1", title: "Are there other security findings on this cluster?",
    why: "Teams often look at chosen severities only; the other findings show what the actor wanted.",
    sources: ["guardduty"], needs: ["findings"],
    next: "Open each finding; ask for findings of all severities, archived ones too, when the export was filtered.",
    answer: { context in
      let all = context.evidence.findings.filter { !$0.isSample }
      guard !all.isEmpty else { return .notAnswerable("No findings were supplied.") }
      let joins = FindingJoins(context.evidence)
      let joined = all.filter { !joins.joins(of: $0).isEmpty }
      let policy = joined.filter(\.isPolicy)
      let attack = joined.filter(\.isAttack)
      var statements = [
        statement(
          "\(words: DurationWords.count(joined.count, "finding")) on the cluster: \(attack.count) of an attack, \(policy.count) of a dangerous configuration; "
            + bySeverity(joined) + ".", joined)
      ]
      if let first = policy.compactMap(\.created).min(), let attacked = attack.compactMap(\.created).min(),
        first < attacked
      {
        statements.append(
          statement(
            "A dangerous configuration was reported \(words: DurationWords.words(attacked.seconds - first.seconds)) before the first finding of an attack.",
            policy))
      }
      let indirect = joined.filter { !joins.joins(of: $0).contains("cluster") }
      if !indirect.isEmpty {
        statements.append(
          statement(
            "\(indirect.count) of them name no cluster: they concern an instance, or a session of one, that is a node.",
            indirect))
      }
      let archived = joined.filter(\.isArchived)
      if !archived.isEmpty {
        statements.append(
          statement("\(archived.count) of them are archived; they are evidence all the same.", archived))
      }
      let others = all.count - joined.count
      if others > 0 {
        statements.append(
          statement(
            "\(others) further findings are not linked to a cluster.", all.filter { joins.joins(of: $0).isEmpty }))
      }
      return .answered(statements)
    })

  private static func statement(_ text: Prose, _ findings: [Finding]) -> Statement {
    Statement(text, confidence: .confirmed, citations: Array(findings.map(\.citation).sortedOnce().prefix(25)))
  }

  private static func bySeverity(_ findings: [Finding]) -> Prose {
    ["critical", "high", "medium", "low"].compactMap { label -> Prose? in
      let count = findings.count { SeverityBand.label($0.severity) == Text(label) }
      return count > 0 ? "\(count) \(words: label)" : nil
    }.joined()
  }
}
