import CaseFolder
import Investigation
import Reporting
import Response

extension SampleReport {
  static let ledger: [LedgerRow] = [
    row(
      "audit.jsonl", "454a355d997d3bacfa59d57713473179651400ce8a22a163c6c5cba13526334b", 54569, "kubernetes-audit", 37
    ) {
      $0.events = 36
      $0.duplicates = 1
    },
    row(
      "authenticator.log", "e5d8c595f9d631b9d7f2bfba3563bdc085e5e6d3235b35fc5344ffeb7ac21801", 1226,
      "eks-authenticator", 4
    ) { $0.events = 4 },
    row("cloudtrail.json", "300de9afcc085e89a3f4b6e6873f8e1261bfd848e4e5636c70885c89706c3c16", 34137, "cloudtrail", 25)
    { $0.events = 25 },
    row(
      "eks-describe-cluster.json", "cc950a0fbea941839ca344b2d6cd69e508222015692ed0e3d88adffa2a907d8c", 1210,
      "eks-describe-cluster", 1
    ) { $0.objects = 1 },
    row("flowlogs.txt", "950edcbdbb9416c408ec6988ddcc3f2e1ea9f87e87b7d7d95bffac82d7991804", 153963, "vpc-flow", 682) {
      $0.events = 681
      $0.unreadableCount = 1
      $0.unreadable = [
        UnreadableRecord(
          line: 683, offset: 153_880, length: 83, reason: "cut off in the middle of a row",
          excerpt: "5 111122223333 eni-0aa00bb11cc22dd33 10.40.12.37 <b>198.51.100.23")
      ]
    },
    row(
      "guardduty-findings.json", "aa456991631edeb1737bd71e1722357ba3356023bd9a25794ab622cc22062598", 19277,
      "guardduty-findings", 9
    ) { $0.findings = 9 },
    row(
      "kubectl-clusterrolebindings.json", "1e92b3c52c2b725e5c2633faa934d4b52f00ff2ed6cee658124fa5d6c098abf7", 1605,
      "kubernetes-list", 3
    ) { $0.objects = 3 },
    row(
      "kubectl-pods.json", "e2e7c83e479224e5cae2d03964f0cda1cf8a7cf46b31f73217622ca252af8bd4", 12488,
      "kubernetes-list", 6
    ) {
      $0.objects = 6
      $0.flagged = [RecordFlag(remark: "duplicate keys", count: 1)]
    },
    row(
      "kubectl-secrets.json", "2d0fc0a05a418a269f38b8729fd39807c0c157865ddaa82b4cd959b02fa290d9", 2438,
      "kubernetes-list", 9
    ) { $0.objects = 9 },
    row("resolver.jsonl", "a93fd2ea8f8477413be0754d41d05a9d7cdf33e03596c608cac13021d3810c91", 1216, "resolver", 3) {
      $0.events = 3
    },
    row("notes.bin", "0343d7e7b7076267be052c6438dac836998b680450e5ca6c40635b8e11c49fdd", 512, "unknown", 0) {
      $0.skipped = "no known format: binary data"
    },
  ]

  private static func row(
    _ file: Text, _ sha256: Text, _ bytes: Int, _ format: Text, _ records: Int, _ fill: (inout LedgerRow) -> Void
  ) -> LedgerRow {
    var row = LedgerRow(file: file, sha256: sha256, bytes: bytes, format: format)
    row.records = records
    fill(&row)
    return row
  }

  static let coverage: [CoverageRow] = [
    CoverageRow(
      source: "kubernetes-audit", subject: "payments-prod", from: at("2026-03-05T00:00:00Z"),
      to: at("2026-03-12T09:45:00Z"), basis: "stated", isExtract: true, files: ["audit.jsonl"]),
    CoverageRow(
      source: "cloudtrail", subject: "111122223333", from: at("2025-06-02T14:20:05Z"), to: at("2026-03-12T09:45:00Z"),
      basis: "stated", isExtract: true, files: ["cloudtrail.json"]),
    CoverageRow(
      source: "vpc-flow", subject: "eni-0aa00bb11cc22dd33", from: at("2026-03-12T02:10:21Z"),
      to: at("2026-03-12T07:51:34Z"), basis: "first to last record", isExtract: false,
      holes: [window("2026-03-12T03:10:00Z", "2026-03-12T03:12:00Z")], files: ["flowlogs.txt"]),
    CoverageRow(
      source: "resolver", from: at("2026-03-12T02:10:20Z"), to: at("2026-03-12T06:58:40Z"),
      basis: "first to last record", isExtract: true, files: ["resolver.jsonl"]),
    CoverageRow(
      source: "guardduty", from: at("2026-03-10T09:14:22Z"), to: at("2026-03-12T06:58:40Z"), basis: "findings",
      isExtract: false, files: ["guardduty-findings.json"]),
  ]

