package import CaseFolder
package import Evidence

/// The identities and addresses under the actor's control, with the reason for each, and what they did.
package struct ActorProfile: Sendable {
  /// Why something counts as the actor's.
  package struct Reason: Hashable, Sendable {
    /// The rule that says so.
    package var rule: Text
    /// The sentence.
    package var text: Prose
    /// The records that prove it.
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
  /// How it is part of the incident.
  package var level: Level
  /// How sure it is.
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
  /// What identifies it.
  package var key: EntityKey
  /// `clusterrolebindings` or `rolebindings`.
  package var kind: Text
  /// The cluster it belongs to.
  package var cluster: Text
  /// Its namespace; nil or empty when it is cluster-wide.
  package var namespace: Text?
  /// Its name.
  package var name: Text
  /// The role.
  package var role: RoleReference
  /// The subjects.
  package var subjects: [BindingSubject]
  /// When it was created.
  package var created: Timestamp?
  /// Who created it, from where, when a record says so.
  package var createdBy: Text?
  /// The address it was created from.
  package var createdFrom: Text?
  /// When it was deleted.
  package var deleted: Timestamp?
  /// Who deleted it.
  package var deletedBy: Text?
  /// Whether a snapshot shows that it still existed.
  package var seenInSnapshotAt: Timestamp?
  /// How many requests its `authorization.k8s.io/reason` allowed, and the actor's among them.
  package var requestsAllowed = 0
  /// The records that prove it.
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
  /// What shows it.
  package var evidence: Evidence
  /// The windows of the case.
  package var windows: Windows
  /// The graph.
  package var graph: EntityGraph
  /// Who acted.
  package var actor: ActorProfile
  /// What is in scope and why.
  package var scope: [EntityKey: ScopeEntry]
  /// Every binding that the evidence knows, by cluster and name.
  package var bindings: [BindingHistory]
  /// Every pod that the evidence knows, by key.
  package var pods: [PodRecord]
  /// The timeline, by time.
  package var timeline: [TimelineEntry]
  /// The findings of detectors.
  package var findings: [FindingSummary]
  /// What the rules hit.
  package var detections: [DetectionSummary] = []
  /// Who did how much.
  package var activity: Activity
  /// Moments and durations.
  package var metrics: Metrics
  /// The questions with their answers.
  package var questions: [Question]
  /// ATT&CK ids.
  package var techniques: [TechniqueUse]
  /// Indicators of the actor.
  package var indicators: [Indicator]
  /// What the evidence covers.
  package var coverage: [CoverageRow]
  /// Evidence that is missing.
  package var gaps: [Gap]
  /// What is left out, and why.
  package var omissions: [Omission]

  /// All parts at once.
  package init(
    evidence: Evidence, windows: Windows, graph: EntityGraph, actor: ActorProfile,
    scope: [EntityKey: ScopeEntry] = [:], bindings: [BindingHistory] = [], pods: [PodRecord] = [],
    timeline: [TimelineEntry] = [], findings: [FindingSummary] = [], activity: Activity, metrics: Metrics,
    questions: [Question] = [],
    techniques: [TechniqueUse] = [], indicators: [Indicator] = [], coverage: [CoverageRow] = [], gaps: [Gap] = [],
    omissions: [Omission] = []
  ) {
    self.evidence = evidence
    self.windows = windows
    self.graph = graph
    self.actor = actor
    self.scope = scope
    self.bindings = bindings
    self.pods = pods
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
