import CaseFolder
import Testing

@testable import Evidence
@testable import Investigation

/// Every question in a case that holds next to nothing: it says so, and which command would fetch what is missing.
@Suite struct MissingEvidenceTests {
  private static let empty = CaseFixture().investigate()

  @Test func noQuestionIsAnsweredWithoutEvidence() {
    for question in Self.empty.questions {
      #expect(question.state == .notAnswerable, "\(question.id)")
      #expect(!question.missing.isEmpty, "\(question.id)")
    }
  }

  @Test func theWholeWalkthroughIsAsked() {
    let ids = Self.empty.questions.map(\.id)
    #expect(
      ids == [
        "1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "3.1", "3.2", "4.1", "4.2", "4.3",
        "4.4", "4.5", "5.1", "5.2", "5.3", "6.1", "7.1", "7.2", "7.3", "7.4", "7.5", "X1", "X2", "X3", "X4", "X5", "X6",
        "X7",
      ])
  }

  @Test func missingEvidenceComesWithItsCommand() {
    var fixture = CaseFixture()
    fixture.audit(at: 1000, "system:anonymous", "list", "secrets", reason: CaseFixture.allowedToAnonymous)
    fixture.finding("CredentialAccess:Kubernetes/SuccessfulAnonymousAccess", remote: ["203.0.113.9"])
    let questions = fixture.investigate().questions
    func commands(_ id: Text) -> [Text] { questions.first { $0.id == id }?.commands ?? [] }
    #expect(commands("2.1").contains("kubectl get pods -A -o json"))
    #expect(commands("2.4").contains("kubectl get networkpolicies -A -o json"))
    #expect(commands("X1").contains { $0.hasPrefix("aws ec2 describe-flow-logs") })
    #expect(commands("X4").contains { $0.hasPrefix("aws cloudtrail lookup-events --start-time 1969-12-18T") })
  }

  @Test func shortBaselineIsSaidAndNothingIsCalledNew() {
    var fixture = CaseFixture()
    fixture.audit(at: 900, "bob", "list", "pods")
    fixture.audit(at: 1000, "system:anonymous", "list", "secrets", reason: CaseFixture.allowedToAnonymous)
    fixture.finding("CredentialAccess:Kubernetes/SuccessfulAnonymousAccess", remote: ["203.0.113.9"])
    let investigation = fixture.investigate()
    #expect(investigation.activity.new.isEmpty)
    #expect(investigation.activity.baseline.plain.contains("shorter than three days"))
    let question = investigation.questions.first { $0.id == "5.1" }
    #expect(question?.state == .partiallyAnswered)
    #expect(question?.answer.contains { $0.text.plain.hasPrefix("list secrets by system:anonymous") } == true)
  }

  @Test func anotherWindowListsOtherContainersAndCalls() {
    var fixture = CaseFixture()
    fixture.audit(at: 1000, "system:anonymous", "list", "secrets", reason: CaseFixture.allowedToAnonymous)
    fixture.audit(at: 90_000, "system:anonymous", "list", "pods", reason: CaseFixture.allowedToAnonymous)
    fixture.finding("CredentialAccess:Kubernetes/SuccessfulAnonymousAccess", remote: ["203.0.113.9"])
    fixture.object(
      #"{"kind": "Pod", "metadata": {"namespace": "a", "name": "late", "creationTimestamp": "1970-01-02T00:00:00Z"}, "spec": {"containers": [{"name": "c", "image": "nginx"}]}}"#
    )
    let early = Window(from: Timestamp(seconds: 500), to: Timestamp(seconds: 2000))
    let late = Window(from: Timestamp(seconds: 86_000), to: Timestamp(seconds: 100_000))
    func plain(_ window: Window, _ id: Text) -> [Text] {
      fixture.investigate(InvestigationOptions(window: window)).questions.first { $0.id == id }?.answer
        .map(\.text.plain) ?? []
    }
    #expect(!plain(early, "2.1").contains { $0.contains("a/late runs") })
    #expect(plain(late, "2.1").contains { $0.contains("a/late runs") })
    #expect(plain(early, "4.2").contains { $0.hasPrefix("list secrets") })
    #expect(!plain(early, "4.2").contains { $0.hasPrefix("list pods") })
    #expect(plain(late, "4.2").contains { $0.hasPrefix("list pods") })
  }

  @Test func benignPublicImageIsNoSign() {
    var fixture = CaseFixture()
    fixture.object(
      #"{"kind": "Pod", "metadata": {"namespace": "a", "name": "web", "creationTimestamp": "1970-01-01T00:00:00Z"}, "spec": {"containers": [{"name": "c", "image": "nginx:1.27"}]}}"#
    )
    let questions = fixture.investigate().questions
    #expect(
      questions.first { $0.id == "2.2" }?.answer.first?.text.plain.hasPrefix("None of the 1 pod") == true)
    #expect(questions.first { $0.id == "2.3" }?.answer.first?.text.plain.contains("nginx:1.27 is public") == true)
  }
}
