import CaseFolder
import Testing

@testable import Evidence

struct LogReaderTests {
  private let symbols = SymbolTable()
  private static let row = "2 111122223333 eni-1 10.0.0.1 192.0.2.1 40000 443 6 10 900 1773281421 1773281480 ACCEPT OK"

  private func flow(_ lines: [String]) -> (FlowLineResult, Flow) {
    var reader = Array(lines[0].utf8).withUnsafeBufferPointer { FlowLogReader(header: $0) }
    var flow = Flow()
    var result = FlowLineResult.blank
    for line in lines {
      result = Array(line.utf8).withUnsafeBufferPointer { reader.read($0, symbols: symbols, into: &flow) }
    }
    return (result, flow)
  }

  private func text(_ symbol: Symbol) -> Text { symbols.text(symbol) }

  @Test(arguments: [Self.row, Self.row + "\r", "2026-03-12T02:10:21.000Z " + Self.row])
  func defaultColumnsNeedNoHeader(line: String) {
    let (result, flow) = flow([line])
    #expect(result == .flow)
    #expect(text(flow.source) == "10.0.0.1" && text(flow.destination) == "192.0.2.1")
    #expect(flow.destinationPort == 443 && flow.accepted && flow.bytes == 900 && flow.isEgress == nil)
  }

  @Test func packetAddressesWinWhenTheyAreThere() {
    let header = "srcaddr dstaddr start end action pkt-srcaddr pkt-dstaddr flow-direction"
    let (result, flow) = flow([header, "10.0.0.1 192.0.2.1 1 2 REJECT 10.9.9.9 - egress"])
    #expect(result == .flow)
    #expect(text(flow.source) == "10.9.9.9" && text(flow.destination) == "192.0.2.1")
    #expect(!flow.accepted && flow.isEgress == true)
    #expect(self.flow([header]).0 == .header)
  }

  @Test func emptyWindowsAndLostFlowsAreTold() {
    let dashes = "2 1 eni-1 - - - - - - - 1 2 - "
    #expect(flow([dashes + "NODATA"]).0 == .noData)
    #expect(flow([dashes + "SKIPDATA"]).0 == .skipData)
    #expect(flow([""]).0 == .blank)
  }

  @Test(arguments: [
    "2 1 eni-1 10.0.0.1 192.0.2.1 70000 443 6 10 900 1 2 ACCEPT OK", "2 1 eni-1 10.0.0.1",
    "2 1 eni-1 10.0.0.1 192.0.2.1 x 443 6 10 900 1 2 ACCEPT OK",
    "2 1 eni-1 10.0.0.1 192.0.2.1 1 443 6 10 900 1 2 - OK", Self.row + " one-more",
  ])
  func rowsThatMakeNoSenseAreUnreadable(line: String) {
    guard case .unreadable = flow([line]).0 else {
      Issue.record("read")
      return
    }
  }

  @Test func everyRowOfTheExampleIsAFlow() throws {
    let lines = try Sources.bytes("flowlogs.txt").split(separator: 0x0A)
    var reader = Array(lines[0]).withUnsafeBufferPointer { FlowLogReader(header: $0) }
    var flow = Flow()
    let results = lines.map { line in
      Array(line).withUnsafeBufferPointer { reader.read($0, symbols: symbols, into: &flow) }
    }
    #expect(results.first == .header)
    #expect(results.dropFirst().allSatisfy { $0 == .flow || $0 == .noData || $0 == .skipData })
  }

  @Test func queriesKeepTheirAddresses() throws {
    let record = #"""
      {"account_id":"1","region":"r","query_timestamp":"2026-03-12T02:10:20Z","query_name":"Pool.Example.","query_type":"A",
      "rcode":"NOERROR","answers":{"Rdata":"198.51.100.23","Type":"A"},"srcaddr":"10.0.0.1","srcport":"1","srcids":{}}
      """#
    let (event, answer) = try #require(ResolverReader.event(in: try Sources.json(record), symbols: symbols))
    #expect(text(event.name) == "pool.example" && text(event.actor) == "10.0.0.1" && event.outcome == .success)
    #expect(answer.addresses.map(text) == ["198.51.100.23"] && answer.time == event.time)
    let blocked =
      #"{"query_timestamp":"2026-03-12T02:10:20Z","query_name":"a.","rcode":"NOERROR","firewall_rule_action":"BLOCK"}"#
    #expect(ResolverReader.event(in: try Sources.json(blocked), symbols: symbols)?.0.outcome == .denied)
    #expect(ResolverReader.event(in: try Sources.json("{}"), symbols: symbols) == nil)
  }

  private func identity(_ line: String) -> AuthenticatorLine {
    Array(line.utf8).withUnsafeBufferPointer { AuthenticatorReader.event(in: $0, symbols: symbols) }
  }

  @Test(arguments: [
    #"time="2026-03-10T09:14:21Z" level=info msg="access granted" arn="a" client="127.0.0.1:41" uid="u" username="x\"y""#,
    #"2026-03-10T09:14:22.000Z time="2026-03-10T09:14:21Z" msg=access granted arn=a client=127.0.0.1:41 uid=u username=x\"y"#,
  ])
  func identitiesAreReadWithAndWithoutQuotes(line: String) {
    guard case .event(let event) = identity(line) else {
      Issue.record("no event")
      return
    }
    #expect(text(event.action) == "access granted" && event.outcome == .success)
    #expect(text(event.principal) == "a" && text(event.principalID) == "u" && text(event.address) == "127.0.0.1")
    #expect(event.time == Timestamp("2026-03-10T09:14:21Z")?.microseconds)
  }

  @Test func escapesAreDecoded() {
    guard
      case .event(let event) = identity(
        #"time="2026-03-10T09:14:21Z" msg="access denied" arn="a" client="[::1]:4" error="x\n\"\u00e9\x41""#)
    else {
      Issue.record("no event")
      return
    }
    #expect(text(event.reason) == "x\n\"éA" && text(event.address) == "::1" && event.outcome == .denied)
  }

  @Test func otherLinesAreNoEventAndNoiseIsUnreadable() {
    guard case .noEvent = identity(#"time="x" level=info msg="reconfigured""#) else {
      Issue.record("an event")
      return
    }
    guard case .unreadable = identity("{}") else {
      Issue.record("readable")
      return
    }
  }

  @Test(.enabled(if: Sources.corpus != nil)) func corpusQueriesAreRead() throws {
    let found = try Sources.corpusValues("vpcdns-rule-tests").flatMap { value in
      ([value] + value.items).compactMap { ResolverReader.event(in: $0, symbols: symbols) }
    }
    #expect(!found.isEmpty && found.allSatisfy { !$0.0.name.isNone })
  }
}
