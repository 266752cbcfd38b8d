internal import CaseFolder
internal import Evidence

/// An object that the actor made, and what became of it.
struct ActorArtefact {
  /// The index of its creation.
  let created: Int
  let resource: Text
  let object: Text
  let isWorkload: Bool
  /// The index of its deletion.
  var removed: Int?
  /// Whether deletions of its pods are recorded after it was removed.
  var isEnded = false
}

/// The Kubernetes objects that the actor made.
struct ActorArtefacts {
  private(set) var all: [ActorArtefact] = []
  /// Whether the actor also made something in AWS, which is not followed.
  private(set) var madeInAWS = false

  private struct Identity: Hashable {
    let scope, namespace, resource, name: Symbol
  }

  init(_ investigation: Investigation, _ reader: EventReader) {
    let store = investigation.evidence.events
    let words = Words(store)
    var identities: [Identity: Int] = [:]
    var workloads: [(artefact: Int, namespace: Symbol, prefix: Text)] = []
    for index in investigation.actor.events {
      let event = store[index]
      let resource = reader.text(event.resource)
      if event.source == .cloudTrail, event.outcome == .success, reader.text(event.action).hasPrefix("Create") {
        madeInAWS = true
      }
      guard event.source == .kubernetesAudit, event.outcome == .success, event.action == words.create,
        !event.name.isNone, !resource.contains("/"), !resource.hasSuffix("reviews")
      else { continue }
      let isWorkload = words.workloads.contains(event.resource) || resource == "pods"
      identities[
        Identity(scope: event.scope, namespace: event.namespace, resource: event.resource, name: event.name)] =
        all.count
      if isWorkload {
        let name = reader.text(event.name)
        workloads.append((all.count, event.namespace, resource == "pods" ? name : Text(name.string + "-")))
      }
      all.append(
        ActorArtefact(
          created: index, resource: resource, object: reader.object(event), isWorkload: isWorkload))
    }
    guard !all.isEmpty else { return }
    let pods = store.symbols.lookup("pods")
    for index in store.indices {
      let event = store[index]
      guard event.source == .kubernetesAudit, event.outcome == .success, event.action == words.delete else { continue }
      if let place = identities[
        Identity(scope: event.scope, namespace: event.namespace, resource: event.resource, name: event.name)],
        index > all[place].created
      {
        all[place].removed = index
      }
      if event.resource == pods {
        for workload in workloads
        where workload.namespace == event.namespace && index > all[workload.artefact].created
          && reader.text(event.name).hasPrefix(workload.prefix)
        {
          all[workload.artefact].isEnded = true
        }
      }
    }
  }
}
