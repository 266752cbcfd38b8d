internal import CaseFolder
internal import Investigation
internal import Response

/// Secrets and credentials: what to rotate, in which order, and what is proven.
extension MarkdownReport {
  /// The table of secrets in order, then how each reached the actor and where it is used.
  func secrets() {
    guard !report.exposures.isEmpty else { return }
    document.heading(2, "Secrets to rotate")
    document.paragraph("Rotate from the top; equal numbers may go side by side. No value of a secret is printed here.")
    let affected = report.exposures.filter { $0.class != .notAffected }
      .sorted { (Self.place($0), $0.kind, $0.name) < (Self.place($1), $1.kind, $1.name) }
    document.table([">Order", "Secret", "Kind", "Class", "Do", "State"], affected.map { row($0) })
    if affected.contains(where: { !$0.routes.isEmpty || !$0.references.isEmpty }) {
      document.heading(3, "How each reached the actor, and where it is used")
      document.list(affected.flatMap { details($0) })
    }
    let others = report.exposures.filter { $0.class == .notAffected }
    guard !others.isEmpty else { return }
    document.heading(3, "Asked about and not affected")
    document.list(
      others.map { exposure in
        "- \(MarkdownCode.span(exposure.name, inTable: false)): \(line(exposure.rotation.stateText))"
          + refs(exposure.routes.flatMap(\.citations) + exposure.rotation.provenBy)
      })
  }

  /// What needs nothing more comes last.
  private static func place(_ exposure: Exposure) -> Int {
    exposure.rotation.order > 0 ? exposure.rotation.order : .max
  }

  private func row(_ exposure: Exposure) -> [String] {
    let rotation = exposure.rotation
    var state = "**\(rotation.state.rawValue)**"
    if !rotation.stateText.isEmpty { state += ": " + cell(rotation.stateText) }
    var action = Self.sentences([cell(rotation.action), cell(rotation.invalidate)])
    if let warning = rotation.warning { action += " **Note:** \(cell(warning))" }
    return [
      rotation.order > 0 ? "\(rotation.order)" : "-", cell(exposure.name), nameCell(exposure.kind),
      exposure.class.rawValue + confidence(exposure.confidence), action, state + refs(rotation.provenBy),
    ]
  }

  private func details(_ exposure: Exposure) -> [String] {
    guard !exposure.routes.isEmpty || !exposure.references.isEmpty else { return [] }
    var lines = ["- \(MarkdownCode.span(exposure.name, inTable: false))"]
    lines += exposure.routes.map { route in
      "  - \(MarkdownText.name(route.route)): \(line(route.text))"
        + (route.at.map { ", \(ReadableTime.text($0))" } ?? "") + confidence(route.confidence) + refs(route.citations)
    }
    lines += exposure.references.map { reference in
      "  - Used by \(MarkdownText.name(reference.kind)) \(MarkdownCode.span(reference.name, inTable: false)):"
        + " \(MarkdownText.name(reference.how))" + refs(reference.citations)
    }
    if !exposure.rotation.reason.isEmpty { lines.append("  - Place in the order: \(line(exposure.rotation.reason))") }
    return lines
  }
}
