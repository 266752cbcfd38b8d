import CaseFolder
import Investigation
import Reporting
import Response

extension SampleReport {
  private static let anonymous: Text = "system:anonymous"
  private static let responder: Text = "arn:aws:sts::111122223333:assumed-role/IncidentResponder/bob-example.com"
  private static let node: Text = "arn:aws:sts::111122223333:assumed-role/payments-prod-node/i-0a1b2c3d4e5f60718"
  private static let irsa: Text = "arn:aws:sts::111122223333:assumed-role/payments-api-irsa/botocore-session-1773281889"

  static let timeline: [TimelineEntry] = [
    event(
      1, "2026-03-09T23:50:02.114201Z", "reconnaissance", anonymous, "203.0.113.88", "list", "namespaces", "denied",
      ["T1595", "T1613"], "Listed namespaces and secrets, refused", [audit(1, 1), audit(2, 2)], count: 2,
      until: "2026-03-09T23:50:03.020417Z"),
    event(
      2, "2026-03-10T09:14:22.118043Z", "exposure",
      "arn:aws:sts::111122223333:assumed-role/DevOpsEngineer/alice-example.com",
      "198.51.100.200", "create", "clusterrolebindings/anonymous-debug", "success", ["T1098.006"],
      "Bound \(name("cluster-admin")) to \(name("system:anonymous"))", [audit(3, 3)], side: .system),
    event(
      3, "2026-03-10T09:29:41.010Z", "detection", "GuardDuty", nil, "finding",
      "Policy:Kubernetes/AnonymousAccessGranted",
      "high", [], "Warned of the anonymous binding", [guardDuty(1)], side: .system, source: "guardduty"),
    event(
      4, "2026-03-12T02:03:11.402118Z", "discovery", anonymous, "203.0.113.57", "get", "/api", "success", ["T1613"],
      "Asked which API groups there are", [audit(4, 4), audit(5, 5)], count: 2, until: "2026-03-12T02:03:12.077332Z"),
    event(
      5, "2026-03-12T02:03:15.510090Z", "discovery", anonymous, "203.0.113.57", "list", "namespaces", "success",
      ["T1613"], "Listed namespaces", [audit(6, 6)]),
    event(
      6, "2026-03-12T02:03:18.229871Z", "discovery", anonymous, "203.0.113.57", "list", "pods", "success", ["T1613"],
      "Listed all pods", [audit(7, 7)]),
    event(
      7, "2026-03-12T02:03:40.871163Z", "discovery", anonymous, "203.0.113.57", "list", "clusterrolebindings",
      "success",
      ["T1069.003"], "Listed who may do what", [audit(10, 10)]),
    event(
      8, "2026-03-12T02:05:33.640127Z", "persistence", anonymous, "203.0.113.57", "create",
      "clusterrolebindings/eks-metrics-reader", "success", ["T1098.006"],
      "Bound \(name("cluster-admin")) to \(name("system:unauthenticated")): a second open door", [audit(11, 11)]),
    event(
      9, "2026-03-12T02:05:58.001774Z", "persistence", anonymous, "203.0.113.57", "create",
      "kube-system/serviceaccounts/metrics-sync", "success", ["T1136"], "Created a service account", [audit(12, 12)]),
    event(
      10, "2026-03-12T02:06:12.290455Z", "persistence", anonymous, "203.0.113.57", "create",
      "kube-system/serviceaccounts/metrics-sync/token", "success", ["T1528"], "Took a token for 24 hours",
      [audit(14, 14)]),
    event(
      11, "2026-03-12T02:06:50.118820Z", "execution", anonymous, "203.0.113.57", "create", "payments/pods/node-tuner",
      "denied", ["T1610"], "Tried a privileged pod; PodSecurity refused it", [audit(15, 15)]),
    event(
      12, "2026-03-12T02:07:29.702216Z", "privilege-escalation", anonymous, "203.0.113.57", "create",
      "kube-system/daemonsets/node-tuner", "success", ["T1610", "T1611"],
      "Deployed a privileged DaemonSet with the node's file system", [audit(16, 16)]),
    event(
      13, "2026-03-12T02:07:30.008113Z", "execution", "system:kube-scheduler", "10.40.0.11", "create",
      "kube-system/pods/node-tuner-x7k2p/binding", "success", [], "Pod placed on \(name("ip-10-40-12-37"))",
      [audit(18, 18)],
      side: .system),
    event(
      14, "2026-03-12T02:09:41.006218Z", "credential-access", anonymous, "203.0.113.57", "get",
      "kube-system/pods/node-tuner-x7k2p/exec", "success", ["T1609", "T1552.005"],
      "Read the node's credentials from the metadata service", [audit(20, 20)]),
    event(
      15, "2026-03-12T02:10:21Z", "command-and-control", "i-0a1b2c3d4e5f60718", "192.0.2.146", "flow",
      "192.0.2.146:443", "accepted", ["T1105"], "Fetched 4.0 MB from \(address: "dl.update-cdn.example.net")",
      [flow(2), dns(1)], source: "vpc-flow"),
    event(
      16, "2026-03-12T02:11:05.300781Z", "credential-access", anonymous, "203.0.113.57", "list", "secrets", "success",
      ["T1552.007"], "Listed the secrets of all namespaces, values included", [audit(22, 21)]),
    event(
      17, "2026-03-12T02:12:18.774900Z", "credential-access", anonymous, "203.0.113.57", "get",
      "payments/secrets/db-credentials", "success", ["T1552.007"], "Read the database password", [audit(23, 22)]),
    event(
      18, "2026-03-12T02:12:24.105562Z", "credential-access", anonymous, "203.0.113.57", "get",
      "payments/secrets/stripe-api-key", "success", ["T1552.007"], "Read the payment key", [audit(24, 23)]),
    event(
      19, "2026-03-12T02:12:31.640128Z", "credential-access", anonymous, "203.0.113.57", "get",
      "vault/secrets/root-token", "not found", ["T1552.007"], "Guessed a name; nothing there", [audit(25, 24)]),
    event(
      20, "2026-03-12T02:13:03Z", "impact", "i-0a1b2c3d4e5f60718", "198.51.100.23", "flow", "198.51.100.23:3333",
      "accepted", ["T1496.001"], "Mined through \(address: "pool.hashvault.example")", [flow(4), dns(2), guardDuty(8)],
      source: "vpc-flow", count: 674, until: "2026-03-12T07:50:29Z"),
    event(
      21, "2026-03-12T02:14:50Z", "discovery", node, "203.0.113.61", "sts:GetCallerIdentity", "-", "success",
      ["T1078.004"], "Used the node's role from outside", [trail(3)], source: "cloudtrail"),
    event(
      22, "2026-03-12T02:15:02Z", "credential-access", node, "203.0.113.61", "secretsmanager:ListSecrets", "-",
      "denied",
      ["T1526"], "Tried to list secrets; the role may not", [trail(4)], source: "cloudtrail"),
    event(
      23, "2026-03-12T02:15:30Z", "credential-access", node, "203.0.113.61", "ecr:GetAuthorizationToken", "-",
      "success",
      ["T1528"], "Took a registry token for 12 hours", [trail(5)], source: "cloudtrail"),
    event(
      24, "2026-03-12T02:16:20.551903Z", "credential-access", anonymous, "203.0.113.57", "create",
      "payments/pods/payments-api-6d5f7c9b8-q2w4e/exec", "success", ["T1609", "T1528"],
      "Read the pod's web identity token",
      [audit(26, 25)]),
    event(
      25, "2026-03-12T02:18:09Z", "lateral-movement", "system:serviceaccount:payments:payments-api", "203.0.113.61",
      "sts:AssumeRoleWithWebIdentity", "payments-api-irsa", "success", ["T1550.001"],
      "Assumed the pod's role from outside",
      [trail(7)], source: "cloudtrail"),
    event(
      26, "2026-03-12T02:18:31Z", "credential-access", irsa, "203.0.113.61", "secretsmanager:GetSecretValue",
      "prod/payments/db", "success", ["T1555.006"], "Read the database secret", [trail(8)], source: "cloudtrail"),
    event(
      27, "2026-03-12T02:18:47Z", "credential-access", irsa, "203.0.113.61", "ssm:GetParameter", "/prod/payments/hmac",
      "success", ["T1555.006"], "Read the signing key", [trail(9)], source: "cloudtrail"),
    event(
      28, "2026-03-12T02:20:12Z", "defense-evasion", irsa, "203.0.113.61", "eks:UpdateClusterConfig", "payments-prod",
      "denied", ["T1562.008"], "Tried to turn off audit logs; refused", [trail(10)], source: "cloudtrail"),
    event(
      29, "2026-03-12T02:31:07.880416Z", "lateral-movement", "system:serviceaccount:kube-system:metrics-sync",
      "203.0.113.61", "list", "payments/pods", "success", ["T1550.001"], "Came back with the token of 02:06",
      [audit(27, 26)]),
    event(
      30, "2026-03-12T06:55:04Z", "response", responder, "198.51.100.200", "ec2:ModifyInstanceAttribute",
      "i-0a1b2c3d4e5f60718", "success", [], "Termination protection", [trail(11), trail(12)], side: .responder,
      source: "cloudtrail", count: 2, until: "2026-03-12T06:56:11Z"),
    event(
      31, "2026-03-12T07:31:44.090561Z", "response", responder, "198.51.100.200", "create",
      "kube-system/networkpolicies/quarantine-cb-2026-0312", "success", [],
      "Deny-all network policy: no effect on a pod with host network", [audit(30, 29)], side: .responder),
    event(
      32, "2026-03-12T07:41:05.118001Z", "response", responder, "198.51.100.200", "delete",
      "clusterrolebindings/anonymous-debug", "success", [], "Removed the first binding", [audit(31, 30)],
      side: .responder),
    event(
      33, "2026-03-12T07:42:11.007114Z", "response", responder, "198.51.100.200", "delete",
      "clusterrolebindings/eks-metrics-reader", "success", [], "Removed the second binding: anonymous access ends",
      [audit(32, 31)], side: .responder),
    event(
      34, "2026-03-12T07:50:28Z", "response", responder, "198.51.100.200", "ec2:CreateNetworkAclEntry",
      "acl-0abc", "success", [], "Blocked the pool's address", [trail(21), trail(22)], side: .responder,
      source: "cloudtrail", count: 2, until: "2026-03-12T07:50:31Z"),
    event(
      35, "2026-03-12T07:55:31.770218Z", "response", responder, "198.51.100.200", "delete",
      "kube-system/daemonsets/node-tuner", "success", [], "Deleted the DaemonSet", [audit(35, 34)], side: .responder),
    event(
      36, "2026-03-12T08:05:12.449021Z", "discovery", anonymous, "203.0.113.61", "list", "namespaces", "denied",
      ["T1613"], "Tried again and was refused", [audit(36, 36)]),
    event(
      37, "2026-03-12T08:15:30Z", "response", responder, "198.51.100.200", "secretsmanager:RotateSecret",
      "prod/payments/db", "success", [], "Rotated the database secret", [trail(23), trail(25)], side: .responder,
      source: "cloudtrail"),
  ]

  private static func event(
    _ number: Int, _ time: Text, _ phase: Text, _ actor: Text, _ address: Text?, _ action: Text, _ object: Text,
    _ outcome: Text, _ techniques: [Text], _ summary: Prose, _ citations: [Citation], side: Side = .actor,
    source: Text = "kubernetes-audit", count: Int = 1, until: Text? = nil
  ) -> TimelineEntry {
    TimelineEntry(
      id: id("ev", number), at: at(time), until: until.map { at($0) }, phase: phase, actor: actor, address: address,
      action: action, object: object, outcome: outcome, count: count, techniques: techniques, side: side,
      source: source, summary: summary, citations: citations)
  }
}
