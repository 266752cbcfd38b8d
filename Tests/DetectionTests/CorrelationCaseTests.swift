import CaseFolder
import Detection
import Evidence
import Foundation
import Testing

/// The correlations of the built-in pack, on the records of their cases read from a file.
struct CorrelationCaseTests {
  private static let set = RuleSet([.builtIn])
  private static let names = Set(set.correlations.compactMap(\.header.name))
  private static let cases = RuleCase.all.filter { names.contains($0.rule) }

  @Test("Each correlation has cases")
  func correlationsHaveCases() {
    #expect(Set(Self.cases.map(\.rule)) == Self.names)
    #expect(Self.names.count >= 12)
  }

  @Test("Correlations hold on what they are about, and not on what nearly looks like it", arguments: cases)
  func casesHold(_ item: RuleCase) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "casebook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let lines = item.events.flatMap { $0.encoded + [UInt8(ascii: "\n")] }
    try Data(lines).write(to: folder.appending(path: "log.jsonl"))
    let engine = RuleEngine(Self.set)
    let evidence = EvidenceReader.read(
      try CaseOpener.open(path: folder.path), options: ReadingOptions(workers: 1, observer: engine))
    #expect(evidence.events.count == item.events.count)
    #expect(engine.hits(in: evidence).contains { $0.header.name == item.rule } == item.matches)
  }
}
