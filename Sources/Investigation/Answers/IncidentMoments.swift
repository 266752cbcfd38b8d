internal import CaseFolder
internal import Detection
internal import Evidence

/// The moments of an incident, each by its own definition (domain rule 9.2).
struct IncidentMoments {
  let investigation: Investigation
  let reader: EventReader
  let actorEvents: [Int]
  let store: EventStore

  init(_ investigation: Investigation) {
    self.investigation = investigation
    reader = EventReader(investigation.evidence)
    actorEvents = investigation.actor.events
    store = investigation.evidence.events
  }

  /// A moment of an event.
  func moment(_ index: Int, partial: Bool = false, reason: Prose? = nil) -> MetricTime {
    MetricTime(at: store.timestamp(index), partial: partial, reason: reason, citations: [reader.citation(index)])
  }

  /// No moment, and why.
  func absent(_ reason: Prose) -> MetricTime { MetricTime(partial: false, reason: reason) }

  /// T0: creation of the earliest binding that let the actor in.
  var exposureStart: MetricTime {
    let enabling = EnablingBindings(investigation).bindings
    guard !enabling.isEmpty else {
      return absent("No record names a misconfiguration that let the actor in.")
    }
    guard let first = enabling.first(where: { $0.created != nil }), let created = first.created else {
      return absent("The binding that let the actor in is older than the logs and carries no creation time.")
    }
    let creation = first.citations.first { citation in
      contextIndex(of: first).map { reader.citation($0) == citation } ?? false
    }
    let event = contextIndex(of: first)
    return MetricTime(
      at: event.map { store.timestamp($0) } ?? created, partial: enabling.contains { $0.created == nil },
      reason: enabling.contains { $0.created == nil } ? "Another binding's creation is not known." : nil,
      citations: (creation ?? event.map { reader.citation($0) }).map { [$0] } ?? Array(first.citations.prefix(1)))
  }

  /// The event that created a binding, when it is in the log.
  private func contextIndex(of binding: BindingHistory) -> Int? {
    guard let created = binding.created, let name = store.symbols.lookup(binding.name),
      let kind = store.symbols.lookup(binding.kind), let create = store.symbols.lookup("create")
    else { return nil }
    return store.indices.first {
      let event = store[$0]
      return event.name == name && event.resource == kind && event.action == create && event.outcome == .success
        && store.timestamp($0).seconds == created.seconds
    }
  }

  /// T1a: the actor's first contact, refused ones included.
  var firstContact: MetricTime {
    guard let first = actorEvents.first(where: { !store[$0].flags.contains(.undated) }) else {
      return absent("No actor was identified.")
    }
    return moment(first)
  }

  /// T1: the actor's first success.
  var firstSuccess: MetricTime {
    guard let first = firstSuccessIndex else { return absent("No successful act of an actor is recorded.") }
    return moment(first)
  }

  var firstSuccessIndex: Int? {
    actorEvents.first(where: isSuccess)
  }

  /// Whether an event is a success of a call: queries and logins alone reach nothing.
  func isSuccess(_ index: Int) -> Bool {
    store.outcome[index] == .success && !store.flags[index].contains(.undated)
      && (store.source[index] == .kubernetesAudit || store.source[index] == .cloudTrail)
  }

  /// T2p: the first published finding that says that something is dangerously configured.
  var firstWarning: MetricTime {
    finding(where: \.isPolicy) ?? absent("No finding of a dangerous configuration was supplied.")
  }

  /// T2: the first published finding of an attack.
  var firstDetection: MetricTime {
    finding(where: \.isAttack) ?? absent("No finding of an attack was supplied.")
  }

  private func finding(where matches: (Finding) -> Bool) -> MetricTime? {
    let published = investigation.evidence.findings.filter { !$0.isSample && $0.created != nil && matches($0) }
    guard let first = published.min(by: { ($0.created!, $0.id) < ($1.created!, $1.id) }) else { return nil }
    return MetricTime(at: first.created, partial: false, citations: [first.citation])
  }

  /// T3: the manifest's word, else the first act of a responder after the first detection.
  var acknowledged: MetricTime {
    if let stated = investigation.evidence.manifest.acknowledgedAt {
      return MetricTime(at: stated, partial: false, reason: "Stated by the case's manifest.")
    }
    let start = firstDetection.at ?? firstSuccess.at
    guard let start else { return absent("Nothing to acknowledge: neither a detection nor a success of an actor.") }
    let first = investigation.actor.responderEvents.first { store.timestamp($0) >= start }
    return first.map { moment($0) }
      ?? absent("No act of a responder is recorded; name the responders in the manifest, or give acknowledgedAt.")
  }
}
