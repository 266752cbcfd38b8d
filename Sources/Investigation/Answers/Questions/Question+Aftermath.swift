internal import CaseFolder
internal import Detection
internal import Evidence

extension QuestionDefinition {
  /// So many acts are listed at most.
  private static let actsShown = 60

  /// X3
  static let hostEscape = QuestionDefinition(
    id: "X3", title: "Did a container escape to its host?",
    why: "Who is root on a node has the credentials of the node and of every pod on it.",
    sources: ["kubernetes-audit", "guardduty"], kinds: ["Pod", "Node", "instance"],
    needs: ["audit-log", "pods", "nodes", "instances"],
    next: "Isolate the node, keep its memory and disk, and treat the secrets of its pods as exposed.",
    answer: { context in
      let scope = context.investigation.scope
      let hosts = scope.filter { [.node, .instance].contains($0.key.type) && $0.value.level >= .exposed }
        .sorted { $0.key < $1.key }
      var statements = hosts.map { key, entry in
        let why: Prose = entry.proof.last.map { ": " + $0.text } ?? ""
        return Statement(
          "\(context.investigation.graph[key]?.name ?? key.key) is \(words: entry.level.rawValue)" + why + ".",
          confidence: entry.confidence, citations: proof(of: [entry]))
      }
      statements += sessions(context)
      let privileged = context.podsInWindow.filter { pod in
        (scope[pod.key]?.level ?? .related) == .compromised && !context.podSigns.signs(of: pod).isEmpty
      }
      statements += privileged.map { pod in
        Statement(
          "\(pod.path) is compromised and: " + context.podSigns.signs(of: pod).joined() + ".", confidence: .high,
          citations: pod.citation.map { [$0] } ?? [])
      }
      guard statements.isEmpty else { return .answered(statements) }
      guard context.supply.has("kubernetes-audit") || context.supply.kinds.contains("Pod") else {
        return .notAnswerable("The audit log and the pods: nothing tells what ran with access to its host.")
      }
      return .answered([
        Statement(
          "No compromised container with access to its host is recorded " + context.within("kubernetes-audit") + ".",
          confidence: .medium, citations: [])
      ])
    })

  /// The commands that the actor ran in pods.
  private static func sessions(_ context: QuestionContext) -> [Statement] {
    let resources = Set(
      ["pods/exec", "pods/attach"].compactMap { context.store.symbols.lookup($0) })
    return context.requests.filter {
      resources.contains(context.store.resource[$0]) && context.store.outcome[$0] == .success
    }.prefix(actsShown).map { index in
      let command = context.reader.command(index)
      var words: [UInt8] = []
      for word in command { words += (words.isEmpty ? [] : [0x20]) + Array(word.utf8) }
      let ran: Prose = command.isEmpty ? ", command not recorded" : ": \(Text(bytes: words))"
      return Statement(
        "A session in \(context.reader.object(context.store[index])) at \(context.store.timestamp(index))" + ran + ".",
        confidence: .confirmed, citations: [context.reader.citation(index)])
    }
  }

