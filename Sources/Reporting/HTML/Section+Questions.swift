import CaseFolder
import Investigation

/// The questions of the walkthrough and their answers.
extension PageBuilder {
  /// Questions in order; nil when there is none.
  func questions() -> HTMLNode? {
    guard !report.questions.isEmpty else { return nil }
    return section(
      .questions, lead: ["Each answer says what the evidence covers and what to do next."],
      [.make(.div, "steps questions", [], report.questions.map { question($0) })])
  }

  private func question(_ question: Question) -> HTMLNode {
    let summary: [HTMLNode] = [
      .make(.span, "kind", [], [state(tone(question.state), Text(question.state.rawValue))]),
      .make(.span, "name", [], [.make(.span, "rule", text: Shown(question.id)), " ", .text(Shown(question.title))]),
    ]
    var nodes: [HTMLNode] = question.answer.isEmpty ? [] : [list(question.answer, "answer")]
    let notes: [(Shown, Prose)] = [
      ("Evidence covers", question.coverage), ("Missing", question.missing), ("Next", question.next),
    ]
    let id = ElementID("question", digestOf: question.id)
    var pairs = notes.filter { !$0.1.isEmpty }.flatMap { name, text -> [HTMLNode] in
      [.make(.dt, text: name), .make(.dd, nil, [], HTMLNode.prose(text))]
    }
    pairs += [.make(.dt, text: "Question"), .make(.dd, nil, [], [.code(question.id), anchor(id)])]
    nodes.append(.make(.dl, "pairs", [], pairs))
    let isOpen: [HTMLAttribute] = question.state == .answered ? [] : [.open]
    return .make(
      .details, nil, ids.claim(id) + isOpen,
      [.make(.summary, nil, [], summary), .make(.div, nil, [], nodes)])
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
