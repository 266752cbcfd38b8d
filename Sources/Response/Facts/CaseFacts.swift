internal import CaseFolder
internal import Evidence
internal import Investigation

/// What exposures, steps and controls ask the investigation again and again, looked up once.
///
/// Used by one thread and thrown away after the answer.
final class CaseFacts {
  let investigation: Investigation
  let index: EventIndex
  let inventory: Inventory
  /// The cluster that the case is about, and its inventory object if there is one.
  let cluster: Text?
  /// In-cluster keys of the graph by what follows the cluster's name.
  let pathIndex: PathIndex
  /// Where each Kubernetes secret is used, by `namespace/name`.
  let uses: [Text: [SecretUse]]
  /// The actor's events that agree in all that tests look at.
  private let actorGroups: ActorGroups
  /// The pods in which the actor ran commands.
  private(set) lazy var enteredPods: [EnteredPod] = findEnteredPods()
  /// Every binding by its kind and `namespace/name`.
  private(set) lazy var bindingsByPath: [Text: BindingHistory] = Dictionary(
    investigation.bindings.map { (Text("\($0.kind.string)/\($0.path.string)"), $0) },
    uniquingKeysWith: { first, _ in first })
  /// The bindings that name a service account, by its user name.
  private(set) lazy var bindingsByServiceAccount: [Text: [BindingHistory]] = {
    var found: [Text: [BindingHistory]] = [:]
    for binding in investigation.bindings {
      let accounts = binding.subjects.filter { $0.kind == "ServiceAccount" }
      for name in Set(accounts.map(\.subjectName)) { found[name, default: []].append(binding) }
    }
    return found
  }()
  private let parser = JSONParser()
  private var bodies: [Int: JSONValue] = [:]

  init(_ investigation: Investigation) {
    self.investigation = investigation
    index = EventIndex(investigation)
    inventory = Inventory(investigation.evidence)
    actorGroups = ActorGroups(investigation)
    uses = inventory.secretUses()
    pathIndex = PathIndex(investigation.graph)
    cluster = inventory.clusters.first?.value.name ?? Self.busiestCluster(investigation)
  }

  var evidence: Evidence { investigation.evidence }
  var graph: EntityGraph { investigation.graph }
  var actor: ActorProfile { investigation.actor }
  var cutOff: Timestamp? { investigation.windows.cutOff }

  /// A moment of the metrics, such as `T4`.
  func moment(_ name: Text) -> Timestamp? { investigation.metrics.times[name]?.at }

  /// The event at an index.
  func view(_ index: Int) -> EventView {
    EventView(index: index, event: evidence.events[index], symbols: evidence.events.symbols)
  }

  /// The actor's events that a test picks, in time order. The test sees one event for all that agree in source,
  /// outcome,
  /// action, resource, actor, principal id and in whether they only read: it may look at nothing else.
  func actorEvents(where test: (Event) -> Bool) -> [EventView] {
    actorGroups.groups.filter { test(evidence.events[$0[0]]) }.flatMap { $0 }.sorted().map(view)
  }

  /// CloudTrail events of a call, in time order, the actor's left out unless asked for.
  func calls(_ name: Text, byActor: Bool = false) -> [EventView] {
    (index.calls[name] ?? []).filter { (index.sides[$0] == 1) == byActor }.map(view)
  }

  /// CloudTrail events of a call by anybody, in time order.
  func allCalls(_ name: Text) -> [EventView] { (index.calls[name] ?? []).map(view) }

  /// Changing requests on a Kubernetes resource, in time order, the actor's left out unless asked for.
  func changes(_ resource: Text, byActor: Bool = false) -> [EventView] {
    (index.changes[resource] ?? []).filter { (index.sides[$0] == 1) == byActor }.map(view)
  }

  /// Changing requests by others than the actor on one object, in time order.
  func changes(_ resource: Text, to path: Text) -> [EventView] {
    let bytes = path.split(UInt8(ascii: "/"))
    let name = symbol(bytes.last ?? path)
    let events = evidence.events
    return (index.changes[resource] ?? []).filter { events.name[$0] == name && index.sides[$0] != 1 }.map(view)
      .filter { $0.path == path }
  }

  /// The symbol of a text, or one that no event carries.
  func symbol(_ text: Text) -> Symbol {
    evidence.events.symbols.lookup(text) ?? Symbol(id: .max)
  }

  /// The record behind an event, null when it was not kept.
  func body(_ view: EventView) -> JSONValue {
    if let body = bodies[view.index] { return body }
    var body = JSONValue.null
    if let bytes = evidence.events.record(view.index), let parsed = try? parser.parse(bytes) {
      body = parsed
    }
    bodies[view.index] = body
    return body
  }

  /// A text that names a JSON document, such as `policyDocument`, as a value.
  func document(_ text: Text) -> JSONValue? { try? parser.parse(text.utf8) }

  /// Where an event stands.
  func citation(_ view: EventView) -> Citation { evidence.citation(ofEvent: view.index) }

  /// Where the event at an index stands.
  func citation(_ index: Int) -> Citation { evidence.citation(ofEvent: index) }

  private static func busiestCluster(_ investigation: Investigation) -> Text? {
    let events = investigation.evidence.events
    var counts: [Symbol: Int] = [:]
    for index in investigation.actor.events {
      let event = events[index]
      if event.source == .kubernetesAudit, !event.scope.isNone { counts[event.scope, default: 0] += 1 }
    }
    return counts.map { (events.text($0.key), $0.value) }.min { ($1.1, $0.0) < ($0.1, $1.0) }?.0
  }
}
