internal import CaseFolder
internal import Evidence
internal import Response

/// What is known about an incident before its evidence is collected.
struct CollectionFacts: Hashable {
  /// The EKS cluster's name.
  var cluster: Text?
  /// The AWS Region.
  var region: Text?
  /// The AWS account's id.
  var account: Text?
  /// The EC2 instance's id.
  var instance: Text?
  /// The first activity that the finding saw.
  var firstSeen: Timestamp?

  /// Nothing known.
  init() {}

  /// What the findings of a file say; of several, the first in time that says something counts.
  init(_ findings: [Finding]) {
    for finding in findings {
      cluster = cluster ?? finding.cluster?.name
      region = region ?? finding.region
      account = account ?? finding.account
      instance = instance ?? finding.instance?.id
      if let seen = finding.firstSeen { firstSeen = firstSeen.map { min($0, seen) } ?? seen }
    }
  }
}

/// The commands that collect a case's evidence, in the order in which to run them: what changes fastest comes first.
enum CollectionPlan {
  /// How long before the first activity the logs should begin: the baseline.
  private static let lookBack: Int64 = 14 * 86_400

  /// The whole plan as a shell script that people read before they run it. Names come from evidence, so each stands once,
  /// quoted, in a variable.
  static func script(_ facts: CollectionFacts, folder: Text) -> String {
    var lines = [
      "# Run these in order. Each one reads only; fill in what is written in CAPITALS.",
      "cd \(quoted(folder) ?? "CASE_FOLDER")",
      "CLUSTER=\(facts.cluster.flatMap(quoted) ?? "CLUSTER_NAME")",
      "export AWS_DEFAULT_REGION=\(facts.region.flatMap(quoted) ?? "REGION")",
      "ACCOUNT=\(facts.account.flatMap(quoted) ?? "ACCOUNT_ID")",
    ]
    if let instance = facts.instance { lines.append("INSTANCE=\(quoted(instance) ?? "INSTANCE_ID")") }
    let from = facts.firstSeen.map { Timestamp(seconds: $0.advanced(bySeconds: -lookBack).seconds).description }
    lines.append(
      "FROM=\(from ?? "2026-01-01T00:00:00Z")   # \(from == nil ? "change it: " : "")14 days before the first activity")
    lines.append("TO=$(date -u +%Y-%m-%dT%H:%M:%SZ)")
    lines.append("ms() { echo $(( $(date -u -d \"$1\" +%s) * 1000 )); }")
    for (number, step) in steps(facts).enumerated() {
      lines += ["", "# \(number + 1). \(step.why)", step.commands.string]
    }
    return lines.joined(separator: "\n")
  }

  /// The value quoted for a shell; nil when it holds characters that cannot be seen.
  private static func quoted(_ value: Text) -> String? { ShellQuoting.quote(value)?.string }

  /// The steps that these facts allow.
  static func steps(_ facts: CollectionFacts) -> [CollectionStep] {
    CollectionStep.all.filter { !$0.needsInstance || facts.instance != nil }
  }
}
