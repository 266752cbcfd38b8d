package import CaseFolder

/// An inventory object with where and when it was seen.
package struct InventoryObject: Sendable {
  /// The object itself.
  package enum Body: Sendable {
    case kubernetes(KubernetesObject)
    case aws(AWSObject)
  }

  /// The object itself.
  package var body: Body
  /// The cluster it belongs to, when the manifest, the object or the case's only cluster tells.
  package var cluster: Text?
  /// When the snapshot was taken.
  package var observed: Timestamp?
  /// Whether `observed` is only the newest time inside the file.
  package var observedApproximately = false
  /// The record that proves it.
  package var citation: Citation

  /// All parts at once.
  package init(
    body: Body, cluster: Text? = nil, observed: Timestamp? = nil, observedApproximately: Bool = false,
    citation: Citation
  ) {
    self.body = body
    self.cluster = cluster
    self.observed = observed
    self.observedApproximately = observedApproximately
    self.citation = citation
  }
}

/// From when to when one kind of evidence covers its subject, and how that is known.
package struct Coverage: Hashable, Codable, Sendable {
  /// The source, such as `kubernetes-audit`.
  package var source: Text
  /// The cluster or account it covers, when known.
  package var subject: Text?
  /// Its start.
  package var from: Timestamp
  /// Its end.
  package var to: Timestamp
  /// `stated` (the manifest says so) or `observed` (first and last record).
  package var basis: Text
  /// Whether routine traffic is missing, so that the file is an extract and an absence means nothing.
  package var isExtract: Bool
  /// The files it comes from.
  package var files: [Text]

  /// All parts at once.
  package init(
    source: Text, subject: Text? = nil, from: Timestamp, to: Timestamp, basis: Text, isExtract: Bool,
    files: [Text] = []
  ) {
    self.source = source
    self.subject = subject
    self.from = from
    self.to = to
    self.basis = basis
    self.isExtract = isExtract
    self.files = files
  }
}

/// Everything that the case's evidence says, before anybody asks what it means.
package struct Evidence: Sendable {
  /// The manifest, or the defaults without one.
  package var manifest: Manifest
  /// Events in time order; ties by source, then id.
  package var events: EventStore
  /// Flows, folded, in time order.
  package var flows: [Flow]
  /// By number in `ledger`, the first start and the last end of a file's flow rows, in seconds since 1970.
  package var flowSpans: [Int: ClosedRange<Int64>]
  /// What names resolved to, in time order.
  package var answers: [DNSAnswer]
  /// Findings, newest version of each, by first-seen time, then id.
  package var findings: [Finding]
  /// Inventory objects, by kind, cluster, namespace, name.
  package var objects: [InventoryObject]
  /// What became of every record. `Event.file` is an index into it. Sorted by format, then SHA-256.
  package var ledger: [LedgerRow]
  /// What the evidence covers.
  package var coverage: [Coverage]
  /// What others warn of, by kind and value.
  package var intelligence: [IntelligenceIndicator]
  /// What was noticed while reading.
  package var diagnostics: [Diagnostic]

  /// All parts at once.
  package init(
    manifest: Manifest, events: EventStore, flows: [Flow] = [], flowSpans: [Int: ClosedRange<Int64>] = [:],
    answers: [DNSAnswer] = [], findings: [Finding] = [],
    objects: [InventoryObject] = [], ledger: [LedgerRow] = [], coverage: [Coverage] = [],
    intelligence: [IntelligenceIndicator] = [], diagnostics: [Diagnostic] = []
  ) {
    self.manifest = manifest
    self.events = events
    self.flows = flows
    self.flowSpans = flowSpans
    self.answers = answers
    self.findings = findings
    self.objects = objects
    self.ledger = ledger
    self.coverage = coverage
    self.intelligence = intelligence
    self.diagnostics = diagnostics
  }
}
