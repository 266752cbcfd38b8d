package import CaseFolder

/// The answer to one question of the walkthrough.
package struct Question: Hashable, Codable, Sendable {
  /// As in the walkthrough: `1.1`.
  package var id: Text
  /// What it is called.
  package var title: Text
  /// Why it matters; empty when nothing is said about it.
  package var why: Prose
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
  /// The commands that would fetch what is missing.
  package var commands: [Text]
  /// The window that the answer is about; nil when the case has none.
  package var window: Window?

  /// All parts at once.
  package init(
    id: Text, title: Text, why: Prose = "", state: AnswerState, answer: [Statement] = [], confidence: Confidence,
    coverage: Prose, next: Prose, missing: Prose, commands: [Text] = [], window: Window? = nil
  ) {
    self.id = id
    self.title = title
    self.why = why
    self.state = state
    self.answer = answer
    self.confidence = confidence
    self.coverage = coverage
    self.next = next
    self.missing = missing
    self.commands = commands
    self.window = window
  }
}
