import CaseFolder
import Testing

@testable import Evidence

struct FalcoReaderTests {
  private static let alert = """
    {"output":"16:31:56 Error shell in container","priority":"Error","rule":"Terminal shell in container",\
    "time":"2026-03-12T02:10:00.123456789Z","source":"syscall","output_fields":{"evt.time.iso8601":1773281400123456789,\
    "container.id":"abc","container.image.repository":"docker.io/x/y","container.image.tag":"<NA>","k8s.ns.name":"prod",\
    "k8s.pod.name":"web-0","proc.cmdline":"sh -c id","proc.name":"sh","proc.pname":"<NA>","user.name":"root"}}
    """

  private func finding(_ text: String) throws -> Finding? {
    FindingReader.findings(in: try Sources.json(text), citation: Citation(file: "f", line: 1)).first
  }

  @Test func anAlertIsAFinding() throws {
    let finding = try #require(try finding(Self.alert))
    #expect(finding.product == "Falco" && finding.type == "Terminal shell in container" && finding.severity == 7)
    #expect(finding.workload?.name == "web-0" && finding.workload?.namespace == "prod")
    #expect(finding.workload?.images == ["docker.io/x/y"] && finding.workload?.containerIDs == ["abc"])
    #expect(finding.process == FindingProcess(name: "sh", commandLine: "sh -c id", user: "root"))
    #expect(finding.firstSeen == Timestamp("2026-03-12T02:10:00.123456Z") && finding.isDetection)
  }

  @Test(arguments: [
    (#""time":1773281400123456789"#, "2026-03-12T02:10:00.123456Z"),
    (#""output_fields":{"evt.time.iso8601":1773281400000000001}"#, "2026-03-12T02:10:00Z"),
    (#""output_fields":{"evt.time":"1773281400123000000"}"#, "2026-03-12T02:10:00.123Z"),
  ])
  func nanosecondsKeepTheirMicroseconds(field: String, time: Text) throws {
    let read = try #require(try finding(#"{"output":"o","priority":"Debug","rule":"r",\#(field)}"#))
    #expect(read.firstSeen == Timestamp(time))
  }

  @Test func whatFalcoSaysOfItselfIsNoDetection() throws {
    let read = try finding(#"{"output":"o","priority":"Debug","rule":"Falco internal: syscall event drop"}"#)
    #expect(read?.category == .status)
  }

  @Test func linesAreReadAndTheSameAlertCountsOnce() throws {
    let evidence = try ReadCase.read(["falco.log": Self.alert + "\n" + Self.alert + "\n{\"output\":\"cut\n"])
    let row = try #require(evidence.ledger.first)
    #expect(row.format == "falco" && row.findings == 1 && row.duplicates == 1 && row.unreadableCount == 1)
    #expect(row.isBalanced && evidence.findings.count == 1 && evidence.findings[0].citations.count == 2)
  }

  @Test func logServicesWrapAlerts() throws {
    let inner = Self.alert.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
    let evidence = try ReadCase.read(["cw.json": #"{"events":[{"timestamp":1,"message":"\#(inner)"}]}"#])
    #expect(evidence.findings.map(\.product) == ["Falco"] && evidence.ledger[0].isBalanced)
  }

  @Test(.enabled(if: Sources.corpus != nil)) func corpusAlertsAreRead() throws {
    let found = try Sources.corpusValues("falco-alerts").flatMap {
      FindingReader.findings(in: $0, citation: Citation(file: "f", index: 0))
    }
    #expect(found.count == 6 && found.allSatisfy { $0.product == "Falco" && $0.firstSeen != nil })
    #expect(found.contains { $0.firstSeen == Timestamp("2019-05-17T15:31:56.746609Z") })
  }
}
