import CaseFolder
import Detection
import Investigation
import Reporting
import Response

extension SampleReport {
  static let entities: [Entity] = [
    entity(
      .cluster, 0x01, "payments-prod", .compromised, .confirmed,
      [proof("SP1", nil, "Named by the findings", [guardDuty(1)])],
      [("version", "1.31"), ("endpoint access", "0.0.0.0/0")]),
    entity(
      .instance, 0x02, "i-0a1b2c3d4e5f60718", .compromised, .confirmed,
      [
        proof("SP2", nil, "Anonymous actor deployed \(name("kube-system/node-tuner"))", [audit(16, 16)]),
        proof(
          "SP6", .scheduledOn, "Its pod was bound to \(name("ip-10-40-12-37")) and ran as root of the node",
          [audit(18, 18), audit(19, 19)]),
        proof(
          "SP6", .runsOn, "The node is instance \(name("i-0a1b2c3d4e5f60718"))", [snapshot("kubectl-nodes.json", 0)]),
      ], [("type", "m5.xlarge"), ("IMDS", "v1 allowed, hop limit 2")]),
    entity(
      .pod, 0x03, "kube-system/node-tuner-x7k2p", .compromised, .confirmed,
      [proof("SP4", nil, "The actor opened a shell in it", [audit(20, 20)])],
      [("image digest", "sha256:1111111111111111")]),
    entity(
      .workload, 0x04, "daemonsets/kube-system/node-tuner", .compromised, .confirmed,
      [proof("SP2", nil, "Created by the actor", [audit(16, 16)])]),
    entity(
      .binding, 0x05, "eks-metrics-reader", .compromised, .confirmed,
      [proof("SP2", nil, "Created by the actor", [audit(11, 11)])]),
    entity(
      .binding, 0x06, "anonymous-debug", .compromised, .confirmed,
      [proof("SP1", nil, "Grants \(name("cluster-admin")) to \(name("system:anonymous"))", [audit(3, 3)])]),
    entity(
      .serviceAccount, 0x07, "kube-system/metrics-sync", .compromised, .confirmed,
      [proof("SP2", nil, "Created by the actor", [audit(12, 12)])]),
    entity(
      .ip, 0x08, "203.0.113.57", .compromised, .confirmed,
      [proof("SP1", nil, "Source of the anonymous requests", [audit(4, 4)])]),
    entity(
      .ip, 0x09, "203.0.113.61", .compromised, .confirmed,
      [proof("SP1", nil, "Used the node's role and the stolen token", [trail(3), audit(27, 26)])]),
    entity(
      .session, 0x0A, "AROAEXAMPLEPAYNODE01:i-0a1b2c3d4e5f60718", .compromised, .confirmed,
      [proof("SP8", nil, "Used from outside AWS", [trail(3), guardDuty(7)])]),
    entity(
      .serviceAccount, 0x11, "kube-system/legacy-robot", .compromised, .high,
      [proof("SP9", nil, "Its token Secret was in the list", [audit(22, 21)])]),
    entity(
      .iamRole, 0x12, "arn:aws:iam::111122223333:role/payments-api-irsa", .compromised, .confirmed,
      [
        proof(
          "SP4", nil, "The actor opened a shell in \(name("payments/payments-api-6d5f7c9b8-q2w4e"))", [audit(26, 25)]),
        proof("SP10", .assumes, "Its token assumed the role from \(address: "203.0.113.61")", [trail(7)]),
      ]),
    entity(
      .secret, 0x13, "ci/aws-deploy-key", .compromised, .high,
      [proof("SP9", nil, "In the list of all secrets", [audit(22, 21)])]),
    entity(
      .secret, 0x15, "payments/db-credentials", .compromised, .confirmed,
      [proof("SP9", nil, "Read by name", [audit(23, 22)])]),
    entity(
      .secret, 0x16, "payments/stripe-api-key", .compromised, .confirmed,
      [proof("SP9", nil, "Read by name", [audit(24, 23)])]),
    entity(
      .awsSecret, 0x17, "prod/payments/db", .compromised, .confirmed,
      [proof("SP11", nil, "Read with the pod's role", [trail(8)])]),
    entity(
      .parameter, 0x18, "/prod/payments/hmac", .compromised, .confirmed,
      [proof("SP11", nil, "Read with the pod's role", [trail(9)])]),
    entity(
      .token, 0x14, "ECR registry token", .compromised, .confirmed,
      [proof("SP11", nil, "Issued to the stolen session", [trail(5)])]),
    entity(
      .pod, 0x19, "payments/payments-api-6d5f7c9b8-q2w4e", .compromised, .confirmed,
      [proof("SP4", nil, "The actor opened a shell in it", [audit(26, 25)])]),
    entity(
      .pod, 0x1A, "payments/payments-web-5c6d7e8f9-h3j4k", .exposed, .medium,
      [proof("SP7", .scheduledOn, "On the compromised node", [snapshot("kubectl-pods.json", 3)])]),
    entity(
      .pod, 0x1B, "kube-system/aws-node-4kd9s", .exposed, .medium,
      [proof("SP7", .scheduledOn, "On the compromised node", [snapshot("kubectl-pods.json", 4)])]),
    entity(
      .ip, 0x1C, "10.40.21.9", .exposed, .low, [proof("SP15", .exchangedTraffic, "9.4 kB back on 5432", [flow(214)])]),
    entity(
      .ip, 0x1D, "203.0.113.88", .related, .low,
      [proof("SP13", nil, "Same network and agent, before the window", [audit(1, 1)])]),
    entity(
      .node, 0x1E, "ip-10-40-13-52.us-west-2.compute.internal", .related, .low,
      [proof("SP12", nil, "Shares the node role; listed by the actor", [audit(9, 9)])]),
    entity(
      .domain, 0x1F, "pool.hashvault.example", .compromised, .confirmed,
      [proof("SP14", .queried, "Asked for by the node", [dns(2)])]),
    entity(
      .ip, 0x20, "198.51.100.23", .compromised, .confirmed, [proof("SP14", .exchangedTraffic, "Mining pool", [flow(4)])]
    ),
    entity(.subject, 0x21, "system:anonymous", nil, nil, []),
  ]

