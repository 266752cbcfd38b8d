import CaseFolder
import Investigation

/// Which entities are part of the incident, how, and why.
extension PageBuilder {
  /// Entities by level, each with its proof; nil when none is in scope.
  func scope() -> HTMLNode? {
    let levels = Level.allCases.reversed().map { level in (level, report.entities.filter { $0.level == level }) }
    guard levels.contains(where: { !$0.1.isEmpty }) else { return nil }
    let content = levels.filter { !$0.1.isEmpty }.flatMap { level, entities -> [HTMLNode] in
      [
        .make(.h3, nil, [], [state(tone(level), Text(level.rawValue)), .make(.small, text: " \(entities.count)")]),
        .make(.p, "lead", text: meaning(level)),
        .make(.div, "entities", [], grouped(entities).flatMap { group($0) }),
      ]
    }
    return section(.scope, lead: ["Open a row to see the chain of evidence that put it there."], content)
  }

  private func grouped(_ entities: [Entity]) -> [[Entity]] {
    Dictionary(grouping: entities, by: \.type).sorted { $0.key < $1.key }.map(\.value)
  }

  private func group(_ entities: [Entity]) -> [HTMLNode] {
    entities.map { entity in
      let isAddress = entity.type == .ip || entity.type == .domain
      var summary: [HTMLNode] = [
        .make(.span, "kind", text: EntityWords.noun(entity.type)),
        .make(
          .span, "name", [],
          [isAddress ? .indicator(entity.name) : entity.name.isEmpty ? "(no name)" : .code(entity.name)]
            + confidence(entity.confidence ?? .confirmed)),
      ]
      let why = entity.proof.last.map { HTMLNode.shortProse($0.text) } ?? []
      summary.append(.make(.span, "why", [], why))
      return .make(
        .details, nil, ids.claim(ElementID(entity.id)),
        [.make(.summary, nil, [], summary), .make(.div, nil, [], details(entity))])
    }
  }

  private func details(_ entity: Entity) -> [HTMLNode] {
    var nodes: [HTMLNode] = []
    if !entity.proof.isEmpty { nodes.append(.make(.ol, "proof", [], entity.proof.map { proof($0, of: entity) })) }
    var facts: [HTMLNode] = []
    if let first = entity.firstSeen, let last = entity.lastSeen {
      facts += fact("Seen", first == last ? [.time(first)] : [.time(first), " to ", .time(last)])
    }
    for attribute in entity.attributes {
      facts += fact(
        Shown(attribute.name), [.code(attribute.value)] + citations.links(attribute.citation.map { [$0] } ?? []))
    }
    if let id = ElementID(entity.id) { facts += fact("Id", [.code(entity.id), anchor(id)]) }
    if !facts.isEmpty { nodes.append(.make(.dl, "pairs", [], facts)) }
    return nodes
  }

  private func fact(_ name: Shown, _ value: [HTMLNode]) -> [HTMLNode] {
    [.make(.dt, text: name), .make(.dd, nil, [], value)]
  }

  private func proof(_ step: ProofStep, of entity: Entity) -> HTMLNode {
    // Each step of the chain is about an entity of its own: without its name it reads as a fact about this one.
    let about: [HTMLNode] = step.to == entity.id ? [] : [entityLink(step.to), ": "]
    var nodes: [HTMLNode] =
      [.make(.span, "rule", text: Shown(step.rule)), " "] + about + HTMLNode.prose(step.text)
    if let from = step.from {
      nodes.append(
        .make(
          .span, "tags", [],
          [entityLink(from), " → "] + (step.relationship.map { [.text(Shown($0)), " → "] } ?? []) + [
            entityLink(step.to)
          ]))
    }
    return .make(.li, nil, [], nodes + citations.links(step.citations))
  }

  func tone(_ level: Level) -> Tone {
    switch level {
    case .compromised: .bad
    case .exposed: .part
    case .affected, .suspect, .related: .none
    }
  }

  private func meaning(_ level: Level) -> Shown {
    switch level {
    case .compromised: "Under the actor's control, or the actor knows its material."
    case .exposed: "The actor had the means; there is no proof of use."
    case .affected: "A consequence of the incident, or of the response to it."
    case .suspect: "A rule points at it, proof is missing."
    case .related: "Context only."
    }
  }
}
