internal import CaseFolder

/// How much a record's body matters.
package enum Retention: Sendable {
  /// Columns say all that anybody asks.
  case no
  /// Useful for placing pods, images and controllers; there can be many.
  case bulk
  /// Rights, credentials, execution, admission: what a case turns on.
  case priority
}

/// Decides, once per kind of request, which audit records keep their bodies.
struct AuditRetention {
  /// What is known about one resource's requests.
  struct Interest {
    var isMutating: Bool
    var retention: Retention
  }

  private enum Verb: UInt8 {
    case unknown, read, write, execute
  }

  private enum Resource: UInt8 {
    case unknown, other, priority, secrets, execution, routine
  }

  private enum Subject: UInt8 {
    case unknown, person, component
  }

  private var verbs: [Verb] = []
  private var resources: [Resource] = []
  private var subjects: [Subject] = []

  /// Resources whose changes decide who may do what, or what runs.
  private static let priority: Set<Text> = [
    "clusterrolebindings", "rolebindings", "clusterroles", "roles", "serviceaccounts", "serviceaccounts/token",
    "secrets", "networkpolicies", "mutatingwebhookconfigurations", "validatingwebhookconfigurations",
    "validatingadmissionpolicies", "validatingadmissionpolicybindings", "certificatesigningrequests",
    "certificatesigningrequests/approval", "nodes", "namespaces", "apiservices", "customresourcedefinitions",
    "deployments", "daemonsets", "statefulsets", "jobs", "cronjobs", "replicasets", "pods", "pods/binding",
    "pods/status", "pods/ephemeralcontainers", "configmaps",
  ]
  private static let execution: Set<Text> = [
    "pods/exec", "pods/attach", "pods/portforward", "pods/proxy", "services/proxy", "nodes/proxy",
  ]
  private static let mutations: Set<Text> = ["create", "update", "patch", "delete", "deletecollection", "post", "put"]
  private static let routine: Set<Text> = [
    "leases", "events", "endpoints", "endpointslices", "tokenreviews", "subjectaccessreviews", "nodes/status",
  ]

  /// What the body of an event's record is worth.
  mutating func interest(in event: Event, _ symbols: SymbolTable) -> Interest {
    let verb = verb(event.action, symbols)
    let resource = resource(event.resource, symbols)
    let isMutating = verb == .write && resource != .routine || resource == .execution
    if resource == .routine { return Interest(isMutating: verb == .write, retention: .no) }
    if resource == .execution { return Interest(isMutating: true, retention: .priority) }
    let isComponent = subject(event.actor, symbols) == .component
    if verb == .read {
      return Interest(isMutating: false, retention: resource == .secrets && !isComponent ? .bulk : .no)
    }
    return Interest(isMutating: isMutating, retention: isComponent || resource == .other ? .bulk : .priority)
  }

  private mutating func verb(_ symbol: Symbol, _ symbols: SymbolTable) -> Verb {
    Self.cached(&verbs, symbol, .unknown) {
      Self.mutations.contains(symbols.text(symbol)) ? .write : .read
    }
  }

  private mutating func resource(_ symbol: Symbol, _ symbols: SymbolTable) -> Resource {
    Self.cached(&resources, symbol, .unknown) {
      let name = symbols.text(symbol)
      if name == "secrets" { return .secrets }
      if Self.execution.contains(name) { return .execution }
      if Self.routine.contains(name) { return .routine }
      return Self.priority.contains(name) ? .priority : .other
    }
  }

  private mutating func subject(_ symbol: Symbol, _ symbols: SymbolTable) -> Subject {
    Self.cached(&subjects, symbol, .unknown) {
      let name = symbols.text(symbol)
      let isComponent =
        name.hasPrefix("system:node:") || name.hasPrefix("system:kube-") || name.hasPrefix("eks:")
        || name == "system:apiserver" || name.hasPrefix("system:serviceaccount:kube-system:")
      return isComponent ? .component : .person
    }
  }

  private static func cached<T: Equatable>(
    _ cache: inout [T], _ symbol: Symbol, _ unknown: T, _ make: () -> T
  ) -> T {
    let id = Int(symbol.id)
    if id >= cache.count { cache.append(contentsOf: repeatElement(unknown, count: id + 1 - cache.count)) }
    if cache[id] == unknown { cache[id] = make() }
    return cache[id]
  }
}
