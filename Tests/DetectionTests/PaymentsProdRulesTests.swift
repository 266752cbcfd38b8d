import CaseFolder
import Detection
import Evidence
import Foundation
import Testing

/// What the built-in pack says about the main example: each record is named by the end of its native id.
struct PaymentsProdRulesTests {
  private static let set = RuleSet([.builtIn])

  /// The rules of high and critical level that must match, and the records that they must match.
  private static let expected: [Text: Set<String>] = [
    "k01_anonymous_request_succeeded": [
      "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011", "0012", "0013", "0014", "0016", "0020", "0021",
      "0022", "0023", "0025",
    ],
    "k03_grant_to_anonymous": ["0003", "0011"],
    "k05_admin_binding": ["0003", "0011", "0013"],
    "k12_secrets_listed_cluster_wide": ["0021"],
    "k16_secret_changed": ["0035"],
    "k17_exec_into_system_pod": ["0020"],
    "k19_exec_reads_credentials": ["0020", "0025"],
    "k20_exec_shell_or_download": ["0020"],
    "k26_privileged_container": ["0016"],
    "k27_sensitive_host_path": ["0016"],
    "k28_host_processes": ["0016"],
    "k33_daemonset_changed": ["0016"],
    "k36_workload_in_kube_system": ["0016"],
    "k44_long_lived_token_minted": ["0014"],
    "t10_cluster_logging_disabled": ["ct10"],
    "t34_enumeration_by_node": ["ct04", "ct06"],
  ]

  @Test("High and critical rules match the steps of the attack, and of the rest only the rotation of a secret")
  func loudRules() throws {
    #expect(try Self.hits { $0 >= .high } == Self.expected)
  }

  @Test("Each step of the attack is matched by some rule")
  func everyStepIsMatched() throws {
    let matched = try Self.hits { _ in true }.values.reduce(into: Set<String>()) { $0.formUnion($1) }
    let attack = (1...26).filter { ![17, 18, 19].contains($0) }.map { String(format: "%04d", $0) } + ["0036"]
    #expect(Set(attack + (3...10).map { String(format: "ct%02d", $0) }).subtracting(matched) == [])
  }

  @Test("What controllers, kubelets and the setting up of the cluster did is matched by no rule")
  func routineIsQuiet() throws {
    let matched = try Self.hits { _ in true }.values.reduce(into: Set<String>()) { $0.formUnion($1) }
    #expect(matched.isDisjoint(with: ["0017", "0018", "0019", "ct01", "ct02", "ct25"]))
  }

  /// The records that rules of wanted levels match, by the rule's name. Rules that only serve a correlation are left out.
  private static func hits(_ isWanted: (RuleLevel) -> Bool) throws -> [Text: Set<String>] {
    let silent = Set(set.correlations.filter { !$0.generate }.flatMap(\.rules))
    var hits: [Text: Set<String>] = [:]
    for (source, name, record) in try records() {
      for rule in set.rules where rule.source == source && isWanted(rule.header.level) && rule.matches(record) {
        let rule = rule.header.name ?? rule.header.id
        if !silent.contains(rule) { hits[rule, default: []].insert(name) }
      }
    }
    return hits
  }

  private static func records() throws -> [(EventSource, String, JSONValue)] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Examples/payments-prod")
    let audit = try Data(contentsOf: root.appending(path: "audit.jsonl")).split(separator: UInt8(ascii: "\n"))
    let trail = try JSONParser().parse([UInt8](Data(contentsOf: root.appending(path: "cloudtrail.json"))))
    let events = try audit.map { line in
      let record = try JSONParser().parse(line)
      return (EventSource.kubernetesAudit, String((record["auditID"]?.text?.string ?? "").suffix(4)), record)
    }
    let calls = (trail["Records"]?.items ?? []).map { record in
      (EventSource.cloudTrail, "ct" + (record["eventID"]?.text?.string ?? "").suffix(2), record)
    }
    return events + calls
  }
}
