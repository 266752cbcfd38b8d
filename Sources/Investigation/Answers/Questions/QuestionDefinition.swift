internal import CaseFolder
internal import Detection
internal import Evidence

/// The questions of the walkthrough that this room answers (domain/01).
package enum Questions {
  /// The answers in the order of the walkthrough.
  package static func answers(of investigation: Investigation) -> [Question] {
    let context = QuestionContext(investigation)
    return QuestionDefinition.all.map { definition in
      let answer = definition.answer(context)
      return Question(
        id: definition.id, title: definition.title, state: answer.state, answer: answer.statements,
        confidence: answer.statements.map(\.confidence).max() ?? .notDeterminable,
        coverage: context.coverage(definition.sources), next: definition.next, missing: answer.missing)
    }
  }
}

/// One question of the walkthrough: its words, the sources that can answer it, and how it is answered.
struct QuestionDefinition: Sendable {
  let id: Text
  let title: Text
  /// Sources whose coverage limits the answer.
  let sources: [Text]
  /// What to do with the answer.
  let next: Prose
  let answer: @Sendable (QuestionContext) -> QuestionAnswer

  static let all: [QuestionDefinition] = [
    .clusterCreation, .clusterCreator, .clusterRoles, .findings, .apiActivity, .succeededCalls,
    .failedCalls, .intent, .bindingsBefore, .addressFirstSeen, .addressLastSeen,
  ]
}

/// What answers a question.
struct QuestionAnswer {
  var state: AnswerState
  var statements: [Statement]
  /// What is missing for a full answer; empty when nothing is.
  var missing: Prose = ""

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

/// What questions look at.
final class QuestionContext {
  let investigation: Investigation
  let reader: EventReader
  let supply: EvidenceSupply
  /// The actor's events.
  let actorEvents: [Int]

  init(_ investigation: Investigation) {
    self.investigation = investigation
    reader = EventReader(investigation.evidence)
    supply = EvidenceSupply(investigation.evidence)
    let reader = reader
    actorEvents = investigation.actor.events.filter { !reader.isAnsweredLogin($0) }
  }

  var evidence: Evidence { investigation.evidence }

  var store: EventStore { investigation.evidence.events }

  /// The actor's requests to Kubernetes.
  private(set) lazy var requests: [Int] = actorEvents.filter { store.source[$0] == .kubernetesAudit }

  /// The requests to Kubernetes of people and programs that are no part of the cluster itself.
  var outsideRequests: [Int] {
    var noise = EventNoise(store)
    return store.indices.filter { store.source[$0] == .kubernetesAudit && !noise.isSystem(store.actor[$0]) }
  }

  /// In words, from when to when sources reach.
  func coverage(_ sources: [Text]) -> Prose {
    sources.map { source -> Prose in
      let name = Prose(parts: [.words(SourceName.words(source))])
      guard let span = supply.span(source) else { return name + ": not supplied" }
      let isExtract = evidence.coverage.contains { CoverageSource.matches($0.source, source) && $0.isExtract }
      return name + ": \(span.from) to \(span.to)" + (isExtract ? " (extract)" : "")
    }.joined("; ", last: "; ")
  }

  /// Where a negative holds: "in the Kubernetes audit log from … to …".
  func within(_ source: Text) -> Prose {
    let name = Prose(parts: [.words(SourceName.words(source))])
    guard let span = supply.span(source) else { return "in the supplied " + name }
    return "in the supplied " + name + " from \(span.from) to \(span.to)"
  }
}

/// Sources in words for people.
enum SourceName {
  static func words(_ source: Text) -> String {
    switch source {
    case "kubernetes-audit": "Kubernetes audit log"
    case "cloudtrail": "CloudTrail"
    case "eks-authenticator": "EKS authenticator log"
    case "resolver": "Resolver query log"
    case "vpc-flow": "VPC flow logs"
    case "guardduty": "GuardDuty findings"
    default: source.string
    }
  }
}
