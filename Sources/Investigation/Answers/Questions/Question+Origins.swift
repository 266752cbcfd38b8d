internal import CaseFolder
internal import Evidence

extension QuestionDefinition {
  /// 2.6
  static let origins = QuestionDefinition(
    id: "2.6", title: "How were these containers first created?",
    why: "A controller makes the pods; who asked for the workload behind them is the one to look for.",
    sources: ["kubernetes-audit"], kinds: ["Pod"], needs: ["audit-log", "pods"],
    next: "Find out which guardrail let the creation through, and what else its creator made.",
    answer: { context in
      guard context.supply.has("kubernetes-audit") else { return .notAnswerable(noAuditLog) }
      let pods = context.podsInWindow
      guard !pods.isEmpty else { return .notAnswerable("No record names a pod in the window.") }
      var groups: [Int: [PodRecord]] = [:]
      var unknown: [PodRecord] = []
      for pod in pods {
        if let creation = context.origins[pod.key]?.creation {
          groups[creation, default: []].append(pod)
        } else {
          unknown.append(pod)
        }
      }
      let actors = Set(context.actorEvents)
      var statements = groups.sorted { $0.key < $1.key }.map { creation, pods -> Statement in
        let names = pods.prefix(5).map { "\($0.path)" as Prose }.joined()
        let more: Prose = pods.count > 5 ? " and \(pods.count - 5) more" : ""
        let verb = pods.count == 1 ? "goes" : "go"
        let was = pods.count == 1 ? "was" : "were"
        let top = context.origins[pods[0].key]?.top(pods[0].namespace)
        let what: Prose = top.map { " \(words: verb) back to \($0), which was created " } ?? " \(words: was) created "
        let side: Prose = actors.contains(creation) ? ", an act of the actor" : ""
        let agent = context.reader.text(context.store[creation].agent)
        let with: Prose = agent.isEmpty ? "" : " with \(agent)"
        return Statement(
          names + more + what + context.making(creation) + with + side + ".", confidence: .confirmed,
          citations: ([context.reader.citation(creation)] + controllerActs(of: pods, creation, context)).sortedOnce())
      }
      if !unknown.isEmpty {
        let start = context.supply.span("kubernetes-audit")?.from
        let old = unknown.filter { pod in start.map { (pod.created ?? .distantPast) < $0 } ?? false }
        if !old.isEmpty { statements.append(list(old, "created before the audit log starts: ")) }
        let others = unknown.filter { pod in !old.contains { $0.key == pod.key } }
        if !others.isEmpty {
          statements.append(list(others, "of the window whose creation is not in the supplied audit log: "))
        }
        let isComplete = others.isEmpty
        return .answered(
          statements,
          missing: isComplete && !groups.isEmpty ? "" : "The audit log from the time at which these pods were created.")
      }
      return .answered(statements)
    })

  private static func list(_ pods: [PodRecord], _ words: Prose) -> Statement {
    let names = pods.prefix(10).map { "\($0.path)" as Prose }.joined()
    let more: Prose = pods.count > 10 ? " and \(pods.count - 10) more" : ""
    return Statement(
      "\(words: DurationWords.count(pods.count, "pod")) " + words + names + more + ".", confidence: .confirmed,
      citations: Array(pods.compactMap(\.citation).sortedOnce().prefix(10)))
  }

  /// The creations of the pods themselves, by a controller: they follow from the workload's.
  private static func controllerActs(of pods: [PodRecord], _ creation: Int, _ context: QuestionContext) -> [Citation] {
    pods.prefix(3).compactMap {
      context.changes.creation("pods", $0.namespace, $0.name, cluster: $0.cluster, until: nil)
    }.filter { $0 != creation }.map { context.reader.citation($0) }
  }
}
