internal import CaseFolder
internal import Investigation

/// Which entities are part of the incident, how, and why.
extension MarkdownReport {
  /// How many entities of one level are listed.
  private static let entityLimit = 500
  /// How many facts of one entity are listed.
  private static let attributeLimit = 12

  /// Entities by level, each with the chain that put it there.
  func scope() {
    let levels = Level.allCases.reversed().map { level in (level, report.entities.filter { $0.level == level }) }
      .filter { !$0.1.isEmpty }
    guard !levels.isEmpty else { return }
    document.heading(2, "Scope")
    for (level, entities) in levels {
      document.heading(3, "\(Self.capitalized(level.rawValue)) (\(entities.count))")
      document.paragraph(Self.meaning(level))
      document.list(entities.prefix(Self.entityLimit).flatMap { item($0) })
      if entities.count > Self.entityLimit {
        document.paragraph("\(entities.count - Self.entityLimit) more stand in `report.json`.")
      }
    }
  }

  private func item(_ entity: Entity) -> [String] {
    var first = "- \(Self.noun(entity.type)) \(name(entity, inTable: false))"
    if let confidence = entity.confidence { first += self.confidence(confidence) }
    if let from = entity.firstSeen, let to = entity.lastSeen {
      first +=
        from == to
        ? ", seen \(ReadableTime.text(from))" : ", seen \(ReadableTime.text(from)) to \(ReadableTime.text(to))"
    }
    var lines = [first]
    lines += entity.proof.map { step in
      // Each step of the chain is about an entity of its own: without its name it reads as a fact about this one.
      let about = step.to == entity.id ? "" : subjectName(step.to)
      return "  - \(MarkdownText.name(step.rule)): \(about)\(line(step.text))\(refs(step.citations))"
    }
    let facts = entity.attributes.prefix(Self.attributeLimit).map { attribute in
      "\(MarkdownText.name(attribute.name)) \(MarkdownCode.span(attribute.value, inTable: false))"
        + refs(attribute.citation.map { [$0] } ?? [])
    }
    if !facts.isEmpty {
      let rest = entity.attributes.count - facts.count
      lines.append("  - Known of it: " + facts.joined(separator: "; ") + (rest > 0 ? "; \(rest) more" : ""))
    }
    return lines
  }

  /// The name of the entity that a step of a proof is about, as a lead-in.
  private func subjectName(_ id: Text) -> String {
    guard let entity = report.entities.first(where: { $0.id == id }), !entity.name.isEmpty else { return "" }
    return MarkdownCode.span(entity.name, inTable: false) + ": "
  }

  private static func noun(_ type: EntityType) -> String {
    capitalized(MarkdownText.words(EntityWords.noun(type).string))
  }

  private static func meaning(_ level: Level) -> String {
    switch level {
    case .compromised: "Under the actor's control, or the actor knows its material."
    case .exposed: "The actor had the means; there is no proof of use."
    case .affected: "A consequence of the incident, or of the response to it."
    case .suspect: "A rule points at it, proof is missing."
    case .related: "Context only."
    }
  }
}
