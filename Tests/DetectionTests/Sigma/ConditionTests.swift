import CaseFolder
import Detection
import Testing

/// How conditions join selections.
struct ConditionTests {
  private static let selections = """
    s_one:
      a: 1
    s_two:
      b: 1
    other:
      c: 1
    _hidden:
      d: 1
    """

  private func rule(_ condition: String) -> RuleSet {
    RuleTestKit.set(RuleTestKit.cloudTrail("\(Self.selections)\ncondition: \(condition)"))
  }

  @Test(
    "Operators, brackets and quantifiers",
    arguments: [
      ("s_one", "a", true), ("not s_one", "a", false), ("s_one and s_two", "a", false), ("s_one and s_two", "ab", true),
      ("s_one or s_two and other", "a", true), ("(s_one or s_two) and other", "a", false),
      ("not s_one or s_two", "b", true),
      ("not (s_one or s_two)", "c", true), ("1 of s_*", "b", true), ("all of s_*", "b", false),
      ("all of s_*", "ab", true),
      ("1 of them", "c", true), ("1 of them", "d", false), ("all of them", "abc", true), ("any of *er", "c", true),
      ("1 of _*", "d", true), ("s_one and not 1 of other*", "ac", false), ("s_one AND NOT other", "a", true),
      ("not not s_one", "a", true), ("[s_one, s_two]", "b", true),
    ])
  func conditions(_ condition: String, _ fields: String, _ expected: Bool) throws {
    let json = "{" + fields.map { "\"\($0)\":1" }.joined(separator: ",") + "}"
    let rule = try #require(rule(condition).rules.first)
    #expect(rule.matches(RuleTestKit.record(json)) == expected)
  }

  @Test(
    "Mistakes are named with their line",
    arguments: [
      ("s_onee", "did you mean s_one?"), ("s_one and", "too early"), ("(s_one", "not closed"),
      ("s_one s_two", "ends before"),
      ("1 of x*", "no selection is named like"), ("s_one | count() > 5", "correlation"), ("and s_one", "must stand"),
    ])
  func mistakes(_ condition: String, _ words: String) throws {
    let unusable = try #require(rule(condition).unusable.first)
    #expect(unusable.reason.contains(Text(words)), "\(unusable.reason)")
    #expect(unusable.line == 15)
  }
}
