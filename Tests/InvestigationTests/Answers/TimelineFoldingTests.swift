import CaseFolder
import Evidence
import Testing

@testable import Investigation

@Suite struct TimelineFoldingTests {
  @Test func equalRequestsOfTheActorBecomeOneBurst() throws {
    var made = MadeEvidence()
    for second in 0..<142 {
      made.actorEvents.append(made.add(Int64(second), "eve", "list", "pods", readOnly: true))
    }
    let timeline = Timeline.entries(of: made.investigation)
    let burst = try #require(timeline.first)
    #expect(timeline.count == 1 && burst.count == 142)
    #expect(burst.until == MadeEvidence.at(141))
    #expect(burst.citations.count == 5)
  }

  @Test func aPauseEndsABurst() {
    var made = MadeEvidence()
    for second: Int64 in [0, 60, 60 + 901] {
      made.actorEvents.append(made.add(second, "eve", "list", "pods", readOnly: true))
    }
    #expect(Timeline.entries(of: made.investigation).map(\.count) == [2, 1])
  }

  @Test func outcomesAndAddressesKeepBurstsApart() {
    var made = MadeEvidence()
    made.actorEvents.append(made.add(0, "eve", "list", "pods"))
    made.actorEvents.append(made.add(1, "eve", "list", "pods", outcome: .denied))
    made.actorEvents.append(made.add(2, "eve", "list", "pods", from: "203.0.113.6"))
    #expect(Timeline.entries(of: made.investigation).count == 3)
  }

  @Test func fewObjectsAreShownOneByOneAndManyTogether() {
    var made = MadeEvidence()
    for (second, name) in ["a", "b", "c"].enumerated() {
      made.actorEvents.append(made.add(Int64(second), "eve", "get", "secrets", namespace: "x", name: Text(name)))
    }
    #expect(Timeline.entries(of: made.investigation).map(\.object) == ["x/secrets/a", "x/secrets/b", "x/secrets/c"])
    for (second, name) in ["d", "e", "f"].enumerated() {
      made.actorEvents.append(made.add(Int64(second + 3), "eve", "get", "secrets", namespace: "x", name: Text(name)))
    }
    let folded = Timeline.entries(of: made.investigation)
    #expect(folded.map(\.object) == ["x/secrets"] && folded.map(\.count) == [6])
    #expect(folded[0].summary.plain.contains("a, b, c and others"))
  }

  @Test func withoutAnActorOnlyChangesAndRefusalsAreListed() {
    var made = MadeEvidence()
    made.add(0, "ann", "list", "pods", readOnly: true)
    made.add(1, "ann", "create", "configmaps", namespace: "x", name: "a")
    made.add(2, "ann", "list", "secrets", outcome: .denied, readOnly: true)
    made.add(3, "system:kube-scheduler", "create", "pods", namespace: "x", name: "p")
    made.add(4, "ann", "update", "leases", namespace: "x", name: "l")
    let timeline = Timeline.entries(of: made.investigation)
    #expect(timeline.map(\.action) == ["create", "list"])
    #expect(timeline.allSatisfy { $0.side == .system && $0.techniques.isEmpty })
    let omissions = Omissions.omissions(of: made.investigation).map(\.what.plain)
    #expect(omissions.contains("1 successful calls that change nothing, in the timeline"))
    #expect(omissions.contains("1 calls by nodes, the control plane and controllers, in the timeline"))
  }

  @Test func aBurstFromSeveralAddressesNamesNone() throws {
    var made = MadeEvidence()
    made.add(0, "ann", "delete", "pods", namespace: "x", name: "a", from: "203.0.113.5")
    made.add(1, "ann", "delete", "pods", namespace: "y", name: "b", from: "203.0.113.6")
    let burst = try #require(Timeline.entries(of: made.investigation).first)
    #expect(burst.count == 2 && burst.address == nil && burst.object == "pods")
  }
}
