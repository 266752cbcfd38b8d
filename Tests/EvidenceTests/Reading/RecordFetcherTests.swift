import CaseFolder
import Foundation
import Testing

@testable import Evidence

/// Reading single records again.
@Suite struct RecordFetcherTests {
  /// A line of an audit log that is long enough to matter.
  private func line(_ number: Int, resource: String = "secrets") -> String {
    let digits = String(repeating: "0", count: 12 - String(number).utf8.count) + String(number)
    let noise = (0..<40).map { String((number &* 2_654_435_761 &+ $0 &* 40_503) & 0xFFFF, radix: 16) }.joined()
    return
      #"{"auditID":"0a000000-0000-4000-8000-\#(digits)","stage":"ResponseComplete","verb":"create","requestURI":"/","#
      + #""user":{"username":"u"},"objectRef":{"resource":"\#(resource)"},"requestReceivedTimestamp":"2026-03-12T02:00:00Z","#
      + #""requestObject":{"x":"\#(noise)"}}"#
  }

  private func folder(_ name: String, _ bytes: [UInt8]) throws -> (opened: OpenedCase, path: String) {
    let folder = FileManager.default.temporaryDirectory.path + "/casebook-fetch-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = folder + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return (try CaseOpener.open(path: folder), path)
  }

  private func remove(_ path: String) {
    try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent)
  }

  /// gzip by the program of that name.
  private func gzip(_ path: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/gzip")
    process.arguments = ["-1", "-f", path]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }

  private func number(_ store: EventStore, _ index: Int) -> Int {
    Int(store.id[index].low & 0xFFFF_FFFF_FFFF)
  }

  private func isRecord(_ bytes: ArraySlice<UInt8>?, _ store: EventStore, _ index: Int) -> Bool {
    guard let bytes, let id = store.nativeID(index) else { return false }
    return Text(bytes: bytes).contains(id) && bytes.first == UInt8(ascii: "{") && bytes.last == UInt8(ascii: "}")
  }

  @Test(arguments: ["plain", "gzip"])
  func recordsThatFoundNoRoomAreReadAgainFromAnyPlace(_ kind: String) throws {
    // About 36 MB, of which 32 may be kept: the rest lies behind several checkpoints.
    let lines = (0..<90_000).map { line($0) }.joined(separator: "\n")
    var (opened, path) = try folder("a.log", Array(lines.utf8))
    defer { remove(path) }
    if kind == "gzip" {
      try gzip(path)
      opened = try CaseOpener.open(path: (path as NSString).deletingLastPathComponent)
    }
    let store = EvidenceReader.read(opened, options: ReadingOptions(workers: 1)).events
    try #require(store.count == 90_000)
    let left = store.indices.filter { store.kept[$0] == KeptRecords.leftOutHandle }
    try #require(left.count > 2_100)
    #expect(left[..<2_000].allSatisfy { isRecord(store.record($0), store, $0) })
    let some = [left.last!, left.first!, left[left.count / 2], left[left.count / 3], left[left.count / 2 + 1]]
    for index in some + some {
      let record = store.records(of: [index])[index]
      #expect(isRecord(record, store, index), "\(index)")
    }
    #expect(store.changedFiles.isEmpty)
  }

  @Test func ofRecordsThatFoundNoRoomOnlyTheEarliestAreReadAgain() throws {
    let (opened, path) = try folder("a.log", Array((0..<6).map { line($0) }.joined(separator: "\n").utf8))
    defer { remove(path) }
    let read = EvidenceReader.read(opened).events
    var columns = EventColumns(symbols: read.symbols)
    for index in read.indices {
      var event = read[index]
      event.kept = KeptRecords.leftOutHandle
      columns.append(event)
    }
    let places = try #require(read.fetcher?.places)
    let fetcher = RecordFetcher(places: places, opened: opened, leftOutLimit: 4)
    let store = EventStore(columns, fetcher: fetcher)
    #expect(store.recordsOutOfReach == 2)
    let found = store.indices.filter { store.record($0) != nil }
    #expect(found == [0, 1, 2, 3] && found.allSatisfy { isRecord(store.record($0), store, $0) })
  }

  @Test func whatIsReadAgainIsBoundedInBytes() {
    var records = FetchedRecords(room: 5)
    for number in 0..<3 { records.keep([1, 2, 3][..<(3 - number)].map { $0 }, number) }
    records.keep(nil, 3)
    #expect(records.records == [0: [1, 2, 3], 1: [1, 2]])
  }

  @Test func recordsWhoseBodiesDoNotMatterCanBeQuoted() throws {
    let lines = (0..<3).map { line($0, resource: "leases") }
    let (opened, path) = try folder("a.log", Array((lines.joined(separator: "\r\n\n") + "\n").utf8))
    defer { remove(path) }
    let store = EvidenceReader.read(opened).events
    let records = store.records(of: Array(store.indices))
    #expect(store.indices.allSatisfy { store.kept[$0] == 0 && store.record($0) == nil })
    for index in store.indices {
      #expect(Array(records[index] ?? []) == Array(lines[number(store, index)].utf8))
    }
  }

  @Test(arguments: ["document", "cloudwatch", "prefixed"])
  func recordsAreFoundInTheirWrappers(_ wrapper: String) throws {
    let lines = (0..<5).map { line($0, resource: "leases") }
    func message(_ line: String) -> String {
      #"{"message":""# + line.replacingOccurrences(of: "\"", with: "\\\"") + #""}"#
    }
    let text =
      switch wrapper {
      case "document": #"{"kind":"EventList","items":["# + lines.joined(separator: ", ") + "]}"
      case "cloudwatch": #"{"events":["# + lines.map(message).joined(separator: ",") + "]}"
      default: lines.map { "2026-03-12T02:03:11.000Z " + $0 }.joined(separator: "\n")
      }
    let (opened, path) = try folder("a.json", Array(text.utf8))
    defer { remove(path) }
    let store = EvidenceReader.read(opened).events
    try #require(store.count == 5)
    let records = store.records(of: Array(store.indices))
    for index in store.indices { #expect(isRecord(records[index], store, index), "\(wrapper) \(index)") }
  }

  @Test func aFileThatChangedIsSaidAndGivesNothing() throws {
    let lines = (0..<3).map { line($0, resource: "leases") }.joined(separator: "\n")
    let (opened, path) = try folder("a.log", Array(lines.utf8))
    defer { remove(path) }
    let evidence = EvidenceReader.read(opened)
    try Data(lines.utf8.reversed()).write(to: URL(fileURLWithPath: path))
    #expect(evidence.events.records(of: [0]).isEmpty)
    #expect(evidence.changeDiagnostics.map(\.id) == ["evidence.changed"])
    try FileManager.default.removeItem(atPath: path)
    #expect(evidence.events.records(of: [1]).isEmpty)
  }

  @Test func entriesOfArchivesAreReadAgainInOneGo() throws {
    let lines = (0..<4).map { line($0, resource: "leases") }
    let (first, path) = try folder("a.log", Array(lines.joined(separator: "\n").utf8))
    defer { remove(path) }
    let folder = (path as NSString).deletingLastPathComponent
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/tar")
    process.arguments = ["-C", folder, "--remove-files", "-czf", folder + "/b.tar.gz", "a.log"]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0 && first.files.count == 1)
    let store = EvidenceReader.read(try CaseOpener.open(path: folder)).events
    try #require(store.count == 4)
    let records = store.records(of: [3, 1])
    #expect(records.count == 2 && records.allSatisfy { isRecord($1, store, $0) })
  }
}
