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
    var services = ServiceActors(store)
    for index in store.indices where !known.contains(index) {
      let event = store[index]
      guard event.outcome == .success else { continue }
      if event.source == .cloudTrail {
        if event.action == words.createCluster || event.action == words.createNodegroup { inventory.append(index) }
        if !touched.isEmpty, services.contains(event.actor),
          let name = Self.serviceObject(event, index, reader), touched.contains(EntityKey.awsSecret(name).key)
        {
          response.append(index)
        }
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

  /// Callers that are services of AWS, each text looked at once.
  private struct ServiceActors {
    private let store: EventStore
    private var known: [Symbol: Bool] = [.none: true]

    init(_ store: EventStore) {
      self.store = store
    }

    mutating func contains(_ actor: Symbol) -> Bool {
      if let answer = known[actor] { return answer }
      let answer = store.text(actor).hasSuffix(".amazonaws.com")
      known[actor] = answer
      return answer
    }
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

  /// What AWS calls that change something name, when actor or responders made them; a secret by its name alone.
  private func touchedNames(_ investigation: Investigation) -> Set<Text> {
    let names = Set(
      (actorEvents + investigation.actor.responderEvents).lazy.map { store[$0] }
        .filter { $0.source == .cloudTrail && !$0.name.isNone && !$0.flags.contains(.readOnly) }.map(\.name))
    return Set(names.map { EntityKey.awsSecret(store.text($0)).key })
  }

  /// What an event of a service is about; a rotation names its secret outside the request.
  private static func serviceObject(_ event: Event, _ index: Int, _ reader: EventReader) -> Text? {
    if !event.name.isNone { return reader.text(event.name) }
    let body = reader.body(index)
    return body?["additionalEventData"]?["SecretId"]?.nonEmptyText
      ?? body?["serviceEventDetails"]?["secretId"]?.nonEmptyText
  }
}

/// Symbols of the words that a pass over all events compares with.
struct Words {
  let create, update, patch, delete, createCluster, createNodegroup, clusterRoleBindings, roleBindings: Symbol?
  let podResources, workloads, sessions: Set<Symbol>

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
    sessions = Set(["pods/exec", "pods/attach"].compactMap(symbol))
    workloads = Set(
      ["deployments", "daemonsets", "statefulsets", "replicasets", "replicationcontrollers", "jobs", "cronjobs"]
        .compactMap(symbol))
  }
}
