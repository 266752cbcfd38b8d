package import CaseFolder

/// The answer to one question of the walkthrough.
package struct Question: Hashable, Codable, Sendable {
  /// As in the walkthrough: `1.1`.
  package var id: Text
  /// What it is called.
  package var title: Text
  /// Its state.
  package var state: AnswerState
  /// The answer, sentence by sentence.
  package var answer: [Statement]
  /// How sure it is.
  package var confidence: Confidence
  /// What the evidence covers.
  package var coverage: Prose
  /// What to do next.
  package var next: Prose
  /// What is missing for a full answer; empty when nothing is.
  package var missing: Prose

  /// All parts at once.
  package init(
    id: Text, title: Text, state: AnswerState, answer: [Statement] = [], confidence: Confidence, coverage: Prose,
    next: Prose, missing: Prose
  ) {
    self.id = id
    self.title = title
    self.state = state
    self.answer = answer
    self.confidence = confidence
    self.coverage = coverage
    self.next = next
    self.missing = missing
  }
}
