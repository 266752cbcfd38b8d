import CaseFolder
import Investigation

/// The questions of the walkthrough and their answers.
extension PageBuilder {
  /// Questions in order; nil when there is none.
  func questions() -> HTMLNode? {
    guard !report.questions.isEmpty else { return nil }
    return section(
      .questions,
      lead: [
        "Each answer says why it matters, what the evidence covers, and what to do next; where evidence is missing, the command that fetches it."
      ],
      QuestionSteps.groups(report.questions).flatMap { step -> [HTMLNode] in
        [
          .make(.h3, text: Shown(stringLiteral: step.name)),
          .make(.div, "steps questions", [], step.questions.map { question($0) }),
        ]
      })
  }

  private func question(_ question: Question) -> HTMLNode {
    let summary: [HTMLNode] = [
      .make(.span, "kind", [], [state(tone(question.state), Text(question.state.rawValue))]),
      .make(.span, "name", [], [.make(.span, "rule", text: Shown(question.id)), " ", .text(Shown(question.title))]),
    ]
    var nodes: [HTMLNode] = question.why.isEmpty ? [] : [.make(.p, "purpose", [], HTMLNode.prose(question.why))]
    if !question.answer.isEmpty { nodes.append(list(question.answer, "answer")) }
    let notes: [(Shown, Prose)] = [
      ("Window", window(question)), ("Evidence covers", question.coverage), ("Missing", question.missing),
      ("Next", question.next),
    ]
    let id = ElementID("question", digestOf: question.id)
    var pairs = notes.filter { !$0.1.isEmpty }.flatMap { name, text -> [HTMLNode] in
      [.make(.dt, text: name), .make(.dd, nil, [], HTMLNode.prose(text))]
    }
    pairs += [.make(.dt, text: "Question"), .make(.dd, nil, [], [.code(question.id), anchor(id)])]
    nodes.append(.make(.dl, "pairs", [], pairs))
    if !question.commands.isEmpty {
      nodes.append(.make(.p, "purpose", text: "To fetch what is missing:"))
      nodes += question.commands.map {
        .make(.pre, nil, [.tabIndex], [.make(.code, text: Shown(lines: $0))])
      }
    }
    let isOpen: [HTMLAttribute] = question.state == .answered ? [] : [.open]
    return .make(
      .details, nil, ids.claim(id) + isOpen,
      [.make(.summary, nil, [], summary), .make(.div, nil, [], nodes)])
  }

  private func window(_ question: Question) -> Prose {
    question.window.map { "\($0.from) to \($0.to)" } ?? ""
  }

  private func tone(_ state: AnswerState) -> Tone {
    switch state {
    case .answered: .good
    case .partiallyAnswered: .part
    case .notAnswerable: .none
    case .conflicting: .bad
    }
  }
}
