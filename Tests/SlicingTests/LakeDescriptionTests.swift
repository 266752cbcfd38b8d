import CaseFolder
import Slicing
import Testing

private func lake(_ text: Text) throws(CaseError) -> LakeDescription {
  try LakeDescription.read(text, file: "lake.yaml")
}

private func errors(_ text: Text) -> [Diagnostic] {
  do {
    _ = try lake(text)
    return []
  } catch {
    return error.diagnostics
  }
}

@Suite struct LakeDescriptionTests {
  @Test func readsTablesOfBothKinds() throws {
    let read = try lake(
      """
      tables:
        - source: cloudtrail
          location: s3a://logs/AWSLogs/
          layout: records
          partitions: [{column: region, holds: region}, {column: dt, holds: date}]
          account: "111122223333"
        - {source: kubernetes-audit, table: logs.eks_audit, format: parquet, cluster: payments-prod}
      """)
    #expect(read.tables.map(\.source) == [.cloudTrail, .kubernetesAudit])
    #expect(read.tables[0].place == .location("s3a://logs/AWSLogs/"))
    #expect(read.tables[0].layout == .records)
    #expect(read.tables[0].partitions.map(\.meaning) == [.region, .date])
    #expect(read.tables[1].place == .table("logs.eks_audit"))
    #expect(read.tables[1].format == .parquet)
    #expect(read.tables[1].cluster == "payments-prod")
  }

  @Test(arguments: [
    ("tables: []", "lake.missing-key", 1), ("tabels: []", "lake.unknown-key", 1),
    ("tables:\n- {location: /x}", "lake.missing-key", 2), ("tables: [{source: cloudtrail}]", "lake.missing-key", 1),
    ("tables: [{source: cloudtrail, location: /x, table: a.b}]", "lake.missing-key", 1),
    ("tables: [{source: syslog, location: /x}]", "lake.wrong-value", 1),
    ("tables: [{source: cloudtrail, location: logs}]", "lake.wrong-value", 1),
    ("tables: [{source: cloudtrail, table: \"a.b; DROP TABLE c\"}]", "lake.wrong-value", 1),
    ("tables: [{source: cloudtrail, table: a.b, partitions: [{column: \"a b\", holds: day}]}]", "lake.wrong-value", 1),
    ("tables: [{source: cloudtrail, table: a.b, partitions: [{column: a}]}]", "lake.missing-key", 1),
  ])
  func errorsNameTheirLine(_ text: Text, _ id: String, _ line: Int) {
    let found = errors(text)
    #expect(found.map(\.id) == [id])
    #expect(found.first?.line == line)
  }
}
