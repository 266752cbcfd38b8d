internal import CaseFolder
internal import Detection
internal import Evidence
internal import Investigation

/// One step of the attack with its test; titles are in `controls.json`.
struct AttackStepTest: Sendable {
  /// The step's id, such as `S1`.
  let id: Text
  /// The records that show it; none when it was not seen.
  let citations: @Sendable (StepContext) -> [Citation]

  /// How many records a step cites.
  static let citationsKept = 5

  /// All steps.
  static let all: [AttackStepTest] = [
    AttackStepTest(id: "S1") { context in
      let names = Set(["system:anonymous", "system:unauthenticated"].map(context.facts.symbol))
      return context.successes { $0.source == .kubernetesAudit && names.contains($0.actor) }
    },
    AttackStepTest(id: "S2") { context in
      let verbs = Set(["list", "get"].map(context.facts.symbol))
      let excluded = Set(["secrets", "pods/exec", "pods/attach"].map(context.facts.symbol))
      return context.successes {
        $0.source == .kubernetesAudit && verbs.contains($0.action) && !excluded.contains($0.resource)
      }
    },
    AttackStepTest(id: "S3") { context in
      let resources = Set(["clusterrolebindings", "rolebindings"].map(context.facts.symbol))
      return context.successes {
        $0.source == .kubernetesAudit && !$0.flags.contains(.readOnly) && resources.contains($0.resource)
      }
    },
    AttackStepTest(id: "S4") { context in
      context.artefacts.filter { artefact in
        artefact.isCreated
          && (artefact.reachesHost
            || context.facts.livingPods(ofWorkload: artefact.path, kind: artefact.resource).contains {
              $0.value.hasHostAccess
            }
            || context.facts.inventory.pods.contains {
              artefact.resource == "pods" && $0.value.path == artefact.path && $0.value.hasHostAccess
            })
      }.flatMap(\.citations)
    },
    AttackStepTest(id: "S5") { context in
      context.list.exposures.filter { $0.kind == "kubernetes-secret" && $0.class == .compromised }
        .flatMap { $0.routes.filter { $0.class == .compromised }.flatMap(\.citations) }
    },
    AttackStepTest(id: "S6") { context in
      context.list.exposures.filter { $0.class == .compromised }
        .flatMap {
          $0.routes.filter { $0.class == .compromised && ($0.route == "R10" || $0.route == "R11") }.flatMap(\.citations)
        }
    },
    AttackStepTest(id: "S7") { context in
      context.contacts.filter { $0.firstAccepted != nil }.flatMap(\.citations)
    },
  ]
}

extension StepContext {
  /// The steps of the attack, with what shows them.
  func attackSteps() -> [AttackStep] {
    let titles = DataFile("Response/Data/controls.json").content["steps"]?.items ?? []
    return AttackStepTest.all.map { test in
      let citations = test.citations(self)
      return AttackStep(
        id: test.id, title: titles.first { $0["id"]?.text == test.id }?["title"]?.text ?? test.id,
        observed: !citations.isEmpty, citations: Array(citations.sortedOnce().prefix(AttackStepTest.citationsKept)))
    }
  }

  /// Where the first of the actor's successful events stand that a test picks.
  func successes(where test: (Event) -> Bool) -> [Citation] {
    var found: [Citation] = []
    for index in facts.actor.events {
      let event = facts.evidence.events[index]
      guard event.outcome == .success, test(event) else { continue }
      found.append(facts.citation(index))
      if found.count == AttackStepTest.citationsKept { break }
    }
    return found
  }
}
