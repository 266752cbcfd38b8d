internal import CaseFolder
internal import Evidence

/// Tells unauthorised anonymous requests from what Kubernetes lets everybody do.
struct AnonymousAccess {
  private let events: EventStore
  private let anonymous: Symbol?
  private var isPublicReason: [Symbol: Bool] = [:]
  private var isPublicPath: [Symbol: Bool] = [:]

  /// The bindings that a fresh cluster grants to unauthenticated callers (Kubernetes, "Default roles and role bindings").
  static let publicBindings: Set<Text> = [
    "system:public-info-viewer", "kubeadm:bootstrap-signer-clusterinfo",
  ]
  /// Health and version paths, which system:public-info-viewer opens.
  static let publicPaths: [Text] = ["/healthz", "/livez", "/readyz", "/version"]

  /// For the events of a case.
  init(_ events: EventStore) {
    self.events = events
    anonymous = events.symbols.lookup("system:anonymous")
  }

  /// Whether an event is an anonymous caller's.
  func isAnonymous(_ event: Event) -> Bool {
    event.source == .kubernetesAudit && event.actor == anonymous
  }

  /// Whether a request is one that everybody may make: a health or version path, or allowed by a default binding.
  mutating func isPublic(_ event: Event) -> Bool {
    let isHealth =
      isPublicPath[event.resource]
      ?? {
        let path = events.text(event.resource)
        let found = Self.publicPaths.contains {
          path == $0 || path.hasPrefix(Text($0.string + "/"))
        }
        isPublicPath[event.resource] = found
        return found
      }()
    if isHealth { return true }
    if let known = isPublicReason[event.reason] { return known }
    let reason = AuthorizationReason(events.text(event.reason))
    let found = reason.map { Self.publicBindings.contains($0.bindingName) } ?? false
    isPublicReason[event.reason] = found
    return found
  }

  /// Whether an event proves that an anonymous caller got more than what is public.
  mutating func isUnauthorised(_ event: Event) -> Bool {
    isAnonymous(event) && event.outcome == .success && !isPublic(event)
  }
}
