package import CaseFolder
package import Evidence

/// One act of the actor, decoded once for all rules.
package struct ActorAct: Sendable {
  /// The event's index in the store.
  package let index: Int
  /// The evidence it comes from.
  package let source: EventSource
  /// When it was.
  package let time: Timestamp
  /// Verb, or API call.
  package let action: Text
  /// What was acted on, by kind.
  package let resource: Text
  /// Its namespace; nil or empty when it is cluster-wide.
  package let namespace: Text?
  /// The cluster it belongs to.
  package let cluster: Text
  /// Who called.
  package let caller: EntityKey?
  /// The name of the caller.
  package let callerName: Text
  /// The object of the call.
  package let object: EntityKey?
  /// The address.
  package let address: Text
  /// Whether, or how often, it succeeded.
  package let succeeded: Bool
  /// Whether it changes nothing.
  package let isReadOnly: Bool
  /// The record that proves it.
  package let citation: Citation
}

/// Spreads scope from the actor's acts and the findings over the graph, rule by rule (domain/08, part 3).
package struct ScopeEngine {
  /// The graph being built.
  package let builder: GraphBuilder
  /// The windows of the case.
  package let windows: Windows
  /// The bindings, by key.
  package let bindings: [BindingHistory]
  /// Who acted.
  package internal(set) var actor: ActorProfile
  /// The actor's acts in time order.
  package let acts: [ActorAct]
  /// What is in scope so far.
  package internal(set) var entries: [EntityKey: ScopeEntry] = [:]
  /// What an analyst took out.
  var excluded: Set<EntityKey> = []
  /// Whether the last round changed anything.
  private var didChange = false

  /// The graph.
  package var graph: EntityGraph { builder.graph }
  /// What shows it.
  package var evidence: Evidence { builder.evidence }

  /// At most so many acts are looked at one by one.
  static let actsKept = 100_000
  /// Rules run again as long as they find something, at most so often: the longest chain of rules is shorter.
  static let rounds = 6

  /// An engine for a case.
  package init(_ builder: GraphBuilder, actor: ActorProfile, windows: Windows, bindings: [BindingHistory]) {
    self.builder = builder
    self.actor = actor
    self.windows = windows
    self.bindings = bindings
    acts = actor.events.prefix(Self.actsKept).map { Self.act($0, builder) }
  }

  /// Applies all rules in their order until nothing changes, then the analyst's words.
  package mutating func run() {
    readExclusions()
    for _ in 0..<Self.rounds {
      didChange = false
      for rule in ScopeRule.all { rule.apply(&self) }
      guard didChange else { break }
    }
    addInclusions()
  }

  /// When the actor first succeeded (T1); nothing before it spreads.
  package var firstSuccess: Timestamp? { acts.first { $0.succeeded }?.time }

  /// Puts an entity in scope, or raises it. An entity keeps its highest level, then its surest, then its shortest proof.
  mutating func mark(
    _ key: EntityKey, _ level: Level, _ confidence: Confidence, since: Timestamp?, rule: Text, from: EntityKey? = nil,
    by relationship: RelationshipType? = nil, _ text: Prose, _ citations: [Citation]
  ) {
    guard !excluded.contains(key), !Hubs.types.contains(key.type), from.map({ !excluded.contains($0) }) ?? true,
      from != key
    else { return }
    let source = from.flatMap { entries[$0] }
    if let source, source.proof.contains(where: { $0.to == key.id }) { return }
    let step = ProofStep(
      rule: rule, from: from?.id, relationship: relationship.map { Text($0.rawValue) }, to: key.id, text: text,
      citations: citations)
    let entry = ScopeEntry(
      level: level, confidence: min(confidence, source?.confidence ?? confidence), since: since,
      proof: (source?.proof ?? []) + [step])
    guard let known = entries[key] else {
      entries[key] = entry
      didChange = true
      return
    }
    let isBetter =
      entry.level != known.level
      ? entry.level > known.level
      : entry.confidence != known.confidence
        ? entry.confidence > known.confidence : entry.proof.count < known.proof.count
    if isBetter {
      entries[key] = entry
      didChange = true
    }
    if entry.level == known.level, let since, since < (entries[key]!.since ?? since.advanced(bySeconds: 1)) {
      entries[key]!.since = since
      didChange = true
    }
  }

  /// Entities of a type at a level, in order.
  func entities(_ type: EntityType, _ level: Level) -> [(key: EntityKey, entry: ScopeEntry)] {
    entries.filter { $0.key.type == type && $0.value.level == level }.map { ($0.key, $0.value) }
      .sorted { $0.key < $1.key }
  }

  /// Whether an edge held at or after a moment (stop condition b).
  func holds(_ edge: Edge, after since: Timestamp?) -> Bool {
    guard let since, let end = edge.validTo else { return true }
    return end >= since
  }

  private static func act(_ index: Int, _ builder: GraphBuilder) -> ActorAct {
    let events = builder.evidence.events
    let event = events[index]
    return ActorAct(
      index: index, source: event.source, time: events.timestamp(index), action: events.text(event.action),
      resource: events.text(event.resource), namespace: event.namespace.isNone ? nil : events.text(event.namespace),
      cluster: builder.clusters.resolve(event.source == .kubernetesAudit ? events.text(event.scope) : nil),
      caller: builder.callerKey(event), callerName: events.text(event.actor), object: builder.objectKey(event),
      address: events.text(event.address),
      succeeded: event.outcome == .success && (event.source == .kubernetesAudit || event.source == .cloudTrail),
      isReadOnly: event.flags.contains(.readOnly), citation: builder.citation(index))
  }
}

extension ActorAct {
  /// The resource without its subresource.
  var baseResource: Text { resource.split(UInt8(ascii: "/")).first ?? resource }

  /// Who, from where, in words.
  var who: Prose { "\(callerName) from \(address: address)" }
}
