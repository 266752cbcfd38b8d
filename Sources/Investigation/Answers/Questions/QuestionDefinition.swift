internal import CaseFolder
internal import Detection
internal import Evidence

/// The questions of the walkthrough that this room answers (domain/01).
package enum Questions {
  /// The answers in the order of the walkthrough.
  package static func answers(of investigation: Investigation) -> [Question] {
    let context = QuestionContext(investigation)
    return QuestionDefinition.all.map { answer(to: $0, context) }
  }

  static func answer(to definition: QuestionDefinition, _ context: QuestionContext) -> Question {
    let answer = definition.answer(context)
    return Question(
      id: definition.id, title: definition.title, why: definition.why, state: answer.state, answer: answer.statements,
      confidence: answer.statements.map(\.confidence).min() ?? .notDeterminable,
      coverage: context.coverage(definition.sources, kinds: definition.kinds), next: definition.next,
      missing: answer.missing,
      commands: answer.missing.isEmpty && answer.state != .notAnswerable
        ? [] : context.commands(definition.needs) + answer.commands,
      window: context.windows.finding)
  }
}

/// One question of the walkthrough: its words, what can answer it, and how it is answered.
struct QuestionDefinition: Sendable {
  let id: Text
  let title: Text
  /// Why an investigator asks.
  let why: Prose
  /// Sources whose coverage limits the answer.
  var sources: [Text] = []
  /// Kinds of inventory objects whose snapshots limit the answer, as in `EvidenceSupply.kinds`.
  var kinds: [Text] = []
  /// Ids of the gaps (`GapDefinition`) that keep the answer from being complete.
  var needs: [Text] = []
  /// What to do with the answer.
  let next: Prose
  let answer: @Sendable (QuestionContext) -> QuestionAnswer

  static let all: [QuestionDefinition] =
    cluster + containers + findingQuestions + requests + behaviour + addresses + extensions

  /// Step 1: the cluster and its IAM principals.
  private static let cluster: [QuestionDefinition] = [
    .clusterCreation, .clusterCreator, .clusterRoles, .clusterOwner, .involvedPrincipals,
  ]
  /// Step 2: containers.
  private static let containers: [QuestionDefinition] = [
    .containersInWindow, .unusualContainers, .publicImages, .networkPolicies, .unauthorisedConfiguration, .origins,
  ]
  /// Step 3: findings.
  private static let findingQuestions: [QuestionDefinition] = [.findings, .afterFirstDetection]
  /// Step 4: requests to the Kubernetes API.
  private static let requests: [QuestionDefinition] = [
    .apiActivity, .succeededCalls, .failedCalls, .intent, .bindingsBefore,
  ]
  /// Step 5: what is new.
  private static let behaviour: [QuestionDefinition] = [.newCalls, .newAccess, .beyondCluster]
  /// Steps 6 and 7: the actor's addresses.
  private static let addresses: [QuestionDefinition] = [
    .reach, .addressFirstSeen, .addressLastSeen, .addressBehaviour, .addressInteraction, .addressKubernetes,
  ]
  /// What a senior responder asks beside the walkthrough.
  private static let extensions: [QuestionDefinition] = [
    .egress, .loginIdentities, .hostEscape, .credentialsElsewhere, .persistence, .afterContainment, .logIntegrity,
  ]
}

/// What answers a question.
struct QuestionAnswer {
  var state: AnswerState
  var statements: [Statement]
  /// What is missing for a full answer; empty when nothing is.
  var missing: Prose = ""
  /// Commands that fetch it, beside those of the gaps that the question needs.
  var commands: [Text] = []

  /// An answer that the case cannot give, and what would be needed.
  static func notAnswerable(_ missing: Prose) -> QuestionAnswer {
    QuestionAnswer(state: .notAnswerable, statements: [], missing: missing)
  }

  /// Statements that answer a question; without any it is not answerable.
  static func answered(_ statements: [Statement], missing: Prose = "") -> QuestionAnswer {
    guard !statements.isEmpty else { return notAnswerable(missing) }
    return QuestionAnswer(
      state: missing.isEmpty ? .answered : .partiallyAnswered, statements: statements, missing: missing)
  }
}
