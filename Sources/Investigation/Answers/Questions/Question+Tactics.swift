internal import CaseFolder
internal import Detection
internal import Evidence

extension QuestionDefinition {
  /// 3.2
  static let afterFirstDetection = QuestionDefinition(
    id: "3.2", title: "What was the actor trying to do after the first detection?",
    why: "The order of the findings by their first activity shows the plan; the order of publication hides it.",
    sources: ["guardduty"], needs: ["findings"],
    next:
      "Check each tactic against the timeline: a tactic without a finding was missed by the detector, not by the actor.",
    answer: { context in
      let findings = context.evidence.findings.filter { !$0.isSample && !FindingTypes.isPolicy($0.type) }
        .sorted { (sight($0), $0.type, $0.id) < (sight($1), $1.type, $1.id) }
      guard !findings.isEmpty else {
        return .notAnswerable("No finding of an attack was supplied.")
      }
      let catalogue = TechniqueCatalogue.builtIn
      let first = findings.compactMap(\.created).min()
      var groups: [(tactic: Text?, findings: [Finding])] = []
      for finding in findings {
        let tactic = FindingTypes.builtIn[finding.type].tactic
        if let place = groups.firstIndex(where: { $0.tactic == tactic }) {
          groups[place].findings.append(finding)
        } else {
          groups.append((tactic, [finding]))
        }
      }
      var statements = groups.map { tactic, findings -> Statement in
        let slug = tactic ?? "other"
        let name = catalogue.tactics.first { $0.slug == slug }?.name ?? "Without a tactic"
        let types = findings.map(\.type)
        let once = types.enumerated().filter { types.firstIndex(of: $1) == $0 }.map { "\($1)" as Prose }
        let at = findings.compactMap(\.firstSeen).min()
        let since: Prose = at.map { ", first seen at \($0)" } ?? ""
        return Statement(
          "\(words: name.string): " + once.joined() + since + ".", confidence: .high,
          citations: Array(findings.map(\.citation).sortedOnce().prefix(10)))
      }
      if let first {
        let later = findings.filter { finding in (finding.lastSeen ?? finding.firstSeen).map { $0 > first } ?? false }
        let words: Prose =
          later.isEmpty
          ? "no finding shows activity after it"
          : "\(words: DurationWords.count(later.count, "finding")) \(words: later.count == 1 ? "shows" : "show") activity after it"
        statements.append(
          Statement(
            "The first finding of the attack was published at \(first); " + words + ".", confidence: .confirmed,
            citations: Array((later.isEmpty ? findings : later).map(\.citation).sortedOnce().prefix(10))))
      }
      let acts = context.actorEvents.filter { index in first.map { context.store.timestamp(index) > $0 } ?? false }
      if let last = acts.last {
        statements.append(
          Statement(
            "The logs hold \(words: DurationWords.count(acts.count, "act")) of the actor after that moment, the last one at \(context.store.timestamp(last)).",
            confidence: .confirmed, citations: context.reader.citations(acts)))
      }
      return .answered(statements)
    })

  /// When the activity of a finding began; what has no time comes last.
  private static func sight(_ finding: Finding) -> Timestamp {
    finding.firstSeen ?? finding.created ?? Timestamp(microseconds: .max / 2, digits: 0)
  }
}