  static let gaps: [Gap] = [
    Gap(
      id: "G1", missing: "Data events of S3 and the access key inside \(name("ci/aws-deploy-key"))",
      prevents: "saying whether the deploy key was used",
      command:
        "aws cloudtrail lookup-events --lookup-attributes AttributeKey=AccessKeyId,AttributeValue=AKIA… --start-time 2026-03-12T02:11:05Z"
    ),
    Gap(
      id: "G2", missing: "A pods snapshot newer than \(at("2026-03-12T08:20:47Z"))",
      prevents: "proving that payments-api was restarted with the new password",
      command: "kubectl get pods -A -o json > kubectl-pods.json"),
    Gap(id: "G3", missing: "Runtime events of the nodes", prevents: "knowing what ran inside the containers"),
  ]

  static let findings: [FindingSummary] = [
    finding(
      1, "Policy:Kubernetes/AnonymousAccessGranted", 8, "2026-03-10T09:14:22Z", "2026-03-10T09:14:22Z",
      "2026-03-10T09:29:41.010Z", 1, 919, "payments-prod", ["T1098.006"], ["cluster"]),
    finding(
      2, "Discovery:Kubernetes/SuccessfulAnonymousAccess", 5, "2026-03-12T02:03:15Z", "2026-03-12T02:03:40Z",
      "2026-03-12T02:19:12.402Z", 4, 957, "payments-prod", ["T1613"], ["cluster"]),
    finding(
      3, "Persistence:Kubernetes/SuccessfulAnonymousAccess", 8, "2026-03-12T02:05:33Z", "2026-03-12T02:07:29Z",
      "2026-03-12T02:21:40.118Z", 4, 967, "payments-prod", ["T1098.006"], ["cluster"]),
    finding(
      4, "PrivilegeEscalation:Kubernetes/AnomalousBehavior.WorkloadDeployed!PrivilegedContainer", 8,
      "2026-03-12T02:07:29Z", "2026-03-12T02:07:29Z", "2026-03-12T02:23:05.771Z", 1, 936, "kube-system/node-tuner",
      ["T1610"], ["cluster"]),
    finding(
      7, "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS", 8, "2026-03-12T02:14:50Z",
      "2026-03-12T02:15:44Z", "2026-03-12T02:37:20.550Z", 4, 1350, "i-0a1b2c3d4e5f60718", ["T1078.004"],
      ["instance", "session"]),
    finding(
      8, "CryptoCurrency:EC2/BitcoinTool.B!DNS", 8, "2026-03-12T02:13:02Z", "2026-03-12T06:58:40Z",
      "2026-03-12T02:31:55.210Z", 2, 1133, "i-0a1b2c3d4e5f60718", ["T1496.001"], ["instance tags"]),
    finding(
      9, "Execution:Kubernetes/MaliciousFile", 8, "2026-03-12T02:49:00Z", "2026-03-12T02:49:00Z",
      "2026-03-12T03:02:18.700Z", 1, 798, "kube-system/node-tuner-x7k2p", ["T1204.003"], ["cluster"]),
  ]

  private static func finding(
    _ number: Int, _ type: Text, _ severity: Double, _ first: Text, _ last: Text, _ created: Text, _ count: Int,
    _ latency: Int64, _ resource: Text, _ techniques: [Text], _ joins: [Text]
  ) -> FindingSummary {
    FindingSummary(
      product: "GuardDuty", id: guardDuty(number).id!, type: type, title: type, severity: severity,
      severityLabel: severity >= 7 ? "high" : "medium", isArchived: false, isSample: false, isRetired: false,
      resource: resource, first: at(first), last: at(last), created: at(created), count: count, latency: latency,
      techniques: techniques, joins: joins, citations: [guardDuty(number)])
  }

