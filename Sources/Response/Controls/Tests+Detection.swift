internal import CaseFolder
internal import Evidence
internal import Investigation

extension ControlTest {
  static let controlPlaneLogs = ControlTest(id: "M7") { context in
    let facts = context.facts
    let update = facts.symbol("UpdateClusterConfig")
    let refused = facts.actorEvents { $0.source == .cloudTrail && $0.action == update && $0.outcome == .denied }
      .filter { facts.body($0)["requestParameters"]?["logging"] != nil }
    let worked = refused.prefix(1).map { event in
      Statement(
        "The actor's attempt to turn logging off was refused at \(event.time).", confidence: .confirmed,
        citations: [facts.citation(event)])
    }
    guard let cluster = facts.inventory.clusters.first else {
      var judgement = ControlJudgement.unknown("The cluster's description is not in the evidence.")
      judgement.workedHere = worked
      return judgement
    }
    let wanted: [Text] = ["audit", "authenticator"]
    let on = wanted.filter(cluster.value.enabledLogs.contains)
    let text: Prose =
      on.isEmpty
      ? "Neither audit nor authenticator logs are on." : "On: " + context.names(cluster.value.enabledLogs) + "."
    var judgement = ControlJudgement(
      on.count == 2 ? .present : on.isEmpty ? .missing : .partial, text, [cluster.citation])
    judgement.workedHere = worked
    return judgement
  }

  static let threatDetection = ControlTest(id: "M8") { context in
    let facts = context.facts
    let findings = facts.evidence.findings.filter { $0.product == "GuardDuty" && !$0.isSample }
    guard !findings.isEmpty else { return .unknown("No finding of GuardDuty is in the evidence.") }
    var evidence: [Statement] = []
    if let warned = facts.moment("T2p"), let detected = facts.moment("T2"), warned < detected {
      let first = facts.evidence.responderFirst(after: warned, facts)
      if first.map({ $0.seconds(since: warned) > 3600 }) ?? true {
        evidence.append(
          Statement(
            """
            A policy finding warned at \(warned), \(words: durationWords(detected.seconds(since: warned))) before \
            the first finding of the attack; no act of a responder followed within an hour.
            """,
            confidence: .confirmed, citations: facts.investigation.metrics.times["T2p"]?.citations ?? []))
      }
    }
    if !facts.inventory.pods.isEmpty, let observed = facts.inventory.podsObserved,
      !facts.inventory.pods.contains(where: { $0.value.metadata.namespace == "amazon-guardduty" })
    {
      evidence.append(
        Statement(
          "The pods snapshot at \(observed) shows no runtime agent (namespace amazon-guardduty).",
          confidence: .confirmed,
          citations: facts.inventory.pods.prefix(1).map(\.citation)))
    }
    let attacks = findings.filter { !$0.isConfiguration }
    let scans = findings.filter { $0.triggeredBy != nil || !$0.threats.isEmpty }
    var text: Prose = "\(words: counted(attacks.count, "finding")) of the attack"
    if !scans.isEmpty { text = text + ", \(scans.count) of them from a malware scan" }
    return ControlJudgement(
      state: evidence.isEmpty ? .present : .partial, evidence: evidence,
      workedHere: attacks.isEmpty
        ? [] : [Statement(text + ".", confidence: .confirmed, citations: attacks.map(\.citation).sortedOnce())])
  }

  static let secretStorage = ControlTest(id: "M9") { context in
    let facts = context.facts
    let inEnvironment = facts.uses.filter { entry in
      entry.value.contains { $0.reference.how.hasPrefix("environment") }
    }.keys.sorted()
    let limit = facts.cutOff?.advanced(bySeconds: -90 * 86_400)
    let old = facts.inventory.secrets.filter { secret in
      guard let created = secret.value.metadata.created, let limit else { return false }
      return created < limit && secret.value.metadata.managers.allSatisfy { ($0.time ?? .zero) < limit }
    }
    var evidence: [Statement] = []
    if !inEnvironment.isEmpty {
      evidence.append(
        Statement(
          "Given to containers as environment variables: " + context.names(inEnvironment) + ".", confidence: .confirmed,
          citations: inEnvironment.flatMap { facts.uses[$0]?.prefix(1).flatMap(\.reference.citations) ?? [] }
            .sortedOnce()))
    }
    if !old.isEmpty {
      evidence.append(
        Statement(
          "Created more than 90 days before the cut-off: "
            + context.names(old.map { namespacedName($0.value.metadata.namespace, $0.value.metadata.name) }) + ".",
          confidence: .confirmed, citations: old.map(\.citation).sortedOnce()))
    }
    if !evidence.isEmpty { return ControlJudgement(state: .missing, evidence: evidence) }
    return .unknown("Neither secrets nor their use say anything on it in the evidence.")
  }

  static let egress = ControlTest(id: "M12") { context in
    let reached = context.contacts.filter { $0.firstAccepted != nil }
    guard !reached.isEmpty else { return .unknown("No traffic with hosts of the actor is in the evidence.") }
    let hosts = Set(reached.map(\.host)).sorted().map { "\(address: $0)" as Prose }.joined()
    return ControlJudgement(.missing, "Hosts of the actor were reached: " + hosts + ".", reached.flatMap(\.citations))
  }

  static let networkLogs = ControlTest(id: "M13") { context in
    let sources = Set(
      context.facts.investigation.coverage.map(\.source) + context.facts.evidence.coverage.map(\.source))
    let hasFlows = !context.facts.evidence.flows.isEmpty || sources.contains("vpc-flow")
    let hasNames = sources.contains { $0.contains("resolver") }
    guard hasFlows || hasNames else { return .unknown("Neither flow nor resolver logs are in the evidence.") }
    var judgement = ControlJudgement(
      state: hasFlows && hasNames ? .present : .partial,
      evidence: [
        Statement(
          hasFlows && hasNames
            ? "Flow and resolver logs are in the evidence."
            : hasFlows
              ? "Flow logs are in the evidence, resolver logs are not."
              : "Resolver logs are in the evidence, flow logs are not.",
          confidence: .confirmed, citations: context.contacts.prefix(1).flatMap(\.citations))
      ])
    if let contact = context.contacts.first(where: { $0.lastAccepted != nil }), let end = contact.lastAccepted {
      judgement.workedHere = [
        Statement(
          "Flow logs date the traffic with \(address: contact.host), to \(end).", confidence: .confirmed,
          citations: contact.citations)
      ]
    }
    return judgement
  }
}

extension Evidence {
  /// When a responder first acted after a moment.
  func responderFirst(after time: Timestamp, _ facts: CaseFacts) -> Timestamp? {
    facts.actor.responderEvents.lazy.map { events.timestamp($0) }.first { $0 > time }
  }
}
