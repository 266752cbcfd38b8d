package import CaseFolder

/// A statement of the report, with its proof.
package struct Statement: Hashable, Codable, Sendable {
  /// The sentence.
  package var text: Prose
  /// How sure it is.
  package var confidence: Confidence
  /// The records that prove it.
  package var citations: [Citation]

  /// A statement with its proof.
  package init(_ text: Prose, confidence: Confidence, citations: [Citation]) {
    self.text = text
    self.confidence = confidence
    self.citations = citations
  }
}

/// One phase of the story: an ATT&CK tactic, or the response.
package struct StoryPhase: Hashable, Codable, Sendable {
  /// The phase it belongs to.
  package var phase: Text
  /// Its start.
  package var from: Timestamp
  /// When it ended.
  package var until: Timestamp
  /// What happened, sentence by sentence.
  package var statements: [Statement]

  /// All parts at once.
  package init(
    phase: Text, from: Timestamp, until: Timestamp, statements: [Statement] = []
  ) {
    self.phase = phase
    self.from = from
    self.until = until
    self.statements = statements
  }
}

/// A way back in that is not shown as closed.
package struct OpenPath: Hashable, Codable, Sendable {
  /// What identifies it; in reports from content, so that it stays the same.
  package var id: Text
  /// Id of the entity that is still open.
  package var entity: Text
  /// The sentence.
  package var text: Prose
  /// How sure it is.
  package var confidence: Confidence
  /// The records that prove it.
  package var citations: [Citation]

  /// All parts at once.
  package init(
    id: Text, entity: Text, text: Prose, confidence: Confidence, citations: [Citation] = []
  ) {
    self.id = id
    self.entity = entity
    self.text = text
    self.confidence = confidence
    self.citations = citations
  }
}
