import CaseFolder
import Foundation
import Testing

@testable import Detection

/// The built-in rule pack: its files, what they say about themselves, and what they match.
struct BuiltInRulesTests {
  private static let set = RuleSet([.builtIn])
  private static let headers = set.rules.map(\.header) + set.correlations.map(\.header)

  @Test("Every rule file is embedded once, in order")
  func everyFileIsEmbedded() throws {
    var stream: [UInt8] = []
    for name in try Self.files() { stream += Array("---\n".utf8) + [UInt8](try Self.content(name)) }
    let embedded = try #require(DataFile.bytes("Detection/Rules"))
    let isSame = embedded == stream
    #expect(isSame, "compare Sources/CTemplates/rules.inc with Sources/Detection/Rules")
  }

  @Test("A rule is named like its file, and belongs to the pattern of its name")
  func namesFollowFiles() throws {
    for path in try Self.files() where !path.hasPrefix("filters/") {
      let text = String(decoding: try Self.content(path), as: UTF8.self)
      let stem = path.split(separator: "/").last?.dropLast(".yml".count).replacing("-", with: "_") ?? ""
      #expect(text.contains("\nname: \(stem)\n"), "\(path)")
      #expect(text.contains("pattern: \(stem.prefix(3).uppercased())\n"), "\(path)")
    }
  }

  @Test("Filters name rules that exist")
  func filtersNameRules() throws {
    let names = Set(Self.headers.compactMap(\.name))
    for path in try Self.files() where path.hasPrefix("filters/") {
      let lines = String(decoding: try Self.content(path), as: UTF8.self).split(separator: "\n")
      let listed = lines.filter { $0.hasPrefix("        - k") }.map { Text(String($0.dropFirst(10))) }
      #expect(!listed.isEmpty)
      for name in listed { #expect(names.contains(name), "\(path): \(name)") }
    }
  }

  @Test("Every rule can be used")
  func everyRuleCanBeUsed() {
    #expect(Self.set.unusable.map { "\($0.id): \($0.reason)" } == [])
    #expect(Self.headers.count >= 170)
  }

  @Test("Every rule says what a responder needs to know, in terms of ATT&CK")
  func rulesExplainThemselves() {
    let catalogue = TechniqueCatalogue.builtIn
    for header in Self.headers {
      let name = header.name ?? header.id
      #expect(UUID(uuidString: header.id.string) != nil, "\(name)")
      #expect(header.description?.isEmpty == false && !header.falsePositives.isEmpty, "\(name)")
      #expect(!header.references.isEmpty && header.references.allSatisfy { $0.hasPrefix("https://") }, "\(name)")
      let known = header.techniques.compactMap { catalogue[$0] }
      #expect(!known.isEmpty && known.count == header.techniques.count, "\(name)")
      #expect(header.tactics.count == 1, "\(name)")
      #expect(header.tactics.allSatisfy { tactic in known.contains { $0.tactics.contains(tactic) } }, "\(name)")
    }
  }

  @Test("Every rule has a case that it must match and one that it must not")
  func everyRuleHasCases() {
    let named = Set(RuleCase.all.map(\.rule))
    for header in Self.headers {
      guard let name = header.name, !name.hasSuffix("_base") else { continue }
      let cases = RuleCase.all.filter { $0.rule == name }
      #expect(cases.contains { $0.matches } && cases.contains { !$0.matches }, "\(name)")
    }
    #expect(named.isSubset(of: Set(Self.headers.compactMap(\.name))))
  }

  @Test("Rules match what they are about, and not what nearly looks like it", arguments: RuleCase.all)
  func casesHold(_ item: RuleCase) throws {
    guard let rule = Self.set.rules.first(where: { $0.header.name == item.rule }) else {
      #expect(Self.set.correlations.contains { $0.header.name == item.rule })
      return
    }
    for event in item.events { #expect(rule.matches(event) == item.matches) }
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/Detection/Rules")

  /// The names of the rule files below their folder, in order.
  private static func files() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yml") }
      .sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  private static func content(_ name: String) throws -> Data {
    try Data(contentsOf: folder.appending(path: name))
  }
}
