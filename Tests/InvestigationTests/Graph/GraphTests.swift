import CaseFolder
import Evidence
import Investigation
import Testing

@Suite struct GraphTests {
  @Test func aPodWithoutSnapshotHasItsNodeAndDigest() throws {
    let opened = try CaseOpener.open(path: ScopeExample.folder)
    var evidence = EvidenceReader.read(opened)
    evidence.objects.removeAll { object in
      guard case .kubernetes(let kubernetes) = object.body, case .pod = kubernetes.content else {
        return false
      }
      return true
    }
    let investigation = Investigator.investigate(evidence)
    let pod = EntityKey.pod(
      "payments-prod", "kube-system", "node-tuner-x7k2p",
      uid: "2b7e1516-28ae-4d2a-abf7-158809cf4f3c")
    let node = EntityKey.inCluster(
      .node, "payments-prod", nil, "ip-10-40-12-37.us-west-2.compute.internal")
    #expect(investigation.graph.edges(from: pod, type: .scheduledOn).map(\.to) == [node])
    let digest = Text("sha256:" + String(repeating: "1", count: 64))
    #expect(investigation.scope[EntityKey(.image, digest)]?.level == .compromised)
    #expect(investigation.scope[node]?.level == .compromised)
  }

  @Test func theControllersPodBelongsToItsWorkload() throws {
    let graph = ScopeExample.investigation.graph
    let workload = EntityKey.ofKind(
      .workload, "payments-prod", "daemonsets", "kube-system", "node-tuner")
    #expect(graph.edges(from: workload, type: .owns).count == 1)
    let creators = graph.edges(from: workload, type: .createdBy).map(\.to)
    #expect(creators == [EntityKey.user("payments-prod", "system:anonymous")])
  }

  @Test func relationshipsHaveListedEnds() {
    let investigation = ScopeExample.investigation
    let ids = Set(GraphExport.entities(of: investigation).map(\.id))
    let relationships = GraphExport.relationships(of: investigation)
    #expect(!relationships.isEmpty)
    #expect(relationships.allSatisfy { ids.contains($0.from) && ids.contains($0.to) })
    #expect(GraphExport.omissions(of: investigation).isEmpty)
    #expect(ids.count == GraphExport.entities(of: investigation).count)
  }

  @Test func findingsWithoutAClusterJoinByInstance() {
    let graph = ScopeExample.investigation.graph
    let instance = EntityKey(.instance, "i-0a1b2c3d4e5f60718")
    for id in ["00000000000000000000000000000007", "00000000000000000000000000000008"] as [Text] {
      #expect(
        graph.edges(from: EntityKey(.finding, id), type: .about).contains { $0.to == instance })
    }
    #expect(graph.edges(to: instance, type: .hosts).first?.from.type == .cluster)
  }
}

extension GraphTests {
  @Test func aResolvedAddressCitesItsQuery() throws {
    let graph = ScopeExample.investigation.graph
    let edges = graph.edges(to: EntityKey(.ip, "198.51.100.23"), type: .resolvedTo)
    #expect(edges.map(\.from) == [EntityKey(.domain, "pool.hashvault.example")])
    #expect(edges.first?.citations.map(\.line) == [2])
    #expect(edges.first?.validFrom?.description == "2026-03-12T02:13:02Z")
    #expect(edges.first?.validTo?.description == "2026-03-12T06:58:40Z")
  }
}
