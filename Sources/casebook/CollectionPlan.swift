internal import CaseFolder
internal import Evidence
internal import Response

/// What is known about an incident before its evidence is collected.
struct CollectionFacts: Hashable {
  var cluster: Text?
  var region: Text?
  var account: Text?
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
  /// One collection: why, and the commands.
  struct Step: Sendable {
    var why: Text
    var commands: [Text]
  }

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
    if let instance = facts.instance.flatMap(quoted) { lines.append("INSTANCE=\(instance)") }
    let from = facts.firstSeen.map { Timestamp(seconds: $0.advanced(bySeconds: -lookBack).seconds).description }
    lines.append(
      "FROM=\(from ?? "2026-01-01T00:00:00Z")   # \(from == nil ? "change it: " : "")14 days before the first activity")
    lines.append("TO=$(date -u +%Y-%m-%dT%H:%M:%SZ)")
    lines.append("ms() { echo $(( $(date -u -d \"$1\" +%s) * 1000 )); }")
    for (number, step) in steps(facts).enumerated() {
      lines += ["", "# \(number + 1). \(step.why)"] + step.commands.map(\.string)
    }
    return lines.joined(separator: "\n")
  }

  /// The value quoted for a shell; nil when it holds characters that cannot be seen.
  private static func quoted(_ value: Text) -> String? { ShellQuoting.quote(value)?.string }

  /// The steps; those about an instance only when one is known.
  static func steps(_ facts: CollectionFacts) -> [Step] {
    var steps = [
      Step(
        why: "What runs now: it is gone first. Secrets are taken without their values.",
        commands: [
          "kubectl get pods -A -o json > kubectl-pods.json",
          "kubectl get nodes -o json > kubectl-nodes.json",
          "kubectl get namespaces -o json > kubectl-namespaces.json",
          "kubectl get serviceaccounts -A -o json > kubectl-serviceaccounts.json",
          "kubectl get clusterrolebindings,rolebindings -A -o json > kubectl-bindings.json",
          "kubectl get clusterroles,roles -A -o json > kubectl-roles.json",
          "kubectl get networkpolicies -A -o json > kubectl-networkpolicies.json",
          "kubectl get secrets -A -o json | jq 'del(.items[].data, .items[].stringData, .items[].metadata.annotations[\"kubectl.kubernetes.io/last-applied-configuration\"])' > kubectl-secrets.json",
        ]),
      Step(
        why: "The findings of the time.",
        commands: [
          "DETECTOR=$(aws guardduty list-detectors --query 'DetectorIds[0]' --output text)",
          "for id in $(aws guardduty list-findings --detector-id \"$DETECTOR\" --finding-criteria \"{\\\"Criterion\\\":{\\\"updatedAt\\\":{\\\"Gte\\\":$(ms \"$FROM\")}}}\" --query FindingIds --output text); do",
          "  aws guardduty get-findings --detector-id \"$DETECTOR\" --finding-ids \"$id\"",
          "done > guardduty-findings.json",
        ]),
      Step(
        why: "Who did what in the cluster, and which IAM identity was which user. The audit log must be switched on.",
        commands: [
          "aws logs filter-log-events --log-group-name \"/aws/eks/$CLUSTER/cluster\" --log-stream-name-prefix kube-apiserver-audit --start-time \"$(ms \"$FROM\")\" --end-time \"$(ms \"$TO\")\" --output json | gzip > audit.json.gz",
          "aws logs filter-log-events --log-group-name \"/aws/eks/$CLUSTER/cluster\" --log-stream-name-prefix authenticator --start-time \"$(ms \"$FROM\")\" --end-time \"$(ms \"$TO\")\" --query 'events[].message' --output text | tr '\\t' '\\n' > authenticator.log",
        ]),
      Step(
        why: "How the cluster is set up and who may enter it.",
        commands: [
          "aws eks describe-cluster --name \"$CLUSTER\" > eks-describe-cluster.json",
          "for principal in $(aws eks list-access-entries --cluster-name \"$CLUSTER\" --query accessEntries --output text); do",
          "  aws eks describe-access-entry --cluster-name \"$CLUSTER\" --principal-arn \"$principal\"",
          "  aws eks list-associated-access-policies --cluster-name \"$CLUSTER\" --principal-arn \"$principal\"",
          "done > eks-access-entries.json",
          "aws ec2 describe-instances --filters \"Name=tag:kubernetes.io/cluster/$CLUSTER,Values=owned,shared\" > ec2-describe-instances.json",
          "aws ecr describe-repositories > ecr-describe-repositories.json",
        ]),
    ]
    if facts.instance != nil {
      steps.append(
        Step(
          why: "The instance that the finding names, with its network and disks.",
          commands: [
            "aws ec2 describe-instances --instance-ids \"$INSTANCE\" > ec2-instance.json",
            "aws ec2 describe-network-interfaces --filters \"Name=attachment.instance-id,Values=$INSTANCE\" > ec2-network-interfaces.json",
            "aws ec2 describe-volumes --filters \"Name=attachment.instance-id,Values=$INSTANCE\" > ec2-volumes.json",
          ]))
    }
    return steps + [
      Step(
        why: "What was done in the account. The trail's files hold more than the last 90 days and data events.",
        commands: [
          "aws s3 sync \"s3://TRAIL_BUCKET/AWSLogs/$ACCOUNT/CloudTrail/$AWS_DEFAULT_REGION/\" cloudtrail/ --exclude '*' --include 'YYYY/MM/*'",
          "aws cloudtrail lookup-events --start-time \"$FROM\" --end-time \"$TO\" --output json > cloudtrail-lookup.json   # without a trail",
        ]),
      Step(
        why: "Which addresses were talked to, and which names were asked for.",
        commands: [
          "aws s3 sync \"s3://FLOW_LOG_BUCKET/AWSLogs/$ACCOUNT/vpcflowlogs/$AWS_DEFAULT_REGION/\" flowlogs/ --exclude '*' --include 'YYYY/MM/*'",
          "aws s3 sync \"s3://RESOLVER_LOG_BUCKET/AWSLogs/$ACCOUNT/vpcdnsquerylogs/\" resolver/ --exclude '*' --include '*YYYY/MM/*'",
        ]),
      Step(
        why: "Then: add to case.yaml when each snapshot was taken, and look at what you have.",
        commands: ["casebook check .", "casebook report ."]),
    ]
  }
}
