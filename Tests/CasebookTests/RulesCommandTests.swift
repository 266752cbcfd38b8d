import ArgumentParser
import CaseFolder
import Detection
import Evidence
import Testing

@testable import casebook

/// `casebook rules`.
@Suite struct RulesCommandTests {
  private let console = Console(detail: .quiet)

  @Test func everyRuleIsListedOnce() throws {
    let rows = RuleListing.rows(try RuleSources().load())
    #expect(rows.count > 180)
    #expect(rows.allSatisfy { $0.unusable == nil })
    let text = RuleListing.text(rows)
    #expect(text.hasSuffix("\(rows.count) rules, 0 that cannot be used"))
    #expect(RuleListing.json(rows).contains(#""schema""#))
  }

  @Test(arguments: ["K12", "k12", "T01"]) func aPatternNamesItsRules(_ pattern: String) throws {
    let found = try RuleFinder.find(pattern, RulesOptions.parse([]), console)
    #expect(!found.isEmpty)
    let words = found.map(RuleWords.explain).joined()
    #expect(words.contains("Looked at only when"))
    #expect(words.contains("Techniques: T1"))
  }

  @Test func anUnknownRuleEndsTheProgram() {
    #expect(throws: ExitStatus.usage) { try RuleFinder.find("no such rule", RulesOptions.parse([]), console) }
  }

  @Test func aTestSaysWhyARecordMatchesOrNot() throws {
    let folder = TemporaryFolder()
    folder.write(
      "rule.yml",
      """
      title: Users made
      logsource: {product: aws, service: cloudtrail}
      detection:
        sel: {eventName: CreateUser}
        filter: {userAgent|contains: terraform}
        condition: sel and not filter
      """)
    func call(_ name: String, _ agent: String) -> String {
      #"{"eventID":"\#(name)\#(agent)","eventTime":"2026-03-12T02:03:11Z","eventName":"\#(name)","#
        + #""eventSource":"iam.amazonaws.com","userAgent":"\#(agent)"}"#
    }
    let lines = [call("CreateUser", "cli"), call("CreateUser", "terraform"), call("ListUsers", "cli")]
    folder.write("trail.jsonl", lines.joined(separator: "\n"))
    let rules = RuleSet(try RuleSources.files(at: folder.path + "/rule.yml")).rules
    let tester = RuleTester(rules: rules, matchesOnly: true) { text in
      #expect(text.contains("trail.jsonl:1"))
      #expect(text.contains("yes sel"))
      #expect(text.contains("no  filter"))
      #expect(text.contains("found cli"))
    }
    try tester.test(folder.path + "/trail.jsonl")
    #expect(tester.looked == 3)
    #expect(tester.matched == 1)
  }
}
