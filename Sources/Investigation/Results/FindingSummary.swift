package import CaseFolder

/// An external finding as the report shows it.
package struct FindingSummary: Hashable, Codable, Sendable {
  /// The product that reported it.
  package var product: Text
  /// What identifies it; in reports from content, so that it stays the same.
  package var id: Text
  /// What it is.
  package var type: Text
  /// What it is called.
  package var title: Text
  /// How grave it is.
  package var severity: Double
  /// low, medium, high or critical.
  package var severityLabel: Text
  /// Whether it was archived or suppressed.
  package var isArchived: Bool
  /// Whether it is a sample.
  package var isSample: Bool
  /// Whether its type is no longer issued.
  package var isRetired: Bool
  /// What was acted on, by kind.
  package var resource: Text
  /// When it was first seen.
  package var first: Timestamp?
  /// When it was last seen.
  package var last: Timestamp?
  /// When it was created.
  package var created: Timestamp?
  /// How often.
  package var count: Int
  /// Seconds from first activity to publication.
  package var latency: Int64?
  /// ATT&CK ids.
  package var techniques: [Text]
  /// How it joins the case: `cluster`, `instance tags`, `session`…
  package var joins: [Text]
  /// The records that prove it.
  package var citations: [Citation]

  private enum CodingKeys: String, CodingKey {
    case product, id, type, title, severity, severityLabel
    case isArchived = "archived"
    case isSample = "sample"
    case isRetired = "retired"
    case resource, first, last, created, count, latency, techniques, joins, citations
  }

  /// All parts at once.
  package init(
    product: Text, id: Text, type: Text, title: Text, severity: Double, severityLabel: Text, isArchived: Bool,
    isSample: Bool, isRetired: Bool, resource: Text, first: Timestamp? = nil, last: Timestamp? = nil,
    created: Timestamp? = nil, count: Int, latency: Int64? = nil, techniques: [Text] = [], joins: [Text] = [],
    citations: [Citation] = []
  ) {
    self.product = product
    self.id = id
    self.type = type
    self.title = title
    self.severity = severity
    self.severityLabel = severityLabel
    self.isArchived = isArchived
    self.isSample = isSample
    self.isRetired = isRetired
    self.resource = resource
    self.first = first
    self.last = last
    self.created = created
    self.count = count
    self.latency = latency
    self.techniques = techniques
    self.joins = joins
    self.citations = citations
  }
}

/// An indicator of the actor.
package struct Indicator: Hashable, Codable, Sendable {
  /// ip, domain, sha256, image, user-agent, binding, service-account, session, access-key, workload.
  package var type: Text
  /// What it is.
  package var value: Text
  /// When it was first seen.
  package var first: Timestamp?
  /// When it was last seen.
  package var last: Timestamp?
  /// What is known about it.
  package var context: Prose
  /// How sure it is.
  package var confidence: Confidence
  /// Whether others use it legitimately.
  package var isShared: Bool
  /// The records that prove it.
  package var citations: [Citation]

  private enum CodingKeys: String, CodingKey {
    case type, value, first, last, context, confidence
    case isShared = "shared"
    case citations
  }

  /// All parts at once.
  package init(
    type: Text, value: Text, first: Timestamp? = nil, last: Timestamp? = nil, context: Prose, confidence: Confidence,
    isShared: Bool, citations: [Citation] = []
  ) {
    self.type = type
    self.value = value
    self.first = first
    self.last = last
    self.context = context
    self.confidence = confidence
    self.isShared = isShared
    self.citations = citations
  }
}

/// An ATT&CK technique that was seen.
package struct TechniqueUse: Hashable, Codable, Sendable {
  /// What identifies it; in reports from content, so that it stays the same.
  package var id: Text
  /// Its name.
  package var name: Text
  /// The ATT&CK tactic.
  package var tactic: Text
  /// The id in ATT&CK v19 where it moved.
  package var movedTo: Text?
  /// Whether, or how often, it succeeded.
  package var succeeded: Int
  /// How often it was refused.
  package var refused: Int
  /// When it was first seen.
  package var first: Timestamp
  /// The records that prove it.
  package var citations: [Citation]

  /// All parts at once.
  package init(
    id: Text, name: Text, tactic: Text, movedTo: Text? = nil, succeeded: Int, refused: Int, first: Timestamp,
    citations: [Citation] = []
  ) {
    self.id = id
    self.name = name
    self.tactic = tactic
    self.movedTo = movedTo
    self.succeeded = succeeded
    self.refused = refused
    self.first = first
    self.citations = citations
  }
}
