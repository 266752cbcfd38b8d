import CaseFolder
import Evidence
import Investigation
import Testing

/// Rules and stop conditions of domain/08, one at a time.
@Suite struct ScopeRuleTests {
  private func opened() -> CaseFixture {
    var fixture = CaseFixture()
    fixture.audit(
      at: 1000, "system:anonymous", "list", "namespaces", reason: CaseFixture.allowedToAnonymous)
    return fixture
  }

  private func pod(_ name: String, node: String, extra: String = "", account: String = "default")
    -> String
  {
    """
    {"kind":"Pod","metadata":{"namespace":"n","name":"\(name)","uid":"u-\(name)","creationTimestamp":"1970-01-01T00:00:10Z"},
    "spec":{"nodeName":"\(node)","serviceAccountName":"\(account)"\(extra),"containers":[{"name":"c","image":"i"}]}}
    """
  }

  @Test func refusedRequestsPutNothingInScope() {
    var fixture = opened()
    fixture.audit(at: 1001, "system:anonymous", "get", "secrets", "n", "s", outcome: .notFound)
    fixture.audit(
      at: 1002, "system:anonymous", "create", "pods", "n", "p", outcome: .admissionDenied)
    fixture.audit(
      at: 1003, "system:anonymous", "create", "pods/exec", "n", "p", outcome: .indeterminate)
    #expect(fixture.investigate().scope.keys.map(\.key) == ["c1/clusterrolebindings/open"])
  }

