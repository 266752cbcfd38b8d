import CaseFolder
import Investigation
import Reporting
import Response

/// A report with the facts of the case payments-prod, written by hand: what writers are tried on without the pipeline.
enum SampleReport {
  /// The whole report.
  static let report: Report = {
    var report = Report(
      generator: Generator(
        name: "casebook", version: "0.1.0",
        data: [DataVersion(name: "Detection/Data/tactics.json", version: "18.1", date: "2025-10-28")],
        options: ["--format", "html,markdown,json"], generatedAt: at("2026-03-12T09:45:00Z")),
      case: CaseHeader(
        id: "CB-2026-0312", title: "payments-prod: anonymous API access, cluster-admin, credential theft and mining",
        tlp: "TLP:AMBER", severity: "high", status: "contained", verdict: .containedWithOpenPaths,
        verdictReason: say(
          """
          The last accepted traffic of the actor ended at \(at("2026-03-12T07:50:29Z")), evidence goes on until \
          \(at("2026-03-12T09:45:00Z")), and 6 ways back in are not shown as closed.
          """, .high, [flow(680), audit(36, 36)]),
        reportStatus: "draft", lead: "incident-response",
        clusters: ["arn:aws:eks:us-west-2:111122223333:cluster/payments-prod"], accounts: ["111122223333"]),
      window: Windows(
        finding: window("2026-03-10T09:14:22Z", "2026-03-12T06:58:40Z"),
        lookBack: window("2026-02-24T09:14:22Z", "2026-03-10T09:14:22Z"),
        tail: window("2026-03-12T06:58:40Z", "2026-03-12T09:45:00Z"),
        baseline: window("2026-03-05T00:00:00Z", "2026-03-10T09:14:22Z"),
        evidence: window("2025-06-02T14:20:05Z", "2026-03-12T09:45:00Z"), cutOff: at("2026-03-12T09:45:00Z")),
      activity: activity, metrics: metrics)
    report.takeaways = takeaways
    report.unknowns = unknowns
    report.story = story
    report.openPaths = openPaths
    report.ledger = ledger
    report.coverage = coverage
    report.gaps = gaps
    report.omissions = [
      Omission(
        what: "Evidence behind repeated relationships: at most \(25) citations an edge are kept",
        why: "A page that lists every one of 660 flow rows is not read; the file holds them all.")
    ]
    report.findings = findings
    report.detections = detections
    report.timeline = timeline
    report.entities = entities
    report.relationships = relationships
    report.questions = questions
    report.exposures = exposures
    report.remediation = remediation
    report.controls = controls
    report.attackSteps = attackSteps
    report.controlSets = [["B1", "M2"], ["B3", "M5"]]
    report.indicators = indicators
    report.techniques = techniques
    return report
  }()

  // MARK: Short hands

  static func at(_ text: Text) -> Timestamp { Timestamp(text)! }
  static func name(_ text: Text) -> Text { text }
  static func window(_ from: Text, _ to: Text) -> Window { Window(from: at(from), to: at(to)) }
  static func say(_ text: Prose, _ confidence: Confidence = .confirmed, _ citations: [Citation] = []) -> Statement {
    Statement(text, confidence: confidence, citations: citations)
  }

