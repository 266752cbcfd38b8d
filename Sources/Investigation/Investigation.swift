package import CaseFolder
package import Evidence

/// The identities and addresses under the actor's control, with the reason for each, and what they did.
package struct ActorProfile: Sendable {
  /// Why something counts as the actor's.
  package struct Reason: Hashable, Sendable {
    package var rule: Text
    package var text: Prose
    package var citations: [Citation]
  }

  /// Addresses the actor used, not the own ones.
  package var addresses: [Text: Reason] = [:]
  /// Kubernetes user names and AWS session ARNs that only the actor can have used, or that it used from its addresses.
  package var subjects: [Text: Reason] = [:]
  /// Access key ids and token ids the actor used.
  package var credentials: [Text: Reason] = [:]
  /// The actor's events, as rising indexes into `Evidence.events`: what it tried and what it did.
  package var events: [Int] = []
  /// The responders' events, as rising indexes into `Evidence.events`.
  package var responderEvents: [Int] = []
  /// Destinations of accepted flows that count as the actor's infrastructure (droppers, pools): address and reason.
  package var remoteHosts: [Text: Reason] = [:]

  /// Nobody.
  package init() {}

  /// Whether any actor was found.
  package var isEmpty: Bool { events.isEmpty && addresses.isEmpty && subjects.isEmpty }
}

/// An entity's place in the scope.
package struct ScopeEntry: Sendable {
  package var level: Level
  package var confidence: Confidence
  /// Since when it is what it is.
  package var since: Timestamp?
  /// The shortest chain of relationships that put it there.
  package var proof: [ProofStep]

  /// All parts at once.
  package init(
    level: Level, confidence: Confidence, since: Timestamp? = nil, proof: [ProofStep] = []
  ) {
    self.level = level
    self.confidence = confidence
    self.since = since
    self.proof = proof
  }
}

/// A binding (or access entry) as it lived: from snapshot and audit log together.
package struct BindingHistory: Sendable {
  package var key: EntityKey
  /// `clusterrolebindings` or `rolebindings`.
  package var kind: Text
  package var cluster: Text
  package var namespace: Text?
  package var name: Text
  package var role: RoleReference
  package var subjects: [BindingSubject]
  package var created: Timestamp?
  /// Who created it, from where, when a record says so.
  package var createdBy: Text?
  package var createdFrom: Text?
  package var deleted: Timestamp?
  package var deletedBy: Text?
  /// Whether a snapshot shows that it still existed.
  package var seenInSnapshotAt: Timestamp?
  /// How many requests its `authorization.k8s.io/reason` allowed, and the actor's among them.
  package var requestsAllowed = 0
  package var citations: [Citation]

  /// All parts at once.
  package init(
    key: EntityKey, kind: Text, cluster: Text, namespace: Text? = nil, name: Text, role: RoleReference,
    subjects: [BindingSubject] = [], created: Timestamp? = nil, createdBy: Text? = nil, createdFrom: Text? = nil,
    deleted: Timestamp? = nil, deletedBy: Text? = nil, seenInSnapshotAt: Timestamp? = nil, requestsAllowed: Int = 0,
    citations: [Citation] = []
  ) {
    self.key = key
    self.kind = kind
    self.cluster = cluster
    self.namespace = namespace
    self.name = name
    self.role = role
    self.subjects = subjects
    self.created = created
    self.createdBy = createdBy
    self.createdFrom = createdFrom
    self.deleted = deleted
    self.deletedBy = deletedBy
    self.seenInSnapshotAt = seenInSnapshotAt
    self.requestsAllowed = requestsAllowed
    self.citations = citations
  }
}

/// What the investigation found. Everything that later rooms and editions need; nothing in it is formatted.
package struct Investigation: Sendable {
  package var evidence: Evidence
  package var windows: Windows
  package var graph: EntityGraph
  package var actor: ActorProfile
  /// What is in scope and why.
  package var scope: [EntityKey: ScopeEntry]
  /// Every binding that the evidence knows, by cluster and name.
  package var bindings: [BindingHistory]
  package var timeline: [TimelineEntry]
  package var findings: [FindingSummary]
  package var activity: Activity
  package var metrics: Metrics
  package var questions: [Question]
  package var techniques: [TechniqueUse]
  package var indicators: [Indicator]
  package var coverage: [CoverageRow]
  package var gaps: [Gap]
  package var omissions: [Omission]

  /// All parts at once.
  package init(
    evidence: Evidence, windows: Windows, graph: EntityGraph, actor: ActorProfile,
    scope: [EntityKey: ScopeEntry] = [:], bindings: [BindingHistory] = [], timeline: [TimelineEntry] = [],
    findings: [FindingSummary] = [], activity: Activity, metrics: Metrics, questions: [Question] = [],
    techniques: [TechniqueUse] = [], indicators: [Indicator] = [], coverage: [CoverageRow] = [], gaps: [Gap] = [],
    omissions: [Omission] = []
  ) {
    self.evidence = evidence
    self.windows = windows
    self.graph = graph
    self.actor = actor
    self.scope = scope
    self.bindings = bindings
    self.timeline = timeline
    self.findings = findings
    self.activity = activity
    self.metrics = metrics
    self.questions = questions
    self.techniques = techniques
    self.indicators = indicators
    self.coverage = coverage
    self.gaps = gaps
    self.omissions = omissions
  }
}
