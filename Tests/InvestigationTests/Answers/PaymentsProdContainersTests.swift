import CaseFolder
import Testing

@testable import Investigation

/// Containers and new behaviour of the main example: answers of the case's authors (domain/10 §10.3).
@Suite struct PaymentsProdContainersTests {
  let investigation: Investigation

  init() throws {
    investigation = try PaymentsProdAnswers.result.get()
  }

  private func texts(_ id: Text) throws -> [Text] {
    try #require(investigation.questions.first { $0.id == id }).answer.map(\.text.plain)
  }

  private func holds(_ id: Text, _ part: Text) throws -> Bool {
    try texts(id).contains { $0.contains(part) }
  }

  @Test func sixPodsRanInTheWindow() throws {
    #expect(try holds("2.1", "6 pods with 7 containers"))
    #expect(try texts("2.1").count == 7)
  }

  @Test func onlyThePrivilegedPodIsUnusual() throws {
    let unusual = try texts("2.2")
    #expect(unusual.count == 1)
    for sign: Text in ["node-tuner-x7k2p", "privileged", "hostPID", "mounts / of its host", "no add-on of AWS"] {
      #expect(unusual.allSatisfy { $0.contains(sign) })
    }
  }

  @Test func publicImageThatRanBeforeIsNotSuspicious() throws {
    #expect(try texts("2.3").filter { $0.contains("is public") }.count == 2)
    #expect(try holds("2.3", "docker.io/gpu-tools/node-tuner:latest is public"))
    #expect(try holds("2.3", "docker.io/grafana/grafana:11.4.0 is public: used by monitoring/grafana"))
    #expect(try holds("2.3", "2025-11-02T07:00:00Z; it ran before the window"))
    #expect(try holds("2.3", "managed by AWS: 602401143452.dkr.ecr.us-west-2.amazonaws.com/amazon-k8s-cni:v1.19.2"))
  }

  @Test func networkPoliciesAreMissingAndTheEngineIsOff() throws {
    #expect(try holds("2.4", "the engine is off, says the argument of aws-eks-nodeagent"))
    #expect(try holds("2.4", "No network policy at all in ci, monitoring and payments"))
    #expect(try holds("2.4", "kube-system/quarantine-cb-2026-0312 isolates incoming and outgoing traffic, created at"))
    #expect(try holds("2.4", "bob-example.com, a responder"))
  }

  @Test func deletedBindingsAreRebuiltFromTheAuditLog() throws {
    #expect(try holds("2.5", "eks-metrics-reader gives cluster-admin to Group system:unauthenticated"))
    #expect(
      try holds(
        "2.5",
        "clusterrolebindings/anonymous-debug was deleted at 2026-03-12T07:41:05.118001Z by arn:aws:sts::111122223333:assumed-role/IncidentResponder/bob-example.com (a responder); it was created by arn:aws:sts::111122223333:assumed-role/DevOpsEngineer/alice-example.com from 198.51.100.200"
      ))
  }

  @Test func podOfAControllerGoesBackToItsRealCreator() throws {
    #expect(
      try holds(
        "2.6",
        "node-tuner-x7k2p goes back to daemonsets kube-system/node-tuner, which was created by system:anonymous from 203.0.113.57 at 2026-03-12T02:07:29"
      ))
    #expect(try !texts("2.6").contains { $0.contains("daemon-set-controller") })
    #expect(try holds("2.6", "5 pods created before the audit log starts"))
  }

  @Test func findingsInTheOrderOfTheirActivity() throws {
    let tactics = try texts("3.2")
    #expect(tactics.first?.hasPrefix("Discovery: ") == true)
    #expect(tactics.contains { $0.hasPrefix("Impact: ") })
    #expect(try holds("3.2", "published at 2026-03-12T02:19:12"))
  }

  @Test func refusedAttemptInTheBaselineDoesNotMakeTheSuccessKnown() throws {
    #expect(
      try holds(
        "5.1",
        "system:anonymous: 17 new pairs of call and namespace, 15 successful; without success: get secrets in vault"))
    #expect(try holds("5.1", "Attempted before and refused, and new as a success: list secrets"))
  }

  @Test func secretsComeFirstAmongNewCalls() throws {
    let calls = try texts("5.2")
    #expect(calls.prefix(3).allSatisfy { $0.contains("secrets") })
    #expect(calls.contains { $0.contains("get secrets in vault (root-token) by system:anonymous: 1 not found (404)") })
  }

  @Test func resourcesBeyondTheCluster() throws {
    for part: Text in [
      "payments-api-irsa", "payments-prod-node/i-0a1b2c3d4e5f60718", "prod/payments/db", "/prod/payments/hmac",
      "ecr-authorization-token", "10.40.21.9 on port 5432 (PostgreSQL by its port)", "ci/aws-deploy-key",
    ] {
      #expect(try holds("5.3", part), "\(part)")
    }
  }

  @Test func reachOfTheAddresses() throws {
    #expect(try holds("6.1", "203.0.113.57: 19 requests to the API server (17 succeeded"))
    #expect(try holds("6.1", "8 calls to AWS (6 succeeded and 2 refused"))
    #expect(try holds("6.1", "203.0.113.88: 2 requests to the API server (2 refused"))
    #expect(try holds("6.1", "No flow with 203.0.113.0/24"))
    #expect(try holds("6.1", "192.0.2.146, port 443/tcp, outbound, accepted"))
    #expect(try holds("6.1", "21880 bytes out, 4021112 bytes in"))
    #expect(try holds("6.1", "2026-03-12T07:50:29Z: 22028736 bytes out, 17007480 bytes in"))
    #expect(try !texts("6.1").contains { $0.contains("198.51.100.200") || $0.contains("192.0.2.10 ") })
  }

  @Test func neighbourhoodBeginsWithAFailureAndEndsAfterContainment() throws {
    #expect(try holds("7.1", "3 addresses in 203.0.113.0/24: first at 2026-03-09T23:50:02.114201Z (denied)"))
    #expect(try holds("7.2", "3 addresses in 203.0.113.0/24: last at 2026-03-12T08:05:12.449021Z (denied)"))
    #expect(try holds("7.2", "after the containment"))
  }

  @Test func everyAddressHasItsBehaviour() throws {
    #expect(try holds("7.3", "203.0.113.57: 17 new calls, 15 successful"))
    #expect(try holds("7.4", "203.0.113.61 acted as"))
    #expect(try holds("7.5", "203.0.113.57 as system:anonymous: create (7), get (7) and list (5)"))
  }

  @Test func everyQuestionSaysWhyAndWhatNext() {
    for question in investigation.questions {
      #expect(!question.why.isEmpty && !question.next.isEmpty && !question.coverage.isEmpty, "\(question.id)")
      #expect(question.window == investigation.windows.finding)
    }
  }

  @Test func rolesThatWereTakenOn() {
    let rows = investigation.activity.assumptions
    #expect(rows.contains { $0.how == "AssumeRoleWithWebIdentity" && $0.byActor && $0.successful == 1 })
    #expect(rows.contains { $0.how == "Kubernetes login" && $0.byActor && $0.failed == 1 })
  }

  @Test func neighboursAreThoseOfTheActorOnly() {
    #expect(
      investigation.activity.neighbours.map(\.address) == ["203.0.113.88", "203.0.113.57", "203.0.113.61"])
  }
}
