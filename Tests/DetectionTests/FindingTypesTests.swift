import CaseFolder
import Testing

@testable import Detection

@Test func retiredTypesAreMarked() {
  #expect(FindingTypes.builtIn["PrivilegeEscalation:Kubernetes/PrivilegedContainer"].isRetired)
  #expect(FindingTypes.builtIn["Persistence:Kubernetes/ContainerWithSensitiveMount"].isRetired)
  let successor = FindingTypes.builtIn[
    "PrivilegeEscalation:Kubernetes/AnomalousBehavior.WorkloadDeployed!PrivilegedContainer"]
  #expect(!successor.isRetired && successor.techniques == ["T1610", "T1611"])
}

@Test func unknownTypesTellTheirTacticByPurpose() {
  let unknown = FindingTypes.builtIn["Exfiltration:Nowhere/NewFamily.Kind!Artifact"]
  #expect(unknown.tactic == "exfiltration" && unknown.techniques.isEmpty && unknown.defaultSeverity == nil)
  #expect(FindingTypes.builtIn["Backdoor:EC2/C&CActivity.Z"].tactic == "command-and-control")
}

@Test(arguments: ["", "no type at all", ":EC2/X", "Policy/EC2:X", "Policy:EC2/", "Po licy:EC2/X"])
func whatIsNoTypeHasNoPurpose(_ type: String) {
  #expect(FindingTypes.purpose(of: Text(type)) == nil)
}

@Test func policyTypesAreNoAttack() {
  #expect(FindingTypes.isPolicy("Policy:Kubernetes/AnonymousAccessGranted"))
  #expect(!FindingTypes.isPolicy("Discovery:Kubernetes/SuccessfulAnonymousAccess"))
}

@Test(arguments: [
  (1.0, "low"), (3.9, "low"), (4.0, "medium"), (6.9, "medium"), (7.0, "high"), (8.9, "high"), (9.0, "critical"),
])
func severityBands(_ severity: Double, _ label: String) {
  #expect(SeverityBand.label(severity) == Text(label))
}
