internal import CaseFolder
internal import Detection
internal import Evidence

extension IncidentMoments {
  /// Containment acts explain an end that lies at most so many seconds before or after one of them.
  private static let explained: Int64 = 15 * 60

  /// T4: the end of the actor's last success or accepted flow, when somebody contained it and the evidence goes on.
  var contained: MetricTime {
    guard let last = lastActivity else { return absent("No successful act of an actor is recorded.") }
    guard let coverage = coverageEnd(of: last.sources), coverage > last.at else {
      return absent("The evidence ends with the actor's last activity, so its end cannot be told.")
    }
    let acts = stageEvents(.containment).map { store.timestamp($0).seconds }
    guard let lastAct = acts.last else { return absent("No act of containment is recorded.") }
    guard lastAct >= last.at.seconds - Self.explained else {
      return absent("The actor was still active after the last recorded act of containment.")
    }
    let isExplained = acts.contains { abs($0 - last.at.seconds) <= Self.explained }
    return MetricTime(
      at: last.at, partial: !isExplained,
      reason: isExplained ? nil : "The actor fell silent before anybody contained it: no act stands near the end.",
      citations: last.citations)
  }

  /// T4x: the last act of containment.
  var lastContainmentAct: MetricTime {
    stageEvents(.containment).last.map { moment($0) } ?? absent("No act of containment is recorded.")
  }

  private struct Activity {
    let at: Timestamp
    let sources: Set<Text>
    let citations: [Citation]
  }

  private var lastActivity: Activity? {
    let calls = actorEvents.filter(isSuccess)
    let lastCall = calls.max { store[$0].time < store[$1].time }
    let sources = Set(calls.map { store[$0].source.slug })
    let flows = investigation.evidence.flows
    let traffic = FlowTable(investigation).episodes.filter { $0.isActors && $0.accepted }
    let lastFlow = traffic.max { flows[$0.last].end < flows[$1.last].end }
    let allSources = traffic.isEmpty ? sources : sources.union(["vpc-flow"])
    if let lastFlow {
      let end = Timestamp(seconds: flows[lastFlow.last].end)
      if lastCall.map({ store.timestamp($0) < end }) ?? true {
        return Activity(at: end, sources: allSources, citations: [reader.citation(ofLastRow: lastFlow.last)])
      }
    }
    return lastCall.map {
      Activity(at: store.timestamp($0), sources: allSources, citations: [reader.citation($0)])
    }
  }

  /// Until when all of the sources that saw the actor go on.
  private func coverageEnd(of sources: Set<Text>) -> Timestamp? {
    let ends = sources.compactMap { source in
      investigation.evidence.coverage.filter { CoverageSource.matches($0.source, source) }.map(\.to).max()
    }
    return ends.count == sources.count ? ends.min() : nil
  }

  /// The responders' successful acts of a stage after the first success of the actor.
  func stageEvents(_ stage: ResponseStage) -> [Int] {
    guard let start = firstSuccessIndex else { return [] }
    return investigation.actor.responderEvents.filter {
      $0 > start && ResponseActs.builtIn.stage($0, reader) == stage
    }
  }

  /// T5: removal of the last object that the actor made.
  var eradicated: MetricTime {
    let artefacts = ActorArtefacts(investigation, reader)
    guard !artefacts.all.isEmpty else {
      return absent(
        artefacts.madeInAWS
          ? "What the actor made in AWS is not followed to its removal in this version."
          : "No object that the actor made is recorded.")
    }
    let standing = artefacts.all.filter { $0.removed == nil }
    guard standing.isEmpty else {
      let names = standing.prefix(5).map { artefact -> Prose in "\(artefact.object)" }.joined()
      return absent("No record shows the removal of " + names + ".")
    }
    let last = artefacts.all.compactMap(\.removed).max { store[$0].time < store[$1].time }!
    let unproven = artefacts.all.filter { $0.isWorkload && !$0.isEnded }
    guard !unproven.isEmpty else {
      return artefacts.madeInAWS
        ? moment(
          last, partial: true, reason: "What the actor made in AWS is not followed to its removal in this version.")
        : moment(last)
    }
    let names = unproven.prefix(5).map { artefact -> Prose in "\(artefact.object)" }.joined()
    return moment(
      last, partial: true, reason: "No record shows that the pods of " + names + " ended: they may still run.")
  }

  /// T6: not decided here; it needs the state of every rotation.
  var recovered: MetricTime {
    absent("Not reached while a compromised secret is not shown as rotated; see the secrets to rotate.")
  }
}

/// Names of sources, as coverage and answers write them.
enum CoverageSource {
  /// Whether a coverage's source is the one that is meant; `vpc-flow` also stands for `vpc-flow-logs` and the like.
  static func matches(_ source: Text, _ wanted: Text) -> Bool {
    source == wanted || source.hasPrefix(Text(wanted.string + "-"))
  }
}
