internal import CaseFolder
internal import Evidence

/// A kind of evidence that questions need, by the name that `check` prints. The order is that of their weight.
enum EvidenceKind: String, CaseIterable, Encodable, Sendable {
  case findings
  case kubernetesAudit = "kubernetes-audit"
  case cloudTrail = "cloudtrail"
  case flowLogs = "vpc-flow"
  case resolver
  case authenticator = "eks-authenticator"
  case pods
  case bindings
  case serviceAccounts = "service-accounts"
  case secrets
  case nodes
  case networkPolicies = "network-policies"
  case namespaces
  case roles
  case workloads
  case admission
  case cluster
  case accessEntries = "access-entries"
  case nodeGroups = "node-groups"
  case podIdentities = "pod-identities"
  case addOns = "add-ons"
  case instances
  case repositories
  case identities

  /// What it is, in words.
  var title: String { definition.title }
  /// What cannot be said without it.
  var prevents: String { definition.prevents }

  /// What the kind means and how it is recognised among what was read.
  private var definition: Definition {
    switch self {
    case .findings:
      Definition("findings of GuardDuty or another product", "which findings started this, and when", .findings)
    case .kubernetesAudit:
      Definition(
        "the Kubernetes audit log", "who did what in the cluster, and which secrets were read", .format(rawValue))
    case .cloudTrail:
      Definition("CloudTrail", "what was done in the AWS account with stolen credentials", .format(rawValue))
    case .flowLogs:
      Definition("VPC flow logs", "which addresses were talked to, and how much left", .format(rawValue))
    case .resolver:
      Definition("Route 53 Resolver query logs", "which names the workloads asked for", .format(rawValue))
    case .authenticator:
      Definition("the EKS authenticator log", "which IAM identity was which Kubernetes user", .format(rawValue))
    case .pods: Definition("the pods", "what ran where, as whom and from which image", .kubernetes(["Pod"]))
    case .bindings:
      Definition(
        "role bindings and cluster role bindings", "who may do what, and since when",
        .kubernetes(["ClusterRoleBinding", "RoleBinding"]))
    case .serviceAccounts:
      Definition(
        "service accounts", "which IAM roles the pods of a service account can take on", .kubernetes(["ServiceAccount"])
      )
    case .secrets: Definition("the list of secrets", "which secrets a list call returned", .kubernetes(["Secret"]))
    case .nodes: Definition("the nodes", "which instance is which node", .kubernetes(["Node"]))
    case .networkPolicies:
      Definition("network policies", "which pods were isolated from which", .kubernetes(["NetworkPolicy"]))
    case .namespaces:
      Definition(
        "namespaces", "which pod security level was enforced where, and who owns it", .kubernetes(["Namespace"]))
    case .roles: Definition("roles and cluster roles", "what a binding allows", .kubernetes(["ClusterRole", "Role"]))
    case .workloads:
      Definition(
        "workloads (deployments, daemon sets, jobs, cron jobs)", "what would start the actor's pods again",
        .kubernetes(["Deployment", "DaemonSet", "StatefulSet", "ReplicaSet", "Job", "CronJob"]))
    case .admission:
      Definition(
        "webhooks and admission policies", "what was checked before an object was let in",
        .kubernetes([
          "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration", "ValidatingAdmissionPolicy",
          "ValidatingAdmissionPolicyBinding",
        ]))
    case .cluster:
      Definition(
        "the cluster's description", "its creation time, role, endpoint access and authentication mode",
        .aws(["cluster"]))
    case .accessEntries:
      Definition(
        "access entries", "which IAM identities can log in to the cluster", .aws(["access entry", "access policies"]))
    case .nodeGroups: Definition("node groups", "the roles of nodes that no other record names", .aws(["node group"]))
    case .podIdentities:
      Definition(
        "pod identity associations", "which roles pods get from EKS Pod Identity", .aws(["pod identity association"]))
    case .addOns:
      Definition("add-ons", "whether network policies take effect, and the add-ons' roles", .aws(["add-on"]))
    case .instances:
      Definition("EC2 instances", "whose private addresses are whose, and instance profiles", .aws(["instance"]))
    case .repositories:
      Definition("ECR repositories", "which images come from your own registry", .aws(["repository"]))
    case .identities:
      Definition(
        "IAM users and roles with their policies", "what stolen credentials open", .aws(["IAM role", "IAM user"]))
    }
  }

  private struct Definition {
    let title: String
    let prevents: String
    let trace: Trace

    init(_ title: String, _ prevents: String, _ trace: Trace) {
      self.title = title
      self.prevents = prevents
      self.trace = trace
    }
  }

  /// By what a kind shows itself among what was read.
  private enum Trace {
    case findings
    case format(String)
    case kubernetes(Set<Text>)
    case aws(Set<Text>)
  }

  /// The kinds that a case holds.
  static func present(in evidence: Evidence) -> Set<EvidenceKind> {
    let formats = Set(evidence.ledger.filter { $0.records > $0.unreadableCount }.map(\.format))
    var kubernetes: Set<Text> = []
    var aws: Set<Text> = []
    for object in evidence.objects {
      switch object.body {
      case .kubernetes(let object): kubernetes.insert(object.kind)
      case .aws(let object): aws.insert(object.typeName)
      }
    }
    return Set(
      allCases.filter { kind in
        switch kind.definition.trace {
        case .findings: !evidence.findings.isEmpty
        case .format(let format): formats.contains(Text(format))
        case .kubernetes(let kinds): !kubernetes.isDisjoint(with: kinds)
        case .aws(let kinds): !aws.isDisjoint(with: kinds)
        }
      })
  }
}
