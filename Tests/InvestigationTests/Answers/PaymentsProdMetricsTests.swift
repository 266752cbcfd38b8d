import CaseFolder
import Testing

@testable import Investigation

/// Metrics of the main example: values of the case's authors (domain/10, "Metrics").
@Suite struct PaymentsProdMetricsTests {
  let investigation: Investigation

  init() throws {
    investigation = try PaymentsProdAnswers.result.get()
  }

  @Test(arguments: [
    ("T0", "2026-03-10T09:14:22Z"), ("T1a", "2026-03-09T23:50:02Z"), ("T1", "2026-03-12T02:03:11Z"),
    ("T2p", "2026-03-10T09:29:41Z"), ("T2", "2026-03-12T02:19:12Z"), ("T3", "2026-03-12T06:55:04Z"),
    ("T4", "2026-03-12T07:50:29Z"), ("T4x", "2026-03-12T07:50:31Z"), ("T5", "2026-03-12T07:55:31Z"),
  ])
  func momentToTheSecond(_ name: String, _ expected: String) throws {
    let time = try #require(investigation.metrics.times[Text(name)])
    #expect(time.at?.wholeSecond == Timestamp(Text(expected)))
    #expect(!time.citations.isEmpty)
  }

  @Test(arguments: [
    ("exposure", 146_929), ("detect", 961), ("warning", 146_971), ("acknowledge", 16_552), ("contain", 19_877),
    ("access", 20_838),
  ])
  func durationInWholeSeconds(_ name: String, _ expected: Int64) {
    #expect(investigation.metrics.durations[Text(name)]?.seconds == expected)
  }

  @Test func eradicationIsPartialWhileNoRecordShowsThatThePodEnded() {
    #expect(investigation.metrics.times["T5"]?.partial == true)
  }

  @Test func containmentFollowsTheFlowsAndNotTheAPICall() {
    let contained = investigation.metrics.times["T4"]
    #expect(contained?.partial == false)
    #expect(contained?.citations.first?.file == "flowlogs.txt")
  }

  @Test func recoveryIsNotReachedAndSaysWhy() {
    #expect(investigation.metrics.times["T6"]?.at == nil)
    #expect(investigation.metrics.times["T6"]?.reason != nil)
    #expect(investigation.metrics.durations["respond"]?.seconds == nil)
  }
}
