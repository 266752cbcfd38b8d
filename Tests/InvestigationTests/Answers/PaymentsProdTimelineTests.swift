import CaseFolder
import Testing

@testable import Investigation

/// The timeline of the main example against the table of the case's authors (domain/10 §10.2).
@Suite struct PaymentsProdTimelineTests {
  let timeline: [TimelineEntry]

  init() throws {
    timeline = try PaymentsProdAnswers.result.get().timeline
  }

  private func entry(_ action: Text, _ object: Text, _ outcome: Text = "success") -> TimelineEntry? {
    timeline.first { $0.action == action && $0.object == object && $0.outcome == outcome }
  }

  @Test func entriesAreSortedAndTheirIDsDiffer() {
    #expect(timeline.map(\.at) == timeline.map(\.at).sorted())
    #expect(Set(timeline.map(\.id)).count == timeline.count)
  }

  @Test func enablingBindingIsExposureOnTheSystemSide() throws {
    let binding = try #require(entry("create", "clusterrolebindings/anonymous-debug"))
    #expect(binding.phase == "exposure" && binding.side == .system)
    #expect(binding.address == "198.51.100.200")
    #expect(binding.techniques == ["T1098.006"])
  }

  @Test func blockedPodIsAnAttemptOfExecution() throws {
    let pod = try #require(entry("create", "payments/pods/node-tuner", "denied by admission"))
    #expect(pod.phase == "execution" && pod.side == .actor)
    #expect(pod.techniques == ["T1610"])
  }

  @Test func privilegedDaemonSetEscapesAndImitatesTheSystem() throws {
    let set = try #require(entry("create", "kube-system/daemonsets/node-tuner"))
    #expect(set.techniques == ["T1036.005", "T1610", "T1611"])
    #expect(set.phase == "privilege-escalation")
  }

  @Test func execByGetShowsItsCommand() throws {
    let exec = try #require(entry("get", "kube-system/pods/node-tuner-x7k2p/exec"))
    #expect(exec.count == 1)
    #expect(exec.summary.plain.contains("169.254.169.254"))
    #expect(exec.techniques.contains("T1552.005") && exec.phase == "credential-access")
    let token = try #require(entry("get", "payments/pods/payments-api-6d5f7c9b8-q2w4e/exec"))
    #expect(token.techniques == ["T1528", "T1609"])
  }

  @Test func nameProbeOfASecretIsNoSuccess() throws {
    let probe = try #require(entry("get", "vault/secrets/root-token", "not found"))
    #expect(probe.phase == "credential-access")
  }

  @Test func controllersAreOnTheSystemSide() {
    let followUps = timeline.filter { $0.object.contains("node-tuner-x7k2p") && $0.side == .system }
    #expect(followUps.count == 3)
  }

  @Test func loginThatWasDeniedIsNoSuccess() throws {
    let login = try #require(timeline.first { $0.source == "eks-authenticator" && $0.side == .actor })
    #expect(login.outcome == "denied" && login.at == Timestamp("2026-03-12T02:24:40Z"))
    #expect(login.techniques == ["T1078.004"])
  }

  @Test func respondersActsAreTheResponse() {
    let acts = timeline.filter { $0.side == .responder }
    #expect(acts.allSatisfy { $0.phase == "response" && $0.techniques.isEmpty })
    #expect(acts.reduce(0) { $0 + $1.count } == 23)
    #expect(acts.first?.at == Timestamp("2026-03-12T06:55:04Z"))
  }

  @Test func rotationThatSucceededFollowsTheResponse() throws {
    let rotation = try #require(timeline.first { $0.action == "RotationSucceeded" })
    #expect(rotation.side == .system && rotation.phase == "response")
  }

  @Test func findingsStandAtTheirPublication() {
    let detections = timeline.filter { $0.phase == "detection" }
    #expect(detections.count == 9)
    #expect(detections.first?.at.wholeSecond == Timestamp("2026-03-10T09:29:41Z"))
  }

  @Test func miningEndsAfterNewConnectionsWereRejected() throws {
    let pool = timeline.filter { $0.object == "198.51.100.23:3333" }
    #expect(pool.map(\.outcome) == ["accepted", "rejected", "accepted"])
    #expect(
      pool.map(\.at) == [
        Timestamp("2026-03-12T02:13:03Z"), Timestamp("2026-03-12T07:38:05Z"), Timestamp("2026-03-12T07:50:29Z"),
      ])
    #expect(pool.allSatisfy { $0.phase == "impact" })
  }

  @Test func everyEntryIsCited() {
    for entry in timeline { #expect(!entry.citations.isEmpty, "\(entry.id)") }
  }
}
