import CaseFolder
import Testing

@testable import Evidence

struct InventoryReaderTests {
  private func objects(_ text: String) throws -> [KubernetesObject] {
    KubernetesInventoryReader.objects(in: try Sources.json(text), listKind: nil)
  }

  @Test func itemsOfAListWithoutKindsTakeTheirs() throws {
    let found = try objects(#"{"kind":"PodList","items":[{"metadata":{"name":"a"},"spec":{}}]}"#)
    #expect(found.map(\.kind) == ["Pod"])
    let recorded = try objects(
      #"{"status_code":200,"data":{"kind":"List","items":[{"kind":"Namespace","metadata":{"name":"n"}}]}}"#)
    #expect(recorded.map(\.metadata.name) == ["n"])
  }

  @Test func secretValuesAreDropped() throws {
    let text = #"""
      {"kind":"Secret","type":"Opaque","metadata":{"name":"s","annotations":{"a":"b",
      "kubectl.kubernetes.io/last-applied-configuration":"{\"stringData\":{\"k\":\"hunter2\"}}"}},
      "data":{"password":"aHVudGVyMg=="},"stringData":{"user":"hunter2"}}
      """#
    let secret = try #require(try objects(text).first)
    guard case .secret(let type, let keys) = secret.content else { throw JSONParser.Failure(reason: "no secret") }
    #expect(type == "Opaque" && keys == ["password", "user"])
    let dumped = Text(String(describing: secret))
    #expect(!dumped.contains("hunter2") && !dumped.contains("aHVudGVyMg"))
  }

  @Test(arguments: [
    (#"{}"#, true, false), (#"{"egress":[{}]}"#, true, true), (#"{"egress":[]}"#, true, false),
    (#"{"policyTypes":["Egress"]}"#, false, true), (#"{"policyTypes":[]}"#, true, false),
  ])
  func policyTypesDefaultAsTheServerSetsThem(spec: String, ingress: Bool, egress: Bool) throws {
    let facts = NetworkPolicyFacts(json: try Sources.json(spec))
    #expect(facts.isolatesIngress == ingress && facts.isolatesEgress == egress)
  }

  @Test func statusLosesSchemesAndRepositories() throws {
    let status = ContainerStatus(
      json: try Sources.json(
        #"{"name":"c","containerID":"containerd://abc","imageID":"docker-pullable://r.example/i@sha256:12"}"#))
    #expect(status.id == "abc" && status.digest == "sha256:12")
  }

  @Test func exampleInventoriesAreRead() throws {
    let pods = try Sources.values("kubectl-pods.json").flatMap {
      KubernetesInventoryReader.objects(in: $0, listKind: nil)
    }
    #expect(!pods.isEmpty && pods.allSatisfy { if case .pod = $0.content { true } else { false } })
    let nodes = try Sources.values("kubectl-nodes.json").flatMap {
      KubernetesInventoryReader.objects(in: $0, listKind: nil)
    }
    let instances = nodes.compactMap { if case .node(let facts) = $0.content { facts.instanceID } else { nil } }
    #expect(instances.count == nodes.count && instances.contains("i-0a1b2c3d4e5f60718"))
  }

  @Test func exampleAnswersAreRead() throws {
    let cluster = try #require(
      try Sources.values("eks-describe-cluster.json").flatMap(AWSInventoryReader.objects).first)
    guard case .cluster(let eks) = cluster else { throw JSONParser.Failure(reason: "no cluster") }
    #expect(eks.name == "payments-prod" && eks.publicAccessCIDRs == ["0.0.0.0/0"])
    #expect(eks.enabledLogs == ["api", "audit", "authenticator"])
    #expect(eks.disabledLogs == ["controllerManager", "scheduler"] && !eks.hasEncryptionConfig)
    #expect(eks.creatorIsAdmin == true && eks.deletionProtection == false)
    let entries = try Sources.values("eks-access-entries.json").flatMap(AWSInventoryReader.objects)
    #expect(entries.count == 8)
    let instances = try Sources.values("ec2-describe-instances.json").flatMap(AWSInventoryReader.objects)
    guard case .instance(let first)? = instances.first else { throw JSONParser.Failure(reason: "no instance") }
    #expect(first.interfaces.count == 2 && first.hopLimit == 2 && first.httpTokens == "optional")
    #expect(try Sources.values("ecr-describe-repositories.json").flatMap(AWSInventoryReader.objects).count == 2)
  }

  @Test func otherListingsKeepOnlyIdentifiers() throws {
    let found = AWSInventoryReader.objects(
      in: try Sources.json(#"[{"Parameters":[{"Name":"/a","Value":"hunter2"}]},{"clusters":["c"]},{"unknown":1}]"#))
    #expect(found.map(\.id) == ["/a", "c"])
    #expect(found.map(\.typeName) == ["parameter", "EKS cluster"])
  }

  @Test(.enabled(if: Sources.corpus != nil)) func corpusInventoriesAreRead() throws {
    let kubernetes = try Sources.corpusValues("kubernetes-inventory")
    let read = kubernetes.map { KubernetesInventoryReader.objects(in: $0, listKind: nil).count }
    #expect(read.filter { $0 > 0 }.count > kubernetes.count / 2)
    for folder in ["inventory-recorded", "awscli-output"] {
      let found = try Sources.corpusValues(folder).flatMap(AWSInventoryReader.objects)
      #expect(found.count > 20, "\(folder)")
      #expect(found.allSatisfy { !$0.id.isEmpty }, "\(folder)")
    }
  }
}
