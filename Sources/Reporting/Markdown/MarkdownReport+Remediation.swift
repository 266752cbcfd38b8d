internal import CaseFolder
internal import Investigation
internal import Response

/// The runbook: steps by phase, each with its commands, checks and state.
extension MarkdownReport {
  /// The steps in their phases.
  func remediation() {
    guard !report.remediation.isEmpty else { return }
    document.heading(2, "Remediation")
    document.paragraph("States come from the evidence: \"not seen\" means that no record shows the step.")
    var phases: [Text] = []
    for step in report.remediation where !phases.contains(step.phase) { phases.append(step.phase) }
    for phase in phases {
      let steps = report.remediation.filter { $0.phase == phase }
      let needed = steps.filter { $0.state != .notNeeded && $0.state != .notApplicable }
      let done = needed.count { $0.state == .done && $0.effective != .no }
      document.heading(3, "\(Self.words(phase)) (\(done) of \(needed.count) done)")
      for step in steps { self.step(step) }
    }
  }

  private func step(_ step: RemediationStep) {
    let state = step.state == .done && step.effective == .no ? "done, no effect" : step.state.rawValue
    document.heading(4, "\(line(step.title)): \(state)")
    var facts = ["- Step \(MarkdownCode.span(step.id, inTable: false))" + owner(step)]
    if !step.stateText.isEmpty {
      let doer = step.doneBy.map { " (by \(MarkdownCode.span($0, inTable: false)))" } ?? ""
      facts.append("- State: \(line(step.stateText))\(doer)\(refs(step.provenBy))")
    }
    if !step.why.isEmpty { facts.append("- Why: \(line(step.why))") }
    facts += step.warnings.map { "- **Note:** \(line($0))" }
    facts += step.blastRadius.map { "- What else it stops: \(line($0))" }
    if !step.after.isEmpty {
      let others = step.after.map { MarkdownCode.span($0, inTable: false) }
      facts.append("- After: \(others.joined(separator: ", "))")
    }
    document.list(facts)
    commands("Do", step.commands)
    commands("Check", step.verify)
    commands("Undo", step.rollback)
  }

  private func owner(_ step: RemediationStep) -> String {
    step.owner.isEmpty ? "" : ", owner \(MarkdownText.name(step.owner))"
  }

  /// The preventative controls, their state, and what each would have broken.
  func controls() {
    guard !report.controls.isEmpty else { return }
    document.heading(2, "Controls")
    let titles = Dictionary(report.attackSteps.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
    let order: [ControlState] = [.missing, .partial, .unknown, .present]
    for state in order {
      let controls = report.controls.filter { $0.state == state }
      guard !controls.isEmpty else { continue }
      document.heading(3, "\(Self.capitalized(state.rawValue)) (\(controls.count))")
      for control in controls { self.control(control, titles) }
    }
  }

  private func control(_ control: Control, _ titles: [Text: Text]) {
    document.heading(4, "\(MarkdownText.name(control.id)) \(MarkdownText.name(control.title))")
    var facts = control.evidence.map { "- \(statement($0))" }
    facts += control.workedHere.map { "- Worked here: \(statement($0))" }
    if !control.breaks.isEmpty {
      let steps = control.breaks.map { id in
        MarkdownText.name(id) + (titles[id].map { " \(MarkdownText.name($0))" } ?? "")
      }
      facts.append("- Would have broken: \(steps.joined(separator: ", "))")
    }
    if !control.effort.isEmpty { facts.append("- Effort: \(MarkdownText.name(control.effort))") }
    facts += control.references.map { "- See \(reference($0))" }
    document.list(facts)
    if let configuration = control.configuration { commands("Configuration", [configuration]) }
  }

  /// A document of a known host as a link; any other address only as text.
  private func reference(_ reference: Reference) -> String {
    let label = MarkdownText.name(reference.label)
    guard let url = reference.url else { return label }
    return DocumentURL(url).map { "[\(label)](\($0.value))" } ?? "\(label) \(MarkdownCode.span(url, inTable: false))"
  }
}
