import CaseFolder
import Detection
import Evidence
import Foundation
import Testing

/// How rule files become a set of rules, and what becomes of those that cannot be used.
struct RuleSetTests {
  private static let good = RuleTestKit.cloudTrail("sel:\n  eventName: StopLogging\ncondition: sel", id: "good")

  @Test("A rule says what it is, by its own words")
  func header() throws {
    let set = RuleTestKit.set(
      """
      title: Trail stopped
      id: 11111111-0000-0000-0000-000000000001
      name: trail_stopped
      status: stable
      description: Somebody stopped a trail.
      references: [https://example.org/a]
      tags: [attack.defense-evasion, attack.t1562.008, attack.s0001, cve.2024.1]
      logsource: {product: aws, service: cloudtrail}
      detection:
        selection: {eventName: StopLogging}
        condition: selection
      falsepositives: Maintenance
      level: critical
      """)
    #expect(set.unusable.isEmpty)
    let header = try #require(set.rules.first?.header)
    #expect(header.id == "11111111-0000-0000-0000-000000000001")
    #expect(header.name == "trail_stopped")
    #expect(header.level == .critical)
    #expect(header.techniques == ["T1562.008"])
    #expect(header.tactics == ["defense-evasion"])
    #expect(header.falsePositives == ["Maintenance"])
    #expect(header.line == 1)
  }

  @Test(
    "Log sources of both products are known in all their spellings",
    arguments: [
      ("product: aws, service: cloudtrail", EventSource.cloudTrail), ("service: cloudtrail", .cloudTrail),
      ("category: cloudtrail", .cloudTrail), ("product: aws, category: cloudtrail", .cloudTrail),
      ("product: aws", .cloudTrail), ("product: kubernetes, service: audit", .kubernetesAudit),
      ("product: kubernetes, category: application, service: audit", .kubernetesAudit),
      ("product: kubernetes, category: audit", .kubernetesAudit), ("product: kubernetes", .kubernetesAudit),
      ("product: kubernetes, category: application", .kubernetesAudit),
    ])
  func logSources(_ words: String, _ source: EventSource) {
    let text = Self.good.replacingOccurrences(
      of: "logsource:\n  product: aws\n  service: cloudtrail", with: "logsource: {\(words)}")
    #expect(RuleTestKit.set(text).rules.first?.source == source)
  }

  @Test(
    "A rule that cannot be used is named with its line, and the rest run",
    arguments: [
      (
        "title: x\nid: bad\nlogsource: {product: windows, category: process_creation}\ndetection: {s: {a: 1}, condition: s}",
        "its log source (product windows, category process_creation)", 1
      ),
      (
        "title: x\nlogsource: {product: aws, service: cloudtrail}\ndetection:\n  sel:\n    a|foo: 1\n  condition: sel",
        "the modifier foo is not known", 5
      ),
      ("title: x\nlogsource: {product: aws, service: cloudtrail}\ndetection:\n  sel:\n    a: 1\n", "no condition", 4),
      (
        "title: x\nlogsource: {product: aws, service: cloudtrail}\nlevel: grave\ndetection: {s: {a: 1}, condition: s}",
        "the level grave", 3
      ),
      ("logsource: {product: aws, service: cloudtrail}\ndetection: {s: {a: 1}, condition: s}", "no title", 1),
      ("title: x\ndetection: {s: {a: 1}, condition: s}", "no logsource", 1),
      ("just some words", "no Sigma rule", 1), ("- a\n- b", "no Sigma rule", 1),
      ("title: [x", "not YAML", 2), ("a: b\n  c: d", "not YAML", 2), ("title: x\ntitle: y", "twice", 2),
      ("\u{0}\u{1}\u{2}", "not YAML", nil),
    ] as [(String, String, Int?)])
  func unusable(_ text: String, _ words: String, _ line: Int?) throws {
    let set = RuleTestKit.set(Self.good, text)
    #expect(set.rules.map(\.header.id) == ["good"])
    let unusable = try #require(set.unusable.first)
    #expect(unusable.reason.contains(Text(words)), "\(unusable.reason)")
    #expect(unusable.line == line)
    #expect(unusable.file == "rule-1.yml")
  }

