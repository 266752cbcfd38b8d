internal import CaseFolder
internal import Evidence

/// The bindings that let the actor in: named in the reason of a request of its that was allowed, and not made by it.
package struct EnablingBindings {
  /// By creation, then name.
  package let bindings: [BindingHistory]

  /// The enabling bindings of an investigation.
  package init(_ investigation: Investigation) {
    let store = investigation.evidence.events
    var named: Set<EntityKeyOfBinding> = []
    var made: Set<EntityKeyOfBinding> = []
    var reasons: [Symbol: AuthorizationReason?] = [:]
    let words = Words(store)
    for index in investigation.actor.events {
      let event = store[index]
      guard event.source == .kubernetesAudit else { continue }
      let reason = reasons[event.reason] ?? AuthorizationReason(store.text(event.reason))
      reasons[event.reason] = reason
      if let reason {
        named.insert(
          EntityKeyOfBinding(
            kind: reason.bindingResource, namespace: reason.bindingNamespace, name: reason.bindingName))
      }
      if event.action == words.create, event.outcome == .success,
        event.resource == words.clusterRoleBindings || event.resource == words.roleBindings
      {
        made.insert(
          EntityKeyOfBinding(
            kind: store.text(event.resource), namespace: event.namespace.isNone ? nil : store.text(event.namespace),
            name: store.text(event.name)))
      }
    }
    let wanted = named.subtracting(made)
    bindings = investigation.bindings.filter {
      wanted.contains(EntityKeyOfBinding(kind: $0.kind, namespace: $0.namespace, name: $0.name))
    }.sorted { ($0.created ?? .distantPast, $0.name) < ($1.created ?? .distantPast, $1.name) }
  }
}

/// What tells bindings of one cluster apart in reasons and requests.
private struct EntityKeyOfBinding: Hashable {
  let kind: Text
  let namespace: Text?
  let name: Text
}

extension Timestamp {
  /// Before everything: for sorting what has no time.
  static var distantPast: Timestamp { Timestamp(microseconds: .min / 2, digits: 0) }
}
