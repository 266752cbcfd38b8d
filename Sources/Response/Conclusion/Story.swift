internal import CaseFolder
internal import Evidence
internal import Investigation

extension Conclusion {
  /// How many statements a phase shows; what is left is counted in one more.
  static let statementsKept = 6

  /// The story by ATT&CK tactic in the order in which each began, then the response.
  func story() -> [StoryPhase] {
    var phases: [Text: [TimelineEntry]] = [:]
    for entry in facts.investigation.timeline {
      guard entry.phase != "other" else { continue }
      let phase: Text = entry.side == .responder ? "response" : entry.phase
      if entry.side == .system, phase != "detection", phase != "exposure" { continue }
      phases[phase, default: []].append(entry)
    }
    return phases.map { phase, entries in storyPhase(phase, entries) }.sorted { left, right in
      let leftKey = (left.phase == "response" ? 1 : 0, left.from, left.phase)
      let rightKey = (right.phase == "response" ? 1 : 0, right.from, right.phase)
      return leftKey < rightKey
    }
  }

  private func storyPhase(_ phase: Text, _ entries: [TimelineEntry]) -> StoryPhase {
    let sorted = entries.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
    var statements = sorted.prefix(Self.statementsKept).map { entry in
      // A flow row shows that hosts talked, not who made them.
      Statement(
        entry.summary, confidence: entry.source == "vpc-flow" ? .medium : .confirmed, citations: entry.citations)
    }
    let rest = sorted.dropFirst(Self.statementsKept)
    if let first = rest.first {
      statements.append(
        Statement(
          """
          And \(words: counted(rest.reduce(0) { $0 + ($1.phase == "detection" ? 1 : $1.count) }, "more record")) from \(first.at) on; the \
          timeline holds them.
          """,
          confidence: .confirmed, citations: Array(rest.flatMap(\.citations).prefix(3))))
    }
    return StoryPhase(
      phase: phase, from: sorted[0].at, until: sorted.map { $0.until ?? $0.at }.max() ?? sorted[0].at,
      statements: statements)
  }
}