  @Test("A file may hold several documents; those before a broken one are kept")
  func documents() {
    let set = RuleTestKit.set(
      Self.good + "\n---\n" + Self.good.replacingOccurrences(of: "good", with: "second") + "\n---\na: [")
    #expect(set.rules.map(\.header.id) == ["good", "second"])
    #expect(set.unusable.count == 1)
    #expect(set.rules[1].header.line > 8)
  }

  @Test("Rules without an id go by their file's name")
  func fallbackIDs() {
    let text = Self.good.replacingOccurrences(of: "id: good\n", with: "")
    #expect(RuleTestKit.set(text).rules.map(\.header.id) == ["rule-0.yml"])
    #expect(RuleTestKit.set(text + "\n---\n" + text).rules.map(\.header.id) == ["rule-0.yml#1", "rule-0.yml#2"])
  }

  @Test("Of two rules with one id, the team's own one is used; two of one origin are a mistake")
  func sameID() {
    func file(_ name: String, _ text: String, _ origin: RuleOrigin) -> RuleFile {
      RuleFile(name: Text(name), bytes: Array(text.utf8), origin: origin)
    }
    let other = Self.good.replacingOccurrences(of: "A rule", with: "Ours")
    let replaced = RuleSet([file("a.yml", other, .ofCase), file("z.yml", Self.good, .builtIn)])
    #expect(replaced.rules.map(\.header.title) == ["Ours"])
    #expect(replaced.unusable.first?.reason.contains("used instead") == true)
    let twice = RuleSet([file("b.yml", other, .supplied), file("a.yml", Self.good, .supplied)])
    #expect(twice.rules.map(\.header.title) == ["A rule"])
    #expect(twice.unusable.first?.reason.contains("same as that of the rule in a.yml") == true)
  }

  @Test(
    "A filter narrows the rules that it names, or all of its log source",
    arguments: [
      ("[good]", true), ("good", true), ("any", true), ("[]", true), ("[another]", false),
    ])
  func filters(_ rules: String, _ applies: Bool) throws {
    let filter = """
      title: Our pipeline
      logsource: {product: aws, service: cloudtrail}
      filter:
        rules: \(rules)
        selection: {userAgent: terraform}
        condition: not selection
      """
    let set = RuleTestKit.set(Self.good, filter)
    #expect(set.unusable.isEmpty)
    let rule = try #require(set.rules.first)
    #expect(rule.matches(RuleTestKit.record(#"{"eventName":"StopLogging","userAgent":"aws-cli"}"#)))
    #expect(rule.matches(RuleTestKit.record(#"{"eventName":"StopLogging","userAgent":"terraform"}"#)) != applies)
    #expect(rule.filters == (applies ? ["Our pipeline"] : []))
  }

  @Test("A correlation of rules that are not there is named")
  func lostCorrelation() {
    let correlation = """
      title: Many
      id: many
      correlation: {type: event_count, rules: [good, missing], timespan: 5m, condition: {gte: 3}}
      """
    let set = RuleTestKit.set(Self.good, correlation)
    #expect(set.correlations.isEmpty)
    #expect(set.unusable.first?.reason == "it correlates missing, which is no usable rule")
    #expect(
      RuleTestKit.set(Self.good, correlation.replacingOccurrences(of: ", missing", with: "")).correlations.count == 1)
  }

  @Test("Anchors and aliases may be used, a few")
  func aliases() {
    let text = """
      title: x
      logsource: {product: aws, service: cloudtrail}
      detection:
        a: &names {eventName: [StopLogging, DeleteTrail]}
        b: *names
        condition: a and b
      """
    #expect(RuleTestKit.set(text).rules.first?.matches(RuleTestKit.record(#"{"eventName":"DeleteTrail"}"#)) == true)
  }
}