  private static func entity(
    _ type: EntityType, _ number: Int, _ name: Text, _ level: Level?, _ confidence: Confidence?,
    _ proof: [(ProofStep)], _ facts: [(Text, Text)] = []
  ) -> Entity {
    let own = id(Text(type.rawValue), number)
    var steps = proof
    if let last = steps.indices.last { steps[last].to = own }
    return Entity(
      id: own, type: type, name: name, level: level, confidence: confidence,
      firstSeen: at("2026-03-12T02:03:11.402118Z"),
      lastSeen: at("2026-03-12T07:50:29Z"),
      attributes: facts.map { Attribute(name: $0.0, value: $0.1, citation: snapshot("eks-describe-cluster.json", 0)) },
      proof: steps)
  }

  private static func proof(
    _ rule: Text, _ type: RelationshipType?, _ text: Prose, _ citations: [Citation]
  ) -> ProofStep {
    ProofStep(
      rule: rule, from: nil, relationship: type.map { Text($0.rawValue) }, to: "cluster-cccccccccc01", text: text,
      citations: citations)
  }

  static let relationships: [Relationship] = [
    edge(.ip, 0x08, .sourceOf, .subject, 0x21, 19, [audit(4, 4)]),
    edge(.binding, 0x06, .grants, .subject, 0x21, 19, [audit(3, 3)]),
    edge(.subject, 0x21, .performed, .workload, 0x04, 1, [audit(16, 16)]),
    edge(.subject, 0x21, .performed, .binding, 0x05, 1, [audit(11, 11)]),
    edge(.subject, 0x21, .performed, .serviceAccount, 0x07, 2, [audit(12, 12)]),
    edge(.subject, 0x21, .performed, .secret, 0x15, 2, [audit(23, 22)]),
    edge(.subject, 0x21, .performed, .secret, 0x16, 2, [audit(24, 23)]),
    edge(.subject, 0x21, .performed, .secret, 0x13, 1, [audit(22, 21)]),
    edge(.subject, 0x21, .performed, .pod, 0x19, 1, [audit(26, 25)]),
    edge(.secret, 0x13, .contains, .serviceAccount, 0x11, 1, [audit(22, 21)]),
    edge(.workload, 0x04, .owns, .pod, 0x03, 1, [audit(17, 17)]),
    edge(.pod, 0x03, .scheduledOn, .instance, 0x02, 1, [audit(18, 18)]),
    edge(.instance, 0x02, .hasKey, .session, 0x0A, 1, [trail(3)]),
    edge(.instance, 0x02, .exchangedTraffic, .ip, 0x20, 674, [flow(4)]),
    edge(.instance, 0x02, .queried, .domain, 0x1F, 2, [dns(2)]),
    edge(.instance, 0x02, .exchangedTraffic, .ip, 0x1C, 1, [flow(214)]),
    edge(.instance, 0x02, .hosts, .pod, 0x1A, 1, [snapshot("kubectl-pods.json", 3)]),
    edge(.instance, 0x02, .hosts, .pod, 0x1B, 1, [snapshot("kubectl-pods.json", 4)]),
    edge(.domain, 0x1F, .resolvedTo, .ip, 0x20, 2, [dns(2)]),
    edge(.pod, 0x19, .assumes, .iamRole, 0x12, 1, [trail(7)]),
    edge(.iamRole, 0x12, .called, .awsSecret, 0x17, 1, [trail(8)]),
    edge(.iamRole, 0x12, .called, .parameter, 0x18, 1, [trail(9)]),
    edge(.session, 0x0A, .called, .token, 0x14, 1, [trail(5)]),
    edge(.ip, 0x09, .sourceOf, .session, 0x0A, 4, [trail(3)]),
    edge(.ip, 0x09, .sourceOf, .iamRole, 0x12, 4, [trail(7)]),
  ]

