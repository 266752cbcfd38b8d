import CaseFolder
import Investigation

/// What happened: the picture of the attack path and the story by phases.
extension PageBuilder {
  /// The attack path and the phases; nil when there is neither.
  func path() -> HTMLNode? {
    var content: [HTMLNode] = []
    if let picture = AttackPathPicture.draw(report) { content.append(figure(picture, label: "Attack path")) }
    if !report.story.isEmpty {
      content.append(.make(.ol, "story", [], report.story.map { phase($0) }))
    }
    return content.isEmpty ? nil : section(.path, content)
  }

  private func phase(_ phase: StoryPhase) -> HTMLNode {
    let sameDay = phase.from.seconds / 86_400 == phase.until.seconds / 86_400
    var span: [HTMLNode] = [.time(phase.from)]
    if phase.from.seconds != phase.until.seconds {
      span += [" to ", sameDay ? .timeOfDay(phase.until) : .time(phase.until)]
    }
    return .make(
      .li, nil, [],
      [
        .make(.h3, nil, [], [.text(Phases.name(phase.phase)), " ", .make(.small, nil, [], span)]),
        phase.statements.count == 1
          ? .make(.p, nil, [], statement(phase.statements[0])) : list(phase.statements),
      ])
  }

  /// A picture in its region, with its notes below.
  func figure(_ picture: Picture, label: Shown) -> HTMLNode {
    .make(
      .figure, nil, [],
      [.make(.div, "scroll picture", [.role(.region), .ariaLabel(label), .tabIndex], [picture.node])]
        + (picture.notes.isEmpty ? [] : [.make(.figcaption, text: picture.notes.joined(" "))]))
  }
}
