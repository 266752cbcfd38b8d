package import CaseFolder
internal import Evidence

extension GraphBuilder {
  /// At most so many bodies about pods are parsed; what is beyond is left to snapshots.
  private static let podBodies = 4_000

  /// Rebuilds pods that began or ended from a moment on, so that those which no snapshot holds are known too (domain fact
  /// F22): their creation, the node that the scheduler chose, the image digests that the kubelet reported, their end.
  package mutating func addPodLives(from start: Timestamp) {
    let events = evidence.events
    let symbols = ["pods", "pods/binding", "pods/status", "create", "patch", "update", "delete"]
      .map { events.symbols.lookup(Text($0)) ?? Symbol(id: .max) }
    let (pod, binding, status) = (symbols[0], symbols[1], symbols[2])
    let writes = Set(symbols[3...5])
    var budget = Self.podBodies
    for index in events.indices
    where events.time[index] >= start.microseconds && events.outcome[index] == .success
      && events.source[index] == .kubernetesAudit
    {
      let resource = events.resource[index]
      guard resource == pod || resource == binding || resource == status else { continue }
      if resource == pod, events.action[index] == symbols[6] { endPod(index) }
      guard writes.contains(events.action[index]), budget > 0, events.kept[index] > 0 else { continue }
      // Labels and conditions of pods change all the time; only their creation and their placement matter.
      if resource == pod, events.action[index] != symbols[3] { continue }
      if resource == status, !isYoung(index, start) { continue }
      budget -= 1
      guard let record = bodies.record(index) else { continue }
      switch resource {
      case pod: addCreatedPod(index, record)
      case binding: addPlacement(index, record)
      default: addStatus(index, record)
      }
    }
  }

  private func name(_ index: Int) -> (cluster: Text, namespace: Text, name: Text) {
    let events = evidence.events
    return (
      clusters.resolve(events.text(events.scope[index])), events.text(events.namespace[index]),
      events.text(events.name[index])
    )
  }

  /// Whether a status is about a pod that began since the start, or that no record knows yet.
  private func isYoung(_ index: Int, _ start: Timestamp) -> Bool {
    let (cluster, namespace, name) = name(index)
    guard let known = pods.pod(cluster, namespace, name, at: evidence.events.timestamp(index)) else { return true }
    return known.created.map { $0 >= start.wholeSecond } ?? true
  }

  private mutating func addCreatedPod(_ index: Int, _ record: JSONValue) {
    guard let object = AuditBodyReader.body(of: record).object, case .pod = object.content else { return }
    add(
      object, cluster: name(index).cluster, observed: evidence.events.timestamp(index), citation: citation(index))
  }

  private mutating func addPlacement(_ index: Int, _ record: JSONValue) {
    guard let request = record["requestObject"], let node = request["target"]?["name"]?.nonEmptyText else { return }
    let (cluster, namespace, name) = name(index)
    let time = evidence.events.timestamp(index)
    var known =
      pods.pod(cluster, namespace, name, at: time)
      ?? PodRecord(
        cluster: cluster, namespace: namespace, name: name, uid: request["metadata"]?["uid"]?.nonEmptyText)
    known.created = known.created ?? time
    known.node = node
    known.citation = known.citation ?? citation(index)
    pods.add(known)
    graph.note(known.key, name: Text("\(namespace.string)/\(name.string)"), at: time, citation: citation(index))
    graph.relate(
      known.key, .scheduledOn, .inCluster(.node, cluster, nil, node), from: time, citation: citation(index))
  }

  private mutating func addStatus(_ index: Int, _ record: JSONValue) {
    let (cluster, namespace, name) = name(index)
    let time = evidence.events.timestamp(index)
    guard let object = AuditBodyReader.body(of: record).object, case .pod(_, let status) = object.content,
      !status.containers.isEmpty
    else { return }
    let key = pods.key(cluster, namespace, name, at: time)
    graph.note(key, name: Text("\(namespace.string)/\(name.string)"), at: time, citation: citation(index))
    pods.start(status.containers, in: key)
    addContainers(status.containers, of: key, spec: nil, at: time, citation(index))
  }

  private mutating func endPod(_ index: Int) {
    guard !evidence.events.name[index].isNone else { return }
    let (cluster, namespace, name) = name(index)
    let time = evidence.events.timestamp(index)
    let key = pods.key(cluster, namespace, name, at: time)
    pods.end(cluster, namespace, name, at: time)
    if graph[key] != nil { graph.close(key, at: time) }
  }
}