  /// X5
  static let persistence = QuestionDefinition(
    id: "X5", title: "What did the actor leave behind to come back?",
    why: "Rights, accounts, tokens and workloads of the actor outlive its session.",
    sources: ["kubernetes-audit", "cloudtrail"], kinds: ["ClusterRoleBinding", "ServiceAccount", "access-entry"],
    needs: ["audit-log", "cloudtrail", "clusterrolebindings", "rolebindings", "serviceaccounts", "access-entries"],
    next: "Remove everything that is still there; search for what older logs would show.",
    answer: { context in
      guard context.supply.has("kubernetes-audit") || context.supply.has("cloudtrail") else {
        return .notAnswerable("The audit log and CloudTrail.")
      }
      guard !context.investigation.actor.isEmpty else { return .notAnswerable("No actor is known.") }
      let artefacts = ActorArtefacts(context.investigation, context.reader).all
      var statements = artefacts.prefix(actsShown).map { artefact -> Statement in
        let made: Prose = "\(artefact.object), made at \(context.store.timestamp(artefact.created))"
        let end: Prose
        if let removed = artefact.removed {
          let isEnded = !artefact.isWorkload || artefact.isEnded
          end =
            ", was deleted at \(context.store.timestamp(removed))"
            + (isEnded ? "" : "; no record shows that its pods ended")
        } else {
          end = ": no record shows its end"
        }
        return Statement(
          made + end + ".", confidence: .confirmed,
          citations: [artefact.created, artefact.removed].compactMap { $0 }.map { context.reader.citation($0) })
      }
      let known = Set(artefacts.map(\.created))
      let others = context.actorEvents.filter { index in
        !known.contains(index) && context.store.outcome[index] == .success
          && !context.store.flags[index].contains(.readOnly) && context.reader.callClass(index)?.tactic == "persistence"
      }
      statements += others.prefix(actsShown).map { index in
        Statement(
          "\(context.reader.text(context.store.action[index])) of \(context.reader.object(context.store[index])) at \(context.store.timestamp(index)): its end is not followed.",
          confidence: .confirmed, citations: [context.reader.citation(index)])
      }
      let more = max(0, artefacts.count - actsShown) + max(0, others.count - actsShown)
      guard !statements.isEmpty else {
        return .answered([
          Statement(
            "No object or credential that the actor made is recorded " + context.within("kubernetes-audit") + ".",
            confidence: .medium, citations: [])
        ])
      }
      return .answered(
        statements, missing: more > 0 ? "\(more) further acts stand in the timeline only." : "")
    })

  /// X6
  static let afterContainment = QuestionDefinition(
    id: "X6", title: "Was the actor active after containment?",
    why: "An act that succeeds afterwards means that the containment has a hole.",
    sources: ["kubernetes-audit", "cloudtrail", "vpc-flow"], needs: ["audit-log", "cloudtrail", "flow-logs"],
    next: "Close what let it through; keep watching the addresses and identities.",
    answer: { context in
      guard !context.actorEvents.isEmpty else { return .notAnswerable("No actor is known.") }
      guard let moment = context.investigation.metrics.times["T4"], let end = moment.at else {
        let reason = context.investigation.metrics.times["T4"]?.reason
        return .notAnswerable("The end of the actor's access is not known" + (reason.map { ": " + $0 } ?? "."))
      }
      let later = context.actorEvents.filter { context.store.timestamp($0) > end }
      let flows = context.investigation.activity.flows.filter { flow in
        flow.last > end && context.investigation.actor.remoteHosts[flow.peer] != nil
      }
      var statements = later.prefix(actsShown).map { index -> Statement in
        let event = context.store[index]
        return Statement(
          "\(context.reader.text(event.action)) \(context.reader.object(event)) by \(context.reader.text(event.actor)) from \(address: context.reader.text(event.address)) at \(context.store.timestamp(index)): \(words: event.outcome.words.string).",
          confidence: .confirmed, citations: [context.reader.citation(index)])
      }
      statements += flows.map { flowStatement($0) }
      guard !statements.isEmpty else {
        return .answered([
          Statement(
            "No act of the actor after \(end) is recorded " + context.within("kubernetes-audit") + ".",
            confidence: .medium, citations: [])
        ])
      }
      let worked = later.contains { context.store.outcome[$0] == .success } || flows.contains(where: \.accepted)
      let verdict: Prose =
        worked ? "Yes, and some of it succeeded" : "Yes, and all of it was refused"
      return .answered(
        [
          Statement(
            verdict
              + ": \(words: DurationWords.count(later.count, "act")) and \(words: DurationWords.count(flows.count, "flow")) after \(end).",
            confidence: .confirmed,
            citations: Array(
              (later.prefix(3).map { context.reader.citation($0) } + flows.flatMap(\.citations)).prefix(5)))
        ] + statements,
        missing: later.count > actsShown ? "\(later.count - actsShown) further acts stand in the timeline." : "")
    })

