import CaseFolder
import Evidence
import Investigation
import Testing

@Suite struct BindingTests {
  private func binding(_ name: Text) throws -> BindingHistory {
    try #require(ScopeExample.investigation.bindings.first { $0.name == name })
  }

  @Test func deletedBindingsComeFromTheLog() throws {
    let open = try binding("anonymous-debug")
    #expect(open.role == RoleReference(kind: "ClusterRole", name: "cluster-admin"))
    #expect(open.subjects.map(\.subjectName) == ["system:anonymous"])
    #expect(
      open.createdBy == "arn:aws:sts::111122223333:assumed-role/DevOpsEngineer/alice-example.com")
    #expect(open.createdFrom == "198.51.100.200")
    #expect(open.deleted?.description == "2026-03-12T07:41:05.118001Z")
    #expect(open.seenInSnapshotAt == nil)
    #expect(open.requestsAllowed == 19)
    let second = try binding("eks-metrics-reader")
    #expect(second.subjects.map(\.subjectName) == ["system:unauthenticated"])
    #expect(second.deleted?.description == "2026-03-12T07:42:11.007114Z")
  }

  @Test func anOldBindingHasNoCreator() throws {
    let old = try binding("legacy-robot-admin")
    #expect(old.created?.description == "2025-06-05T00:00:10Z")
    #expect(old.createdBy == nil)
    #expect(old.seenInSnapshotAt?.description == "2026-03-12T09:40:01Z")
    #expect(old.subjects.map(\.subjectName) == ["system:serviceaccount:kube-system:legacy-robot"])
  }

  @Test func refusedChangesMakeNoBinding() {
    var fixture = CaseFixture()
    fixture.audit(at: 1, "eve", "create", "clusterrolebindings", "", "try", outcome: .denied)
    #expect(fixture.investigate().bindings.isEmpty)
  }
}
