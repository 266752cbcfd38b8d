import CaseFolder
import Testing

@testable import Investigation

/// Questions of the main example: answers of the case's authors (domain/10 §10.3).
@Suite struct PaymentsProdQuestionsTests {
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

  @Test func clusterCreation() throws {
    #expect(try holds("1.1", "payments-prod was created at 2025-06-02T14:20:05"))
    #expect(try holds("1.2", "role/PlatformDeployRole created payments-prod"))
    #expect(try holds("1.2", "gha-4821, from 192.0.2.10"))
    #expect(try holds("1.2", "payments-platform"))
    #expect(try holds("1.3", "role/payments-prod-cluster is the role of the control plane"))
    #expect(try holds("1.3", "role/payments-prod-node is a role of nodes of payments-prod (3 nodes"))
  }

  @Test func findingsOfTheCluster() throws {
    #expect(try holds("3.1", "9 findings on the cluster: 8 of an attack, 1 of a dangerous configuration"))
    #expect(try holds("3.1", "8 high and 1 medium"))
    #expect(try holds("3.1", "2 of them name no cluster"))
    #expect(try holds("3.1", "1 d 16 h 49 min 31 s"))
  }

  @Test func requestsOfTheActor() throws {
    #expect(try holds("4.1", "system:anonymous: 22 requests of the actor, 17 succeeded"))
    #expect(try holds("4.1", "3 refused by authorisation (403), 1 refused by admission (403) and 1 not found (404)"))
    #expect(try texts("4.2").count == 18)
    #expect(try holds("4.3", "create payments/pods/node-tuner by system:anonymous from 203.0.113.57"))
  }

  @Test func enablingBindingIsNamedByEveryAllowedRequest() throws {
    #expect(try holds("4.5", "anonymous-debug gave cluster-admin to User system:anonymous"))
    #expect(try holds("4.5", "named in the reason of all 19 requests"))
    #expect(try holds("4.5", "until 2026-03-12T07:42:11"))
    #expect(try holds("4.5", "legacy-robot-admin gives cluster-admin"))
  }

  @Test func addressesFirstAndLastSeen() throws {
    #expect(try holds("7.1", "203.0.113.88 first at 2026-03-09T23:50:02"))
    #expect(try holds("7.1", "203.0.113.61 first at 2026-03-12T02:14:50Z"))
    #expect(
      try holds("7.2", "203.0.113.61 last at 2026-03-12T08:05:12.449021Z (denied); last success at 2026-03-12T02:31:07")
    )
  }

  @Test func statementsOtherThanNegativesAreCited() {
    for question in investigation.questions {
      for statement in question.answer where !statement.text.plain.hasPrefix("No ") {
        #expect(!statement.citations.isEmpty, "\(question.id)")
      }
    }
  }

  @Test func findingsLatencyAndJoins() {
    let findings = investigation.findings
    let latency = Dictionary(uniqueKeysWithValues: findings.map { (Int($0.id.string.suffix(3)) ?? 0, $0.latency) })
    #expect((1...9).map { latency[$0] ?? nil } == [919, 957, 967, 936, 936, 926, 1350, 1133, 798])
    let indirect = findings.filter { !$0.joins.contains("cluster") }
    #expect(indirect.allSatisfy { $0.joins.contains("instance tags") })
    #expect(indirect.count == 2 && indirect.contains { $0.joins.contains("session") })
    #expect(findings.allSatisfy { !$0.isSample && !$0.isRetired && !$0.isArchived })
  }

  @Test func anExtractIsNoAuditGap() {
    #expect(investigation.coverage.allSatisfy { $0.holes.isEmpty })
    #expect(investigation.gaps.contains { $0.id == "audit-extract" })
    #expect(!investigation.gaps.contains { ["audit-log", "cloudtrail", "flow-logs", "secrets"].contains($0.id) })
  }

  @Test func ownAddressesAreNoIndicators() {
    let values = Set(investigation.indicators.map(\.value))
    #expect(values.isDisjoint(with: ["198.51.100.200", "192.0.2.10", "10.40.21.9"]))
    #expect(
      values.isSuperset(of: [
        "203.0.113.57", "203.0.113.61", "192.0.2.146", "198.51.100.23", "pool.hashvault.example",
        "clusterrolebindings/eks-metrics-reader", "system:serviceaccount:kube-system:metrics-sync",
        "docker.io/gpu-tools/node-tuner:latest",
      ]))
  }

  @Test func techniquesComeFromTheActorOnly() {
    let used = Set(investigation.techniques.map(\.id))
    #expect(used.isSuperset(of: ["T1098.006", "T1552.007", "T1550.001", "T1555.006", "T1496.001", "T1213"]))
    let logging = investigation.techniques.first { $0.id == "T1562.008" }
    #expect(logging?.refused == 1 && logging?.succeeded == 0 && logging?.movedTo == "T1685.002")
    #expect(!used.contains("T1562.007"), "the responders' network rules are no technique of the actor")
  }
}
