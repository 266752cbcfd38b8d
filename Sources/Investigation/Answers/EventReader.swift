package import CaseFolder
package import Detection
package import Evidence

/// Turns rows of the event store into what answers need: texts, citations, bodies of kept records. For single events only.
package final class EventReader {
  let evidence: Evidence
  private let parser = JSONParser()
  private let addresses: AddressBook
  private var bodies: [Int: JSONValue] = [:]

  /// A reader of a case's events.
  package init(_ evidence: Evidence) {
    self.evidence = evidence
    addresses = AddressBook(evidence)
  }

  /// The text of a symbol.
  package func text(_ symbol: Symbol) -> Text { evidence.events.text(symbol) }

  /// The parsed record of an event, when it was kept.
  package func body(_ index: Int) -> JSONValue? {
    if let body = bodies[index] { return body }
    guard let bytes = evidence.events.record(index) else { return nil }
    let body = try? parser.parse(bytes)
    if let body, bodies.count < 4096 { bodies[index] = body }
    return body
  }

  /// The words of the command of an exec or attach, from the query of its URI.
  package func command(_ index: Int) -> [Text] {
    guard let uri = body(index)?["requestURI"]?.text else { return [] }
    return QueryString.pairs(of: uri).filter { $0.key == "command" }.map(\.value)
  }

  /// What the body and the address of an event show beside its columns.
  package func traits(_ index: Int) -> Set<CallTrait> {
    let event = evidence.events[index]
    var traits: Set<CallTrait> = []
    if addresses.isForeign(text(event.address)) {
      traits.insert(.publicAddress)
      let session = event.source == .cloudTrail ? ARN(text(event.actor))?.sessionName : nil
      if session?.hasPrefix("i-") == true { traits.insert(.instanceCredentialOutside) }
    }
    guard let body = body(index) else { return traits }
    switch event.source {
    case .kubernetesAudit:
      if let object = body["requestObject"] { traits.formUnion(CallTrait.traits(ofWorkload: object)) }
      traits.formUnion(CallTrait.traits(ofCommand: command(index)))
    case .cloudTrail:
      traits.formUnion(CallTrait.traits(ofParameters: body["requestParameters"] ?? .null))
    case .authenticator, .resolver: break
    }
    return traits
  }

  /// The class of an event's call, were the actor to make it.
  package func callClass(_ index: Int) -> CallClass? {
    let event = evidence.events[index]
    return CallClassifier.builtIn.classify(
      Call(
        source: event.source, actor: text(event.actor), action: text(event.action), resource: text(event.resource),
        namespace: text(event.namespace), name: text(event.name), outcome: outcome(index), traits: traits(index)))
  }
}
