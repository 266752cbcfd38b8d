internal import CaseFolder
internal import Evidence

/// An event with its texts: for the few events that a rule picks, never for all of them.
struct EventView {
  let index: Int
  let event: Event
  let symbols: SymbolTable

  var time: Timestamp {
    Timestamp(microseconds: event.time, digits: event.flags.contains(.wholeSeconds) ? 0 : 6)
  }
  var actor: Text { symbols.text(event.actor) }
  var principal: Text { symbols.text(event.principal) }
  var principalID: Text { symbols.text(event.principalID) }
  var credential: Text { symbols.text(event.credential) }
  var action: Text { symbols.text(event.action) }
  var resource: Text { symbols.text(event.resource) }
  var namespace: Text { symbols.text(event.namespace) }
  var name: Text { symbols.text(event.name) }
  var address: Text { symbols.text(event.address) }
  var reason: Text { symbols.text(event.reason) }
  var scope: Text { symbols.text(event.scope) }
  var agent: Text { symbols.text(event.agent) }
  var succeeded: Bool { event.outcome == .success }
  var isKubernetes: Bool { event.source == .kubernetesAudit }
  var isCloudTrail: Bool { event.source == .cloudTrail }

  /// `namespace/name`, or the name alone without a namespace.
  var path: Text { namespacedName(namespace, name) }
}

/// `namespace/name`, or the name alone without a namespace.
func namespacedName(_ namespace: Text?, _ name: Text) -> Text {
  guard let namespace, !namespace.isEmpty else { return name }
  return Text("\(namespace.string)/\(name.string)")
}
