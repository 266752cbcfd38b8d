internal import CaseFolder
internal import Evidence
internal import Investigation

extension StepContext {
  /// What becomes of the pods of an instance's node when the node goes: only a controller other than a DaemonSet, and
  /// one that is still there, starts a pod elsewhere.
  func podsLost(withInstance id: Text) -> [Prose] {
    let pods = pods(onInstance: id).map(\.value)
    guard !pods.isEmpty else {
      return ["Which pods run on the node is not in the evidence. Pods without a controller do not come back."]
    }
    var replaced: [Text] = []
    var bound: [Text] = []
    var lost: [Text] = []
    for pod in pods {
      if pod.metadata.owners.isEmpty || isOwnerDeleted(pod.metadata) {
        lost.append(pod.path)
      } else if pod.metadata.owners.contains(where: { $0.kind == "DaemonSet" || $0.kind == "Node" }) {
        bound.append(pod.path)
      } else {
        replaced.append(pod.path)
      }
    }
    let groups: [(pods: [Text], end: Prose)] = [
      (replaced, "Their controllers start them on other nodes: "),
      (bound, "Pods of DaemonSets and of the node itself end with the node: "),
      (lost, "They do not come back, as they have no owner or it was deleted: "),
    ]
    return ["\(words: counted(pods.count, "pod")) on the node."]
      + groups.filter { !$0.pods.isEmpty }.map { $0.end + names($0.pods) + "." }
  }

  /// The instances on whose nodes pods run.
  func instances(of pods: [PodFacts]) -> Set<Text> {
    Set(pods.compactMap { $0.spec.nodeName.flatMap { facts.inventory.node(named: $0)?.value.facts.instanceID } })
  }

  /// The pods that end with the revocation or rotation of a credential.
  func endedPods(_ draft: ExposureDraft) -> [PodFacts] {
    switch draft.kind {
    case "kubernetes-secret": restarted(by: draft)
    case "service-account": facts.pods(runningAs: draft.namespace ?? "", draft.plainName).map(\.value)
    default: []
    }
  }

  /// Whether the workload behind a pod was deleted after the pod was made, and not made again.
  private func isOwnerDeleted(_ pod: ObjectMetadata) -> Bool {
    guard let owner = Inventory.workload(of: pod) else { return false }
    let plural = Text("\(owner.kind.asciiLowercased.string)s")
    let path = namespacedName(pod.namespace, owner.name)
    let changes = (facts.changes(plural) + facts.changes(plural, byActor: true)).filter {
      $0.succeeded && $0.path == path && $0.time > pod.created ?? .zero
    }
    guard let deleted = changes.filter({ $0.action == "delete" }).map(\.time).max() else { return false }
    return !changes.contains { $0.action == "create" && $0.time > deleted }
  }
}
