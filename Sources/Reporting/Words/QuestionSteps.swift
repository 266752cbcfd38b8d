import CaseFolder
import Investigation

/// The steps of the walkthrough, by which the questions are grouped.
enum QuestionSteps {
  /// Consecutive questions of one step, with the step's name.
  static func groups(_ questions: [Question]) -> [(name: StaticString, questions: [Question])] {
    var groups: [(step: Text, questions: [Question])] = []
    for question in questions {
      let step = step(question.id)
      if groups.last?.step == step {
        groups[groups.count - 1].questions.append(question)
      } else {
        groups.append((step, [question]))
      }
    }
    return groups.map { (name($0.step), $0.questions) }
  }

  /// What stands before the point of a number, or its letter.
  private static func step(_ id: Text) -> Text {
    id.hasPrefix("X") ? "X" : id.split(UInt8(ascii: "."))[0]
  }

  private static func name(_ step: Text) -> StaticString {
    switch step {
    case "1": "The cluster and its IAM principals"
    case "2": "Containers"
    case "3": "Findings"
    case "4": "Kubernetes API activity"
    case "5": "New behaviour and secrets"
    case "6": "Reach of the actor's addresses"
    case "7": "Each address in depth"
    case "X": "Beyond the cluster's own records"
    default: "Further questions"
    }
  }
}
