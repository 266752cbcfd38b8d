import CaseFolder
import Glibc
import Testing

private let corpus = getenv("CASEBOOK_CORPUS").map { String(cString: $0) }

/// Every file of a folder that people collected, by what its folder says it is.
@Suite(.enabled(if: corpus != nil)) struct CorpusTests {
  /// The recognised format of each file below a folder, without the rule tests' expectations.
  private func formats(_ folder: String) throws -> [(name: Text, recognition: Recognition)] {
    let opened = try CaseOpener.open(path: (corpus ?? "") + "/" + folder)
    return try opened.files.filter { !$0.name.hasSuffix(".expected.json") }.map { file in
      let source = try ByteSource(file)
      var head = [UInt8](repeating: 0, count: 256 << 10)
      let count = head.withUnsafeMutableBytes { source.read(into: $0) }
      return (file.name, recognise(Array(head[..<count]), isWhole: count < head.count))
    }
  }

  /// Files that do not hold what their folder is named for: settings of a trail, an empty file, records without the
  /// fields that tell them.
  private static let strangers: Set<Text> = [
    "fal_01_003.json", "aws_cloudtrail_cloudwatch_logs__00.json", "aws_cloudtrail_cloudwatch_logs__03.json",
    "aws_cloudtrail_log_encryption__00.json", "aws_cloudtrail_log_encryption__01.json",
    "aws_cloudtrail_log_validation__00.json", "aws_cloudtrail_log_validation__01.json",
    "aws_cloudtrail_password_policy_discovery__00.json", "aws_cloudtrail_password_policy_discovery__01.json",
    "aws_ec2_startup_script_change__00.json", "aws_ipset_modified__00.json", "aws_ipset_modified__02.json",
    "greynoise_malicious_ip__00.json", "impossible_travel_login__00.json", "new_user_account_logging__02.json",
    "otx_malicious_indicator__00.json",
    // What other services are told about an alert, and texts that are cut.
    "alertmanager_test_00.json", "alertmanager_test_01.json", "alertmanager_test_03.json", "alertmanager_test_05.json",
    "datadog_logs_test_00.json", "datadog_test_00.json", "elasticsearch_mapping_00.notjson.json",
    "handlers_01.notjson.json",
  ]

  @Test(arguments: [
    ("cloudtrail-intrusion-case", EvidenceFormat.cloudTrail), ("cloudtrail-attack-simulations", .cloudTrail),
    ("kubernetes-audit-captures", .kubernetesAudit), ("kubernetes-inventory", .kubernetesInventory),
    ("guardduty-rule-tests", .guardDuty), ("cloudtrail-rule-tests", .cloudTrail),
    ("eks-audit-rule-tests", .kubernetesAudit), ("vpcdns-rule-tests", .resolver),
    ("securityhub-recorded", .securityHub), ("securityhub-rule-tests", .securityHub), ("falco-alerts", .falco),
    ("stix-intel", .intelligence),
  ])
  func folderHoldsWhatItIsNamedFor(_ folder: String, _ format: EvidenceFormat) throws {
    let all = try formats(folder)
    #expect(!all.isEmpty)
    for (name, recognition) in all where !Self.strangers.contains(name) {
      #expect(recognition.format == format, "\(folder)/\(name): \(recognition)")
    }
  }

  @Test(arguments: ["vpcflow-rule-tests"])
  func foreignFilesAreNotMistaken(_ folder: String) throws {
    for (name, recognition) in try formats(folder) {
      #expect(recognition.format == .unknown, "\(folder)/\(name): \(recognition)")
      #expect(recognition.reason != nil)
    }
  }

  @Test func anEmptyObjectOfAKindIsNoEvidence() throws {
    let found = try formats("kubernetes-audit-captures").filter { $0.recognition.format == .unknown }
    #expect(found.map(\.name) == ["fal_01_003.json"])
  }
}
