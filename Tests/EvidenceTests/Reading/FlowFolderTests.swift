import CaseFolder
import Testing

@testable import Evidence

@Suite struct FlowFolderTests {
  private let symbols = SymbolTable()

  private func row(
    _ start: Int64, port: UInt16 = 443, client: UInt16 = 50_000, bytes: UInt64 = 10, accepted: Bool = true,
    line: UInt32 = 1, length: Int64 = 59
  ) -> Flow {
    var flow = Flow()
    flow.start = start
    flow.end = start + length
    flow.lastStart = start
    flow.bytes = bytes
    flow.packets = 1
    flow.source = symbols.intern("10.0.0.1")
    flow.destination = symbols.intern("198.51.100.7")
    flow.sourcePort = client
    flow.destinationPort = port
    flow.protocol = 6
    flow.accepted = accepted
    flow.position = line
    flow.lastPosition = line
    return flow
  }

  private func fold(_ rows: [Flow], edges: [Int64] = []) -> [Flow] {
    var folder = FlowFolder(edges: edges)
    for row in rows { folder.add(row) }
    return folder.take()
  }

  @Test func rowsOfAnHourBecomeOneWithExactSumsTimesAndPlaces() {
    let rows = [row(7260, client: 50_001, line: 2), row(7200, line: 1), row(7900, client: 50_002, bytes: 7, line: 3)]
    let flows = fold(rows)
    #expect(flows.count == 1)
    #expect(flows[0].bytes == 27 && flows[0].packets == 3 && flows[0].rows == 3)
    #expect(flows[0].start == 7200 && flows[0].end == 7959 && flows[0].lastStart == 7900)
    #expect(flows[0].position == 1 && flows[0].lastPosition == 3 && flows[0].sourcePort == 50_000)
    #expect(fold(rows.reversed()).first?.position == 1)
  }

  @Test func anotherHourPortSideOrVerdictIsAnotherFlow() {
    var reply = row(7200)
    swap(&reply.sourcePort, &reply.destinationPort)
    let rows = [row(7200), row(10_800), row(7200, port: 22), reply, row(7200, accepted: false)]
    #expect(fold(rows).count == 5)
  }

  @Test func refusedRowsKeepTheirStarts() {
    let rows = [row(7200, accepted: false), row(7200, client: 50_001, accepted: false), row(7260, accepted: false)]
    #expect(fold(rows).map(\.start) == [7200, 7260])
  }

  @Test func aWindowEdgeCutsTheHour() {
    let rows = [row(7200), row(7300), row(7490), row(7500), row(7600)]
    let flows = fold(rows, edges: [7500])
    // Rows that end before the edge, that lie across it, and that begin at or behind it.
    #expect(flows.map(\.rows) == [2, 1, 2])
  }

  @Test func manyFlowsSurviveGrowth() {
    let rows = (0..<3000).map { row(7200, port: UInt16($0 % 1500 + 1)) }
    let flows = fold(rows)
    #expect(flows.count == 1500)
    #expect(flows.allSatisfy { $0.rows == 2 })
  }
}
