import CaseFolder
import Investigation
import Response

/// Secrets and credentials: what to rotate, in which order, and what is proven.
extension PageBuilder {
  /// Secrets to rotate in order, then those to review and those that are not affected; nil when there is none.
  func secrets() -> HTMLNode? {
    guard !report.exposures.isEmpty else { return nil }
    let toRotate = report.exposures.filter { $0.class != .notAffected }
      .sorted { (place($0), $0.kind, $0.name) < (place($1), $1.kind, $1.name) }
    let notAffected = report.exposures.filter { $0.class == .notAffected }
    var content: [HTMLNode] = []
    if !toRotate.isEmpty {
      content.append(
        table(
          "secrets", caption: "Ordered by what each opens: rotate from the top; equal numbers may go side by side",
          columns: [
            Column("Order", isNumber: true), Column("Secret"), Column("Class"), Column("Do"), Column("State"),
          ], rows: toRotate.map { exposureRow($0) }))
    }
    if !notAffected.isEmpty {
      content.append(.make(.h3, text: "Asked about and not affected"))
      content.append(
        .make(
          .ul, nil, [],
          notAffected.map { exposure in
            .make(
              .li, nil, [],
              [.code(exposure.name), ": "] + HTMLNode.prose(exposure.rotation.stateText)
                + exposure.routes.flatMap { citations.links($0.citations) }
                + citations.links(exposure.rotation.provenBy))
          }))
    }
    return section(.secrets, lead: ["No value of a secret is printed anywhere in this report."], content)
  }

  /// The place in the order; what needs nothing more comes last.
  private func place(_ exposure: Exposure) -> Int {
    exposure.rotation.order > 0 ? exposure.rotation.order : .max
  }

  private func exposureRow(_ exposure: Exposure) -> HTMLNode {
    let rotation = exposure.rotation
    var name: [HTMLNode] = [.code(exposure.name), .make(.span, "tags", text: Shown(exposure.kind))]
    if !exposure.routes.isEmpty || !exposure.references.isEmpty { name.append(exposureDetails(exposure)) }
    var action = HTMLNode.prose(rotation.action)
    if !rotation.invalidate.isEmpty {
      action.append(.make(.span, "tags", [], HTMLNode.prose(rotation.invalidate)))
    }
    if let warning = rotation.warning { action.append(.make(.p, "warn", [], HTMLNode.prose(warning))) }
    var state: [HTMLNode] = [
      self.state(tone(rotation.state), Text(rotation.state.rawValue)),
      .make(.span, "tags", [], HTMLNode.prose(rotation.stateText) + citations.links(rotation.provenBy)),
    ]
    if let done = rotation.doneAt, rotation.state == .done || rotation.state == .attested {
      state.append(.make(.span, "tags", [], ["Done ", .time(done)]))
    }
    let level: [HTMLNode] = [self.state(tone(exposure.class), Text(exposure.class.rawValue))]
    return row(
      [
        [.text(rotation.order > 0 ? "\(rotation.order)" : "–")], name, level + confidence(exposure.confidence), action,
        state,
      ], numbers: [0])
  }

  private func exposureDetails(_ exposure: Exposure) -> HTMLNode {
    var nodes: [HTMLNode] = []
    if !exposure.routes.isEmpty {
      nodes.append(.make(.h4, text: "How it reached the actor"))
      nodes.append(
        .make(
          .ul, nil, [],
          exposure.routes.map { route in
            .make(
              .li, nil, [],
              [.make(.span, "rule", text: Shown(route.route)), " "] + HTMLNode.prose(route.text)
                + (route.at.map { [" ", .time($0)] } ?? []) + confidence(route.confidence)
                + citations.links(route.citations))
          }))
    }
    if !exposure.references.isEmpty {
      nodes.append(.make(.h4, text: "Where it is used"))
      nodes.append(
        .make(
          .ul, nil, [],
          exposure.references.map { reference in
            .make(
              .li, nil, [],
              [.text(Shown(reference.kind)), " ", .code(reference.name), ": ", .text(Shown(reference.how))]
                + citations.links(reference.citations))
          }))
    }
    if !exposure.rotation.reason.isEmpty {
      nodes.append(.make(.p, "tags", [], ["Place in the order: "] + HTMLNode.prose(exposure.rotation.reason)))
    }
    var counts: [Shown] = []
    if !exposure.routes.isEmpty {
      counts.append(exposure.routes.count == 1 ? "1 route" : "\(exposure.routes.count) routes")
    }
    if !exposure.references.isEmpty {
      counts.append(exposure.references.count == 1 ? "1 use" : "\(exposure.references.count) uses")
    }
    return .make(.details, "inline", [], [.make(.summary, text: counts.joined(", ")), .make(.div, nil, [], nodes)])
  }

  private func tone(_ value: ExposureClass) -> Tone {
    switch value {
    case .compromised: .bad
    case .exposed, .review: .part
    case .notAffected: .good
    }
  }

  private func tone(_ state: RotationState) -> Tone {
    switch state {
    case .done, .attested: .good
    case .partial: .part
    case .notSeen: .bad
    case .notProvable: .none
    }
  }
}