  /// X7
  static let logIntegrity = QuestionDefinition(
    id: "X7", title: "Were logs switched off, deleted or cut?",
    why: "A hole in the logs hides what happened in it; switching logs off is an act of its own.",
    sources: ["cloudtrail", "kubernetes-audit", "vpc-flow"], kinds: ["cluster"], needs: ["cloudtrail", "cluster"],
    next: "Take copies of all logs; treat the time of a hole as unknown.",
    answer: { context in
      var statements = impairments(context)
      for row in context.investigation.coverage {
        for hole in row.holes {
          statements.append(
            Statement(
              "The \(words: SourceName.words(row.source)) holds nothing from \(hole.from) to \(hole.to).",
              confidence: .high, citations: row.files.prefix(2).map { Citation(file: $0) }))
        }
      }
      for row in context.evidence.ledger {
        for flag in row.flagged where flag.remark.contains("SKIPDATA") {
          statements.append(
            Statement(
              "\(flag.count) rows of \(row.file) say that the flow log skipped data.", confidence: .confirmed,
              citations: [Citation(file: row.file)]))
        }
        if row.unreadableCount > 0 {
          statements.append(
            Statement(
              "\(row.unreadableCount) records of \(row.file) could not be read.", confidence: .confirmed,
              citations: [Citation(file: row.file)]))
        }
      }
      statements += loggingOfClusters(context)
      let hasTrail = context.supply.has("cloudtrail")
      let hasAudit = context.supply.has("kubernetes-audit")
      guard hasTrail || hasAudit || !statements.isEmpty else {
        return .notAnswerable("CloudTrail and the audit log.")
      }
      if statements.isEmpty {
        statements = [
          Statement(
            "No call that switches logs off, and no hole, is recorded "
              + context.within(hasTrail ? "cloudtrail" : "kubernetes-audit") + ".", confidence: .medium, citations: [])
        ]
      }
      var missing: [Prose] = []
      if !hasTrail { missing.append("CloudTrail: calls that switch logs off") }
      if context.supply.hasExtract { missing.append("the whole audit log: holes of an extract cannot be seen") }
      return .answered(statements, missing: sentence(missing))
    })

  /// Calls that switch a log or a detector off, whoever made them.
  private static func impairments(_ context: QuestionContext) -> [Statement] {
    let techniques: Set<Text> = ["T1562.001", "T1562.008", "T1070"]
    let rules = CallClassifier.builtIn.all.filter {
      $0.source == .cloudTrail && !techniques.isDisjoint(with: $0.techniques)
    }
    let actions = Set(rules.flatMap(\.actions).compactMap { context.store.symbols.lookup($0) })
    guard !actions.isEmpty else { return [] }
    let actors = Set(context.actorEvents)
    let found = context.store.indices.filter { index in
      actions.contains(context.store.action[index]) && context.store.source[index] == .cloudTrail
        && !techniques.isDisjoint(with: context.reader.callClass(index)?.techniques ?? [])
    }
    return found.prefix(actsShown).map { index in
      let event = context.store[index]
      let side: Prose = actors.contains(index) ? ", the actor," : ""
      let ending: Prose =
        event.outcome == .success ? "with success" : "without success (\(words: event.outcome.words.string))"
      return Statement(
        "\(context.reader.text(event.action)) on \(context.reader.object(event)) by \(context.reader.text(event.actor))"
          + side + " at \(context.store.timestamp(index)), " + ending + ".", confidence: .confirmed,
        citations: [context.reader.citation(index)])
    }
  }

  /// Which logs of its control plane each cluster writes.
  private static func loggingOfClusters(_ context: QuestionContext) -> [Statement] {
    ClusterFacts.all(context).compactMap { cluster in
      guard let described = cluster.described else { return nil }
      let on = described.cluster.enabledLogs.sorted()
      let off = described.cluster.disabledLogs.sorted()
      guard !on.isEmpty || !off.isEmpty else { return nil }
      let enabled: Prose = on.isEmpty ? "no log" : listed(on, 10)
      let disabled: Prose = off.isEmpty ? "" : ", and not " + listed(off, 10)
      return Statement(
        "\(cluster.name) writes " + enabled + disabled + ", according to its description.", confidence: .confirmed,
        citations: [described.citation])
    }
  }
}
