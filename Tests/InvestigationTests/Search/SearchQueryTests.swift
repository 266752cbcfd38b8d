import CaseFolder
import Testing

@testable import Investigation

@Suite struct SearchQueryTests {
  @Test(arguments: [
    ("203.0.113.57", 32), ("203.0.113.0/24", 24), ("203.0.113.*", 24), ("203.0.*", 16), ("203.0.*.*", 16),
    ("2001:db8::1", 128), ("2001:db8:1:2:*", 64), ("ip:203.0.113.57", 32),
  ])
  func networksByLength(_ text: Text, _ length: Int) throws {
    guard case .network(let network) = try SearchQuery(text).form else {
      Issue.record("\(text) is no network")
      return
    }
    #expect(network.length == length)
  }

  @Test func wildcardHoldsItsAddressesOnly() throws {
    guard case .network(let network) = try SearchQuery("203.0.113.*").form else {
      Issue.record("no network")
      return
    }
    #expect(network.contains(try #require(IPAddress("203.0.113.255"))))
    #expect(!network.contains(try #require(IPAddress("203.0.114.1"))))
  }

  @Test(
    arguments: [
      ("arn:aws:iam::111122223333:role/app", .principal), ("system:anonymous", .subject), ("sha256:11", .image),
      ("ASIAEXAMPLENODE00001", .principal), ("secret:payments/db", .secret), ("payments/api-0", .pod),
      ("image:nginx:1.27", .image),
    ] as [(Text, SearchKind)])
  func namesByKind(_ text: Text, _ kind: SearchKind) throws {
    guard case .name(_, let kinds) = try SearchQuery(text).form else {
      Issue.record("\(text) is no name")
      return
    }
    #expect(kinds.contains(kind))
  }

  @Test(arguments: [
    "", " ", "203.0.113.0/99", "300.1.1.1", "203.0.*.57", "*", "10.1.2", "api-*", "deployment:web", "secret:",
    "ip:here",
  ])
  func otherFormsAreRefusedWithAdvice(_ text: Text) {
    #expect {
      try SearchQuery(text)
    } throws: { error in
      guard let failure = error as? SearchQuery.Failure else { return false }
      return !failure.message.isEmpty && !failure.advice.isEmpty
    }
  }
}
