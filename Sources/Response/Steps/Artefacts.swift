internal import CaseFolder
internal import Evidence
internal import Investigation

/// A Kubernetes object that the actor made or changed.
struct Artefact {
  var resource: Text
  var cluster: Text
  var namespace: Text
  var name: Text
  var isCreated: Bool
  var at: Timestamp
  var citations: [Citation]
  var deletion: EventView?
  /// Whether it is, or starts, a pod that can reach its node, as the request's body says.
  var reachesHost = false
  /// When a later snapshot of its kind no longer shows it.
  var absentAt: Timestamp?

  var path: Text { namespacedName(namespace, name) }
  /// `daemonsets/kube-system/node-tuner`.
  var id: Text { Text("\(resource.string)/\(path.string)") }
}

extension CaseFacts {
  /// What the actor made or changed in the cluster and what became of it; requests that only ask (reviews) or act on
  /// another
  /// object (subresources), and secrets, which have their own step, are left out.
  func artefacts() -> [Artefact] {
    let skipped: Set<Text> = [
      "selfsubjectaccessreviews", "selfsubjectrulesreviews", "subjectaccessreviews", "localsubjectaccessreviews",
      "selfsubjectreviews", "tokenreviews", "events", "leases", "secrets", "bindings",
    ]
    let verbs = Set(["create", "update", "patch"].map(symbol))
    var found: [Text: Artefact] = [:]
    for event in actorEvents(where: { $0.source == .kubernetesAudit && verbs.contains($0.action) })
    where event.succeeded && !event.name.isEmpty {
      let resource = event.resource
      guard !resource.contains("/"), !skipped.contains(resource) else { continue }
      let key = Text("\(resource.string)/\(event.path.string)")
      if var known = found[key] {
        if known.citations.count < ExposureBook.citationsKept { known.citations.append(citation(event)) }
        known.isCreated = known.isCreated || event.action == "create"
        found[key] = known
      } else {
        found[key] = Artefact(
          resource: resource, cluster: event.scope, namespace: event.namespace, name: event.name,
          isCreated: event.action == "create", at: event.time, citations: [citation(event)],
          reachesHost: reachesHost(body(event)["requestObject"] ?? .null))
      }
    }
    return found.keys.sorted().compactMap { found[$0] }.map { artefact in
      var artefact = artefact
      artefact.deletion = changes(artefact.resource, to: artefact.path).last {
        $0.succeeded && $0.action == "delete" && $0.time >= artefact.at
      }
      artefact.absentAt = absence(artefact)
      return artefact
    }
  }

  /// Whether the specification of a pod, or of a workload's template, gives it the host: privileged, host namespaces,
  /// host files.
  private func reachesHost(_ object: JSONValue) -> Bool {
    let spec = object["spec"] ?? .null
    let pod = spec["jobTemplate"]?["spec"]?["template"]?["spec"] ?? spec["template"]?["spec"] ?? spec
    if ["hostPID", "hostNetwork", "hostIPC"].contains(where: { pod[$0]?.flag == true }) { return true }
    if pod["volumes"]?.items.contains(where: { $0["hostPath"] != nil }) ?? false { return true }
    let containers = (pod["containers"]?.items ?? []) + (pod["initContainers"]?.items ?? [])
    return containers.contains { $0["securityContext"]?["privileged"]?.flag == true }
  }

  /// When a snapshot that is newer than an artefact no longer shows it.
  private func absence(_ artefact: Artefact) -> Timestamp? {
    func judge(_ sightings: [(path: Text, observed: Timestamp?)]) -> Timestamp? {
      guard let newest = sightings.compactMap(\.observed).max(), newest > artefact.at else { return nil }
      return sightings.contains { $0.path == artefact.path } ? nil : newest
    }
    switch artefact.resource {
    case "serviceaccounts":
      return judge(
        inventory.serviceAccounts.map {
          (namespacedName($0.value.metadata.namespace, $0.value.metadata.name), $0.observed)
        })
    case "clusterrolebindings":
      let bindings = inventory.bindings.filter { ($0.value.metadata.namespace ?? "").isEmpty }
      return judge(bindings.map { ($0.value.metadata.name, $0.observed) })
    case "rolebindings":
      let bindings = inventory.bindings.filter { !($0.value.metadata.namespace ?? "").isEmpty }
      return judge(bindings.map { (namespacedName($0.value.metadata.namespace, $0.value.metadata.name), $0.observed) })
    default: return nil
    }
  }

  /// Pods of a workload that a snapshot shows, and of which no record tells the end.
  func livingPods(ofWorkload path: Text, kind: Text) -> [Sighted<PodFacts>] {
    inventory.pods.filter { pod in
      guard let owner = Inventory.workload(of: pod.value.metadata) else { return false }
      let plural = Text("\(owner.kind.asciiLowercased.string)s")
      guard plural == kind, namespacedName(pod.value.metadata.namespace, owner.name) == path else { return false }
      let hasEnded = changes("pods", to: pod.value.path).contains {
        $0.succeeded && $0.action == "delete"
          && $0.time > pod.observed ?? .zero
      }
      return !hasEnded
    }
  }
}
