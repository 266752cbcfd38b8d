import CaseFolder
import Evidence
import Investigation
import Testing

/// How scope spreads along images and files: SP16, SP17, SP20 of domain/08.
@Suite struct ImageScopeTests {
  private static let registry = "111122223333.dkr.ecr.eu-west-1.amazonaws.com"

  /// A pod of one running container.
  private func pod(_ name: String, image: String, digest: String, started: Int) -> String {
    let time = Timestamp(seconds: Int64(started)).description
    return """
      {"kind":"Pod","metadata":{"namespace":"n","name":"\(name)","uid":"u-\(name)","creationTimestamp":"\(time)"},
      "spec":{"nodeName":"a","containers":[{"name":"c","image":"\(image)"}]},
      "status":{"containerStatuses":[{"name":"c","image":"\(image)","imageID":"\(image)@\(digest)",
      "containerID":"containerd://\(name)","state":{"running":{"startedAt":"\(time)"}}}]}}
      """
  }

  private func key(_ name: Text) -> EntityKey { .pod("c1", "n", name, uid: Text("u-\(name)")) }

  /// An actor whose key pushed an image, and pods of that repository and of another one.
  private func pushed(_ digest: String) -> CaseFixture {
    var fixture = CaseFixture()
    fixture.finding("UnauthorizedAccess:IAMUser/MaliciousIPCaller", remote: ["203.0.113.9"])
    fixture.trail(
      at: 1000, "arn:aws:iam::111122223333:user/ci", "PutImage", "ecr.amazonaws.com", "shop/api", readOnly: false,
      body: #"{"responseElements":{"image":{"imageId":{"imageDigest":"\#(digest)"}}}}"#)
    fixture.object(pod("before", image: "\(Self.registry)/shop/api:1", digest: "sha256:old", started: 900))
    fixture.object(pod("after", image: "\(Self.registry)/shop/api:2", digest: "sha256:new", started: 1100))
    fixture.object(pod("other", image: "\(Self.registry)/shop/web:2", digest: "sha256:web", started: 1100))
    return fixture
  }

  @Test func podsThatStartedFromARepositoryAfterTheActorPushedAreAQuestion() {
    let scope = pushed("sha256:evil").investigate().scope
    #expect(scope[key("after")]?.level == .suspect)
    #expect(scope[key("after")]?.proof.last?.rule == "SP20")
    #expect(scope[key("before")] == nil)
    #expect(scope[key("other")] == nil)
  }

  @Test func podsThatRunTheVeryImageThatTheActorPushedAreCompromised() {
    let scope = pushed("sha256:new").investigate().scope
    #expect(scope[EntityKey(.image, "sha256:new")]?.level == .compromised)
    #expect(scope[key("after")]?.level == .compromised)
    #expect(scope[key("before")] == nil)
  }

  @Test func aRefusedPushPutsNoPodInScope() {
    var fixture = CaseFixture()
    fixture.finding("UnauthorizedAccess:IAMUser/MaliciousIPCaller", remote: ["203.0.113.9"])
    fixture.trail(
      at: 1000, "arn:aws:iam::111122223333:user/ci", "PutImage", "ecr.amazonaws.com", "shop/api", outcome: .denied,
      readOnly: false)
    fixture.object(pod("after", image: "\(Self.registry)/shop/api:2", digest: "sha256:new", started: 1100))
    #expect(fixture.investigate().scope[key("after")] == nil)
  }

  /// An actor that made a pod of a public image, beside a pod of the same name with a digest of its own.
  private func publicImage(twin image: String, digest: String) -> CaseFixture {
    var fixture = CaseFixture()
    fixture.audit(at: 1000, "system:anonymous", "list", "namespaces", reason: CaseFixture.allowedToAnonymous)
    fixture.audit(at: 1001, "system:anonymous", "create", "pods", "n", "mine")
    fixture.object(pod("mine", image: "docker.io/tools/tuner:latest", digest: "sha256:mine", started: 1001))
    fixture.object(pod("twin", image: image, digest: digest, started: 1500))
    return fixture
  }

  @Test func theSamePublicNameWithAnotherDigestIsAQuestion() {
    let scope = publicImage(twin: "docker.io/tools/tuner:latest", digest: "sha256:twin").investigate().scope
    #expect(scope[key("mine")]?.level == .compromised)
    #expect(scope[key("twin")]?.level == .suspect)
    #expect(scope[key("twin")]?.confidence == .low)
  }

  @Test func theSameDigestIsTheActorsImageWhateverItsName() {
    let scope = publicImage(twin: "docker.io/other/name:1", digest: "sha256:mine").investigate().scope
    #expect(scope[key("twin")]?.level == .compromised)
  }

  @Test func anotherNameWithAnotherDigestIsNoQuestion() {
    let scope = publicImage(twin: "docker.io/other/name:1", digest: "sha256:twin").investigate().scope
    #expect(scope[key("twin")] == nil)
  }

  @Test func aFileThatAScanProvedCompromisesTheOtherInstancesThatHaveIt() {
    var fixture = CaseFixture()
    fixture.finding("Execution:EC2/MaliciousFile") { finding in
      finding.instance = FindingInstance(id: "i-1")
      finding.threats = [FindingThreat(name: "miner", filePath: "/tmp/x", sha256: "aa11")]
    }
    fixture.finding("Impact:Runtime/CryptoMinerExecuted") { finding in
      finding.instance = FindingInstance(id: "i-2")
      finding.threats = [FindingThreat(name: "miner", filePath: "/opt/x", sha256: "aa11")]
      finding.firstSeen = Timestamp(seconds: 1500)
    }
    fixture.finding("Impact:Runtime/CryptoMinerExecuted") { finding in
      finding.instance = FindingInstance(id: "i-3")
    }
    let scope = fixture.investigate().scope
    #expect(scope[EntityKey(.instance, "i-2")]?.level == .compromised)
    #expect(scope[EntityKey(.instance, "i-3")]?.level == .suspect)
  }
}
