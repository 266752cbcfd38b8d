import CaseFolder
import Detection
import Evidence
import Testing

@testable import Investigation

/// Detections that need more than a record: each has a case that it must find and one that it nearly finds.
struct InvestigationRuleTests {
  private static let day: Int64 = 86_400
  /// Findings begin on the tenth day of the case.
  private static let start = 10 * day

  @Test("Every rule has its place in ATT&CK and words for a responder")
  func rulesExplainThemselves() {
    #expect(Set(InvestigationRule.all.map(\.id)).count == InvestigationRule.all.count)
    for rule in InvestigationRule.all {
      let techniques = rule.techniques.compactMap { TechniqueCatalogue.builtIn[$0] }
      #expect(techniques.count == rule.techniques.count, "\(rule.id)")
      #expect(techniques.contains { $0.tactics.contains(rule.tactic) }, "\(rule.id)")
      #expect(!rule.why.plain.isEmpty && !rule.falsePositives.isEmpty, "\(rule.id)")
    }
  }

  @Test("A service account from outside is found, but not from a pod, a node or the NAT gateway of the nodes")
  func serviceAccountOutside() {
    let token: Text = "system:serviceaccount:app:web"
    #expect(Self.rules { $0.audit(at: 1, token, "list", "pods", "app", from: "203.0.113.61") } == ["K46"])
    #expect(Self.rules { $0.audit(at: 1, token, "list", "pods", "app", from: "10.40.3.9") } == [])
    let behindGateway = Self.rules { fixture in
      for node in ["a", "b"] { fixture.audit(at: 1, Text("system:node:\(node)"), "get", "pods", from: "198.51.100.9") }
      fixture.audit(at: 2, token, "list", "pods", "app", from: "198.51.100.9")
    }
    #expect(behindGateway == [])
  }

  @Test("A node's identity from outside is found")
  func nodeOutside() {
    #expect(Self.rules { $0.audit(at: 1, "system:node:a", "list", "pods", from: "203.0.113.61") } == ["K47"])
    #expect(Self.rules { $0.audit(at: 1, "system:node:a", "list", "pods", from: "10.40.12.37") } == [])
  }

  @Test("The first read of a secret is found when the baseline is long enough to know")
  func firstReadOfASecret() {
    let read = { (fixture: inout CaseFixture, time: Int64, namespace: Text) in
      fixture.audit(at: time, "dana", "get", "secrets", namespace, "db", from: "10.1.1.1")
    }
    let found = Self.rules { fixture in
      read(&fixture, 1, "shop")
      fixture.finding("Discovery:Kubernetes/MaliciousIPCaller") {
        $0.firstSeen = Timestamp(seconds: Self.start)
        $0.lastSeen = Timestamp(seconds: Self.start + 60)
      }
      read(&fixture, Self.start + 1, "shop")
      read(&fixture, Self.start + 2, "vault")
    }
    #expect(found == ["K11"])
    #expect(Self.rules { read(&$0, 1, "vault") } == [])
  }

  @Test("A name that differs by a letter is found; the name itself, and a far one, are not")
  func lookAlikeNames() {
    let create = { (name: Text) in
      Self.rules { $0.audit(at: 1, "dana", "create", "daemonsets", "kube-system", name, from: "10.1.1.1") }
    }
    #expect(create("kube-proxi") == ["K36"])
    #expect(create("kube-proxy") == [])
    #expect(create("node-tuner") == [])
  }

  @Test(
    "A command that hides behind its encoding is found; one that is encoded as clients do, or does nothing, is not",
    arguments: [
      ("command=cat&command=%2Fetc%2F%73hadow", ["K19"]), ("command=cat&command=%2Fetc%2Fshadow", []),
      ("command=%6Cs&command=%2Ftmp", []),
    ])
  func hiddenCommands(_ query: String, _ expected: [Text]) {
    let found = Self.rules {
      $0.audit(
        at: 1, "dana", "create", "pods/exec", "shop", "web", from: "10.1.1.1",
        body: "{\"requestURI\":\"/api/v1/namespaces/shop/pods/web/exec?\(query)\"}")
    }
    #expect(found == expected)
  }

  @Test("A secret of tokens is found in the inventory")
  func tokenSecrets() {
    let secret = { (type: String) in
      Self.rules {
        $0.object(
          """
          {"kind":"Secret","apiVersion":"v1","type":"\(type)",
           "metadata":{"name":"robot","namespace":"kube-system","creationTimestamp":"2026-01-01T00:00:00Z"}}
          """)
      }
    }
    #expect(secret("kubernetes.io/service-account-token") == ["K45"])
    #expect(secret("Opaque") == [])
  }

