internal import CaseFolder

/// One collection of evidence: why, and the commands, with names in shell variables.
struct CollectionStep: Sendable {
  /// What it is for.
  var why: Text
  /// The lines of shell.
  var commands: Text
  /// Whether it makes sense only for a known instance.
  var needsInstance = false

  /// The steps in the order in which to run them: what changes fastest comes first.
  static let all = [snapshots, findings, clusterLogs, setup, instance, cloudTrail, network, whatNext]

  /// Kubernetes objects.
  static let snapshots = CollectionStep(
    why: "What runs now: it is gone first. Secrets are taken without their values.",
    commands: #"""
      kubectl get pods -A -o json > kubectl-pods.json
      kubectl get nodes -o json > kubectl-nodes.json
      kubectl get namespaces -o json > kubectl-namespaces.json
      kubectl get serviceaccounts -A -o json > kubectl-serviceaccounts.json
      kubectl get clusterrolebindings,rolebindings -A -o json > kubectl-bindings.json
      kubectl get clusterroles,roles -A -o json > kubectl-roles.json
      kubectl get networkpolicies -A -o json > kubectl-networkpolicies.json
      kubectl get secrets -A -o json \
        | jq '.items[].data |= ((. // {}) | map_values("")) | del(.items[].stringData,
                  .items[].metadata.annotations["kubectl.kubernetes.io/last-applied-configuration"])' \
        > kubectl-secrets.json
      """#)

  /// GuardDuty.
  static let findings = CollectionStep(
    why: "The findings of the time.",
    commands: #"""
      DETECTOR=$(aws guardduty list-detectors --query 'DetectorIds[0]' --output text)
      for id in $(aws guardduty list-findings --detector-id "$DETECTOR" --query FindingIds --output text \
          --finding-criteria "{\"Criterion\":{\"updatedAt\":{\"Gte\":$(ms "$FROM")}}}"); do
        aws guardduty get-findings --detector-id "$DETECTOR" --finding-ids "$id"
      done > guardduty-findings.json
      """#)

  /// The control plane's logs in CloudWatch.
  static let clusterLogs = CollectionStep(
    why: "Who did what in the cluster, and which IAM identity was which user. The audit log must be switched on.",
    commands: #"""
      aws logs filter-log-events --log-group-name "/aws/eks/$CLUSTER/cluster" --log-stream-name-prefix kube-apiserver-audit \
        --start-time "$(ms "$FROM")" --end-time "$(ms "$TO")" --output json | gzip > audit.json.gz
      aws logs filter-log-events --log-group-name "/aws/eks/$CLUSTER/cluster" --log-stream-name-prefix authenticator \
        --start-time "$(ms "$FROM")" --end-time "$(ms "$TO")" --query 'events[].message' --output text \
        | tr '\t' '\n' > authenticator.log
      """#)

  /// EKS, EC2 and ECR.
  static let setup = CollectionStep(
    why: "How the cluster is set up and who may enter it.",
    commands: #"""
      aws eks describe-cluster --name "$CLUSTER" > eks-describe-cluster.json
      for principal in $(aws eks list-access-entries --cluster-name "$CLUSTER" --query accessEntries --output text); do
        aws eks describe-access-entry --cluster-name "$CLUSTER" --principal-arn "$principal"
        aws eks list-associated-access-policies --cluster-name "$CLUSTER" --principal-arn "$principal"
      done > eks-access-entries.json
      aws ec2 describe-instances --filters "Name=tag:kubernetes.io/cluster/$CLUSTER,Values=owned,shared" \
        > ec2-describe-instances.json
      aws ecr describe-repositories > ecr-describe-repositories.json
      """#)

  /// One instance.
  static let instance = CollectionStep(
    why: "The instance that the finding names, with its network and disks.",
    commands: #"""
      aws ec2 describe-instances --instance-ids "$INSTANCE" > ec2-instance.json
      aws ec2 describe-network-interfaces --filters "Name=attachment.instance-id,Values=$INSTANCE" \
        > ec2-network-interfaces.json
      aws ec2 describe-volumes --filters "Name=attachment.instance-id,Values=$INSTANCE" > ec2-volumes.json
      """#,
    needsInstance: true)

  /// CloudTrail.
  static let cloudTrail = CollectionStep(
    why: "What was done in the account. The trail's files hold more than the last 90 days and data events.",
    commands: #"""
      aws s3 sync "s3://TRAIL_BUCKET/AWSLogs/$ACCOUNT/CloudTrail/$AWS_DEFAULT_REGION/" cloudtrail/ \
        --exclude '*' --include 'YYYY/MM/*'
      # Without a trail:
      aws cloudtrail lookup-events --start-time "$FROM" --end-time "$TO" --output json > cloudtrail-lookup.json
      """#)

  /// VPC flow logs and DNS query logs.
  static let network = CollectionStep(
    why: "Which addresses were talked to, and which names were asked for.",
    commands: #"""
      aws s3 sync "s3://FLOW_LOG_BUCKET/AWSLogs/$ACCOUNT/vpcflowlogs/$AWS_DEFAULT_REGION/" flowlogs/ \
        --exclude '*' --include 'YYYY/MM/*'
      aws s3 sync "s3://RESOLVER_LOG_BUCKET/AWSLogs/$ACCOUNT/vpcdnsquerylogs/" resolver/ \
        --exclude '*' --include '*YYYY/MM/*'
      """#)

  /// What comes after.
  static let whatNext = CollectionStep(
    why: "Then: write into case.yaml when each snapshot was taken, and look at what you have.",
    commands: """
      casebook check .
      casebook report .
      """)
}
