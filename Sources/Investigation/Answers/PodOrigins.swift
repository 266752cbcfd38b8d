internal import CaseFolder
internal import Evidence

/// What a pod goes back to: the creation of its topmost owner, which a person or a program asked for, and not the
/// controller that made the pod (domain question 2.6).
struct PodOrigin {
  /// The owners, the pod's own one first: kind in the plural, and name.
  let owners: [(kind: Text, name: Text)]
  /// The event that created the topmost owner, or the pod when nothing owns it.
  let creation: Int?

  /// The topmost owner as people write it: `daemonsets kube-system/node-tuner`; nil for a pod of its own.
  func top(_ namespace: Text) -> Text? {
    owners.last.map { Text("\($0.kind) \(namespace)/\($0.name)") }
  }
}

/// Finds the origins of pods.
struct PodOrigins {
  private let graph: EntityGraph
  private let changes: ObjectChanges
  /// A chain of owners is never longer.
  private static let depth = 5

  init(_ investigation: Investigation, _ changes: ObjectChanges) {
    graph = investigation.graph
    self.changes = changes
  }

  /// Where a pod comes from.
  func origin(of pod: PodRecord) -> PodOrigin {
    var owners = pod.owners.prefix(1).map { (kind: GraphBuilder.plural($0.kind), name: $0.name) }
    while let last = owners.last, owners.count < Self.depth, let next = owner(of: last, pod) { owners.append(next) }
    guard let top = owners.last else {
      return PodOrigin(
        owners: [],
        creation: changes.creation("pods", pod.namespace, pod.name, cluster: pod.cluster, until: pod.created))
    }
    return PodOrigin(
      owners: owners,
      creation: changes.creation(top.kind, pod.namespace, top.name, cluster: pod.cluster, until: pod.created))
  }

  /// The owner of an owner: as a record says it, else by the name that deployments and cron jobs give what they own.
  private func owner(of owner: (kind: Text, name: Text), _ pod: PodRecord) -> (kind: Text, name: Text)? {
    let key = EntityKey.ofKind(.workload, pod.cluster, owner.kind, pod.namespace, owner.name)
    if let known = graph.edges(to: key, type: .owns).first(where: { $0.from.type == .workload })?.from {
      let parts = known.key.split(UInt8(ascii: "/"))
      if parts.count >= 2 { return (parts[parts.count == 4 ? 1 : 0], parts[parts.count - 1]) }
    }
    let parents: [Text: Text] = ["replicasets": "deployments", "jobs": "cronjobs"]
    guard let parent = parents[owner.kind] else { return nil }
    var bytes = Array(owner.name.utf8)
    guard let dash = bytes.lastIndex(of: UInt8(ascii: "-")), dash > 0 else { return nil }
    bytes.removeSubrange(dash...)
    let name = Text(bytes: bytes)
    let isKnown =
      graph[.ofKind(.workload, pod.cluster, parent, pod.namespace, name)] != nil
      || changes.creation(parent, pod.namespace, name, cluster: pod.cluster, until: pod.created) != nil
    return isKnown ? (parent, name) : nil
  }
}
