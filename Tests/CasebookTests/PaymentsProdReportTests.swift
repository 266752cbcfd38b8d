import CaseFolder
import Investigation
import Reporting
import Response
import Testing

/// What the report says about the case, with the expected answers of the case's authors.
@Suite struct PaymentsProdReportTests {
  let report: Report

  init() throws {
    report = try PaymentsProd.report.get()
  }

  private func time(_ text: Text) -> Timestamp? { Timestamp(text) }

  private func names(_ class: ExposureClass, _ kind: Text) -> Set<Text> {
    Set(report.exposures.filter { $0.class == `class` && $0.kind == kind }.map(\.name))
  }

  private func answer(_ id: Text) -> String {
    report.questions.first { $0.id == id }?.answer.map { $0.text.plain.string }.joined(separator: "\n") ?? ""
  }

  private func inScope(_ type: EntityType, _ level: Level) -> Set<Text> {
    Set(report.entities.filter { $0.type == type && $0.level == level }.map(\.name))
  }

  @Test func windows() {
    #expect(report.window.finding?.from == time("2026-03-10T09:14:22Z"))
    #expect(report.window.finding?.to == time("2026-03-12T06:58:40Z"))
    #expect(report.window.cutOff == time("2026-03-12T09:45:00Z"))
  }

  @Test(arguments: [
    ("T0", "2026-03-10T09:14:22Z"), ("T1a", "2026-03-09T23:50:02Z"), ("T1", "2026-03-12T02:03:11Z"),
    ("T2p", "2026-03-10T09:29:41Z"), ("T2", "2026-03-12T02:19:12Z"), ("T3", "2026-03-12T06:55:04Z"),
    ("T4", "2026-03-12T07:50:29Z"), ("T4x", "2026-03-12T07:50:31Z"), ("T5", "2026-03-12T07:55:31Z"),
  ])
  func moments(_ name: String, _ expected: String) {
    #expect(report.metrics.times[Text(name)]?.at?.wholeSecond == time(Text(expected)))
  }

  @Test(arguments: [
    ("exposure", 146_929), ("detect", 961), ("warning", 146_971), ("acknowledge", 16_552), ("contain", 19_877),
    ("access", 20_838),
  ])
  func durations(_ name: String, _ expected: Int64) {
    #expect(report.metrics.durations[Text(name)]?.seconds == expected)
  }

  @Test func eradicationIsPartialAndRecoveryNotReached() {
    #expect(report.metrics.times["T5"]?.partial == true)
    #expect(report.metrics.times["T6"]?.at == nil)
    #expect(report.metrics.times["T6"]?.reason != nil)
  }

  @Test func nineFindingsWithTheirLatencies() {
    #expect(report.findings.count == 9)
    #expect(report.findings.filter { $0.severityLabel.asciiLowercased == "high" }.count == 8)
    #expect(report.findings.filter { $0.isSample || $0.isArchived }.isEmpty)
    let latencies = report.findings.sorted { $0.id < $1.id }.map(\.latency)
    #expect(latencies == [919, 957, 967, 936, 936, 926, 1350, 1133, 798])
  }

  @Test func findingsWithoutAClusterJoinByInstance() {
    for id in ["00000000000000000000000000000007", "00000000000000000000000000000008"] as [Text] {
      let joins = report.findings.first { $0.id == id }?.joins ?? []
      #expect(joins.contains { $0.contains("instance") || $0.contains("provider") })
    }
  }

