internal import CaseFolder
internal import Evidence
internal import Investigation

/// Traffic between an own instance and a host of the actor, as flow logs show it.
struct HostContact {
  var host: Text
  /// nil when neither flow log nor inventory tells the instance.
  var instance: Text?
  var firstAccepted: Timestamp?
  var lastAccepted: Timestamp?
  var lastAcceptedStart: Timestamp?
  /// The refused flows' starts, with where they stand; the first and the last.
  var firstRejected: Timestamp?
  var lastRejected: Timestamp?
  var rejectedStarts: [Timestamp] = []
  var citations: [Citation] = []
  var rejections: [Citation] = []
}

extension CaseFacts {
  /// One pass over all flows: those with hosts of the actor, by host and instance.
  func hostContacts() -> [HostContact] {
    let hosts = Set(actor.remoteHosts.keys.map(symbol))
    guard !hosts.isEmpty else { return [] }
    struct Key: Hashable {
      let host: Symbol
      let interface: Symbol
      let instance: Symbol
    }
    var owners: [Text: Text] = [:]
    for instance in inventory.instances {
      for interface in instance.value.interfaces { owners[interface.id] = instance.value.id }
    }
    let symbols = evidence.events.symbols
    var found: [Key: HostContact] = [:]
    for index in evidence.flows.indices {
      let flow = evidence.flows[index]
      let host = hosts.contains(flow.destination) ? flow.destination : flow.source
      guard hosts.contains(host) else { continue }
      let key = Key(host: host, interface: flow.interface, instance: flow.instance)
      var contact =
        found[key]
        ?? HostContact(
          host: symbols.text(host),
          instance: symbols.text(flow.instance).nonEmpty ?? owners[symbols.text(flow.interface)])
      let start = Timestamp(seconds: flow.start)
      let end = Timestamp(seconds: flow.end)
      if flow.accepted {
        contact.firstAccepted = min(contact.firstAccepted ?? start, start)
        if end >= contact.lastAccepted ?? end {
          contact.lastAccepted = end
          contact.lastAcceptedStart = Timestamp(seconds: flow.lastStart)
          contact.citations = [evidence.citation(ofLastRow: index)]
        }
      } else {
        contact.firstRejected = min(contact.firstRejected ?? start, start)
        contact.lastRejected = max(contact.lastRejected ?? start, start)
        if contact.rejectedStarts.count < 1000 { contact.rejectedStarts.append(start) }
        if contact.rejections.count < 3 { contact.rejections.append(evidence.citation(ofFlow: index)) }
      }
      found[key] = contact
    }
    return found.values.sorted { left, right in
      (left.host, left.instance ?? "", left.firstAccepted ?? .zero, left.firstRejected ?? .zero)
        < (right.host, right.instance ?? "", right.firstAccepted ?? .zero, right.firstRejected ?? .zero)
    }
  }
}
