package import CaseFolder
package import Detection

/// What one rule hit, as the report shows it: the hits of others and those of responders are two summaries.
package struct DetectionSummary: Hashable, Codable, Sendable {
  /// The rule's id.
  package var rule: Text
  /// Its title.
  package var title: Text
  /// How much a hit matters, by the rule.
  package var level: RuleLevel
  /// Where the rule comes from: `built-in`, `case`, `supplied`, or `investigation` for rules that compare with what was usual.
  package var origin: Text
  /// Whether these are acts of responders: response, and no attack.
  package var isResponse: Bool
  /// How many events it hit, each once.
  package var count: Int
  /// How many of them succeeded; the others were attempts. Nil when the rule does not tell them apart.
  package var successful: Int?
  /// When it first hit.
  package var first: Timestamp?
  /// When it last hit.
  package var last: Timestamp?
  /// ATT&CK ids.
  package var techniques: [Text]
  /// The first and the last few hits.
  package var examples: [DetectionExample]
  /// When a hit is harmless, by the rule.
  package var falsePositives: [Text]
  /// The records that prove it: the first few and the last.
  package var citations: [Citation]

  private enum CodingKeys: String, CodingKey {
    case rule, title, level, origin
    case isResponse = "response"
    case count, successful, first, last, techniques, examples, falsePositives, citations
  }

  /// How many hits were attempts that did not succeed.
  package var attempts: Int? { successful.map { count - $0 } }

  /// All parts at once.
  package init(
    rule: Text, title: Text, level: RuleLevel, origin: Text, isResponse: Bool, count: Int, successful: Int?,
    first: Timestamp? = nil, last: Timestamp? = nil, techniques: [Text] = [], examples: [DetectionExample] = [],
    falsePositives: [Text] = [], citations: [Citation] = []
  ) {
    self.rule = rule
    self.title = title
    self.level = level
    self.origin = origin
    self.isResponse = isResponse
    self.count = count
    self.successful = successful
    self.first = first
    self.last = last
    self.techniques = techniques
    self.examples = examples
    self.falsePositives = falsePositives
    self.citations = citations
  }
}

/// One hit of a rule, or for rules on many events one occasion.
package struct DetectionExample: Hashable, Codable, Sendable {
  /// When.
  package var at: Timestamp?
  /// The sentence that says what happened.
  package var text: Prose
  /// The fields by which the rule matched, with what stood in them.
  package var fields: [MatchedField]
  /// The records that prove it.
  package var citations: [Citation]

  /// All parts at once.
  package init(at: Timestamp? = nil, text: Prose, fields: [MatchedField] = [], citations: [Citation] = []) {
    self.at = at
    self.text = text
    self.fields = fields
    self.citations = citations
  }
}