  @Test func anOrdinaryPodDoesNotGiveItsNodeAway() {
    var fixture = opened()
    fixture.object(pod("plain", node: "a"))
    fixture.object(pod("deep", node: "b", extra: #","hostPID":true"#))
    fixture.audit(at: 1001, "system:anonymous", "create", "pods/exec", "n", "plain")
    fixture.audit(at: 1002, "system:anonymous", "get", "pods/exec", "n", "deep")
    let scope = fixture.investigate().scope
    #expect(scope[.inCluster(.node, "c1", nil, "a")]?.level == .related)
    #expect(scope[.inCluster(.node, "c1", nil, "b")]?.level == .compromised)
  }

  @Test func exposureSpreadsOnceAndNeverCompromises() {
    var fixture = opened()
    fixture.object(pod("deep", node: "b", extra: #","hostPID":true"#))
    fixture.object(pod("next", node: "b", account: "robot"))
    fixture.object(pod("far", node: "z", account: "robot"))
    fixture.audit(at: 1001, "system:anonymous", "get", "pods/exec", "n", "deep")
    let scope = fixture.investigate().scope
    #expect(scope[.pod("c1", "n", "next", uid: "u-next")]?.level == .exposed)
    #expect(scope[.inCluster(.serviceAccount, "c1", "n", "robot")]?.level == .exposed)
    #expect(scope[.pod("c1", "n", "far", uid: "u-far")] == nil)
  }

  @Test func aPodThatEndedBeforeIsNotExposed() {
    var fixture = opened()
    fixture.object(pod("deep", node: "b", extra: #","hostPID":true"#))
    fixture.object(
      """
      {"kind":"Pod","metadata":{"namespace":"n","name":"gone","uid":"u-gone","creationTimestamp":"1970-01-01T00:00:10Z",
      "deletionTimestamp":"1970-01-01T00:00:20Z"},"spec":{"nodeName":"b","containers":[]}}
      """)
    fixture.audit(at: 1001, "system:anonymous", "get", "pods/exec", "n", "deep")
    #expect(fixture.investigate().scope[.pod("c1", "n", "gone", uid: "u-gone")] == nil)
  }

  @Test func aNamespacedListReachesItsNamespaceOnly() {
    var fixture = opened()
    for (namespace, created) in [
      ("n", "1970-01-01T00:00:10Z"), ("m", "1970-01-01T00:00:10Z"), ("n", "1970-01-02T00:00:00Z"),
    ] {
      fixture.object(
        """
        {"kind":"Secret","metadata":{"namespace":"\(namespace)","name":"s\(fixture.objects.count)",
        "creationTimestamp":"\(created)"},"type":"Opaque"}
        """)
    }
    fixture.audit(at: 1001, "system:anonymous", "list", "secrets", "n")
    let secrets = fixture.investigate().scope.keys.filter { $0.type == .secret }.map(\.key)
    #expect(secrets == ["c1/n/s0"])
  }

  @Test func anAnalystsWordBeatsTheRules() {
    var fixture = opened()
    fixture.object(pod("deep", node: "b", extra: #","hostPID":true"#))
    fixture.audit(at: 1001, "system:anonymous", "get", "pods/exec", "n", "deep")
    fixture.manifest.overrides = [
      ManifestOverride(entity: "pod:n/deep", mark: "benign", why: "drill"),
      ManifestOverride(
        entity: "secret:n/hidden", mark: "include", why: "seen elsewhere", by: "lead"),
    ]
    let scope = fixture.investigate().scope
    #expect(scope[.pod("c1", "n", "deep", uid: "u-deep")] == nil)
    #expect(scope[.inCluster(.node, "c1", nil, "b")] == nil)
    #expect(scope[EntityKey(.secret, "n/hidden")]?.level == .suspect)
  }

  @Test func aBindingOfTheActorsTaintsItsSubjectsButNoHub() {
    var fixture = opened()
    for (name, subject) in [
      ("a", #"{"kind":"User","name":"mallory"}"#),
      ("b", #"{"kind":"Group","name":"system:authenticated"}"#),
    ] {
      fixture.audit(
        at: 1001, "system:anonymous", "create", "clusterrolebindings", "", Text(name),
        body: """
          {"requestObject":{"kind":"ClusterRoleBinding","metadata":{"name":"\(name)"},
          "roleRef":{"kind":"ClusterRole","name":"cluster-admin"},"subjects":[\(subject)]}}
          """)
    }
    fixture.audit(at: 1002, "mallory", "list", "pods", from: "198.51.100.9")
    let investigation = fixture.investigate()
    #expect(investigation.scope[.user("c1", "mallory")]?.level == .compromised)
    #expect(investigation.scope[.user("c1", "system:authenticated")] == nil)
    #expect(investigation.actor.addresses["198.51.100.9"]?.rule == "SP18")
  }

  @Test func aStolenSessionMarksTheSessionAndNotTheRole() {
    var fixture = opened()
    let session: Text = "arn:aws:sts::111122223333:assumed-role/node/i-0123"
    fixture.trail(
      at: 1001, session, "GetSecretValue", "secretsmanager.amazonaws.com", "db",
      principalID: "AROAX:i-0123",
      credential: "ASIA1")
    fixture.trail(
      at: 1002, session, "ListSecrets", "secretsmanager.amazonaws.com", outcome: .denied,
      principalID: "AROAX:i-0123",
      credential: "ASIA1")
    let scope = fixture.investigate().scope
    #expect(scope[EntityKey(.session, "AROAX:i-0123")]?.level == .compromised)
    #expect(scope[EntityKey(.accessKey, "ASIA1")]?.level == .compromised)
    #expect(scope[.awsSecret("db")]?.confidence == .confirmed)
    #expect(!scope.keys.contains { $0.type == .iamRole })
  }

  @Test func findingsAloneAreStartingPoints() {
    var fixture = CaseFixture()
    fixture.finding(
      "PrivilegeEscalation:Kubernetes/AnomalousBehavior.WorkloadDeployed!PrivilegedContainer"
    ) {
      $0.cluster = FindingCluster(name: "c1")
      $0.workload = FindingWorkload(kind: "daemonsets", namespace: "n", name: "w")
    }
    fixture.finding("Execution:Kubernetes/MaliciousFile") {
      $0.cluster = FindingCluster(name: "c1")
      $0.workload = FindingWorkload(kind: "deployments", namespace: "n", name: "x")
    }
    let scope = fixture.investigate().scope
    #expect(scope[.ofKind(.workload, "c1", "daemonsets", "n", "w")]?.level == .suspect)
    #expect(scope[.ofKind(.workload, "c1", "deployments", "n", "x")]?.level == .compromised)
    #expect(!scope.keys.contains { $0.type == .cluster })
  }

  @Test func theOrderOfInventoryDoesNotMatter() {
    let opened = try! CaseOpener.open(path: ScopeExample.folder)
    var evidence = EvidenceReader.read(opened)
    evidence.objects.reverse()
    evidence.findings.reverse()
    let turned = Investigator.investigate(evidence)
    #expect(turned.scope.keys.sorted() == ScopeExample.investigation.scope.keys.sorted())
    for (key, entry) in turned.scope {
      #expect(
        entry.proof.map(\.rule) == ScopeExample.investigation.scope[key]?.proof.map(\.rule),
        "\(key.key)")
      #expect(entry.confidence == ScopeExample.investigation.scope[key]?.confidence)
    }
  }
}