  private static func edge(
    _ fromType: EntityType, _ from: Int, _ type: RelationshipType, _ toType: EntityType, _ to: Int, _ count: Int,
    _ citations: [Citation]
  ) -> Relationship {
    Relationship(
      from: id(Text(fromType.rawValue), from), type: type, to: id(Text(toType.rawValue), to),
      validFrom: at("2026-03-12T02:03:11.402118Z"), count: count, citations: citations)
  }

  static let questions: [Question] = [
    Question(
      id: "1.1", title: "When was the cluster created, and by whom?", state: .answered,
      answer: [
        say(
          "Created at \(at("2025-06-02T14:20:05Z")) by \(name("PlatformDeployRole")), session \(name("gha-4821")), from \(address: "192.0.2.10").",
          .confirmed, [trail(1)])
      ], confidence: .confirmed, coverage: "CloudTrail holds the call.",
      next: "Ask the owner whether the pipeline still deploys it.",
      missing: "", window: Window(from: at("2026-03-10T09:14:22Z"), to: at("2026-03-12T06:58:40Z"))),
    Question(
      id: "4.1", title: "What did the anonymous user do?", state: .answered,
      answer: [
        say(
          "22 distinct requests: 17 succeeded, 4 were refused with 403, 1 found nothing.", .confirmed,
          [audit(4, 4), audit(26, 25)])
      ], confidence: .confirmed,
      coverage: "Audit log from \(at("2026-03-05T00:00:00Z")) to \(at("2026-03-12T09:45:00Z")), an extract.",
      next: "Look at each secret below.", missing: ""),
    Question(
      id: "5.3", title: "Did the actor reach anything outside the cluster?", state: .partiallyAnswered,
      answer: [
        say(
          "Yes: the node's role, \(name("payments-api-irsa")), Secrets Manager and \(address: "10.40.21.9").", .high,
          [trail(7), flow(214)])
      ], confidence: .high, coverage: "CloudTrail is an extract.", next: "Ask for data events.",
      missing: "Database audit log of \(address: "10.40.21.9")"),
    Question(
      id: "6.3", title: "Was the deploy key used?", why: "A key in a secret works from anywhere.",
      state: .notAnswerable, answer: [], confidence: .notDeterminable,
      coverage: "No record names the key.", next: "Find the key id in CI.", missing: "The access key id",
      commands: ["aws iam list-access-keys --user-name deploy"]),
  ]

  static let indicators: [Indicator] = [
    indicator("ip", "203.0.113.57", "Actor's first host: all anonymous requests", .confirmed, [audit(4, 4)]),
    indicator("ip", "203.0.113.61", "Actor's second host: stolen sessions", .confirmed, [trail(3)]),
    indicator("ip", "198.51.100.23", "Mining pool, port 3333", .confirmed, [flow(4)], shared: true),
    indicator("domain", "pool.hashvault.example", "Mining pool", .confirmed, [dns(2)], shared: true),
    indicator("domain", "dl.update-cdn.example.net", "Where the miner came from", .high, [dns(1)]),
    indicator("image", "docker.io/gpu-tools/node-tuner:latest", "Image of the DaemonSet", .confirmed, [audit(16, 16)]),
    indicator(
      "user-agent", "python-requests/2.32.3", "Agent of the anonymous requests", .low, [audit(1, 1)], shared: true),
    indicator("binding", "eks-metrics-reader", "Left by the actor", .confirmed, [audit(11, 11)]),
  ]