  static let activity: Activity = {
    var activity = Activity()
    activity.bySubject = [
      activityRow(
        "system:anonymous", "kubernetes", 17, 5, 4, 1, "2026-03-09T23:50:02.114201Z", "2026-03-12T08:05:12.449021Z"),
      activityRow(
        "arn:aws:sts::111122223333:assumed-role/IncidentResponder/bob-example.com", "kubernetes", 9, 0, 0, 0,
        "2026-03-12T07:02:10.331207Z", "2026-03-12T08:20:47.031890Z"),
      activityRow(
        "arn:aws:sts::111122223333:assumed-role/payments-prod-node/i-0a1b2c3d4e5f60718", "aws", 3, 1, 1, 0,
        "2026-03-12T02:14:50Z", "2026-03-12T02:15:44Z"),
      activityRow(
        "system:serviceaccount:kube-system:metrics-sync", "kubernetes", 1, 0, 0, 0,
        "2026-03-12T02:31:07.880416Z", "2026-03-12T02:31:07.880416Z"),
    ]
    activity.byAddress = [
      activityRow(
        "203.0.113.57", "kubernetes", 17, 2, 1, 1, "2026-03-12T02:03:11.402118Z", "2026-03-12T02:16:20.551903Z"),
      activityRow("203.0.113.61", "aws", 6, 2, 2, 0, "2026-03-12T02:14:50Z", "2026-03-12T02:20:12Z"),
      activityRow(
        "203.0.113.61", "kubernetes", 1, 1, 1, 0, "2026-03-12T02:31:07.880416Z", "2026-03-12T08:05:12.449021Z"),
      activityRow(
        "203.0.113.88", "kubernetes", 0, 2, 2, 0, "2026-03-09T23:50:02.114201Z", "2026-03-09T23:50:03.020417Z"),
    ]
    activity.byCall = [
      activityRow(
        "get secrets", "kubernetes", 2, 1, 0, 1, "2026-03-12T02:12:18.774900Z", "2026-03-12T02:12:31.640128Z"),
      activityRow(
        "create clusterrolebindings", "kubernetes", 3, 0, 0, 0, "2026-03-10T09:14:22.118043Z",
        "2026-03-12T02:06:04.557190Z"),
      activityRow("secretsmanager:GetSecretValue", "aws", 1, 0, 0, 0, "2026-03-12T02:18:31Z", "2026-03-12T02:18:31Z"),
    ]
    activity.new = [
      NewlyObserved(
        kind: "pair", key: "list secrets", first: at("2026-03-12T02:11:05.300781Z"),
        attemptedBefore: at("2026-03-09T23:50:03.020417Z"), increased: false),
      NewlyObserved(kind: "address", key: "203.0.113.57", first: at("2026-03-12T02:03:11.402118Z"), increased: false),
      NewlyObserved(
        kind: "image", key: "docker.io/gpu-tools/node-tuner:latest", first: at("2026-03-12T02:07:29.702216Z"),
        increased: false),
    ]
    activity.overTime = [
      VolumeBin(at: at("2026-03-09T23:00:00Z"), source: "kubernetes", successful: 0, failed: 2, forbidden: 2),
      VolumeBin(at: at("2026-03-10T09:00:00Z"), source: "kubernetes", successful: 1, failed: 0, forbidden: 0),
      VolumeBin(at: at("2026-03-12T02:00:00Z"), source: "kubernetes", successful: 18, failed: 2, forbidden: 1),
      VolumeBin(at: at("2026-03-12T02:00:00Z"), source: "aws", successful: 6, failed: 2, forbidden: 2),
      VolumeBin(at: at("2026-03-12T06:00:00Z"), source: "aws", successful: 3, failed: 0, forbidden: 0),
      VolumeBin(at: at("2026-03-12T07:00:00Z"), source: "aws", successful: 10, failed: 0, forbidden: 0),
      VolumeBin(at: at("2026-03-12T07:00:00Z"), source: "kubernetes", successful: 8, failed: 0, forbidden: 0),
      VolumeBin(at: at("2026-03-12T08:00:00Z"), source: "kubernetes", successful: 1, failed: 1, forbidden: 1),
    ]
    activity.flows = [
      FlowRow(
        resource: "i-0a1b2c3d4e5f60718", peer: "198.51.100.23", port: 3333, transport: "tcp", direction: "outbound",
        accepted: true, bytesOut: 22_028_736, bytesIn: 17_007_480, packets: 330_000, first: at("2026-03-12T02:13:03Z"),
        last: at("2026-03-12T07:50:29Z"), rows: 674, citations: [flow(4), flow(678)]),
      FlowRow(
        resource: "i-0a1b2c3d4e5f60718", peer: "192.0.2.146", port: 443, transport: "tcp", direction: "outbound",
        accepted: true, bytesOut: 21_880, bytesIn: 4_021_112, packets: 3300, first: at("2026-03-12T02:10:21Z"),
        last: at("2026-03-12T02:11:20Z"), rows: 2, citations: [flow(2), flow(3)]),
    ]
    activity.baseline =
      "Compared with the baseline from \(at("2026-03-05T00:00:00Z")) to \(at("2026-03-10T09:14:22Z"))."
    activity.assumptions = [
      RoleAssumption(
        who: "system:serviceaccount:payments:payments-api", assumed: "arn:aws:iam::111122223333:role/payments-api-irsa",
        how: "AssumeRoleWithWebIdentity", successful: 1, first: at("2026-03-12T02:18:09Z"),
        last: at("2026-03-12T02:18:09Z"), byActor: true, citations: [trail(7)])
    ]
    activity.neighbours = [
      NeighbourRow(
        network: "203.0.113.0/24", address: "203.0.113.57", isActors: true, successful: 17, failed: 2, forbidden: 1,
        first: at("2026-03-12T02:03:11.402118Z"), last: at("2026-03-12T02:16:20.551903Z"))
    ]
    return activity
  }()

