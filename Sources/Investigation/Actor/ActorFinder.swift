internal import CaseFolder
internal import Evidence

/// Finds the actor: starts at what findings, anonymous successes, the manifest and the command line point at, and follows
/// addresses and credentials until nothing new comes up.
///
/// A shared identity is never the actor as such: `system:anonymous`, a node's role or a person's session counts only where
/// it comes from an actor's address; what the actor made or was issued counts from everywhere.
struct ActorFinder {
  let builder: GraphBuilder
  let events: EventStore
  let options: InvestigationOptions
  let bindings: [EntityKey: BindingHistory]
  let responders: Responders
  var profile = ActorProfile()
  /// Groups whose every event is the actor's.
  var actorGroups: Set<UInt32> = []
  /// Single events that are the actor's though their group is not.
  var singleEvents: Set<Int> = []
  /// Networks that the command line names as the actor's.
  var startNetworks: [IPNetwork] = []
  /// User names that only the actor has, with the moment since when.
  var exclusiveSubjects: [Text: Int64] = [:]
  /// Keys and tokens that only the actor has.
  var exclusiveCredentials: Set<Text> = []
  /// What an analyst cleared.
  var cleared: Set<EntityKey> = []

  /// The actor of a case, and who answered it.
  static func profile(
    _ builder: GraphBuilder, bindings: [BindingHistory], windows: Windows,
    options: InvestigationOptions
  ) -> ActorProfile {
    var finder = ActorFinder(
      builder: builder, events: builder.evidence.events, options: options,
      bindings: Dictionary(bindings.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first }),
      responders: Responders(builder.evidence.manifest))
    finder.readOverrides()
    for seed in ActorSeed.all { seed.find(&finder) }
    finder.follow()
    finder.addVerdicts()
    finder.addNeighbours()
    finder.collect(windows)
    return finder.profile
  }

  /// Spreads over groups until nothing changes. Each round only looks at groups, and at their symbols, so the cost depends
  /// neither on how often somebody asked nor on how long names are.
  mutating func follow() {
    while true {
      var found: [UInt32] = []
      let known = KnownSymbols(self)
      for (number, group) in builder.groups.groups.enumerated()
      where known.mayBeTheActors(group) && !actorGroups.contains(UInt32(number)) {
        guard let reason = reason(for: group) else { continue }
        found.append(UInt32(number))
        note(group, reason)
      }
      guard !found.isEmpty else { return }
      actorGroups.formUnion(found)
      followIssued(by: Set(found))
    }
  }

  /// Why a group is the actor's, or nil when it is not.
  private func reason(for group: EventGroup) -> ActorProfile.Reason? {
    // Built only for groups that are the actor's: most are not.
    func citations() -> [Citation] { [builder.citation(group.first)] }
    let address = events.text(group.address)
    if let known = profile.addresses[address] {
      return ActorProfile.Reason(
        rule: known.rule, text: "used from \(address: address), an address of the actor",
        citations: citations())
    }
    if let address = IPAddress(address), startNetworks.contains(where: { $0.contains(address) }) {
      return ActorProfile.Reason(
        rule: "start", text: "named as a starting point", citations: citations())
    }
    guard !isResponder(group) else { return nil }
    let credential = events.text(group.credential)
    if !credential.isEmpty, exclusiveCredentials.contains(credential),
      let known = profile.credentials[credential]
    {
      return ActorProfile.Reason(
        rule: known.rule, text: "used \(credential), which the actor was issued",
        citations: citations())
    }
    for name in [group.actor, group.principal] {
      let name = events.text(name)
      guard let since = exclusiveSubjects[name], events[group.last].time >= since,
        let known = profile.subjects[name]
      else { continue }
      return ActorProfile.Reason(rule: known.rule, text: known.text, citations: known.citations)
    }
    return nil
  }

  /// Takes over who a group is and where it comes from.
  private mutating func note(_ group: EventGroup, _ reason: ActorProfile.Reason) {
    let address = events.text(group.address)
    if builder.book.isForeign(address), profile.addresses[address] == nil, !isCleared(.ip, address) {
      profile.addresses[address] = reason
    }
    let actor = events.text(group.actor)
    if !actor.isEmpty, actor != "system:anonymous", profile.subjects[actor] == nil {
      profile.subjects[actor] = reason
    }
    let credential = events.text(group.credential)
    if !credential.isEmpty, profile.credentials[credential] == nil {
      profile.credentials[credential] = reason
    }
  }

  /// Whether a group is a responder's own, from an address that is not the actor's.
  func isResponder(_ group: EventGroup) -> Bool {
    (responders.contains(events.text(group.principal))
      || responders.contains(events.text(group.actor)))
      && profile.addresses[events.text(group.address)] == nil
  }

  /// Whether an analyst said that an entity is none of the actor's.
  func isCleared(_ type: EntityType, _ key: Text) -> Bool {
    cleared.contains(EntityKey(type, key))
  }

  /// Adds an address as the actor's, unless it is an own or a local one, or cleared.
  mutating func addAddress(_ address: Text, rule: Text, _ text: Prose, _ citations: [Citation]) {
    guard builder.book.isForeign(address), profile.addresses[address] == nil,
      !isCleared(.ip, address)
    else { return }
    profile.addresses[address] = ActorProfile.Reason(rule: rule, text: text, citations: citations)
  }

  /// Follows what the events of new groups handed to the actor.
  private mutating func followIssued(by groups: Set<UInt32>) {
    struct Call: Hashable {
      let action: Symbol
      let resource: Symbol
    }
    var calls: [Call: IssuingCall] = [:]
    for call in IssuingCall.all {
      guard let action = events.symbols.lookup(call.action),
        let resource = call.resource.map({ events.symbols.lookup($0) }) ?? Symbol.none
      else { continue }
      calls[Call(action: action, resource: resource)] = call
    }
    for index in builder.groups.events(of: groups) {
      let event = events[index]
      guard event.outcome == .success else { continue }
      let resource = event.source == .kubernetesAudit ? event.resource : .none
      if let call = calls[Call(action: event.action, resource: resource)],
        call.source == event.source
      {
        for issued in call.issued(event, index, builder) { add(issued, by: call, at: index) }
      }
      followBinding(event, index)
    }
  }

  private mutating func add(_ issued: Issued, by call: IssuingCall, at index: Int) {
    let reason = ActorProfile.Reason(
      rule: call.rule, text: "\(words: call.words)", citations: [builder.citation(index)])
    switch issued {
    case .subject(let name):
      exclusiveSubjects[name] = min(exclusiveSubjects[name] ?? .max, events[index].time)
      if profile.subjects[name] == nil { profile.subjects[name] = reason }
    case .credential(let id):
      exclusiveCredentials.insert(id)
      if profile.credentials[id] == nil { profile.credentials[id] = reason }
    }
  }

  /// SP18: users that a binding of the actor's names and that nobody had seen before are the actor's.
  private mutating func followBinding(_ event: Event, _ index: Int) {
    guard event.source == .kubernetesAudit, events.text(event.action) == "create",
      !event.name.isNone
    else { return }
    let kind = events.text(event.resource)
    guard kind == "clusterrolebindings" || kind == "rolebindings" else { return }
    let cluster = builder.clusters.resolve(events.text(event.scope))
    let namespace = event.namespace.isNone ? nil : events.text(event.namespace)
    let key = EntityKey.ofKind(.binding, cluster, kind, namespace, events.text(event.name))
    for subject in bindings[key]?.subjects ?? []
    where subject.kind == "User" && !Hubs.isSharedSubject(subject.name) {
      guard let symbol = events.symbols.lookup(subject.name) else { continue }
      let isOld = builder.groups.groups.contains {
        $0.actor == symbol && $0.source == .kubernetesAudit && events[$0.first].time < event.time
      }
      guard !isOld else { continue }
      exclusiveSubjects[subject.name] = event.time
      if profile.subjects[subject.name] == nil {
        profile.subjects[subject.name] = ActorProfile.Reason(
          rule: "SP18", text: "bound to a role by the actor, not seen before",
          citations: [builder.citation(index)])
      }
    }
  }

  /// Puts the events together.
  private mutating func collect(_ windows: Windows) {
    profile.events = builder.groups.events(of: actorGroups)
    if !singleEvents.isEmpty { profile.events = Set(profile.events).union(singleEvents).sorted() }
    var listed: [Symbol: Bool] = [:]
    func isListed(_ name: Symbol) -> Bool {
      if let known = listed[name] { return known }
      let found = responders.contains(events.text(name))
      listed[name] = found
      return found
    }
    let answering = builder.groups.groups.indices.filter { number in
      let group = builder.groups.groups[number]
      return (isListed(group.principal) || isListed(group.actor)) && !actorGroups.contains(UInt32(number))
        && isResponder(group)
    }
    // What responders do before the incident is their ordinary work.
    let start =
      profile.events.first { events[$0].outcome == .success }.map { events[$0].time }
      ?? windows.finding?.from.microseconds ?? .min
    profile.responderEvents = builder.groups.events(of: Set(answering.map { UInt32($0) }))
      .filter { events[$0].time >= start }
  }
}
