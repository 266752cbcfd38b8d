internal import CaseFolder
internal import Evidence

extension QuestionDefinition {
  /// 4.1
  static let apiActivity = QuestionDefinition(
    id: "4.1", title: "What Kubernetes API activity was attempted?",
    why: "Trends by subject, address and call show the extent before any single call is read.",
    sources: ["kubernetes-audit"], needs: ["audit-log", "audit-extract"],
    next: "Review every cluster role binding from the days before the first finding.",
    answer: { context in
      guard context.supply.has("kubernetes-audit") else { return .notAnswerable(noAuditLog) }
      let requests = context.requests
      guard !requests.isEmpty else {
        return .answered(
          RequestTally.by(context.outsideRequests, context) { $0.actor }.prefix(15).map { tally in
            Statement(
              "\(tally.name): \(words: DurationWords.count(tally.total, "request")), " + tally.words + ".",
              confidence: .confirmed, citations: tally.citations)
          }, missing: "No actor is known: these are the busiest callers outside the system, unauthorised or not.")
      }
      return .answered(
        RequestTally.by(requests, context) { $0.actor }.map { tally in
          Statement(
            "\(tally.name): \(words: DurationWords.count(tally.total, "request")) of the actor, " + tally.words + ".",
            confidence: .confirmed,
            citations: tally.citations)
        }
          + RequestTally.by(requests, context) { $0.address }.map { tally in
            Statement(
              "From \(address: tally.name): \(words: DurationWords.count(tally.total, "request")), " + tally.words
                + ".", confidence: .confirmed,
              citations: tally.citations)
          })
    })

  /// 4.2
  static let succeededCalls = QuestionDefinition(
    id: "4.2", title: "Which calls succeeded?",
    why: "What succeeded has to be undone.",
    sources: ["kubernetes-audit"], needs: ["audit-log"],
    next: "Each change has to be undone, each secret that was read has to be rotated.",
    answer: { context in
      guard context.supply.has("kubernetes-audit") else { return .notAnswerable(noAuditLog) }
      return calls(context, { $0 == .success }, none: "No successful request of an actor ")
    })

  /// 4.3
  static let failedCalls = QuestionDefinition(
    id: "4.3", title: "Which calls failed?",
    why: "What failed shows intent, and which control held.",
    sources: ["kubernetes-audit"], needs: ["audit-log"],
    next: "Failures show intent: see which control refused them, and whether the same was tried elsewhere.",
    answer: { context in
      guard context.supply.has("kubernetes-audit") else { return .notAnswerable(noAuditLog) }
      return calls(context, { $0 != .success }, none: "No refused request of an actor ")
    })

  /// 4.4
  static let intent = QuestionDefinition(
    id: "4.4", title: "What was the unauthorised user trying to do?",
    why: "The order of the phases tells the goal, and what to look for next.",
    sources: ["kubernetes-audit", "cloudtrail"], needs: ["audit-log", "cloudtrail"],
    next: "Check each phase against the secrets to rotate and the remediation steps.",
    answer: { context in
      let timeline =
        context.investigation.timeline.isEmpty
        ? Timeline.entries(of: context.investigation) : context.investigation.timeline
      var phases: [(phase: Text, entries: [TimelineEntry])] = []
      for entry in timeline where entry.side == .actor && entry.source != "vpc-flow" && entry.source != "resolver" {
        if let place = phases.firstIndex(where: { $0.phase == entry.phase }) {
          phases[place].entries.append(entry)
        } else {
          phases.append((entry.phase, [entry]))
        }
      }
      return .answered(
        phases.map { phase, entries in
          let worked = entries.filter { $0.outcome == "success" }.reduce(0) { $0 + $1.count }
          let all = entries.reduce(0) { $0 + $1.count }
          let objects = distinct(entries.map(\.object))
          let list = objects.prefix(6).map { object -> Prose in "\(object)" }.joined()
          let more: Prose = objects.count > 6 ? " and \(objects.count - 6) more" : ""
          return Statement(
            "\(words: phase.string): \(words: DurationWords.count(all, "call")), \(worked) of them successful, on "
              + list + more
              + ", from \(entries[0].at).", confidence: .high,
            citations: Array(entries.flatMap { $0.citations.prefix(1) }.prefix(10)))
        }, missing: phases.isEmpty ? "No act of an actor is known." : "")
    })

  /// So many different calls are listed at most.
  private static let callsShown = 200

  static let noAuditLog: Prose = "No Kubernetes audit log was supplied; nothing can be said about calls to the cluster."

  /// The actor's requests with an outcome, equal ones as one statement: changes first, then by time.
  private static func calls(
    _ context: QuestionContext, _ wanted: (Outcome) -> Bool, none: Prose
  ) -> QuestionAnswer {
    var groups: [(isChange: Bool, indices: [Int])] = []
    var places: [BurstKey: Int] = [:]
    var leftOut = 0
    var outside = 0
    for index in context.requests {
      let event = context.store[index]
      guard wanted(event.outcome) else { continue }
      if let window = context.windows.named, !window.holds(event.time) {
        outside += 1
        continue
      }
      let key = BurstKey(event, side: 0, distinguished: true, withAddress: true, byPrincipal: false)
      if let place = places[key] {
        groups[place].indices.append(index)
      } else if groups.count < callsShown {
        places[key] = groups.count
        groups.append((!event.flags.contains(.readOnly), [index]))
      } else {
        leftOut += 1
      }
    }
    var remarks: [Prose] = []
    if leftOut > 0 { remarks.append("\(leftOut) further calls are in the timeline only") }
    if outside > 0 {
      remarks.append(
        "\(words: DurationWords.count(outside, "call")) outside the window that was asked for; another window lists them"
      )
    }
    guard !groups.isEmpty else {
      guard !context.actorEvents.isEmpty else { return .notAnswerable("No actor is known.") }
      return .answered(
        [
          Statement(none + "is recorded " + context.within("kubernetes-audit") + ".", confidence: .high, citations: [])
        ], missing: sentence(remarks))
    }
    let ordered = groups.filter(\.isChange) + groups.filter { !$0.isChange }
    return .answered(
      ordered.map { group in
        let event = context.store[group.indices[0]]
        let outcome: Prose = event.outcome == .success ? "" : ": \(words: event.outcome.words.string)"
        let times: Prose = group.indices.count > 1 ? ", \(group.indices.count) times" : ""
        return Statement(
          "\(context.reader.text(event.action)) \(context.reader.object(event)) by \(context.reader.text(event.actor)) from \(address: context.reader.text(event.address)) at \(context.store.timestamp(group.indices[0]))"
            + outcome + times + ".",
          confidence: .confirmed, citations: context.reader.citations(group.indices))
      }, missing: sentence(remarks))
  }
}
