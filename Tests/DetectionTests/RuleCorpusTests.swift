import CaseFolder
import Detection
import Evidence
import Foundation
import Testing

/// Recorded and made events of a public rule collection, each with the verdict of the rule that it was made for.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["CASEBOOK_CORPUS"] != nil))
struct RuleCorpusTests {
  private static let set = RuleSet([.builtIn])
  /// Rules that only serve a correlation.
  private static let silent = Set(set.correlations.filter { !$0.generate }.flatMap(\.rules))

  /// What the built-in pack says about the event of a file.
  private struct Verdict {
    let name: String
    let isExpected: Bool
    let hits: [SigmaRule]

    /// Whether a rule calls somebody at night.
    var isLoud: Bool { hits.contains { $0.header.level >= .high } }
  }

  @Test(
    "Events that should alert are detected, and no other one is called high, but for named exceptions",
    arguments: [("eks-audit-rule-tests", 66), ("cloudtrail-rule-tests", 274)])
  func eventsAreDetected(_ folder: String, _ count: Int) throws {
    let verdicts = try Self.verdicts(folder)
    #expect(verdicts.count == count)
    let missed = verdicts.filter { $0.isExpected && $0.hits.isEmpty }.map(\.name)
    let loud = verdicts.filter { !$0.isExpected && $0.isLoud }.map(\.name)
    let names = Set(verdicts.map(\.name))
    let exceptions = try Self.exceptions()
    #expect(missed.sorted() == exceptions.missed.keys.filter(names.contains).sorted())
    #expect(loud.sorted() == exceptions.loud.keys.filter(names.contains).sorted())
  }

  private static func verdicts(_ folder: String) throws -> [Verdict] {
    let root = URL(filePath: ProcessInfo.processInfo.environment["CASEBOOK_CORPUS"] ?? "").appending(path: folder)
    let suffix = ".expected.json"
    let files = try FileManager.default.contentsOfDirectory(atPath: root.path).filter { $0.hasSuffix(suffix) }
    return try files.map { file in
      let name = String(file.dropLast(suffix.count))
      let expected = try JSONParser().parse([UInt8](Data(contentsOf: root.appending(path: file))))
      let record = try JSONParser().parse([UInt8](Data(contentsOf: root.appending(path: name + ".json"))))
      let source: EventSource = folder.hasPrefix("eks") ? .kubernetesAudit : .cloudTrail
      let hits = set.rules.filter { rule in
        rule.source == source && rule.header.name.map { !silent.contains($0) } ?? true && rule.matches(record)
      }
      return Verdict(name: name, isExpected: expected["expected"]?.flag ?? false, hits: hits)
    }
  }

  /// The files for which the pack differs, with the reason for each.
  private static func exceptions() throws -> (missed: [String: String], loud: [String: String]) {
    let file = try #require(
      Bundle.module.url(forResource: "corpus-exceptions", withExtension: "json", subdirectory: "RuleCases"))
    let lists = try JSONDecoder().decode([String: [String: String]].self, from: Data(contentsOf: file))
    return (lists["missed"] ?? [:], lists["loud"] ?? [:])
  }
}
