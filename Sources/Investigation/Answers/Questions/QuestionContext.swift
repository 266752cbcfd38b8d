internal import CaseFolder
internal import Evidence

/// What questions look at.
final class QuestionContext {
  let investigation: Investigation
  let reader: EventReader
  let supply: EvidenceSupply
  /// The actor's events.
  let actorEvents: [Int]

  init(_ investigation: Investigation) {
    self.investigation = investigation
    reader = EventReader(investigation.evidence)
    supply = EvidenceSupply(investigation.evidence, investigation.windows)
    let reader = reader
    actorEvents = investigation.actor.events.filter { !reader.isAnsweredLogin($0) }
  }

  var evidence: Evidence { investigation.evidence }

  var store: EventStore { investigation.evidence.events }

  var windows: Windows { investigation.windows }

  private(set) lazy var book = AddressBook(investigation.evidence)

  /// Creations and deletions of Kubernetes objects.
  private(set) lazy var changes = ObjectChanges(store)

  /// The pods that can have run in the window, by name; all of them without a window.
  private(set) lazy var podsInWindow = investigation.pods.filter { $0.ran(in: windows.finding) }
    .sorted { ($0.path, $0.key) < ($1.path, $1.key) }

  /// Where each pod of the window comes from.
  private(set) lazy var origins: [EntityKey: PodOrigin] = {
    let finder = PodOrigins(investigation, changes)
    return Dictionary(podsInWindow.map { ($0.key, finder.origin(of: $0)) }, uniquingKeysWith: { first, _ in first })
  }()

  /// The accounts of the case: those that the manifest names, and those of its clusters and repositories.
  private(set) lazy var ownAccounts: Set<Text> = {
    var accounts = Set(evidence.manifest.ownAccounts)
    for object in evidence.objects {
      switch object.body {
      case .aws(.cluster(let cluster)): if let arn = ARN(cluster.arn) { accounts.insert(arn.account) }
      case .aws(.repository(let repository)): if let arn = ARN(repository.arn) { accounts.insert(arn.account) }
      default: break
      }
    }
    return accounts
  }()

  /// Whose an image is.
  func origin(ofImage image: Text) -> ImageOrigin {
    ImageRegistries.builtIn.origin(
      of: image, own: ownAccounts, approved: evidence.manifest.approvedRegistries)
  }

  /// What the signs of unusual pods look at.
  private(set) lazy var podSigns: PodSignContext = {
    let acts = Set(investigation.actor.events)
    let pods = origins.filter { $0.value.creation.map(acts.contains) ?? false }.keys
    let all = investigation.bindings.filter { $0.role.name == "cluster-admin" && wasThere($0) }
    return PodSignContext(
      actorsPods: Set(pods), administrators: Set(all.flatMap { $0.subjects.map(\.subjectName) }), own: ownAccounts,
      approved: evidence.manifest.approvedRegistries)
  }()

  /// Whether a binding can have been there in the window.
  private func wasThere(_ binding: BindingHistory) -> Bool {
    guard let window = windows.finding else { return true }
    return (binding.created.map { $0 <= window.to } ?? true) && (binding.deleted.map { $0 >= window.from } ?? true)
  }

  /// Who made something, from where, and when: "by … from … at …".
  func making(_ index: Int) -> Prose {
    let event = store[index]
    let from: Prose = event.address.isNone ? "" : " from \(address: reader.text(event.address))"
    return "by \(reader.text(event.actor))" + from + " at \(store.timestamp(index))"
  }

  /// The actor's requests to Kubernetes.
  private(set) lazy var requests: [Int] = actorEvents.filter { store.source[$0] == .kubernetesAudit }

  /// The requests to Kubernetes of people and programs that are no part of the cluster itself.
  var outsideRequests: [Int] {
    var noise = EventNoise(store)
    return store.indices.filter { store.source[$0] == .kubernetesAudit && !noise.isSystem(store.actor[$0]) }
  }

  /// In words, from when to when sources reach, and when snapshots were taken.
  func coverage(_ sources: [Text], kinds: [Text] = []) -> Prose {
    (sources.map { coverage(source: $0) } + kinds.map { coverage(kind: $0) }).joined("; ", last: "; ")
  }

  private func coverage(kind: Text) -> Prose {
    let name = Prose(parts: [.words(KindName.words(kind))])
    guard supply.kinds.contains(kind) else { return name + ": not supplied" }
    let times = supply.observed[kind] ?? []
    guard !times.isEmpty else { return name + ": supplied, without a time" }
    return name + ": as of " + times.map { "\($0)" as Prose }.joined()
  }

  private func coverage(source: Text) -> Prose {
    let name = Prose(parts: [.words(SourceName.words(source))])
    guard let span = supply.span(source) else { return name + ": not supplied" }
    let isExtract = evidence.coverage.contains { CoverageSource.matches($0.source, source) && $0.isExtract }
    return name + ": \(span.from) to \(span.to)" + (isExtract ? " (extract)" : "")
  }

  /// The commands that fetch what some gaps lack, of those that this case has.
  func commands(_ gaps: [Text]) -> [Text] {
    GapDefinition.all.filter { gaps.contains($0.id) && $0.isMissing(supply) }
      .compactMap { $0.command.map { Text($0(supply)) } }
  }

  /// Where a negative holds: "in the Kubernetes audit log from … to …".
  func within(_ source: Text) -> Prose {
    let name = Prose(parts: [.words(SourceName.words(source))])
    guard let span = supply.span(source) else { return "in the supplied " + name }
    return "in the supplied " + name + " from \(span.from) to \(span.to)"
  }
}

/// Sources in words for people.
enum SourceName {
  static func words(_ source: Text) -> String {
    switch source {
    case "kubernetes-audit": "Kubernetes audit log"
    case "cloudtrail": "CloudTrail"
    case "eks-authenticator": "EKS authenticator log"
    case "resolver": "Resolver query log"
    case "vpc-flow": "VPC flow logs"
    case "guardduty": "GuardDuty findings"
    default: source.string
    }
  }
}

/// Kinds of inventory in words for people.
enum KindName {
  static func words(_ kind: Text) -> String {
    switch kind {
    case "Pod": "pods"
    case "Node": "nodes"
    case "Secret": "secrets"
    case "ServiceAccount": "service accounts"
    case "ClusterRoleBinding": "cluster role bindings"
    case "RoleBinding": "role bindings"
    case "NetworkPolicy": "network policies"
    case "Namespace": "namespaces"
    case "cluster": "description of the cluster"
    case "instance": "instances"
    case "access-entry": "access entries"
    case "node-group": "node groups"
    case "repository": "image repositories"
    case "addon": "add-ons"
    default: kind.string
    }
  }
}