  @Test func eightOfNineKubernetesSecretsAreCompromised() {
    #expect(
      names(.compromised, "kubernetes-secret") == [
        "payments/db-credentials", "payments/stripe-api-key", "payments/tls-payments", "payments/ecr-pull",
        "payments/sh.helm.release.v1.payments-api.v12", "ci/aws-deploy-key", "monitoring/grafana-admin",
        "kube-system/legacy-robot-token",
      ])
    #expect(report.exposure("payments/db-credentials")?.confidence == .confirmed)
    #expect(report.exposure("payments/stripe-api-key")?.confidence == .confirmed)
    #expect(report.exposure("payments/tls-payments")?.confidence == .high)
  }

  @Test func laterSecretAndProbedNameAreNotAffected() {
    #expect(
      names(.notAffected, "kubernetes-secret") == ["payments/post-incident-feature-flag", "vault/root-token"])
  }

  @Test func secretsManagerAndParameterStoreItemsWereRead() {
    #expect(report.exposure("prod/payments/db")?.class == .compromised)
    #expect(report.exposure("/prod/payments/hmac")?.class == .compromised)
  }

  @Test func theMintedTokenCompromisesItsServiceAccount() {
    let account = report.exposures.first { $0.name.hasSuffix("kube-system/metrics-sync") }
    #expect(account?.class == .compromised)
    #expect(account?.rotation.state == .done)
    #expect(report.exposures.first { $0.name.hasSuffix("kube-system/legacy-robot") }?.class == .compromised)
  }

  @Test(arguments: [
    ("prod/payments/db", RotationState.done), ("payments/db-credentials", .partial),
    ("payments/stripe-api-key", .notSeen), ("/prod/payments/hmac", .notSeen),
  ])
  func rotationStates(_ name: String, _ state: RotationState) {
    #expect(report.exposure(Text(name))?.rotation.state == state)
  }

  @Test func aPreexistingAdministratorTokenOutranksEverything() {
    let first = report.exposures.filter { $0.rotation.order > 0 && $0.rotation.state != .done }
      .min { $0.rotation.order < $1.rotation.order }
    #expect(first?.name.contains("legacy-robot") == true)
    #expect(report.openPaths.first?.text.plain.contains("legacy-robot") == true)
  }

  @Test func theVerdictIsContainedWithOpenPaths() {
    #expect(report.case.verdict == .containedWithOpenPaths)
    #expect(report.case.id == "CB-2026-0312")
  }

  @Test func compromisedScope() {
    #expect(inScope(.pod, .compromised).contains { $0.contains("node-tuner-x7k2p") })
    #expect(inScope(.pod, .compromised).contains { $0.contains("payments-api-6d5f7c9b8-q2w4e") })
    #expect(inScope(.workload, .compromised).contains { $0.contains("node-tuner") })
    #expect(inScope(.binding, .compromised).contains { $0.contains("eks-metrics-reader") })
    #expect(inScope(.binding, .compromised).contains { $0.contains("metrics-sync") })
    #expect(inScope(.instance, .compromised).contains("i-0a1b2c3d4e5f60718"))
    #expect(inScope(.pod, .exposed).contains { $0.contains("payments-web-5c6d7e8f9-h3j4k") })
    #expect(inScope(.pod, .exposed).contains { $0.contains("aws-node-4kd9s") })
  }

  @Test func everythingInScopeHasAProofPath() {
    for entity in report.entities where entity.level != nil { #expect(!entity.proof.isEmpty, "\(entity.name)") }
  }

  @Test func ownAddressesStayOutOfScope() {
    for address in ["198.51.100.200", "192.0.2.10"] as [Text] {
      #expect(!report.entities.contains { $0.name == address && $0.level != nil })
      #expect(!report.indicators.contains { $0.value == address })
    }
  }

  @Test func cluster() {
    #expect(answer("1.1").contains("2025-06-02T14:20:05"))
    #expect(answer("1.2").contains("PlatformDeployRole"))
    #expect(answer("1.2").contains("gha-4821"))
    #expect(answer("1.2").contains("192.0.2.10"))
    #expect(answer("1.3").contains("payments-prod-cluster"))
    #expect(answer("1.3").contains("payments-prod-node"))
  }

  @Test func theEnablingBinding() {
    #expect(answer("4.5").contains("anonymous-debug"))
    #expect(answer("4.5").contains("legacy-robot-admin"))
    #expect(answer("4.5").contains("19"))
  }

  @Test func theRootCreatorIsNotTheController() {
    let created = report.timeline.filter { $0.object.contains("node-tuner") && $0.action == "create" }
    #expect(created.contains { $0.actor == "system:anonymous" && $0.side == .actor })
    #expect(!created.contains { $0.actor.contains("daemon-set-controller") && $0.side == .actor })
  }

  @Test func respondersAreOnTheResponseSide() {
    let own = report.timeline.filter { $0.actor.contains("IncidentResponder") }
    #expect(own.count >= 20)
    #expect(own.allSatisfy { $0.side == .responder })
  }

  @Test func aPolicyThatSelectsAHostNetworkPodIsIneffective() {
    #expect(report.step("Q1")?.state == .done || report.step("Q1")?.state == .partial)
    #expect(report.step("Q1")?.effective == .no)
  }

  @Test(arguments: [
    ("A1", ControlState.missing), ("A2", .missing), ("B1", .missing), ("B2", .missing), ("B3", .present),
    ("C1", .missing), ("C2", .missing), ("C3", .partial), ("D1", .missing), ("C4", .unknown), ("D2", .unknown),
  ])
  func controls(_ id: String, _ state: ControlState) {
    #expect(report.controls.first { $0.id == Text(id) }?.state == state)
  }

  @Test func everyCitationNamesAFileOfTheLedger() {
    let files = Set(report.ledger.map(\.file))
    var cited: [Citation] = report.takeaways.flatMap(\.citations)
    cited += report.timeline.flatMap(\.citations)
    cited += report.exposures.flatMap { $0.routes.flatMap(\.citations) }
    cited += report.openPaths.flatMap(\.citations)
    cited += report.remediation.flatMap(\.provenBy)
    cited += report.findings.flatMap(\.citations)
    #expect(!cited.isEmpty)
    for citation in cited { #expect(files.contains(citation.file), "\(citation)") }
  }

  @Test func everyStatementIsCited() {
    for statement in report.takeaways { #expect(!statement.citations.isEmpty, "\(statement.text.plain)") }
    for entry in report.timeline { #expect(!entry.citations.isEmpty, "\(entry.summary.plain)") }
    for path in report.openPaths { #expect(!path.citations.isEmpty, "\(path.text.plain)") }
  }
}
