import CaseFolder
import Foundation
import Testing

@testable import Evidence

/// What a damaged log must give: each number may be one of several.
struct HostileExpectation: Decodable, Sendable, CustomTestStringConvertible {
  /// One number or a list of them.
  struct Allowed: Decodable, Sendable {
    let values: [Int]

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      values = try (try? container.decode([Int].self)) ?? [container.decode(Int.self)]
    }
  }

  var name = ""
  let records: Allowed
  let events: Allowed
  let unreadable: Allowed
  let flagged: Allowed
  let note: String

  private enum CodingKeys: CodingKey {
    case records, events, unreadable, flagged, note
  }

  var testDescription: String { name }

  static let folder = ProcessInfo.processInfo.environment["CASEBOOK_HOSTILE"].map {
    URL(filePath: $0).appending(path: "logs")
  }

  /// Every expectation of the folder.
  static let all: [HostileExpectation] = {
    guard let folder, let data = try? Data(contentsOf: folder.appending(path: "expect.json")),
      let entries = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
    else { return [] }
    return entries.keys.filter { $0 != "_rules" }.sorted().compactMap { name in
      guard let entry = try? JSONSerialization.data(withJSONObject: entries[name] as Any),
        var expectation = try? JSONDecoder().decode(HostileExpectation.self, from: entry)
      else { return nil }
      expectation.name = name
      return expectation
    }
  }()
}

/// Every damaged file of the hostile logs gives the records, events, unreadable and flagged records that it must.
@Suite(.enabled(if: HostileExpectation.folder != nil)) struct HostileLogTests {
  @Test func theExpectationsAreThere() {
    #expect(HostileExpectation.all.count > 150)
  }

  @Test(arguments: HostileExpectation.all) func damageCostsNoMoreThanItMust(_ expected: HostileExpectation) throws {
    let path = try #require(HostileExpectation.folder).appending(path: expected.name).path
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    let opened = OpenedCase(
      manifest: Manifest(), files: [CaseFile(name: Text(expected.name), path: path, size: size ?? 0)])
    let evidence = EvidenceReader.read(opened, options: ReadingOptions(workers: 1))
    let row = try #require(evidence.ledger.first)
    #expect(row.isBalanced)
    #expect(expected.records.values.contains(row.records), "records: \(row)")
    #expect(expected.events.values.contains(row.events), "events: \(row)")
    #expect(expected.unreadable.values.contains(row.unreadableCount), "unreadable: \(row)")
    let flags = row.flagged.filter { $0.remark != "without a native id" }.reduce(0) { $0 + $1.count }
    if let least = expected.flagged.values.min() { #expect(flags >= least, "flagged: \(row)") }
    for record in row.unreadable {
      #expect(!record.reason.isEmpty)
      #expect(record.excerpt.utf8.count <= 600)
    }
    #expect(row.records > 0 || row.skipped != nil || row.format == "empty" || size == 0, "nothing is said: \(row)")
  }
}
