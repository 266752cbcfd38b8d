internal import CaseFolder
package import Evidence

/// Tells the routine of a cluster from what people and programs of theirs ask for. Decides by symbols, each text once.
package struct EventNoise {
  /// Why an event counts as routine.
  package enum Kind: Int, CaseIterable, Sendable {
    /// Leases, status reports, token and access reviews, core events.
    case housekeeping
    /// Successful calls by the control plane, nodes and the controllers of `kube-system`.
    case systemComponents
    /// Successful calls that change nothing.
    case reads
  }

  private let events: EventStore
  private var systemActor: [UInt32: Bool] = [:]
  private var housekeeping: [UInt32: Bool] = [:]
  private var interactive: [UInt32: Bool] = [:]

  /// The noise filter of a store.
  package init(_ events: EventStore) {
    self.events = events
  }

  /// Whether an event is routine, and of which kind; nil for what a timeline without a known actor shows.
  package mutating func kind(_ event: Event) -> Kind? {
    if event.source == .resolver { return .reads }
    if event.source == .kubernetesAudit, isHousekeeping(event.resource) { return .housekeeping }
    if event.outcome.isForbidden { return isSystem(event.actor) ? .systemComponents : nil }
    if isSystem(event.actor) { return .systemComponents }
    if event.source == .authenticator { return .reads }
    return event.flags.contains(.readOnly) && !isInteractive(event.resource) ? .reads : nil
  }

  /// Whether a caller belongs to the control plane, to a node or to the controllers of `kube-system`.
  package mutating func isSystem(_ actor: Symbol) -> Bool {
    if let known = systemActor[actor.id] { return known }
    let name = events.text(actor)
    let isAccount = name.hasPrefix("system:serviceaccount:")
    let answer =
      name.hasPrefix("eks:") || name.hasPrefix("system:serviceaccount:kube-system:")
      || (name.hasPrefix("system:") && !isAccount && name != "system:anonymous")
    systemActor[actor.id] = answer
    return answer
  }

  private mutating func isHousekeeping(_ resource: Symbol) -> Bool {
    if let known = housekeeping[resource.id] { return known }
    let answer = Self.routine.contains(events.text(resource))
    housekeeping[resource.id] = answer
    return answer
  }

  /// Whether a resource is a session into a pod or node: a `get` of it acts, although it changes no object.
  private mutating func isInteractive(_ resource: Symbol) -> Bool {
    if let known = interactive[resource.id] { return known }
    let answer = Self.sessions.contains(events.text(resource))
    interactive[resource.id] = answer
    return answer
  }

  private static let routine: Set<Text> = [
    "leases", "events", "endpoints", "endpointslices", "nodes/status", "pods/status", "pods/binding", "tokenreviews",
    "subjectaccessreviews", "localsubjectaccessreviews", "componentstatuses", "/healthz", "/livez", "/readyz",
  ]
  private static let sessions: Set<Text> = [
    "pods/exec", "pods/attach", "pods/portforward", "pods/proxy", "services/proxy", "nodes/proxy",
  ]
}
