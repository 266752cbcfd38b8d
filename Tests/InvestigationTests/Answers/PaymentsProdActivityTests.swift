import CaseFolder
import Testing

@testable import Investigation

/// Activity of the main example: values of the case's authors (domain/10, 4.1-4.4, 5.1, 6.1).
@Suite struct PaymentsProdActivityTests {
  let activity: Activity

  init() throws {
    activity = try PaymentsProdAnswers.result.get().activity
  }

  private func counts(_ rows: [ActivityRow], _ key: Text, _ source: Text) -> [Int]? {
    rows.first { $0.key == key && $0.source == source }.map { [$0.successful, $0.failed, $0.forbidden, $0.notFound] }
  }

  @Test func anonymousRequestsByOutcome() {
    #expect(counts(activity.bySubject, "system:anonymous", "kubernetes") == [17, 5, 4, 1])
  }

  @Test func requestsByAddress() {
    #expect(counts(activity.byAddress, "203.0.113.57", "kubernetes") == [17, 2, 1, 1])
    #expect(counts(activity.byAddress, "203.0.113.61", "kubernetes") == [1, 1, 1, 0])
    #expect(counts(activity.byAddress, "203.0.113.88", "kubernetes") == [0, 2, 2, 0])
    #expect(counts(activity.byAddress, "203.0.113.61", "aws") == [6, 2, 2, 0])
  }

  @Test func seventeenAnonymousPairsAreNew() {
    let pairs = activity.new.filter { $0.kind == "pair" && $0.key.hasPrefix("system:anonymous ") }
    #expect(pairs.count == 17)
    let attempted = pairs.filter { $0.attemptedBefore != nil }.map(\.key)
    #expect(attempted == ["system:anonymous list namespaces", "system:anonymous list secrets"])
  }

  @Test func bytesOfTrafficWithTheActorsHosts() throws {
    let pool = try #require(activity.flows.first { $0.peer == "198.51.100.23" && $0.accepted })
    #expect(pool.bytesOut == 22_028_736 && pool.bytesIn == 17_007_480)
    #expect(pool.first == Timestamp("2026-03-12T02:13:03Z"))
    #expect(pool.last == Timestamp("2026-03-12T07:50:29Z"))
    let dropper = try #require(activity.flows.first { $0.peer == "192.0.2.146" })
    #expect(dropper.bytesOut == 21_880 && dropper.bytesIn == 4_021_112)
    #expect(dropper.port == 443 && dropper.transport == "tcp")
  }

  @Test func hoursAddUpToAllRequestsOfTheLookBack() {
    let kubernetes = activity.overTime.filter { $0.source == "kubernetes" }
    #expect(kubernetes.reduce(0) { $0 + $1.successful + $1.failed } == 36)
  }
}
