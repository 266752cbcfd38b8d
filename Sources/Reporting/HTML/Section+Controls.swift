import CaseFolder
import Investigation
import Response

/// Preventative controls: which are missing, and what each would have stopped.
extension PageBuilder {
  /// Controls, missing ones first, and the smallest sets that would have broken the path; nil when there is none.
  func controls() -> HTMLNode? {
    guard !report.controls.isEmpty else { return nil }
    var content: [HTMLNode] = []
    if !report.controlSets.isEmpty {
      let sets = report.controlSets.map { set in
        HTMLNode.make(
          .li, nil, [], set.enumerated().flatMap { index, id in (index > 0 ? [" + "] : []) + [controlLink(id)] })
      }
      content.append(.make(.p, text: "The smallest sets of controls that would have broken the path:"))
      content.append(.make(.ul, "sets", [], sets))
    }
    let order: [ControlState] = [.missing, .partial, .unknown, .present]
    let sorted = order.flatMap { state in report.controls.filter { $0.state == state } }
    content.append(.make(.div, "steps", [], sorted.map { control($0) }))
    if !report.obligations.isEmpty {
      content.append(.make(.h3, text: "Notification sheet"))
      content.append(list(report.obligations))
    }
    return section(.controls, content)
  }

  private func controlLink(_ id: Text) -> HTMLNode {
    report.controls.contains { $0.id == id }
      ? .make(.a, "entity", [.href(.fragment(controlID(id)))], [.code(id)]) : .code(id)
  }

  private func controlID(_ id: Text) -> ElementID { ElementID("control", digestOf: id) }

  private func control(_ control: Control) -> HTMLNode {
    let summary: [HTMLNode] = [
      .make(.span, "kind", [], [state(tone(control.state), Text(control.state.rawValue))]),
      .make(.span, "name", [], [.make(.span, "rule", text: Shown(control.id)), " ", .text(Shown(control.title))]),
      .make(.span, "why", text: remark(control)),
    ]
    var nodes: [HTMLNode] = []
    nodes.append(control.evidence.isEmpty ? .make(.p, text: "No evidence.") : list(control.evidence))
    if !control.workedHere.isEmpty {
      nodes += [.make(.h4, text: "Where it worked"), list(control.workedHere)]
    }
    if !control.breaks.isEmpty {
      nodes.append(.make(.h4, text: "Attack steps that it breaks"))
      nodes.append(.make(.ul, nil, [], control.breaks.map { .make(.li, nil, [], attackStep($0)) }))
    }
    if let configuration = control.configuration {
      nodes += [.make(.h4, text: "Configuration")] + command(configuration)
    }
    if !control.references.isEmpty {
      nodes.append(
        .make(
          .p, "tags", [],
          ["References: "]
            + control.references.enumerated().flatMap { index, reference in
              (index > 0 ? [", "] : []) + [self.reference(reference)]
            }))
    }
    nodes.append(.make(.p, "tags", [], ["Control ", .code(control.id), anchor(controlID(control.id))]))
    return .make(
      .details, nil, ids.claim(controlID(control.id)),
      [
        .make(.summary, nil, [], summary),
        .make(.div, nil, [], nodes),
      ])
  }

  /// What tells controls apart at a glance: what it would have broken, and what it costs.
  private func remark(_ control: Control) -> Shown {
    var parts: [Shown] = []
    if !control.workedHere.isEmpty { parts.append("worked here") }
    if !control.breaks.isEmpty { parts.append("breaks " + control.breaks.map { Shown($0) }.joined(", ")) }
    parts.append(effort(control.effort))
    return parts.joined(" · ").capitalized
  }

  private func attackStep(_ id: Text) -> [HTMLNode] {
    guard let step = report.attackSteps.first(where: { $0.id == id }) else { return [.code(id)] }
    return [.make(.span, "rule", text: Shown(step.id)), " ", .text(Shown(step.title))]
      + (step.observed ? [] : [" ", .make(.span, "conf", text: "not seen here")]) + citations.links(step.citations)
  }

  private func reference(_ reference: Reference) -> HTMLNode {
    guard let url = reference.url.flatMap({ DocumentURL($0) }) else { return .text(Shown(reference.label)) }
    return .make(.a, nil, [.href(.document(url))], [.text(Shown(reference.label))])
  }

  private func effort(_ effort: Text) -> Shown {
    switch effort {
    case "L": "low effort"
    case "M": "medium effort"
    case "H": "high effort"
    default: Shown(effort)
    }
  }

  private func tone(_ state: ControlState) -> Tone {
    switch state {
    case .present: .good
    case .partial: .part
    case .missing: .bad
    case .unknown: .none
    }
  }
}
