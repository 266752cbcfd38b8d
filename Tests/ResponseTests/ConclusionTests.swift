import CaseFolder
import Evidence
import Investigation
import Response
import Testing

// Golden values: domain/10, row "Residual risk line".

private let response = ExampleCase.response

extension Investigation {
  /// An investigation of some evidence.
  init(investigating evidence: Evidence) {
    self = Investigator.investigate(evidence)
  }
}

@Test func verdictIsContainedWithOpenPaths() {
  #expect(response.verdict == .containedWithOpenPaths)
  #expect(response.verdictReason.text.plain.contains("2026-03-12T07:50:29Z"))
}

@Test func validAdministratorTokenOutranksEverything() {
  let texts = response.openPaths.map(\.text.plain)
  #expect(texts.first?.contains("kube-system/legacy-robot") == true)
  #expect(response.takeaways.first?.text.plain.contains("kube-system/legacy-robot") == true)
}

@Test func openPathsAreThoseOfTheExample() {
  let texts = response.openPaths.map(\.text.plain)
  let wanted: [Text] = [
    "kube-system/legacy-robot", "payments-api-irsa", "ci/aws-deploy-key", "2026-03-12T14:15:30Z", "node-tuner",
    "0.0.0.0/0",
  ]
  let places = wanted.map { part in texts.firstIndex { $0.contains(part) } ?? -1 }
  #expect(!places.contains(-1))
  #expect(places == places.sorted())
  for path in response.openPaths { #expect(!path.citations.isEmpty) }
}

@Test func takeawaysAreFewAndCited() {
  #expect((1...7).contains(response.takeaways.count))
  for statement in response.takeaways { #expect(!statement.citations.isEmpty) }
}

@Test func nothingAtAllIsNotDeterminable() {
  let empty = Responder.respond(to: Investigation(investigating: Evidence(manifest: Manifest(), events: EventStore())))
  #expect(empty.verdict == .notDeterminable)
  #expect(empty.openPaths.isEmpty)
  #expect(empty.exposures.isEmpty)
  #expect(empty.questions.first?.state == .notAnswerable)
}

@Test func noEndOfAccessIsOpen() {
  var investigation = ExampleCase.investigation
  investigation.metrics.times["T4"] = MetricTime(partial: false, reason: "No end is shown.")
  #expect(Responder.respond(to: investigation).verdict == .open)
}

@Test func questionOnSecretsIsAnswered() {
  let question = response.questions.first { $0.id == "5.4" }
  #expect(question?.state == .answered)
  #expect(question?.answer.first?.text.plain.hasPrefix("Compromised, 8 Kubernetes secrets: ") == true)
}

@Test func storyEndsWithTheResponse() {
  #expect(response.story.last?.phase == "response")
  #expect(response.story.count > 3)
}

@Test func sameCaseGivesTheSameResponse() {
  let again = Responder.respond(to: ExampleCase.investigation)
  #expect(again.exposures == response.exposures)
  #expect(again.remediation == response.remediation)
  #expect(again.controls == response.controls)
  #expect(again.openPaths == response.openPaths)
  #expect(again.takeaways == response.takeaways)
}
