package import CaseFolder
package import Evidence

/// A pod as it lived, from snapshots and audit log together.
package struct PodRecord: Sendable {
  /// What identifies it.
  package let key: EntityKey
  /// The cluster it belongs to.
  package let cluster: Text
  /// Its namespace; nil or empty when it is cluster-wide.
  package let namespace: Text
  /// Its name.
  package let name: Text
  /// Its unique id.
  package var uid: Text?
  /// When it was created.
  package var created: Timestamp?
  /// When it was deleted.
  package var deleted: Timestamp?
  /// Its specification.
  package var spec: PodSpec?
  /// The node it runs on.
  package var node: Text?
  /// Its owners.
  package var owners: [ObjectOwner] = []
  /// Its labels.
  package var labels: [Tag] = []
  /// What ran in it, as snapshot or kubelet reported it.
  package var containers: [ContainerStatus] = []
  /// When it started, according to its status.
  package var started: Timestamp?
  /// Whether a snapshot shows it.
  package var isInSnapshot = false
  /// The record that proves it.
  package var citation: Citation?

  /// A pod with its identity; the rest is filled in.
  package init(cluster: Text, namespace: Text, name: Text, uid: Text?) {
    key = .pod(cluster, namespace, name, uid: uid)
    self.cluster = cluster
    self.namespace = namespace
    self.name = name
    self.uid = uid
  }

  /// Whether the pod can have existed at a moment.
  package func existed(at time: Timestamp) -> Bool {
    // Creation times of Kubernetes have whole seconds; the request that made the pod may be later within that second.
    (created.map { $0.wholeSecond <= time } ?? true) && (deleted.map { time <= $0 } ?? true)
  }
}

/// Pods by name and time. Two pods of one name are never one (domain rule 8.1, merge safety).
package struct PodIndex: Sendable {
  private var pods: [EntityKey: [PodRecord]] = [:]
  private var names: [EntityKey: EntityKey] = [:]

  /// No pods.
  package init() {}

  /// All pods, by key.
  package var all: [PodRecord] { pods.values.joined().sorted { $0.key < $1.key } }

  /// The record of a pod.
  package subscript(key: EntityKey) -> PodRecord? {
    names[key].flatMap { pods[$0]?.first { $0.key == key } }
  }

  /// Adds a pod, or completes the one with the same uid.
  package mutating func add(_ record: PodRecord) {
    let name = EntityKey.pod(record.cluster, record.namespace, record.name, uid: nil)
    guard let index = pods[name]?.firstIndex(where: { $0.uid == record.uid }) else {
      pods[name, default: []].append(record)
      names[record.key] = name
      return
    }
    var known = pods[name]![index]
    known.created = known.created ?? record.created
    known.deleted = known.deleted ?? record.deleted
    known.spec = known.spec ?? record.spec
    known.node = known.node ?? record.node
    if known.owners.isEmpty { known.owners = record.owners }
    if known.labels.isEmpty { known.labels = record.labels }
    if known.containers.isEmpty { known.containers = record.containers }
    known.started = known.started ?? record.started
    known.isInSnapshot = known.isInSnapshot || record.isInSnapshot
    known.citation = known.citation ?? record.citation
    pods[name]![index] = known
  }

  /// The pod of a name at a moment; nil when none or several can have had the name.
  package func pod(_ cluster: Text, _ namespace: Text, _ name: Text, at time: Timestamp) -> PodRecord? {
    let candidates = (pods[.pod(cluster, namespace, name, uid: nil)] ?? []).filter { $0.existed(at: time) }
    return candidates.count == 1 ? candidates[0] : nil
  }

  /// The key of the pod of a name at a moment, without a uid when no record tells which pod it was.
  package func key(_ cluster: Text, _ namespace: Text, _ name: Text, at time: Timestamp) -> EntityKey {
    pod(cluster, namespace, name, at: time)?.key ?? .pod(cluster, namespace, name, uid: nil)
  }

  /// Says what ran in a pod, when no record told it yet.
  package mutating func start(_ containers: [ContainerStatus], in key: EntityKey) {
    guard let name = names[key], let index = pods[name]?.firstIndex(where: { $0.key == key }),
      pods[name]![index].containers.isEmpty
    else { return }
    pods[name]![index].containers = containers
  }

  /// Says that the pod of a name ended.
  package mutating func end(_ cluster: Text, _ namespace: Text, _ name: Text, at time: Timestamp) {
    guard let pod = pod(cluster, namespace, name, at: time), pod.deleted == nil else { return }
    let key = EntityKey.pod(cluster, namespace, name, uid: nil)
    guard let index = pods[key]?.firstIndex(where: { $0.key == pod.key }) else { return }
    pods[key]![index].deleted = time
  }
}
