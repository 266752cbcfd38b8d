internal import CaseFolder
internal import Detection
internal import Evidence

/// How workloads changed from request to request, as far as the bodies in the audit log show it.
struct WorkloadHistory {
  /// One change of a workload.
  struct Change {
    enum Kind: Equatable {
      /// A container's image comes from another repository.
      case image(container: Text, from: Text, to: Text)
      /// A container that the workload did not have.
      case container(Text)
      /// More replicas.
      case replicas(from: Int, to: Int)
    }

    let event: Int
    let workload: Text
    let kind: Kind
  }

  /// All changes, in time order.
  private(set) var changes: [Change] = []

  private struct Key: Hashable {
    let scope: Symbol
    let kind: Text
    let namespace: Symbol
    let name: Symbol
  }

  fileprivate struct State {
    var images: [Text: Text] = [:]
    var replicas: Int?
  }

  private static let kinds: Set<Text> = ["deployments", "daemonsets", "statefulsets", "replicasets", "cronjobs"]

  /// The history in the audit events of a case.
  init(_ reader: EventReader, _ store: EventStore) {
    var states: [Key: State] = [:]
    var kinds: [Symbol: Text?] = [:]
    let verbs = Set((["create", "update", "patch"] as [Text]).compactMap { store.symbols.lookup($0) })
    for index in store.indices where store.source[index] == .kubernetesAudit && store.outcome[index] == .success {
      guard verbs.contains(store.action[index]), !store.name[index].isNone,
        let kind = Self.kind(store.resource[index], store, &kinds), let body = reader.body(index)
      else { continue }
      let key = Key(scope: store.scope[index], kind: kind, namespace: store.namespace[index], name: store.name[index])
      let workload = reader.object(store[index])
      var state = states[key] ?? State()
      let kinds = state.take(body)
      states[key] = state
      changes += kinds.map { Change(event: index, workload: workload, kind: $0) }
    }
  }

  /// `deployments` of `deployments` and `deployments/scale`; nil for what is no workload.
  private static func kind(_ symbol: Symbol, _ store: EventStore, _ known: inout [Symbol: Text?]) -> Text? {
    if let kind = known[symbol] { return kind }
    let parts = store.text(symbol).split(UInt8(ascii: "/"))
    let isMeant = kinds.contains(parts[0]) && (parts.count == 1 || parts[1] == "scale")
    known[symbol] = .some(isMeant ? parts[0] : nil)
    return isMeant ? parts[0] : nil
  }

  /// The repository of an image, without tag and digest.
  static func repository(_ image: Text) -> Text {
    let bytes = Array(image.utf8)
    let name = bytes.prefix { $0 != UInt8(ascii: "@") }
    let slash = name.lastIndex(of: UInt8(ascii: "/")) ?? name.startIndex
    guard let colon = name.lastIndex(of: UInt8(ascii: ":")), colon > slash else { return Text(bytes: name) }
    return Text(bytes: name[..<colon])
  }
}

extension WorkloadHistory.State {
  /// Takes over what a request's body shows, and says what is different from before.
  fileprivate mutating func take(_ body: JSONValue) -> [WorkloadHistory.Change.Kind] {
    var changes: [WorkloadHistory.Change.Kind] = []
    let answered = body["responseObject"].flatMap { CallTrait.podSpec(of: $0) }
    if let spec = answered ?? body["requestObject"].flatMap({ CallTrait.podSpec(of: $0) }) {
      let before = images
      // A whole object takes the place of what was known; a fragment only adds to it.
      if answered != nil { images = [:] }
      for container in ["containers", "initContainers"].flatMap({ spec[$0]?.items ?? [] }) {
        guard let name = container["name"]?.text, let image = container["image"]?.text else { continue }
        images[name] = image
        guard !before.isEmpty else { continue }
        guard let old = before[name] else {
          changes.append(.container(name))
          continue
        }
        if WorkloadHistory.repository(old) != WorkloadHistory.repository(image) {
          changes.append(.image(container: name, from: old, to: image))
        }
      }
    }
    let spec = body["responseObject"]?["spec"] ?? body["requestObject"]?["spec"]
    if let count = spec?["replicas"]?.int {
      if let old = replicas, count > old { changes.append(.replicas(from: old, to: count)) }
      replicas = count
    }
    return changes
  }
}
