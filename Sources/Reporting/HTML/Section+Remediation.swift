import CaseFolder
import Investigation
import Response

/// The runbook: steps by phase, each with its commands, checks and state.
extension PageBuilder {
  /// The steps in their phases; nil when there is none.
  func remediation() -> HTMLNode? {
    guard !report.remediation.isEmpty else { return nil }
    var phases: [Text] = []
    for step in report.remediation where !phases.contains(step.phase) { phases.append(step.phase) }
    var content: [HTMLNode] = [board(phases)]
    for phase in phases {
      let steps = report.remediation.filter { $0.phase == phase }
      content.append(.make(.h3, text: Shown(phase).capitalized))
      content.append(.make(.div, "steps", [], steps.map { stepDetails($0) }))
    }
    return section(
      .remediation,
      lead: [
        "States come from the evidence; “not seen” means that no record shows the step. Open a step for its commands."
      ],
      content)
  }

  /// How many steps of each phase are done.
  private func board(_ phases: [Text]) -> HTMLNode {
    .make(
      .ol, "board", [],
      phases.map { phase in
        let steps = report.remediation.filter {
          $0.phase == phase && $0.state != .notNeeded && $0.state != .notApplicable
        }
        let done = steps.filter { $0.state == .done && $0.effective != .no }.count
        return .make(
          .li, done == steps.count ? "all" : done == 0 ? "nothing" : "some", [],
          [.make(.strong, text: "\(done)/\(steps.count)"), " ", .text(Shown(phase).capitalized)])
      })
  }

  private func stepDetails(_ step: RemediationStep) -> HTMLNode {
    let id = stepID(step.id)
    let summary: [HTMLNode] = [
      .make(.span, "kind", [], [state(tone(step), Text(stateWord(step)))]),
      .make(.span, "name", [], HTMLNode.prose(step.title)),
      .make(.span, "why", [], [.text(Shown(step.owner))]),
    ]
    var nodes: [HTMLNode] = [
      .make(
        .p, nil, [],
        HTMLNode.prose(step.stateText) + (step.doneBy.map { [" by ", .code($0)] } ?? [])
          + citations.links(step.provenBy))
    ]
    nodes += step.warnings.map { .make(.p, "warn", [], HTMLNode.prose($0)) }
    nodes.append(.make(.p, "tags", [], ["Why: "] + HTMLNode.prose(step.why)))
    nodes += commands("Do", step.commands) + commands("Check", step.verify) + commands("Undo", step.rollback)
    if !step.blastRadius.isEmpty {
      nodes.append(.make(.h4, text: "What else it stops"))
      nodes.append(.make(.ul, nil, [], step.blastRadius.map { .make(.li, nil, [], HTMLNode.prose($0)) }))
    }
    var foot: [HTMLNode] = ["Step ", .code(step.id)]
    if !step.after.isEmpty {
      foot.append(", after ")
      foot += step.after.enumerated().flatMap { index, other in (index > 0 ? [", "] : []) + [stepLink(other)] }
    }
    foot.append(anchor(id))
    nodes.append(.make(.p, "tags", [], foot))
    return .make(.details, nil, ids.claim(id), [.make(.summary, nil, [], summary), .make(.div, nil, [], nodes)])
  }

  private func commands(_ title: Shown, _ list: [Command]) -> [HTMLNode] {
    list.isEmpty ? [] : [.make(.h4, text: title)] + list.flatMap { command($0) }
  }

  private func stepLink(_ id: Text) -> HTMLNode {
    report.remediation.contains { $0.id == id }
      ? .make(.a, "entity", [.href(.fragment(stepID(id)))], [.code(id)]) : .code(id)
  }

  private func stepID(_ id: Text) -> ElementID { ElementID("step", digestOf: id) }

  private func stateWord(_ step: RemediationStep) -> String {
    step.state == .done && step.effective == .no ? "no effect" : step.state.rawValue
  }

  private func tone(_ step: RemediationStep) -> Tone {
    switch step.state {
    case .done: step.effective == .no ? .bad : .good
    case .partial: .part
    case .notSeen: .bad
    case .notProvable, .notNeeded, .notApplicable: .none
    }
  }
}
