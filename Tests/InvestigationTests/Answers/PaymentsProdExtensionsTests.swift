import CaseFolder
import Testing

@testable import Investigation

/// Questions beyond the walkthrough, in the main example.
@Suite struct PaymentsProdExtensionsTests {
  let investigation: Investigation

  init() throws {
    investigation = try PaymentsProdAnswers.result.get()
  }

  private func holds(_ id: Text, _ part: Text) throws -> Bool {
    try #require(investigation.questions.first { $0.id == id }).answer.contains { $0.text.plain.contains(part) }
  }

  @Test func ownerAndPrincipals() throws {
    #expect(try holds("1.4", "payments-platform"))
    #expect(try holds("1.5", "alice-example.com made anonymous-debug, which let the actor in: no record shows"))
    #expect(try holds("1.5", "payments-api-irsa/x was used by the actor: compromised"))
  }

  @Test func trafficToTheMiningPool() throws {
    #expect(try holds("X1", "198.51.100.23 (pool.hashvault.example) on port 3333, a usual port of mining pool"))
  }

  @Test func loginThatWasRefused() throws {
    #expect(
      try holds("X2", "the login of arn:aws:iam::111122223333:role/payments-api-irsa was refused 1 time, by the actor"))
  }

  @Test func hostOfThePrivilegedPodIsCompromised() throws {
    #expect(try holds("X3", "ip-10-40-12-37.us-west-2.compute.internal is compromised"))
    #expect(try holds("X3", "169.254.169.254"))
  }

  @Test func credentialsUsedOffTheirMachines() throws {
    #expect(try holds("X4", "payments-prod-node/i-0a1b2c3d4e5f60718 was used from 203.0.113.61: 4 calls, 3 successful"))
  }

  @Test func artefactsAndTheirEnd() throws {
    #expect(try holds("X5", "kube-system/daemonsets/node-tuner"))
    #expect(try holds("X5", "no record shows that its pods ended"))
  }

  @Test func refusedActAfterContainmentIsShown() throws {
    #expect(
      try holds("X6", "list namespaces by system:anonymous from 203.0.113.61 at 2026-03-12T08:05:12.449021Z: denied"))
    #expect(try holds("X6", "all of it was refused"))
  }

  @Test func attemptToSwitchLoggingOffFailed() throws {
    #expect(try holds("X7", "UpdateClusterConfig"))
    #expect(try holds("X7", "without success (denied)"))
    #expect(try !holds("X7", "holds nothing from"))
  }
}
