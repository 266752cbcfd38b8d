internal import CaseFolder
internal import Evidence

/// Events by neither actor nor responder that belong to the story: what enabled it, what controllers made of the actor's
/// objects, what services did for the response, and how the cluster came to be.
struct ContextEvents {
  /// Rising indexes into the events, by phase.
  private(set) var byPhase: [(phase: Text, indices: [Int])] = []

  private let store: EventStore
  private let actorEvents: [Int]

  init(_ investigation: Investigation, _ reader: EventReader, actorEvents: [Int]) {
    store = investigation.evidence.events
    self.actorEvents = actorEvents
    let known = Set(actorEvents).union(investigation.actor.responderEvents)
    let enabling = EnablingBindings(investigation).bindings
    let enablingNames = Set(enabling.compactMap { store.symbols.lookup($0.name) })
    let workloads = createdWorkloads()
    let touched = touchedNames(investigation)
    let firstAct = actorEvents.first { store[$0].outcome == .success }.map { store[$0].time } ?? .max
    var exposure: [Int] = []
    var followUps: [Int] = []
    var inventory: [Int] = []
    var response: [Int] = []
    var verdicts: [UInt64: Bool] = [:]
    let words = Words(store)
    for index in store.indices where !known.contains(index) {
      let event = store[index]
      guard event.outcome == .success else { continue }
      if event.source == .cloudTrail {
        if event.action == words.createCluster || event.action == words.createNodegroup { inventory.append(index) }
        if event.actor.isNone, !event.name.isNone, touched.contains(event.name) { response.append(index) }
        continue
      }
      guard event.source == .kubernetesAudit else { continue }
      if event.action == words.create || event.action == words.update || event.action == words.patch,
        event.resource == words.clusterRoleBindings || event.resource == words.roleBindings,
        enablingNames.contains(event.name), event.time < firstAct
      {
        exposure.append(index)
      } else if words.podResources.contains(event.resource), event.time >= firstAct,
        event.action == words.create || event.action == words.patch
      {
        let key = UInt64(event.namespace.id) << 32 | UInt64(event.name.id)
        let follows =
          event.name.isNone
          ? workloads.contains { $0.namespace == event.namespace && abs($0.time - event.time) < 60_000_000 }
          : verdicts[key]
            ?? workloads.contains { work in
              work.namespace == event.namespace && store.text(event.name).hasPrefix(work.prefix)
            }
        if !event.name.isNone { verdicts[key] = follows }
        if follows { followUps.append(index) }
      }
    }
    byPhase = [("exposure", exposure), ("other", inventory), ("execution", followUps), ("response", response)]
  }

  private struct CreatedWorkload {
    let namespace: Symbol
    let prefix: Text
    let time: Int64
  }

  private func createdWorkloads() -> [CreatedWorkload] {
    let words = Words(store)
    return actorEvents.map { store[$0] }
      .filter { $0.outcome == .success && $0.action == words.create && words.workloads.contains($0.resource) }
      .map {
        CreatedWorkload(namespace: $0.namespace, prefix: Text(store.text($0.name).string + "-"), time: $0.time)
      }
  }

  /// Names in AWS calls that actor or responders made.
  private func touchedNames(_ investigation: Investigation) -> Set<Symbol> {
    Set(
      (actorEvents + investigation.actor.responderEvents).lazy.map { store[$0] }
        .filter { $0.source == .cloudTrail && !$0.name.isNone }.map(\.name))
  }
}

/// Symbols of the words that a pass over all events compares with.
struct Words {
  let create, update, patch, delete, createCluster, createNodegroup, clusterRoleBindings, roleBindings: Symbol?
  let podResources, workloads: Set<Symbol>

  init(_ store: EventStore) {
    func symbol(_ text: Text) -> Symbol? { store.symbols.lookup(text) }
    create = symbol("create")
    update = symbol("update")
    patch = symbol("patch")
    delete = symbol("delete")
    createCluster = symbol("CreateCluster")
    createNodegroup = symbol("CreateNodegroup")
    clusterRoleBindings = symbol("clusterrolebindings")
    roleBindings = symbol("rolebindings")
    podResources = Set(["pods", "pods/binding", "pods/status"].compactMap(symbol))
    workloads = Set(
      ["deployments", "daemonsets", "statefulsets", "replicasets", "replicationcontrollers", "jobs", "cronjobs"]
        .compactMap(symbol))
  }
}
