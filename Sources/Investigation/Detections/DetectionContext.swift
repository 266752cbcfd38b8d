internal import CaseFolder
internal import Evidence

/// What investigation rules look at.
final class DetectionContext {
  let investigation: Investigation
  let reader: EventReader
  let addresses: AddressBook
  private let responders: Set<Int>
  private var noise: EventNoise

  init(_ investigation: Investigation) {
    self.investigation = investigation
    reader = EventReader(investigation.evidence)
    addresses = AddressBook(investigation.evidence)
    responders = Set(investigation.actor.responderEvents)
    noise = EventNoise(investigation.evidence.events)
  }

  var store: EventStore { investigation.evidence.events }

  /// Whether a caller belongs to the control plane, to a node or to the controllers of `kube-system`.
  func isSystem(_ actor: Symbol) -> Bool { noise.isSystem(actor) }

  /// Whether an event is a responder's.
  func isResponder(_ index: Int) -> Bool { responders.contains(index) }

  /// The callers of the case's events, by source, credential and address.
  private(set) lazy var groups = EventGroups(store)

  /// How workloads changed.
  private(set) lazy var workloads = WorkloadHistory(reader, store)

  /// Addresses from which the machines of the cluster themselves come, though they are nobody's in the inventory: several
  /// nodes stand behind one only when it is their NAT gateway.
  private(set) lazy var egress: Set<Symbol> = {
    var nodes: [Symbol: Set<Symbol>] = [:]
    for group in groups.groups where group.source == .kubernetesAudit && group.firstSuccess != nil {
      if store.text(group.actor).hasPrefix("system:node:") { nodes[group.address, default: []].insert(group.actor) }
    }
    return Set(nodes.filter { $0.value.count > 1 }.keys)
  }()

  /// Whether an address is an outsider's: not of the case's networks, machines or NAT gateways.
  func isOutside(_ address: Symbol) -> Bool {
    !egress.contains(address) && addresses.isForeign(store.text(address))
  }

  /// Whether an event lies in or after the finding window, so that the baseline can call it new; false without a baseline
  /// that is long enough.
  func canBeNew(_ index: Int) -> Bool {
    guard Novelty.hasBaseline(investigation.windows), let window = investigation.windows.finding else { return false }
    return !store.flags[index].contains(.undated) && store.time[index] >= window.from.microseconds
  }

  /// When the actor's access ended as far as the evidence shows.
  var contained: Timestamp? {
    [investigation.metrics.times["T4"]?.at, investigation.metrics.times["T4x"]?.at].compactMap { $0 }.min()
  }

  /// A hit of some events, rising; nil without any.
  func hit(_ rule: Text, _ subject: Text, _ events: [Int], _ text: Prose) -> InvestigationHit? {
    guard let first = events.first, let last = events.last else { return nil }
    return InvestigationHit(
      rule: rule, subject: subject, text: text, first: store.timestamp(first), last: store.timestamp(last),
      count: events.count, citations: reader.citations(events))
  }
}

/// Events by a key, in the order in which the keys first occur.
struct EventsByKey<Key: Hashable> {
  private var order: [Key] = []
  private var events: [Key: [Int]] = [:]

  mutating func add(_ index: Int, to key: Key) {
    if events[key] == nil { order.append(key) }
    events[key, default: []].append(index)
  }

  /// The keys with their events.
  var all: [(key: Key, events: [Int])] { order.map { ($0, events[$0] ?? []) } }
}
