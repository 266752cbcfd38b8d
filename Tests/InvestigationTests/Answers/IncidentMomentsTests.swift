import CaseFolder
import Evidence
import Testing

@testable import Investigation

@Suite struct IncidentMomentsTests {
  /// The actor reads a secret at 100 s; a responder deletes a binding at `containment`.
  private func made(coverage: Int64, containment: Int64?) -> MadeEvidence {
    var made = MadeEvidence()
    made.coverage = [MadeEvidence.audit(coverage)]
    made.actorEvents.append(made.add(50, "eve", "list", "pods", outcome: .denied))
    made.actorEvents.append(made.add(100, "eve", "get", "secrets", namespace: "x", name: "a"))
    if let containment {
      made.responderEvents.append(made.add(containment, "bob", "delete", "clusterrolebindings", name: "door"))
    }
    return made
  }

  private func contained(_ made: MadeEvidence) -> MetricTime? {
    MetricsCalculator.metrics(of: made.investigation).times["T4"]
  }

  @Test func refusedContactComesBeforeTheFirstSuccess() {
    let metrics = MetricsCalculator.metrics(of: made(coverage: 5000, containment: 200).investigation)
    #expect(metrics.times["T1a"]?.at == MadeEvidence.at(50))
    #expect(metrics.times["T1"]?.at == MadeEvidence.at(100))
  }

  @Test func containmentIsTheEndOfTheActivityWhenAnActExplainsIt() {
    let time = contained(made(coverage: 5000, containment: 200))
    #expect(time?.at == MadeEvidence.at(100) && time?.partial == false)
  }

  @Test func silenceLongBeforeContainmentIsOnlyPartOfTheProof() {
    let time = contained(made(coverage: 50_000, containment: 20_000))
    #expect(time?.at == MadeEvidence.at(100) && time?.partial == true)
  }

  @Test func activityAfterTheLastActIsNotContained() {
    var made = made(coverage: 50_000, containment: 200)
    made.actorEvents.append(made.add(20_000, "eve", "list", "pods"))
    #expect(contained(made)?.at == nil)
  }

  @Test func nothingIsContainedWithoutAnAct() {
    let time = contained(made(coverage: 5000, containment: nil))
    #expect(time?.at == nil && time?.reason != nil)
  }

  @Test func evidenceThatEndsWithTheActivitySaysNothingOfItsEnd() {
    #expect(contained(made(coverage: 100, containment: 200))?.at == nil)
  }

  @Test func standingArtefactsAreNotEradicated() {
    var made = made(coverage: 5000, containment: 200)
    made.actorEvents.append(made.add(300, "eve", "create", "serviceaccounts", namespace: "x", name: "robot"))
    #expect(MetricsCalculator.metrics(of: made.investigation).times["T5"]?.at == nil)
    made.responderEvents.append(made.add(400, "bob", "delete", "serviceaccounts", namespace: "x", name: "robot"))
    #expect(MetricsCalculator.metrics(of: made.investigation).times["T5"]?.at == MadeEvidence.at(400))
  }

  @Test func absentMomentsLeaveDurationsOutWithTheirFormula() {
    let metrics = MetricsCalculator.metrics(of: MadeEvidence().investigation)
    #expect(metrics.durations["contain"]?.seconds == nil)
    #expect(metrics.durations["contain"]?.formula == "T4 - T2")
    #expect(metrics.durations["contain"]?.reason?.plain == "Not computed without T2 and T4.")
    #expect(Set(metrics.times.keys) == Set(Metrics.timeNames))
  }
}
