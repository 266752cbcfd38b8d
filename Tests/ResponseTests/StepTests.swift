import CaseFolder
import Evidence
import Investigation
import Response
import Testing

// Golden values: domain/10, timeline of the response and traps.

private let response = ExampleCase.response
private let instance: Text = "i-0a1b2c3d4e5f60718"

@Test func preservationStepsAreReadFromTheEvidence() {
  #expect(response.step("P1:i-0a1b2c3d4e5f60718")?.state == .done)
  #expect(response.step("P1:i-0a1b2c3d4e5f60718")?.doneAt == at("2026-03-12T06:57:20Z"))
  #expect(response.step("P2:kube-system/node-tuner-x7k2p")?.state == .done)
  #expect(response.step("P2:payments/payments-api-6d5f7c9b8-q2w4e")?.state == .notSeen)
  #expect(response.step("P3:ip-10-40-12-37.us-west-2.compute.internal")?.state == .done)
  #expect(response.step("P4b:i-0a1b2c3d4e5f60718")?.doneAt == at("2026-03-12T07:22:37Z"))
}

@Test func hiddenCommandIsNoProofOfACapture() {
  #expect(response.step("P4a:i-0a1b2c3d4e5f60718")?.state == .notProvable)
}

@Test func networkPolicyIsDoneAndWithoutEffect() {
  let step = response.step("Q1:kube-system/node-tuner-x7k2p")
  #expect(step?.state == .done)
  #expect(step?.effective == .no)
  #expect(response.step("Q1:payments/payments-api-6d5f7c9b8-q2w4e")?.state == .notSeen)
}

@Test func flowLogsDecideWhetherIsolationWorked() {
  let group = response.step("Q2:i-0a1b2c3d4e5f60718")
  #expect(group?.state == .partial)
  #expect(group?.doneAt == at("2026-03-12T07:36:52Z"))
  #expect(group?.effective == .no)
  #expect(group?.stateText.plain.contains("refused from 2026-03-12T07:38:05Z") == true)
  #expect(group?.stateText.plain.contains("until 2026-03-12T07:50:29Z") == true)
  let list = response.step("Q3:198.51.100.23")
  #expect(list?.state == .done)
  #expect(list?.effective == .yes)
  #expect(list?.doneAt == at("2026-03-12T07:50:31Z"))
}

@Test func groupThatKeepsItsEgressRuleIsNoIsolation() {
  let step = ExampleCase.response(withoutCall: "RevokeSecurityGroupEgress").step("Q2:i-0a1b2c3d4e5f60718")
  #expect(step?.state == .partial)
}

@Test func bindingsAreRemovedUntilTheSecondOneIsGone() {
  #expect(response.step("N1:anonymous-debug")?.doneAt?.seconds == at("2026-03-12T07:41:05Z")?.seconds)
  #expect(response.step("N1:eks-metrics-reader")?.doneAt?.seconds == at("2026-03-12T07:42:11Z")?.seconds)
  #expect(!response.remediation.contains { $0.id.hasPrefix("N1:system:public-info-viewer") })
}

@Test func deletedDaemonSetWhosePodIsNotSeenToEndIsPartial() {
  let step = response.step("N3:daemonsets/kube-system/node-tuner")
  #expect(step?.state == .partial)
  #expect(step?.doneAt?.seconds == at("2026-03-12T07:55:31Z")?.seconds)
}

@Test func openEndpointIsNotSeenAsNarrowed() {
  #expect(response.step("E0:payments-prod")?.state == .notSeen)
}

@Test func stepsComeAfterWhatTheyNeedAndNeverInACircle() {
  let ids = response.remediation.map(\.id)
  #expect(Set(ids).count == ids.count)
  var done: Set<Text> = []
  var waiting = response.remediation
  while !waiting.isEmpty {
    let ready = waiting.filter { $0.after.allSatisfy(done.contains) }
    guard !ready.isEmpty else { break }
    done.formUnion(ready.map(\.id))
    waiting.removeAll { done.contains($0.id) }
  }
  #expect(waiting.isEmpty)
  #expect(response.step("Q2:i-0a1b2c3d4e5f60718")?.after.contains("P4a:i-0a1b2c3d4e5f60718") == true)
  #expect(response.step("R:secretsmanager/prod/payments/db")?.after.contains { $0.hasPrefix("N2:iam-role/") } == true)
}

@Test func stepsOnTheNodeNameItsPods() {
  let blast = response.step("Q2:i-0a1b2c3d4e5f60718")?.blastRadius.map(\.plain.string).joined() ?? ""
  #expect(Text(blast).contains("4 pods on the node"))
}

@Test func deniedSessionHitsItsInstanceOnly() {
  let id: Text = "AROAEXAMPLEPAYNODE01:i-0a1b2c3d4e5f60718"
  let references = response.exposure("session", id)?.references.map(\.name)
  #expect(references == [instance])
  let blast = response.step(Text("N2:session/\(id.string)"))?.blastRadius.map(\.plain) ?? []
  #expect(blast.first?.hasPrefix("Only instance i-0a1b2c3d4e5f60718: ") == true)
  #expect(blast.last?.contains("they keep working") == true)
}