  /// A citation of the audit log: the line, and the last digits of the auditID.
  static func audit(_ line: Int, _ id: Int) -> Citation {
    Citation(file: "audit.jsonl", line: line, id: Text("0a000000-0000-4000-8000-\(padded(id))"))
  }
  /// A citation of CloudTrail: the last digits of the eventID.
  static func trail(_ id: Int) -> Citation {
    let index = id == 24 ? 16 : id == 25 ? 24 : id > 16 ? id : id - 1
    return Citation(file: "cloudtrail.json", index: index, id: Text("0e000000-0000-4000-8000-\(padded(id))"))
  }
  static func guardDuty(_ id: Int) -> Citation {
    let digits = String(id)
    return Citation(
      file: "guardduty-findings.json", index: id - 1,
      id: Text(String(repeating: "0", count: 32 - digits.utf8.count) + digits))
  }
  static func flow(_ line: Int) -> Citation { Citation(file: "flowlogs.txt", line: line) }
  static func dns(_ line: Int) -> Citation { Citation(file: "resolver.jsonl", line: line) }
  static func snapshot(_ file: Text, _ index: Int) -> Citation { Citation(file: file, index: index) }
  private static func padded(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: 12 - digits.utf8.count) + digits
  }

  // MARK: First page

  static let takeaways: [Statement] = [
    say(
      """
      From \(at("2026-03-12T02:03:11.402118Z")) an unauthenticated actor at \(address: "203.0.113.57") controlled the \
      API of \(name("payments-prod")) as cluster-admin, because \(name("alice")) had bound \(name("cluster-admin")) to \
      \(name("system:anonymous")) 1 d 16 h 48 m 49 s earlier.
      """, .confirmed, [audit(3, 3), audit(4, 4)]),
    say(
      "8 of 9 Kubernetes secrets reached the actor, 2 of them by name; so did \(name("prod/payments/db")) and \(name("/prod/payments/hmac")).",
      .high, [audit(22, 21), audit(23, 22), audit(24, 23), trail(8), trail(9)]),
    say(
      """
      The actor left cluster-admin for everyone, a second service account with a 24-hour token and a privileged DaemonSet \
      that mined for 5 h 37 m on \(name("i-0a1b2c3d4e5f60718")).
      """, .confirmed, [audit(11, 11), audit(13, 13), audit(16, 16), guardDuty(9)]),
    say(
      "GuardDuty warned of the binding at \(at("2026-03-10T09:29:41Z")), 1 d 16 h 49 m 31 s before the first attack finding; nobody acted on it.",
      .confirmed, [guardDuty(1)]),
    say(
      "Mining traffic ended at \(at("2026-03-12T07:50:29Z")) through the network ACL, not through the isolation security group of \(at("2026-03-12T07:36:40Z")).",
      .confirmed, [flow(678), trail(21), trail(17)]),
    say(
      "Not over: \(name("kube-system/legacy-robot")) is cluster-admin still, and its token was in the list that the actor took.",
      .high, [audit(22, 21), snapshot("kubectl-clusterrolebindings.json", 1)]),
  ]

  static let unknowns: [Statement] = [
    say(
      "What ran in the shell that the actor opened in \(name("payments-api-6d5f7c9b8-q2w4e")): audit logs hold the first command only.",
      .notDeterminable, [audit(26, 25)]),
    say(
      "Whether \(name("ci/aws-deploy-key")) was used: the id of the access key inside is not known, and CloudTrail holds an extract.",
      .notDeterminable, []),
    say(
      "Whether the miner still runs: no record says that pod \(name("node-tuner-x7k2p")) ended after its DaemonSet was deleted.",
      .notDeterminable, [audit(35, 34)]),
    say(
      "What was read from \(address: "10.40.21.9") through port 5432: flow logs hold sizes, not content (9.4 kB back).",
      .low, [flow(214)]),
  ]

  static let openPaths: [OpenPath] = [
    OpenPath(
      id: "OP1", entity: id("service-account", 0x11),
      text:
        "Delete the token of \(name("kube-system/legacy-robot")) and its binding \(name("legacy-robot-admin")): cluster-admin, no expiry, known to the actor.",
      confidence: .high, citations: [audit(22, 21), snapshot("kubectl-clusterrolebindings.json", 1)]),
    OpenPath(
      id: "OP2", entity: id("iam-role", 0x12),
      text:
        "Change the trust policy of \(name("payments-api-irsa")): the stolen 24-hour token can assume it again until \(at("2026-03-13T02:16:20Z")).",
      confidence: .confirmed, citations: [audit(26, 25), trail(7), trail(19)]),
    OpenPath(
      id: "OP3", entity: id("secret", 0x13),
      text: "Disable the access key that \(name("ci/aws-deploy-key")) holds; the evidence does not tell its id.",
      confidence: .high, citations: [audit(22, 21)]),
    OpenPath(
      id: "OP4", entity: id("token", 0x14),
      text: "The ECR token cannot be revoked; it ends at \(at("2026-03-12T14:15:30Z")).", confidence: .confirmed,
      citations: [trail(5)]),
    OpenPath(
      id: "OP5", entity: id("pod", 0x03),
      text: "Terminate \(name("i-0a1b2c3d4e5f60718")): the container may still run on the isolated node.",
      confidence: .low, citations: [audit(35, 34)]),
    OpenPath(
      id: "OP6", entity: id("cluster", 0x01),
      text: "Close the public endpoint: the API server answers \(address: "0.0.0.0/0").", confidence: .confirmed,
      citations: [snapshot("eks-describe-cluster.json", 0)]),
  ]

  static let story: [StoryPhase] = [
    StoryPhase(
      phase: "exposure", from: at("2026-03-10T09:14:22.118043Z"), until: at("2026-03-12T07:42:11.007114Z"),
      statements: [
        say(
          "\(name("alice")) bound \(name("cluster-admin")) to the user \(name("system:anonymous")) from \(address: "198.51.100.200").",
          .confirmed, [audit(3, 3)])
      ]),
    StoryPhase(
      phase: "discovery", from: at("2026-03-12T02:03:11.402118Z"), until: at("2026-03-12T02:03:40.871163Z"),
      statements: [
        say(
          "7 reads in 29 s: API groups, namespaces, pods, nodes, own permissions, cluster role bindings.", .confirmed,
          [audit(4, 4), audit(6, 6), audit(10, 10)])
      ]),
    StoryPhase(
      phase: "persistence", from: at("2026-03-12T02:05:33.640127Z"), until: at("2026-03-12T02:06:12.290455Z"),
      statements: [
        say(
          "The actor created \(name("eks-metrics-reader")), \(name("kube-system/metrics-sync")) and a token of 86,400 s.",
          .confirmed,
          [audit(11, 11), audit(12, 12), audit(14, 14)])
      ]),
    StoryPhase(
      phase: "credential-access", from: at("2026-03-12T02:09:41.006218Z"), until: at("2026-03-12T02:18:47Z"),
      statements: [
        say("All secrets were listed, two read by name, one name guessed and not found.", .confirmed, [audit(22, 21)])
      ]),
    StoryPhase(
      phase: "impact", from: at("2026-03-12T02:13:02Z"), until: at("2026-03-12T07:50:29Z"),
      statements: [
        say(
          "\(name("i-0a1b2c3d4e5f60718")) sent 22,028,736 B to \(address: "198.51.100.23") on port 3333.", .confirmed,
          [flow(4), guardDuty(8)])
      ]),
    StoryPhase(
      phase: "response", from: at("2026-03-12T06:55:04Z"), until: at("2026-03-12T08:20:47.031890Z"),
      statements: [
        say("Responders preserved the node, removed bindings, blocked the pool and rotated one secret.", .confirmed, [])
      ]),
  ]

  /// A made-up entity id with the shape of a real one.
  static func id(_ type: Text, _ number: Int) -> Text {
    let digits = String(number, radix: 16)
    return Text("\(type.string)-" + String(repeating: "c", count: 12 - digits.utf8.count) + digits)
  }
}
