package import CaseFolder

/// One step of a proof path: the rule that led from one entity to the next.
package struct ProofStep: Hashable, Codable, Sendable {
  /// The rule, such as `SP4`.
  package var rule: Text
  /// Ids of the entities at both ends; `from` is nil at a starting point.
  package var from: Text?
  /// The relationship that leads there.
  package var relationship: Text?
  /// Its end.
  package var to: Text
  /// The sentence.
  package var text: Prose
  /// The records that prove it.
  package var citations: [Citation]

  /// All parts at once.
  package init(
    rule: Text, from: Text? = nil, relationship: Text? = nil, to: Text, text: Prose, citations: [Citation] = []
  ) {
    self.rule = rule
    self.from = from
    self.relationship = relationship
    self.to = to
    self.text = text
    self.citations = citations
  }
}

/// An entity as the report shows it.
package struct Entity: Hashable, Codable, Sendable {
  /// What identifies it; in reports from content, so that it stays the same.
  package var id: Text
  /// What it is.
  package var type: EntityType
  /// Its name.
  package var name: Text
  /// nil: not in scope, listed because something in scope relates to it.
  package var level: Level?
  /// How sure it is.
  package var confidence: Confidence?
  /// When any record first names it.
  package var firstSeen: Timestamp?
  /// When any record last names it.
  package var lastSeen: Timestamp?
  /// Facts about it.
  package var attributes: [Attribute]
  /// Why it is in scope: the shortest chain of relationships.
  package var proof: [ProofStep]

  /// All parts at once.
  package init(
    id: Text, type: EntityType, name: Text, level: Level? = nil, confidence: Confidence? = nil,
    firstSeen: Timestamp? = nil, lastSeen: Timestamp? = nil, attributes: [Attribute] = [], proof: [ProofStep] = []
  ) {
    self.id = id
    self.type = type
    self.name = name
    self.level = level
    self.confidence = confidence
    self.firstSeen = firstSeen
    self.lastSeen = lastSeen
    self.attributes = attributes
    self.proof = proof
  }
}

/// A relationship as the report shows it.
package struct Relationship: Hashable, Codable, Sendable {
  /// Ids of the entities at both ends.
  package var from: Text
  /// What it is.
  package var type: RelationshipType
  /// Its end.
  package var to: Text
  /// Since when it holds.
  package var validFrom: Timestamp?
  /// Until when it holds.
  package var validTo: Timestamp?
  /// How often.
  package var count: Int
  /// The records that prove it.
  package var citations: [Citation]

  /// All parts at once.
  package init(
    from: Text, type: RelationshipType, to: Text, validFrom: Timestamp? = nil, validTo: Timestamp? = nil, count: Int,
    citations: [Citation] = []
  ) {
    self.from = from
    self.type = type
    self.to = to
    self.validFrom = validFrom
    self.validTo = validTo
    self.count = count
    self.citations = citations
  }
}
