internal import CaseFolder
internal import Evidence

/// The creations and deletions of Kubernetes objects that the audit log holds: what made an object, and what is gone that
/// a snapshot no longer shows. One pass over symbols.
struct ObjectChanges {
  /// What tells objects of one cluster apart.
  struct Key: Hashable {
    let scope, resource, namespace, name: Symbol
  }

  /// Successful creations with a name, rising.
  private(set) var creations: [Key: [Int]] = [:]
  /// Successful deletions, rising.
  private(set) var deletions: [Int] = []

  private let store: EventStore

  init(_ store: EventStore) {
    self.store = store
    let words = Words(store)
    let collection = store.symbols.lookup("deletecollection")
    var routine: [Symbol: Bool] = [:]
    guard words.create != nil || words.delete != nil || collection != nil else { return }
    for index in store.indices {
      let action = store.action[index]
      guard action == words.create || action == words.delete || action == collection,
        store.outcome[index] == .success, store.source[index] == .kubernetesAudit
      else { continue }
      let resource = store.resource[index]
      let isRoutine =
        routine[resource]
        ?? {
          let answer = Self.isRoutine(store.text(resource))
          routine[resource] = answer
          return answer
        }()
      if isRoutine { continue }
      guard action == words.create else {
        deletions.append(index)
        continue
      }
      if !store.name[index].isNone { creations[key(of: index), default: []].append(index) }
    }
  }

  /// What an event was about.
  func key(of index: Int) -> Key {
    Key(
      scope: store.scope[index], resource: store.resource[index], namespace: store.namespace[index],
      name: store.name[index])
  }

  /// The last creation of an object up to a moment; nil when the log holds none.
  func creation(
    _ resource: Text, _ namespace: Text?, _ name: Text, cluster: Text, until time: Timestamp?
  ) -> Int? {
    guard let resource = store.symbols.lookup(resource), let name = store.symbols.lookup(name),
      let namespace = store.symbols.lookup(namespace ?? "")
    else { return nil }
    // Logs that do not tell their cluster are of the case's only one.
    return [store.symbols.lookup(cluster), Symbol.none].compactMap { $0 }.lazy
      .compactMap { creations[Key(scope: $0, resource: resource, namespace: namespace, name: name)] }.first?
      .last { index in time.map { store.time[index] <= $0.microseconds + 999_999 } ?? true }
  }

  /// Objects that come and go by themselves.
  private static func isRoutine(_ resource: Text) -> Bool {
    resource.contains("/") || resource.hasSuffix("reviews")
      || ["events", "leases", "endpoints", "endpointslices", "controllerrevisions"].contains(resource)
  }
}
