package import CaseFolder

/// A span of time.
package struct Window: Hashable, Codable, Sendable {
  package var from: Timestamp
  package var to: Timestamp

  /// A span from its first to its last moment.
  package init(from: Timestamp, to: Timestamp) {
    self.from = from
    self.to = to
  }

  /// Whether a moment lies in it, ends included.
  package func contains(_ time: Timestamp) -> Bool { from <= time && time <= to }
}

/// The windows of a case. Those that the evidence cannot tell are nil.
package struct Windows: Hashable, Codable, Sendable {
  /// First to last activity of the findings, or the manifest's window.
  package var finding: Window?
  /// The days before the finding window that are searched for causes.
  package var lookBack: Window?
  /// From the end of the finding window to the cut-off.
  package var tail: Window?
  /// What new behaviour is compared with.
  package var baseline: Window?
  /// First to last moment of any evidence.
  package var evidence: Window?
  /// The newest evidence: "now" for every statement of the report.
  package var cutOff: Timestamp?

  /// All parts at once.
  package init(
    finding: Window? = nil, lookBack: Window? = nil, tail: Window? = nil, baseline: Window? = nil,
    evidence: Window? = nil, cutOff: Timestamp? = nil
  ) {
    self.finding = finding
    self.lookBack = lookBack
    self.tail = tail
    self.baseline = baseline
    self.evidence = evidence
    self.cutOff = cutOff
  }
}