  @Test("A binding that is used within the hour is found; one that is used the next day is not")
  func bindingUsed() {
    let bind = """
      {"requestObject":{"kind":"ClusterRoleBinding","metadata":{"name":"b"},
       "subjects":[{"kind":"User","name":"mallory"}],
       "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"cluster-admin"}}}
      """
    let used = { (after: Int64) in
      Self.rules { fixture in
        fixture.audit(at: 1, "dana", "create", "clusterrolebindings", "", "b", from: "10.1.1.1", body: bind)
        fixture.audit(at: 1 + after, "mallory", "list", "pods", from: "10.1.1.2")
      }
    }
    #expect(used(60).contains("K10"))
    #expect(!used(Self.day).contains("K10"))
  }

  @Test("The credential of an instance from outside is found, and its question who it is")
  func instanceCredential() {
    let node: Text = "arn:aws:sts::111122223333:assumed-role/node/i-0a1b2c3d4e5f60718"
    let call = { (address: Text, action: Text) in
      Self.rules { $0.trail(at: 1, node, action, "sts.amazonaws.com", from: address) }
    }
    #expect(call("203.0.113.61", "GetCallerIdentity") == ["T33", "T7.2"])
    #expect(call("203.0.113.61", "DescribeInstances") == ["T7.2"])
    #expect(call("10.40.12.37", "GetCallerIdentity") == [])
    #expect(call("ec2.amazonaws.com", "DescribeInstances") == [])
  }

  @Test("A role of a service account that is assumed from outside is found")
  func workloadRole() {
    let assume = { (address: Text, actor: Text) in
      Self.rules { $0.trail(at: 1, actor, "AssumeRoleWithWebIdentity", "sts.amazonaws.com", from: address) }
    }
    #expect(assume("203.0.113.61", "system:serviceaccount:app:web") == ["T23"])
    #expect(assume("10.40.3.9", "system:serviceaccount:app:web") == [])
    #expect(assume("203.0.113.61", "repo:org/app:ref:refs/heads/main") == [])
  }

  @Test("A role that an unknown account assumes is found; own accounts and vendors are known")
  func foreignAccounts() {
    let assume = { (account: String) in
      Self.rules { fixture in
        fixture.manifest.ownAccounts = ["111122223333"]
        fixture.manifest.vendorAccounts = ["777788889999"]
        fixture.trail(
          at: 1, "AWSAccount", "AssumeRole", "sts.amazonaws.com", from: "10.1.1.1",
          body: "{\"userIdentity\":{\"type\":\"AWSAccount\",\"accountId\":\"\(account)\"}}")
      }
    }
    #expect(assume("444455556666") == ["T24"])
    #expect(assume("777788889999") == [])
  }

  @Test(
    "A workload's change is found against what it was before",
    arguments: [
      ("registry.example/app:2", 2, "app", []), ("docker.io/evil/app:1", 2, "app", ["K40"]),
      ("registry.example/app@sha256:00", 9, "app", []), ("registry.example/app:1", 10, "app", ["K73"]),
      ("registry.example/app:1", 2, "helper", ["K41"]),
    ])
  func workloadChanges(_ image: String, _ replicas: Int, _ container: String, _ expected: [Text]) {
    let body = { (image: String, replicas: Int, container: String) in
      """
      {"responseObject":{"kind":"Deployment","spec":{"replicas":\(replicas),
       "template":{"spec":{"containers":[{"name":"\(container)","image":"\(image)"}]}}}}}
      """
    }
    let found = Self.rules { fixture in
      let change = { (fixture: inout CaseFixture, time: Int64, verb: Text, body: String) in
        fixture.audit(at: time, "dana", verb, "deployments", "shop", "web", from: "10.1.1.1", body: body)
      }
      change(&fixture, 1, "create", body("registry.example/app:1", 2, "app"))
      change(&fixture, 2, "patch", body(image, replicas, container))
    }
    #expect(found == expected)
  }

  @Test("The order of files and hits does not matter: hits are sorted")
  func hitsAreSorted() {
    var fixture = CaseFixture()
    fixture.audit(at: 5, "system:serviceaccount:app:web", "list", "pods", from: "203.0.113.61")
    fixture.audit(at: 6, "system:node:a", "list", "pods", from: "203.0.113.61")
    fixture.audit(at: 7, "system:serviceaccount:app:web", "get", "pods", from: "203.0.113.61")
    let hits = InvestigationRule.hits(in: fixture.investigate())
    #expect(hits.map(\.rule) == ["K46", "K47"])
    #expect(hits.map(\.count) == [2, 1])
    #expect(hits[0].last == Timestamp(seconds: 7))
    #expect(hits[0].citations.count == 2)
  }

  /// The ids of the rules that hit a case.
  private static func rules(_ fill: (inout CaseFixture) -> Void) -> [Text] {
    var fixture = CaseFixture()
    fill(&fixture)
    return Set(InvestigationRule.hits(in: fixture.investigate()).map(\.rule)).sorted()
  }
}
