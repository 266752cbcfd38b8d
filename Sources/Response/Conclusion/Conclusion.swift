internal import CaseFolder
internal import Evidence
internal import Investigation

/// What the whole of a case amounts to, from what the other parts found.
struct Conclusion {
  let context: StepContext
  let remediation: [RemediationStep]
  let controls: [Control]
  let attackSteps: [AttackStep]

  init(_ context: StepContext, _ remediation: [RemediationStep], _ controls: [Control], _ attackSteps: [AttackStep]) {
    self.context = context
    self.remediation = remediation
    self.controls = controls
    self.attackSteps = attackSteps
  }

  var facts: CaseFacts { context.facts }
  var exposures: [Exposure] { context.list.exposures }

  /// Compromised secrets and credentials.
  var compromised: [Exposure] { exposures.filter { $0.class == .compromised } }

  /// Whether a rotation ends the exposure.
  func isClosed(_ exposure: Exposure) -> Bool {
    exposure.rotation.state == .done || exposure.rotation.state == .attested
  }

  /// A moment of the metrics with its citations.
  func cited(_ name: Text) -> (at: Timestamp, citations: [Citation])? {
    facts.investigation.metrics.times[name].flatMap { time in time.at.map { ($0, time.citations) } }
  }

  /// The verdict of the evidence.
  func verdict(_ paths: [RankedPath]) -> (Verdict, Statement) {
    let findings = facts.evidence.findings.filter { $0.isDetection || ($0.isConfiguration && !$0.isSample) }
    if facts.actor.isEmpty {
      if findings.isEmpty {
        return (
          .notDeterminable,
          Statement(
            "No finding and no actor: the evidence cannot tell whether there was an incident.",
            confidence: .notDeterminable, citations: [])
        )
      }
      let hasLogs = facts.evidence.events.count > 0
      let onlyPolicies = findings.allSatisfy { $0.isConfiguration }
      if hasLogs, onlyPolicies {
        return (
          .noIncidentFound,
          Statement(
            "The findings are about policies, and the supplied logs show no act of an actor.", confidence: .medium,
            citations: findings.map(\.citation).sortedOnce())
        )
      }
      return (
        .notDeterminable,
        Statement(
          "There are findings, but the supplied logs show no actor behind them.", confidence: .notDeterminable,
          citations: findings.map(\.citation).sortedOnce())
      )
    }
    guard cited("T1") != nil || facts.actor.events.contains(where: { facts.evidence.events[$0].outcome == .success })
    else {
      return (
        .notDeterminable,
        Statement(
          "Only refused requests of the actor are recorded.", confidence: .notDeterminable,
          citations: facts.actor.events.prefix(3).map { facts.citation($0) })
      )
    }
    guard let contained = cited("T4") else {
      let reason = facts.investigation.metrics.times["T4"]?.reason
      return (
        .open,
        Statement(
          "No end of the actor's access is shown" + (reason.map { ": " + $0 } ?? "."), confidence: .high,
          citations: facts.investigation.metrics.times["T4"]?.citations ?? [])
      )
    }
    let end: Prose = "The last accepted act or traffic of the actor ended at \(contained.at)"
    if !paths.isEmpty {
      return (
        .containedWithOpenPaths,
        Statement(
          end + "; not shown as closed: " + paths.map(\.short).joined() + ".", confidence: .high,
          citations: contained.citations)
      )
    }
    if let removed = cited("T5"), facts.investigation.metrics.times["T5"]?.partial == false, let recovered = cited("T6")
    {
      return (
        .eradicated,
        Statement(
          end
            + ", its objects were gone by \(removed.at), and everything was redeployed and rotated by \(recovered.at).",
          confidence: .high, citations: contained.citations + removed.citations + recovered.citations)
      )
    }
    return (
      .contained,
      Statement(end + ", and no path back in is known.", confidence: .high, citations: contained.citations)
    )
  }
}
