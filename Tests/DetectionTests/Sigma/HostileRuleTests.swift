import CaseFolder
import Detection
import Testing

/// Rule files that mean harm, or that somebody took for rules: clear words, and an end in bounded time and memory.
struct HostileRuleTests {
  @Test("A YAML bomb is refused", arguments: [9, 30])
  func bomb(_ levels: Int) {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...levels {
      let alias = "*a\(level - 1)"
      text += "a\(level): &a\(level) [\([String](repeating: alias, count: 9).joined(separator: ", "))]\n"
    }
    #expect(RuleTestKit.reason(text) == "it has more than 16 aliases (*)")
    let key = text + "? *a\(levels)\n: x\n"
    #expect(RuleTestKit.reason(key) == "it has more than 16 aliases (*)")
  }

  @Test("As many aliases as are allowed do no harm")
  func smallBomb() {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...8 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    #expect(RuleTestKit.reason(text)?.contains("no Sigma rule") == true)
  }

  @Test("Deep nesting is refused", arguments: ["[", "{a: ", "- "])
  func nesting(_ opening: String) {
    #expect(RuleTestKit.reason("title: x\ndetection: \(String(repeating: opening, count: 100_000))") != nil)
    #expect(RuleTestKit.reason(String(repeating: opening, count: 900)) != nil)
  }

  @Test("A file that is too big is not read")
  func size() {
    let set = RuleSet([
      RuleFile(name: "big.yml", bytes: [UInt8](repeating: 0x23, count: 9 << 20), origin: .supplied)
    ])
    #expect(set.unusable.first?.reason == "it is bigger than 8 MiB")
  }

  @Test("A catastrophic regular expression matches in linear time")
  func catastrophicExpression() throws {
    let set = RuleTestKit.set(
      RuleTestKit.cloudTrail("sel:\n  a|re: '^(a+)+$'\ncondition: sel"),
      RuleTestKit.cloudTrail("sel:\n  a|re: '(x|x?x)*y(a|aa)+$'\ncondition: sel", id: "second"))
    #expect(set.rules.count == 2)
    // Backtracking would take longer than the universe has existed.
    let record = RuleTestKit.record(#"{"a":"\#(String(repeating: "a", count: 100_000))!"}"#)
    #expect(set.rules.filter { $0.matches(record) }.isEmpty)
  }

  @Test("A regular expression that grows too big is refused", arguments: ["((a{100}){100}){100}", "a{1001}"])
  func bigExpression(_ pattern: String) {
    let reason = RuleTestKit.reason(RuleTestKit.cloudTrail("sel:\n  a|re: '\(pattern)'\ncondition: sel"))
    #expect(reason?.contains("cannot be used") == true)
  }

  @Test("A value that stands for too many strings is refused")
  func expansion() {
    let value = String(repeating: " -a", count: 12)
    let reason = RuleTestKit.reason(RuleTestKit.cloudTrail("sel:\n  a|windash: '\(value)'\ncondition: sel"))
    #expect(reason == "a value expands to more than 1000 strings")
  }

  @Test("A condition that is nested too deep is refused")
  func condition() {
    let brackets = String(repeating: "(", count: 5000) + "sel" + String(repeating: ")", count: 5000)
    let reason = RuleTestKit.reason(RuleTestKit.cloudTrail("sel:\n  a: 1\ncondition: \(brackets)"))
    #expect(reason == "the condition is nested too deep")
    let nots = String(repeating: "not ", count: 5000) + "sel"
    #expect(
      RuleTestKit.reason(RuleTestKit.cloudTrail("sel:\n  a: 1\ncondition: \(nots)"))
        == "the condition is nested too deep")
  }

  @Test("Ten thousand rules are read, and all of them match")
  func manyRules() {
    let files = (0..<10_000).map { index in
      RuleFile(
        name: Text("r\(index).yml"),
        bytes: Array(
          RuleTestKit.cloudTrail("sel:\n  eventName: Call\(index % 100)\ncondition: sel", id: "r\(index)").utf8),
        origin: .supplied)
    }
    let set = RuleSet(files)
    #expect(set.rules.count == 10_000)
    let record = RuleTestKit.record(#"{"eventName":"call7"}"#)
    #expect(set.rules.filter { $0.matches(record) }.count == 100)
  }
}
