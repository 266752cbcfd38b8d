import CaseFolder
import Detection
import Foundation
import Testing

/// Rules of the Sigma project, unmodified.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["CASEBOOK_CORPUS"] != nil))
struct SigmaCorpusTests {
  @Test("Every rule of the corpus can be used")
  func everyRuleLoads() throws {
    let files = try Self.files()
    #expect(files.count >= 37)
    let set = RuleSet(files)
    #expect(set.unusable.map { "\($0.file): \($0.reason)" } == [])
    #expect(set.rules.count == files.count)
  }

  static func files() throws -> [RuleFile] {
    let root = URL(fileURLWithPath: ProcessInfo.processInfo.environment["CASEBOOK_CORPUS"] ?? "")
      .appendingPathComponent("sigma-rules")
    let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return try paths.filter { $0.hasSuffix(".yml") }.map { path in
      RuleFile(
        name: Text(path), bytes: Array(try Data(contentsOf: root.appendingPathComponent(path))), origin: .supplied)
    }
  }
}
