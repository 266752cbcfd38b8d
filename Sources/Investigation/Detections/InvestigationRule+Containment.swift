internal import CaseFolder
internal import Detection
internal import Evidence

/// What goes on after the containment, and what the log keeps silent about.
extension InvestigationRule {
  static let activityAfterContainment = InvestigationRule(
    id: "K74", title: "Actor active in the cluster after the containment", level: .high, tactic: "persistence",
    techniques: ["T1078"],
    why: "Either a door is still open, or somebody tries whether one is.", falsePositives: ["Retries of a program"],
    find: { afterContainment($0, "K74", .kubernetesAudit) })

  static let awsActivityAfterContainment = InvestigationRule(
    id: "T56", title: "Actor active in AWS after the containment", level: .high, tactic: "persistence",
    techniques: ["T1078.004"],
    why: "A session or role that was thought to be revoked is still in somebody's hands.",
    falsePositives: ["Retries of a program"], find: { afterContainment($0, "T56", .cloudTrail) })

  private static func afterContainment(
    _ context: DetectionContext, _ rule: Text, _ source: EventSource
  ) -> [InvestigationHit] {
    guard let end = context.contained else { return [] }
    let store = context.store
    var late = EventsByKey<Symbol>()
    for index in context.investigation.actor.events where store.source[index] == source {
      if !store.flags[index].contains(.undated), store.time[index] > end.microseconds {
        late.add(index, to: store.actor[index])
      }
    }
    return late.all.compactMap { actor, events in
      let succeeded = events.filter { store.outcome[$0] == .success }.count
      return context.hit(
        rule, store.text(actor), events,
        "After \(end), the actor sent \(events.count) requests as \(store.text(actor)); \(succeeded) succeeded.")
    }
  }

  static let auditGap = InvestigationRule(
    id: "K71", title: "Audit log silent", level: .high, tactic: "defense-evasion", techniques: ["T1562.008"],
    why: "A live cluster writes several records a second. Either logging was off, or a part of the log is missing.",
    falsePositives: ["An export with a missing part"],
    find: { context in
      let store = context.store
      return CoverageReport.rows(of: context.investigation).flatMap { row in
        row.holes.compactMap { hole in
          let edges = [hole.from, hole.to].compactMap { edge in
            store.indices.first { store.source[$0] == .kubernetesAudit && store.time[$0] == edge.microseconds }
          }
          return context.hit(
            "K71", row.subject ?? row.source, edges, "No audit record from \(hole.from) to \(hole.to).")
        }
      }
    })

  static let bindingUsed = InvestigationRule(
    id: "K10", title: "New binding used within an hour", level: .high, tactic: "privilege-escalation",
    techniques: ["T1078"],
    why: "The rights that somebody gave away were used at once: giver and user know each other, or are the same.",
    falsePositives: ["A deployment that creates its own rights first"],
    find: { context in
      let store = context.store
      return context.investigation.bindings.compactMap { binding in
        guard let created = binding.created, ["cluster-admin", "admin"].contains(binding.role.name),
          let use = firstUse(of: binding, context), store.timestamp(use) >= created.wholeSecond,
          store.timestamp(use) <= created.advanced(bySeconds: 3600)
        else { return nil }
        return context.hit(
          "K10", binding.name, [use],
          "\(binding.name) was created at \(created) and allowed a request of \(store.text(store.actor[use])) at \(store.timestamp(use))."
        )
      }
    })

  /// The first request that the binding allowed, by the reason that the API server gives, or the first one by the service
  /// account or user that it names.
  private static func firstUse(of binding: BindingHistory, _ context: DetectionContext) -> Int? {
    let store = context.store
    let subjects = Set(binding.subjects.compactMap { store.symbols.lookup($0.subjectName) })
    var reasons: [Symbol: Bool] = [:]
    for index in store.indices where store.source[index] == .kubernetesAudit && store.outcome[index] == .success {
      guard let created = binding.created, store.time[index] > created.microseconds, !context.isResponder(index) else {
        continue
      }
      if subjects.contains(store.actor[index]) { return index }
      let symbol = store.reason[index]
      let names =
        reasons[symbol]
        ?? {
          let reason = AuthorizationReason(store.text(symbol))
          let isMeant = reason.map { $0.bindingName == binding.name && $0.bindingResource == binding.kind } ?? false
          reasons[symbol] = isMeant
          return isMeant
        }()
      if names { return index }
    }
    return nil
  }
}
