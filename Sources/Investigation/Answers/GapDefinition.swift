internal import CaseFolder

/// One kind of evidence that a case can lack.
struct GapDefinition: Sendable {
  let id: Text
  let isMissing: @Sendable (EvidenceSupply) -> Bool
  let missing: Prose
  let prevents: Prose
  /// The command that fetches it, with the case's own names filled in.
  let command: (@Sendable (EvidenceSupply) -> String)?

  static let all: [GapDefinition] = [
    GapDefinition(
      id: "findings", isMissing: { !$0.hasFindings }, missing: "Findings of GuardDuty.",
      prevents: "A finding window, a starting point for the scope, times of detection.",
      command: { _ in
        "aws guardduty get-findings --detector-id DETECTOR --finding-ids $(aws guardduty list-findings "
          + "--detector-id DETECTOR --query FindingIds --output text)"
      }),
    GapDefinition(
      id: "audit-log", isMissing: { $0.concernsCluster && !$0.has("kubernetes-audit") },
      missing: "The Kubernetes audit log.",
      prevents: "Any statement on what was called in the cluster, by whom, and whether it succeeded.",
      command: {
        "aws logs filter-log-events --log-group-name \($0.logGroup) "
          + "--log-stream-name-prefix kube-apiserver-audit \($0.logTimes)"
      }),
    GapDefinition(
      id: "audit-extract", isMissing: { $0.hasExtract },
      missing: "The whole Kubernetes audit log: the supplied file is an extract without routine traffic.",
      prevents: "Absences mean \"not in the supplied extract\" only; holes in the log cannot be seen.",
      command: {
        "aws logs filter-log-events --log-group-name \($0.logGroup) "
          + "--log-stream-name-prefix kube-apiserver-audit \($0.logTimes)"
      }),
    GapDefinition(
      id: "cloudtrail", isMissing: { !$0.has("cloudtrail") }, missing: "CloudTrail.",
      prevents: "Any statement on AWS calls: use of stolen credentials, the cluster's creation, most of the response.",
      command: { "aws cloudtrail lookup-events \($0.trailTimes)" }),
    GapDefinition(
      id: "flow-logs", isMissing: { !$0.has("vpc-flow") }, missing: "VPC flow logs.",
      prevents: "Contact over the network cannot be excluded; the end of the actor's traffic cannot be told.",
      command: { "aws ec2 describe-flow-logs --filter Name=resource-id,Values=\(ShellWord.quoted($0.vpc))" }),
    GapDefinition(
      id: "dns", isMissing: { !$0.has("resolver") }, missing: "Route 53 Resolver query logs.",
      prevents: "Names behind addresses, and names that were asked for without a connection.",
      command: { _ in "aws route53resolver list-resolver-query-log-configs" }),
    GapDefinition(
      id: "authenticator-log", isMissing: { $0.concernsCluster && !$0.has("eks-authenticator") },
      missing: "The EKS authenticator log.",
      prevents:
        "Which IAM identity stood behind a Kubernetes user when the audit log does not say it, and refused logins.",
      command: {
        "aws logs filter-log-events --log-group-name \($0.logGroup) "
          + "--log-stream-name-prefix authenticator \($0.logTimes)"
      }),
    GapDefinition(
      id: "cluster", isMissing: { $0.concernsCluster && !$0.kinds.contains("cluster") },
      missing: "The cluster's description.",
      prevents: "Its creation time, version, role, endpoint access, logging and authentication mode.",
      command: { "aws eks describe-cluster --name \(ShellWord.quoted($0.cluster))" }),
    inventory("pods", "Pod", "The pods.", "Which pods ran where, and which secrets and roles they use."),
    inventory("nodes", "Node", "The nodes.", "Which instance is which node."),
    inventory(
      "secrets", "Secret", "The list of secrets (names, types and creation times).",
      "Which secrets a list call returned."),
    inventory(
      "clusterrolebindings", "ClusterRoleBinding", "The cluster role bindings.",
      "Which bindings are still there, and those that are older than the log."),
    inventory(
      "rolebindings", "RoleBinding", "The role bindings of all namespaces.",
      "Rights inside namespaces, and attacker's bindings that are older than the log."),
    inventory(
      "serviceaccounts", "ServiceAccount", "The service accounts.",
      "Which IAM roles the pods of a service account can take on."),
    inventory(
      "networkpolicies", "NetworkPolicy", "The network policies.", "Which pods were isolated from which."),
    GapDefinition(
      id: "access-entries", isMissing: { $0.concernsCluster && !$0.kinds.contains("access-entry") },
      missing: "The cluster's access entries.",
      prevents: "Which IAM identities can log in to the cluster, and with which rights.",
      command: { "aws eks list-access-entries --cluster-name \(ShellWord.quoted($0.cluster))" }),
    GapDefinition(
      id: "node-groups", isMissing: { $0.concernsCluster && !$0.kinds.contains("node-group") },
      missing: "The cluster's node groups.", prevents: "Roles of nodes that no other record names.",
      command: { "aws eks list-nodegroups --cluster-name \(ShellWord.quoted($0.cluster))" }),
    inventory(
      "namespaces", "Namespace", "The namespaces.", "Which pod security level each namespace enforces."),
    GapDefinition(
      id: "addons", isMissing: { $0.concernsCluster && !$0.kinds.contains("addon") && !$0.kinds.contains("Pod") },
      missing: "The cluster's add-ons.", prevents: "Whether anything enforces network policies.",
      command: { "aws eks describe-addon --cluster-name \(ShellWord.quoted($0.cluster)) --addon-name vpc-cni" }),
    GapDefinition(
      id: "pod-identity", isMissing: { $0.concernsCluster && !$0.kinds.contains("pod-identity") },
      missing: "The cluster's Pod Identity associations.",
      prevents: "Which IAM roles pods get without an annotation on their service account.",
      command: { "aws eks list-pod-identity-associations --cluster-name \(ShellWord.quoted($0.cluster))" }),
    GapDefinition(
      id: "instances", isMissing: { !$0.kinds.contains("instance") }, missing: "The EC2 instances.",
      prevents: "Whose private addresses are whose, instance profiles, and access to the metadata service.",
      command: { _ in "aws ec2 describe-instances" }),
  ]

  /// Resources without a namespace, for which `-A` means nothing.
  private static let clusterWide: Set<String> = ["nodes", "clusterrolebindings", "namespaces"]

  /// A list of Kubernetes objects.
  private static func inventory(_ resource: String, _ kind: Text, _ missing: Prose, _ prevents: Prose) -> GapDefinition
  {
    GapDefinition(
      id: Text(resource), isMissing: { $0.concernsCluster && !$0.kinds.contains(kind) }, missing: missing,
      prevents: prevents,
      command: { _ in
        resource == "secrets"
          ? "kubectl get secrets -A -o json | jq '.items[].data |= ((. // {}) | map_values(\"\")) | del(.items[].stringData, .items[].metadata.annotations"
            + "[\"kubectl.kubernetes.io/last-applied-configuration\"])'"
          : "kubectl get \(resource)\(clusterWide.contains(resource) ? "" : " -A") -o json"
      })
  }
}
