internal import CaseFolder
internal import Detection
internal import Evidence

/// Evidence that is missing, what it keeps us from saying, and how to fetch it.
package enum Gaps {
  /// The gaps of a case, in the order of the definitions.
  package static func gaps(of investigation: Investigation) -> [Gap] {
    let supply = EvidenceSupply(investigation.evidence, investigation.windows)
    return GapDefinition.all.filter { $0.isMissing(supply) }.map { definition in
      Gap(
        id: definition.id, missing: definition.missing, prevents: definition.prevents,
        command: definition.command.map { Text($0(supply)) })
    }
  }
}

/// Which kinds of evidence a case holds.
struct EvidenceSupply {
  /// Sources with events, flows or coverage.
  let sources: Set<Text>
  /// Kinds of inventory objects: Kubernetes kinds in the singular, AWS kinds as in `AWSObject`.
  let kinds: Set<Text>
  let hasFindings: Bool
  /// Whether the case is about a cluster at all.
  let concernsCluster: Bool
  /// Whether an audit log is only an extract.
  let hasExtract: Bool
  /// Where commands point at, and a placeholder for what is not known.
  let cluster: Text
  let vpc: Text
  /// When snapshots of a kind were taken, rising.
  let observed: [Text: [Timestamp]]
  /// What logs should cover: look-back to cut-off; nil when the case has no window.
  let wanted: Window?
  private let spans: [Text: Window]

  init(_ evidence: Evidence, _ windows: Windows = Windows()) {
    var sources = Set(evidence.coverage.map(\.source))
    var kinds: Set<Text> = []
    var seen: Set<EventSource> = []
    let events = evidence.events
    for index in events.indices where seen.count < EventSource.allCases.count { seen.insert(events[index].source) }
    sources.formUnion(seen.map(\.slug))
    if !evidence.flows.isEmpty { sources.insert("vpc-flow") }
    var cluster: Text?
    var vpc: Text?
    var observed: [Text: Set<Timestamp>] = [:]
    for object in evidence.objects {
      if let time = object.observed { observed[Self.kind(of: object.body), default: []].insert(time) }
      kinds.insert(Self.kind(of: object.body))
      switch object.body {
      case .aws(.cluster(let found)):
        cluster = cluster ?? found.name
        vpc = vpc ?? found.vpc
      case .aws, .kubernetes: break
      }
    }
    let findings = evidence.findings.filter { !$0.isSample }
    self.observed = observed.mapValues { $0.sorted() }
    wanted = (windows.lookBack?.from ?? windows.finding?.from).flatMap { from in
      (windows.cutOff ?? windows.finding?.to).map { Window(from: from, to: max(from, $0)) }
    }
    self.sources = sources
    self.kinds = kinds
    hasFindings = !findings.isEmpty
    hasExtract = evidence.coverage.contains { $0.source == "kubernetes-audit" && $0.isExtract }
    self.cluster =
      cluster ?? evidence.manifest.files.compactMap(\.cluster).first
      ?? findings.compactMap { $0.cluster?.name }.first ?? "CLUSTER"
    self.vpc = vpc ?? findings.compactMap { $0.cluster?.vpc }.first ?? "VPC"
    concernsCluster =
      seen.contains(.kubernetesAudit) || seen.contains(.authenticator) || self.cluster != "CLUSTER"
      || evidence.objects.contains { if case .kubernetes = $0.body { true } else { false } }
    var spans: [Text: Window] = [:]
    for coverage in evidence.coverage {
      let known = spans[coverage.source]
      spans[coverage.source] = Window(
        from: min(known?.from ?? coverage.from, coverage.from), to: max(known?.to ?? coverage.to, coverage.to))
    }
    self.spans = spans
  }

  /// The kind of an inventory object: the Kubernetes kind, or a slug for AWS.
  private static func kind(of body: InventoryObject.Body) -> Text {
    switch body {
    case .kubernetes(let object): object.kind
    case .aws(.cluster): "cluster"
    case .aws(.instance): "instance"
    case .aws(.accessEntry), .aws(.accessPolicies): "access-entry"
    case .aws(.nodeGroup): "node-group"
    case .aws(.repository): "repository"
    case .aws(.addon): "addon"
    case .aws(.podIdentityAssociation): "pod-identity"
    case .aws(let object): object.typeName
    }
  }

  /// Start and end of what a log should cover, as options of the CloudWatch Logs commands.
  var logTimes: String {
    guard let wanted else { return "--start-time MILLISECONDS --end-time MILLISECONDS" }
    return "--start-time \(wanted.from.seconds * 1000) --end-time \(wanted.to.seconds * 1000 + 999)"
  }

  /// The same for CloudTrail.
  var trailTimes: String {
    guard let wanted else { return "--start-time TIME --end-time TIME" }
    return "--start-time \(wanted.from.wholeSecond) --end-time \(wanted.to.wholeSecond)"
  }

  /// The log group of the control plane, as a word of a shell command.
  var logGroup: String { ShellWord.quoted(Text("/aws/eks/\(cluster)/cluster")) }

  /// Whether a source was supplied.
  func has(_ source: Text) -> Bool { sources.contains { CoverageSource.matches($0, source) } }

  /// From when to when a source reaches; nil without it.
  func span(_ source: Text) -> Window? {
    spans.filter { CoverageSource.matches($0.key, source) }.values
      .reduce(nil) { Window(from: min($0?.from ?? $1.from, $1.from), to: max($0?.to ?? $1.to, $1.to)) }
  }
}