/// A statement of the report, with its proof.
package struct Statement: Hashable, Codable, Sendable {
  package var text: Prose
  package var confidence: Confidence
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
  package var phase: Text
  package var from: Timestamp
  package var until: Timestamp
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

/// One entry of the timeline: one event, or a burst of equal ones.
package struct TimelineEntry: Hashable, Codable, Sendable {
  /// `ev-` and 12 hex digits, from the first record's content.
  package var id: Text
  package var at: Timestamp
  /// The last of the burst; nil for a single event.
  package var until: Timestamp?
  /// ATT&CK tactic in small letters (`discovery`), `exposure`, `detection`, `response` or `other`.
  package var phase: Text
  /// Who, as evidence names it.
  package var actor: Text
  /// The address it came from.
  package var address: Text?
  /// Verb or API call.
  package var action: Text
  /// On what, as people write it: `clusterrolebindings/anonymous-debug`, `payments/secrets/db-credentials`.
  package var object: Text
  /// `success`, `denied`, `not found`… in small words.
  package var outcome: Text
  package var count: Int
  package var techniques: [Text]
  package var side: Side
  /// `kubernetes-audit`, `cloudtrail`, `guardduty`, `vpc-flow`, `resolver`, `eks-authenticator`.
  package var source: Text
  /// What it means, in one sentence.
  package var summary: Prose
  package var citations: [Citation]

  /// All parts at once.
  package init(
    id: Text, at: Timestamp, until: Timestamp? = nil, phase: Text, actor: Text, address: Text? = nil, action: Text,
    object: Text, outcome: Text, count: Int, techniques: [Text] = [], side: Side, source: Text, summary: Prose,
    citations: [Citation] = []
  ) {
    self.id = id
    self.at = at
    self.until = until
    self.phase = phase
    self.actor = actor
    self.address = address
    self.action = action
    self.object = object
    self.outcome = outcome
    self.count = count
    self.techniques = techniques
    self.side = side
    self.source = source
    self.summary = summary
    self.citations = citations
  }
}

/// One step of a proof path: the rule that led from one entity to the next.
package struct ProofStep: Hashable, Codable, Sendable {
  /// The rule, such as `SP4`.
  package var rule: Text
  /// Ids of the entities at both ends; `from` is nil at a starting point.
  package var from: Text?
  package var relationship: Text?
  package var to: Text
  package var text: Prose
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
  package var id: Text
  package var type: EntityType
  package var name: Text
  /// nil: not in scope, listed because something in scope relates to it.
  package var level: Level?
  package var confidence: Confidence?
  package var firstSeen: Timestamp?
  package var lastSeen: Timestamp?
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
  package var type: RelationshipType
  package var to: Text
  package var validFrom: Timestamp?
  package var validTo: Timestamp?
  package var count: Int
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

/// Coverage as the report shows it: a source, its span, its holes.
package struct CoverageRow: Hashable, Codable, Sendable {
  package var source: Text
  package var subject: Text?
  package var from: Timestamp
  package var to: Timestamp
  package var basis: Text
  package var isExtract: Bool
  package var holes: [Window]
  package var files: [Text]

  /// All parts at once.
  package init(
    source: Text, subject: Text? = nil, from: Timestamp, to: Timestamp, basis: Text, isExtract: Bool,
    holes: [Window] = [], files: [Text] = []
  ) {
    self.source = source
    self.subject = subject
    self.from = from
    self.to = to
    self.basis = basis
    self.isExtract = isExtract
    self.holes = holes
    self.files = files
  }
}

/// Evidence that is missing.
package struct Gap: Hashable, Codable, Sendable {
  package var id: Text
  package var missing: Prose
  package var prevents: Prose
  /// The command that would fetch it.
  package var command: Text?

  /// All parts at once.
  package init(
    id: Text, missing: Prose, prevents: Prose, command: Text? = nil
  ) {
    self.id = id
    self.missing = missing
    self.prevents = prevents
    self.command = command
  }
}

/// Something that the report leaves out.
package struct Omission: Hashable, Codable, Sendable {
  package var what: Prose
  package var why: Prose

  /// All parts at once.
  package init(
    what: Prose, why: Prose
  ) {
    self.what = what
    self.why = why
  }
}

/// An external finding as the report shows it.
package struct FindingSummary: Hashable, Codable, Sendable {
  package var product: Text
  package var id: Text
  package var type: Text
  package var title: Text
  package var severity: Double
  package var severityLabel: Text
  package var isArchived: Bool
  package var isSample: Bool
  package var isRetired: Bool
  package var resource: Text
  package var first: Timestamp?
  package var last: Timestamp?
  package var created: Timestamp?
  package var count: Int
  /// Seconds from first activity to publication.
  package var latency: Int64?
  package var techniques: [Text]
  /// How it joins the case: `cluster`, `instance tags`, `session`…
  package var joins: [Text]
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

/// Counts of requests by how they ended. `failed` is everything that did not succeed; `forbidden` and `notFound` are parts of it.
package struct RequestCounts: Hashable, Codable, Sendable {
  package var successful = 0
  package var failed = 0
  package var forbidden = 0
  package var notFound = 0

  /// No requests.
  package init() {}
}

/// Activity of one subject, address or call in one source.
package struct ActivityRow: Hashable, Codable, Sendable {
  package var key: Text
  /// `kubernetes` or `aws`.
  package var source: Text
  package var successful: Int
  package var failed: Int
  package var forbidden: Int
  package var notFound: Int
  package var inWindow: RequestCounts
  package var first: Timestamp
  package var last: Timestamp
  package var isNew: Bool

  /// All parts at once.
  package init(
    key: Text, source: Text, successful: Int, failed: Int, forbidden: Int, notFound: Int, inWindow: RequestCounts,
    first: Timestamp, last: Timestamp, isNew: Bool
  ) {
    self.key = key
    self.source = source
    self.successful = successful
    self.failed = failed
    self.forbidden = forbidden
    self.notFound = notFound
    self.inWindow = inWindow
    self.first = first
    self.last = last
    self.isNew = isNew
  }
}

/// Accepted and rejected traffic between an own interface or instance and a peer.
package struct FlowRow: Hashable, Codable, Sendable {
  package var resource: Text
  package var peer: Text
  package var port: Int
  package var transport: Text
  package var accepted: Bool
  package var bytesOut: UInt64
  package var bytesIn: UInt64
  package var packets: UInt64
  package var first: Timestamp
  package var last: Timestamp
  package var rows: Int
  package var citations: [Citation]

  private enum CodingKeys: String, CodingKey {
    case resource, peer, port
    case transport = "protocol"
    case accepted, bytesOut, bytesIn, packets, first, last, rows, citations
  }

  /// All parts at once.
  package init(
    resource: Text, peer: Text, port: Int, transport: Text, accepted: Bool, bytesOut: UInt64, bytesIn: UInt64,
    packets: UInt64, first: Timestamp, last: Timestamp, rows: Int, citations: [Citation] = []
  ) {
    self.resource = resource
    self.peer = peer
    self.port = port
    self.transport = transport
    self.accepted = accepted
    self.bytesOut = bytesOut
    self.bytesIn = bytesIn
    self.packets = packets
    self.first = first
    self.last = last
    self.rows = rows
    self.citations = citations
  }
}

/// Requests of an hour.
package struct VolumeBin: Hashable, Codable, Sendable {
  package var at: Timestamp
  package var source: Text
  package var successful: Int
  package var failed: Int
  package var forbidden: Int

  /// All parts at once.
  package init(
    at: Timestamp, source: Text, successful: Int, failed: Int, forbidden: Int
  ) {
    self.at = at
    self.source = source
    self.successful = successful
    self.failed = failed
    self.forbidden = forbidden
  }
}

/// What was seen for the first time.
package struct NewlyObserved: Hashable, Codable, Sendable {
  /// call, subject, address, userAgent, image, geolocation, pair.
  package var kind: Text
  package var key: Text
  package var first: Timestamp
  package var attemptedBefore: Timestamp?
  package var increased: Bool

  /// All parts at once.
  package init(
    kind: Text, key: Text, first: Timestamp, attemptedBefore: Timestamp? = nil, increased: Bool
  ) {
    self.kind = kind
    self.key = key
    self.first = first
    self.attemptedBefore = attemptedBefore
    self.increased = increased
  }
}

/// Who did how much.
package struct Activity: Hashable, Codable, Sendable {
  package var bySubject: [ActivityRow] = []
  package var byAddress: [ActivityRow] = []
  package var byCall: [ActivityRow] = []
  package var new: [NewlyObserved] = []
  package var overTime: [VolumeBin] = []
  package var flows: [FlowRow] = []

  /// No activity.
  package init() {}
}

/// The answer to one question of the walkthrough.
package struct Question: Hashable, Codable, Sendable {
  /// As in the walkthrough: `1.1`.
  package var id: Text
  package var title: Text
  package var state: AnswerState
  package var answer: [Statement]
  package var confidence: Confidence
  package var coverage: Prose
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

/// A moment of the incident; absent ones carry the reason.
package struct MetricTime: Hashable, Codable, Sendable {
  package var at: Timestamp?
  package var partial: Bool
  package var reason: Prose?
  package var citations: [Citation]

  /// All parts at once.
  package init(
    at: Timestamp? = nil, partial: Bool, reason: Prose? = nil, citations: [Citation] = []
  ) {
    self.at = at
    self.partial = partial
    self.reason = reason
    self.citations = citations
  }
}

/// A duration in whole seconds.
package struct MetricDuration: Hashable, Codable, Sendable {
  package var seconds: Int64?
  package var formula: Text
  package var from: Timestamp?
  package var to: Timestamp?
  package var reason: Prose?

  /// All parts at once.
  package init(
    seconds: Int64? = nil, formula: Text, from: Timestamp? = nil, to: Timestamp? = nil, reason: Prose? = nil
  ) {
    self.seconds = seconds
    self.formula = formula
    self.from = from
    self.to = to
    self.reason = reason
  }
}

/// The moments `T0 T1a T1 T2p T2 T3 T4 T4x T5 T6` and the durations between them, by name.
package struct Metrics: Hashable, Codable, Sendable {
  package var times: [Text: MetricTime]
  package var durations: [Text: MetricDuration]

  /// The names of the moments, in order.
  package static let timeNames: [Text] = ["T0", "T1a", "T1", "T2p", "T2", "T3", "T4", "T4x", "T5", "T6"]
  /// The names of the durations, in order.
  package static let durationNames: [Text] = [
    "exposure", "detect", "warning", "acknowledge", "contain", "access", "respond",
  ]

  /// Metrics of moments and durations.
  package init(times: [Text: MetricTime], durations: [Text: MetricDuration]) {
    self.times = times
    self.durations = durations
  }

  /// Encoded as one object: every moment and every duration under its name.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Name.self)
    for name in Self.timeNames { try container.encode(times[name], forKey: Name(name)) }
    for name in Self.durationNames { try container.encode(durations[name], forKey: Name(name)) }
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    times = [:]
    durations = [:]
    for name in Self.timeNames { times[name] = try container.decodeIfPresent(MetricTime.self, forKey: Name(name)) }
    for name in Self.durationNames {
      durations[name] = try container.decodeIfPresent(MetricDuration.self, forKey: Name(name))
    }
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: Text) { stringValue = name.string }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

/// An indicator of the actor.
package struct Indicator: Hashable, Codable, Sendable {
  /// ip, domain, sha256, image, user-agent, binding, service-account, session, access-key, workload.
  package var type: Text
  package var value: Text
  package var first: Timestamp?
  package var last: Timestamp?
  package var context: Prose
  package var confidence: Confidence
  package var isShared: Bool
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
  package var id: Text
  package var name: Text
  package var tactic: Text
  /// The id in ATT&CK v19 where it moved.
  package var movedTo: Text?
  package var succeeded: Int
  package var refused: Int
  package var first: Timestamp
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

/// A way back in that is not shown as closed.
package struct OpenPath: Hashable, Codable, Sendable {
  package var id: Text
  /// Id of the entity that is still open.
  package var entity: Text
  package var text: Prose
  package var confidence: Confidence
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
