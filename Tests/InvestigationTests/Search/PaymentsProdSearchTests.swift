import CaseFolder
import Testing

@testable import Investigation

/// Searches in the main example.
@Suite struct PaymentsProdSearchTests {
  let investigation: Investigation

  init() throws {
    investigation = try PaymentsProdAnswers.result.get()
  }

  private func find(_ query: Text) throws -> SearchResult {
    CaseSearch.run(try SearchQuery(query), in: investigation)
  }

  @Test func addressWithItsActivityAndNeighbours() throws {
    let result = try find("203.0.113.61")
    let match = try #require(result.matches.first)
    #expect(result.matches.count == 1 && match.kind == .ip && match.isActors)
    #expect(match.first == Timestamp("2026-03-12T02:14:50Z"))
    #expect(match.requests.successful == 7 && match.requests.failed == 3 && match.requests.forbidden == 3)
    #expect(match.calls.contains { $0.call == "secretsmanager:GetSecretValue" && $0.source == "aws" })
    #expect(match.contacts.contains { $0.kind == "identity" && $0.name == "system:anonymous" })
    #expect(match.neighbours.map(\.address) == ["203.0.113.88", "203.0.113.57"])
  }

  @Test func networkAndWildcardFindTheSameAddresses() throws {
    let addresses = try find("203.0.113.0/24").matches.map(\.name)
    #expect(Set(addresses) == ["203.0.113.57", "203.0.113.61", "203.0.113.88"])
    #expect(try find("203.0.113.*").matches.map(\.name) == addresses)
  }

  @Test func trafficOfAnAddress() throws {
    let match = try #require(try find("198.51.100.23").matches.first)
    let accepted = try #require(match.flows.first { $0.accepted })
    #expect(accepted.resource == "i-0a1b2c3d4e5f60718" && accepted.port == 3333)
    #expect(accepted.bytesOut == 22_028_736 && accepted.bytesIn == 17_007_480)
    #expect(match.contacts.contains { $0.kind == "domain" && $0.name == "pool.hashvault.example" })
  }

  @Test func roleMeansAllOfItsSessions() throws {
    let result = try find("arn:aws:iam::111122223333:role/payments-api-irsa")
    let session = try #require(result.matches.first { $0.name.hasSuffix("assumed-role/payments-api-irsa/x") })
    #expect(session.requests.successful == 2 && session.requests.forbidden == 1)
    #expect(session.contacts.contains { $0.kind == "address" && $0.name == "203.0.113.61" })
  }

  @Test func secretWithItsReadersAndUsers() throws {
    let match = try #require(try find("payments/db-credentials").matches.first { $0.kind == .secret })
    #expect(match.level == .compromised)
    #expect(match.calls.contains { $0.call == "get secrets" && $0.requests.successful == 1 })
    #expect(match.contacts.contains { $0.kind == "pod" && $0.name.hasPrefix("payments/payments-api-") })
    #expect(match.contacts.contains { $0.kind == "identity" && $0.name == "system:anonymous" })
  }

  @Test func secretThatWasOnlyProbedIsFoundAsAFailure() throws {
    let match = try #require(try find("secret:vault/root-token").matches.first)
    #expect(match.requests.successful == 0 && match.requests.notFound == 1 && match.level == nil)
  }

  @Test func podWithItsNodeAndImage() throws {
    let match = try #require(try find("pod:node-tuner-x7k2p").matches.first)
    #expect(match.name == "kube-system/node-tuner-x7k2p" && match.level == .compromised)
    #expect(match.contacts.contains { $0.kind == "node" && $0.name.hasPrefix("ip-10-40-12-37") })
    #expect(match.calls.contains { $0.call == "get pods/exec" })
  }

  @Test func imageByTheLastPartOfItsName() throws {
    let match = try #require(try find("image:node-tuner").matches.first)
    #expect(match.name == "docker.io/gpu-tools/node-tuner:latest")
    #expect(match.contacts.contains { $0.kind == "pod" && $0.name == "kube-system/node-tuner-x7k2p" })
  }

  @Test func nothingFoundSaysHowFarTheEvidenceReaches() throws {
    let result = try find("192.0.2.99")
    #expect(result.matches.isEmpty && result.leftOut == 0 && !result.coverage.isEmpty)
  }
}