  private static func activityRow(
    _ key: Text, _ source: Text, _ successful: Int, _ failed: Int, _ forbidden: Int, _ notFound: Int, _ first: Text,
    _ last: Text
  ) -> ActivityRow {
    var inWindow = RequestCounts()
    inWindow.successful = successful
    inWindow.failed = failed
    inWindow.forbidden = forbidden
    inWindow.notFound = notFound
    return ActivityRow(
      key: key, source: source, successful: successful, failed: failed, forbidden: forbidden, notFound: notFound,
      inWindow: inWindow, first: at(first), last: at(last), isNew: true)
  }

  static let metrics: Metrics = {
    func moment(_ text: Text, _ citations: [Citation], partial: Bool = false) -> MetricTime {
      MetricTime(at: at(text), partial: partial, citations: citations)
    }
    func duration(_ seconds: Int64, _ formula: Text, _ from: Text, _ to: Text) -> MetricDuration {
      MetricDuration(seconds: seconds, formula: formula, from: at(from), to: at(to))
    }
    return Metrics(
      times: [
        "T0": moment("2026-03-10T09:14:22.118043Z", [audit(3, 3)]),
        "T1a": moment("2026-03-09T23:50:02.114201Z", [audit(1, 1)]),
        "T1": moment("2026-03-12T02:03:11.402118Z", [audit(4, 4)]),
        "T2p": moment("2026-03-10T09:29:41.010Z", [guardDuty(1)]),
        "T2": moment("2026-03-12T02:19:12.402Z", [guardDuty(2)]),
        "T3": moment("2026-03-12T06:55:04Z", [trail(11)]),
        "T4": moment("2026-03-12T07:50:29Z", [flow(678)]),
        "T4x": moment("2026-03-12T07:50:31Z", [trail(22)]),
        "T5": moment("2026-03-12T07:55:31.770218Z", [audit(35, 34)], partial: true),
        "T6": MetricTime(partial: false, reason: "7 of 8 secrets are not shown as rotated"),
      ],
      durations: [
        "exposure": duration(146_929, "T1 - T0", "2026-03-10T09:14:22Z", "2026-03-12T02:03:11Z"),
        "detect": duration(961, "T2 - T1", "2026-03-12T02:03:11Z", "2026-03-12T02:19:12Z"),
        "warning": duration(146_971, "T2 - T2p", "2026-03-10T09:29:41Z", "2026-03-12T02:19:12Z"),
        "acknowledge": duration(16_552, "T3 - T2", "2026-03-12T02:19:12Z", "2026-03-12T06:55:04Z"),
        "contain": duration(19_877, "T4 - T2", "2026-03-12T02:19:12Z", "2026-03-12T07:50:29Z"),
        "access": duration(20_838, "T4 - T1", "2026-03-12T02:03:11Z", "2026-03-12T07:50:29Z"),
        "respond": MetricDuration(formula: "T6 - T2", reason: "T6 is not reached"),
      ])
  }()
}
