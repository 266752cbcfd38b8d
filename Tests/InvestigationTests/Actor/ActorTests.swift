import CaseFolder
import Evidence
import Investigation
import Testing

@Suite struct ActorTests {
  @Test func theExampleHasItsActor() {
    let investigation = ScopeExample.investigation
    let actor = investigation.actor
    #expect(actor.addresses.keys.sorted() == ["203.0.113.57", "203.0.113.61", "203.0.113.88"])
    #expect(actor.addresses["203.0.113.88"]?.rule == "SP13")
    #expect(actor.remoteHosts.keys.sorted() == ["192.0.2.146", "198.51.100.23"])
    let events = investigation.evidence.events
    let anonymous = actor.events.filter { events.text(events.actor[$0]) == "system:anonymous" }
    #expect(anonymous.count == 22)
    #expect(anonymous.count { events.outcome[$0] == .success } == 17)
    #expect(actor.responderEvents.count == 23)
    #expect(Set(actor.events).isDisjoint(with: actor.responderEvents))
  }

  @Test func theKubeletsUseOfAStolenKeyIsNotTheActors() {
    let investigation = ScopeExample.investigation
    let events = investigation.evidence.events
    let node = investigation.actor.events.filter {
      events.text(events.credential[$0]) == "ASIAEXAMPLENODE00001"
    }
    #expect(node.count == 4)
    #expect(node.allSatisfy { events.text(events.address[$0]) == "203.0.113.61" })
  }

  @Test func theDenialJoinsItsLogin() {
    let investigation = ScopeExample.investigation
    let events = investigation.evidence.events
    let logins = investigation.actor.events.filter { events.source[$0] == .authenticator }
    #expect(
      logins.map { events.outcome[$0] }.sorted { $0.rawValue < $1.rawValue } == [.success, .denied])
  }

  @Test func withoutFindingsAnonymousSuccessIsTheActor() {
    var fixture = CaseFixture()
    fixture.audit(
      at: 1, "system:anonymous", "list", "secrets", reason: CaseFixture.allowedToAnonymous)
    fixture.audit(
      at: 2, "system:anonymous", "list", "pods", from: "203.0.113.77", outcome: .denied, agent: "x")
    let actor = fixture.investigate().actor
    #expect(actor.addresses.keys.sorted() == ["203.0.113.9"])
    #expect(actor.events == [0])
  }

  @Test func publicPathsAreNoIntrusion() {
    var fixture = CaseFixture()
    let reason: Text =
      "RBAC: allowed by ClusterRoleBinding \"system:public-info-viewer\" of ClusterRole \"system:public-info-viewer\" to Group \"system:unauthenticated\""
    fixture.audit(at: 1, "system:anonymous", "get", "/version", reason: reason)
    fixture.audit(at: 2, "system:anonymous", "get", "/healthz")
    fixture.audit(at: 3, "system:anonymous", "get", "/livez/ping")
    #expect(fixture.investigate().actor.isEmpty)
    #expect(fixture.investigate().scope.isEmpty)
  }

  @Test func aTokenFollowsItsThief() {
    var fixture = CaseFixture()
    fixture.audit(
      at: 1, "system:anonymous", "create", "serviceaccounts/token", "n", "bot",
      reason: CaseFixture.allowedToAnonymous,
      body: #"{"annotations":{"authentication.kubernetes.io/issued-credential-id":"JTI=1"}}"#)
    fixture.audit(
      at: 2, "system:serviceaccount:n:bot", "list", "pods", from: "198.51.100.7",
      credential: "JTI=1")
    fixture.audit(
      at: 3, "system:serviceaccount:n:bot", "list", "pods", from: "10.0.0.5", credential: "JTI=2")
    let actor = fixture.investigate().actor
    #expect(actor.addresses["198.51.100.7"]?.rule == "SP10")
    #expect(actor.events == [0, 1])
  }

  @Test func policyFindingsAccuseNobody() {
    var fixture = CaseFixture()
    fixture.audit(at: 1, "alice", "create", "clusterrolebindings", "", "open", from: "203.0.113.50")
    fixture.finding("Policy:Kubernetes/AnonymousAccessGranted", remote: ["203.0.113.50"])
    fixture.finding("Discovery:Kubernetes/SuccessfulAnonymousAccess", remote: ["203.0.113.60"]) {
      $0.isSample = true
    }
    fixture.finding("Recon:IAMUser/Something", remote: ["203.0.113.70"]) { $0.severity = 2 }
    #expect(fixture.investigate().actor.isEmpty)
  }

  @Test func ownNetworksAndClearedAddressesAreNotTheActors() {
    var fixture = CaseFixture()
    fixture.manifest.networks = [ManifestNetwork(cidr: "203.0.113.9/32")]
    fixture.manifest.overrides = [ManifestOverride(entity: "ip:203.0.113.10", mark: "benign")]
    fixture.audit(at: 1, "system:anonymous", "list", "pods", reason: CaseFixture.allowedToAnonymous)
    fixture.audit(
      at: 2, "system:anonymous", "list", "pods", from: "203.0.113.10",
      reason: CaseFixture.allowedToAnonymous)
    #expect(fixture.investigate().actor.isEmpty)
  }

  @Test func aResponderAtAnActorsAddressIsNotExcluded() {
    var fixture = CaseFixture()
    let role: Text = "arn:aws:iam::111122223333:role/IncidentResponder"
    fixture.manifest.responders = [role]
    fixture.finding("Discovery:Kubernetes/SuccessfulAnonymousAccess", remote: ["203.0.113.9"])
    fixture.audit(at: 1, "system:anonymous", "list", "pods", reason: CaseFixture.allowedToAnonymous)
    fixture.audit(at: 2, "bob", "delete", "pods", "n", "p", principal: role)
    fixture.audit(at: 3, "bob", "delete", "pods", "n", "q", from: "198.51.100.1", principal: role)
    let actor = fixture.investigate().actor
    #expect(actor.events == [0, 1])
    #expect(actor.responderEvents == [2])
  }

  @Test func aNeighbourWithItsOwnIdentityIsSomebodyElse() {
    var fixture = CaseFixture()
    fixture.audit(at: 1, "system:anonymous", "list", "pods", from: "203.0.113.20", outcome: .denied)
    fixture.audit(at: 2, "alice", "list", "pods", from: "203.0.113.21")
    fixture.audit(at: 3, "system:anonymous", "list", "pods", reason: CaseFixture.allowedToAnonymous)
    fixture.audit(at: 4, "system:anonymous", "list", "pods", from: "203.0.114.20", outcome: .denied)
    let actor = fixture.investigate().actor
    #expect(actor.events == [0, 2])
    #expect(actor.addresses["203.0.113.20"]?.rule == "SP13")
  }

  @Test func aStartingPointMakesAnActor() {
    var fixture = CaseFixture()
    fixture.audit(at: 1, "eve", "list", "pods", from: "198.51.100.66")
    fixture.audit(at: 2, "mallory", "list", "pods", from: "198.51.100.3")
    #expect(fixture.investigate().actor.isEmpty)
    #expect(
      fixture.investigate(InvestigationOptions(start: ["ip:198.51.100.64/30"])).actor.events == [0])
    #expect(
      fixture.investigate(InvestigationOptions(start: ["subject:mallory"])).actor.events == [1])
    #expect(
      fixture.investigate(InvestigationOptions(start: ["subject:system:anonymous"])).actor.isEmpty)
  }
}