  private static func indicator(
    _ type: Text, _ value: Text, _ context: Prose, _ confidence: Confidence, _ citations: [Citation],
    shared: Bool = false
  ) -> Indicator {
    Indicator(
      type: type, value: value, first: at("2026-03-12T02:03:11.402118Z"), last: at("2026-03-12T07:50:29Z"),
      context: context, confidence: confidence, isShared: shared, citations: citations)
  }

  static let techniques: [TechniqueUse] = [
    technique("T1595", "Active Scanning", "reconnaissance", 0, 2, "2026-03-09T23:50:02.114201Z", [audit(1, 1)]),
    technique(
      "T1190", "Exploit Public-Facing Application", "initial-access", 1, 0, "2026-03-12T02:03:11.402118Z", [audit(4, 4)]
    ),
    technique(
      "T1610", "Deploy Container", "execution", 1, 1, "2026-03-12T02:06:50.118820Z", [audit(15, 15), audit(16, 16)]),
    technique(
      "T1609", "Container Administration Command", "execution", 2, 0, "2026-03-12T02:09:41.006218Z", [audit(20, 20)]),
    technique(
      "T1098.006", "Additional Container Cluster Roles", "persistence", 2, 0, "2026-03-12T02:05:33.640127Z",
      [audit(11, 11)]),
    technique("T1136", "Create Account", "persistence", 1, 0, "2026-03-12T02:05:58.001774Z", [audit(12, 12)]),
    technique("T1611", "Escape to Host", "privilege-escalation", 1, 0, "2026-03-12T02:07:29.702216Z", [audit(16, 16)]),
    technique(
      "T1562.008", "Disable or Modify Cloud Logs", "defense-evasion", 0, 1, "2026-03-12T02:20:12Z", [trail(10)],
      "T1685.002"),
    technique(
      "T1552.005", "Cloud Instance Metadata API", "credential-access", 1, 0, "2026-03-12T02:09:41.006218Z",
      [audit(20, 20)]),
    technique("T1552.007", "Container API", "credential-access", 3, 1, "2026-03-12T02:11:05.300781Z", [audit(22, 21)]),
    technique(
      "T1555.006", "Cloud Secrets Management Stores", "credential-access", 2, 0, "2026-03-12T02:18:31Z", [trail(8)]),
    technique(
      "T1528", "Steal Application Access Token", "credential-access", 3, 0, "2026-03-12T02:06:12.290455Z",
      [audit(14, 14)]),
    technique(
      "T1613", "Container and Resource Discovery", "discovery", 5, 2, "2026-03-09T23:50:02.114201Z", [audit(6, 6)]),
    technique("T1069.003", "Cloud Groups", "discovery", 1, 0, "2026-03-12T02:03:40.871163Z", [audit(10, 10)]),
    technique("T1550.001", "Application Access Token", "lateral-movement", 2, 0, "2026-03-12T02:18:09Z", [trail(7)]),
    technique("T1105", "Ingress Tool Transfer", "command-and-control", 1, 0, "2026-03-12T02:10:21Z", [flow(2)]),
    technique("T1496.001", "Compute Hijacking", "impact", 1, 0, "2026-03-12T02:13:03Z", [flow(4), guardDuty(8)]),
  ]

  private static func technique(
    _ id: Text, _ name: Text, _ tactic: Text, _ succeeded: Int, _ refused: Int, _ first: Text, _ citations: [Citation],
    _ moved: Text? = nil
  ) -> TechniqueUse {
    TechniqueUse(
      id: id, name: name, tactic: tactic, movedTo: moved, succeeded: succeeded, refused: refused, first: at(first),
      citations: citations)
  }
}

extension SampleReport {
  /// Hits of a rule, of the attacker's and of a responder's acts.
  static let detections: [DetectionSummary] = [false, true].map { isResponse in
    DetectionSummary(
      rule: "K12", title: "Secrets listed in all namespaces", level: .critical, origin: "built-in",
      isResponse: isResponse, count: 3, successful: isResponse ? nil : 2, first: at("2026-03-12T02:03:11Z"),
      last: at("2026-03-12T02:09:40Z"), techniques: ["T1552.007"],
      examples: [
        DetectionExample(
          at: at("2026-03-12T02:03:11Z"), text: "\("system:anonymous" as Text): list secrets",
          fields: [MatchedField(field: "objectRef.resource", value: "secrets")], citations: [guardDuty(1)])
      ], falsePositives: ["A backup"], citations: [guardDuty(1)])
  }
}
