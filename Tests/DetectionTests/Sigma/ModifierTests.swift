import Detection
import Testing

/// What modifiers do to values (Sigma Modifiers Appendix 2.1).
struct ModifierTests {
  private func matches(_ selection: String, _ json: String) -> Bool { RuleTestKit.matches(selection, json) }

  @Test(
    "Text modifiers",
    arguments: [
      ("a|contains: b", "abc", true), ("a|contains: d", "abc", false), ("a|startswith: ab", "abc", true),
      ("a|startswith: b", "abc", false), ("a|endswith: bc", "abc", true), ("a|endswith: b", "abc", false),
      ("a|contains: ''", "abc", true), ("a|contains: 'a*c'", "xabcx", true), ("a|contains|all: [a, c]", "abc", true),
      ("a|contains|all: [a, d]", "abc", false), ("a|startswith|cased: AB", "abc", false), ("a|neq: abc", "abc", false),
      ("a|neq: abd", "abc", true), ("a|neq: [x, abc]", "abc", false), ("a|contains|neq: b", "abc", false),
      ("a|endswith: '\\\\b'", #"a\\b"#, true),
    ])
  func texts(_ selection: String, _ text: String, _ expected: Bool) {
    #expect(matches(selection, #"{"a":"\#(text)"}"#) == expected)
  }

  @Test("neq holds when the field is not there")
  func absentIsDifferent() {
    #expect(matches("a|neq: x", #"{"b":"x"}"#))
  }

  @Test("exists asks for the field, not for its value")
  func exists() {
    #expect(matches("a|exists: true", #"{"a":null}"#))
    #expect(matches("a|exists: true", #"{"a":[]}"#))
    #expect(!matches("a|exists: true", #"{"b":1}"#))
    #expect(matches("a|exists: false", #"{"b":1}"#))
    #expect(matches("a.b|exists: yes", #"{"a":{"b":0}}"#))
  }

  @Test(
    "Numbers compare as numbers",
    arguments: [
      ("a|lt: 10", "9", true), ("a|lt: 10", "10", false), ("a|lte: 10", "10", true), ("a|gt: 10", "11", true),
      ("a|gt: 10", "10", false), ("a|gte: 10", "10.0", true), ("a|gt: 1.5", "\"2\"", true), ("a|gt: 1", "\"x\"", false),
      ("a|gt: 1", "null", false), ("a|gt: 1", "true", false),
    ])
  func numbers(_ selection: String, _ value: String, _ expected: Bool) {
    #expect(matches(selection, #"{"a":\#(value)}"#) == expected)
  }

  @Test(
    "CIDR ranges of both families",
    arguments: [
      ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.1", false), ("192.0.2.128/25", "192.0.2.127", false),
      ("192.0.2.128/25", "192.0.2.129", true), ("fd00::/8", "fd12::1", true), ("fd00::/8", "fe00::1", false),
      ("0.0.0.0/0", "198.51.100.7", true), ("0.0.0.0/0", "2001:db8::1", false), ("198.51.100.7", "198.51.100.7", true),
      ("10.0.0.0/8", "::ffff:10.1.1.1", true), ("10.0.0.0/8", "10.1.1.1.evil.example", false),
      ("10.0.0.0/8", "", false),
    ])
  func addresses(_ range: String, _ address: String, _ expected: Bool) {
    #expect(matches("a|cidr: '\(range)'", #"{"a":"\#(address)"}"#) == expected)
  }

  @Test(
    "Regular expressions are searched for, with regard to case",
    arguments: [
      ("a|re: b.d", "abcde", true), ("a|re: B.D", "abcde", false), ("a|re|i: B.D", "abcde", true),
      ("a|re: '^bc'", #"a\nbc"#, false), ("a|re|m: '^bc'", #"a\nbc"#, true), ("a|re: 'a.b'", #"a\nb"#, false),
      ("a|re|s: 'a.b'", #"a\nb"#, true), ("a|re|i|m|s: '^B.c'", #"a\nb\nc"#, true), (#"a|re: '\d{3}'"#, "x123", true),
      ("a|re|startswith: b", "abc", false), ("a|re|endswith: b", "abc", false),
    ])
  func expressions(_ selection: String, _ text: String, _ expected: Bool) {
    #expect(matches(selection, #"{"a":"\#(text)"}"#) == expected)
  }

  @Test(
    "Encodings",
    arguments: [
      ("a|base64: foobar", "Zm9vYmFy", true), ("a|base64: foob", "Zm9vYg==", true),
      ("a|base64offset|contains: foobar", "eGZvb2Jhcg==", true),
      ("a|base64offset|contains: foobar", "eHhmb29iYXI=", true),
      ("a|base64offset|contains: foobar", "Zm9vYmFyeA==", true), ("a|base64offset|contains: foobar", "Zm9vYnVy", false),
      ("a|wide|base64: cmd", "YwBtAGQA", true), ("a|utf16le|base64: cmd", "YwBtAGQA", true),
      ("a|utf16be|base64: cmd", "AGMAbQBk", true), ("a|utf16|base64: cmd", "//5jAG0AZAA=", true),
      ("a|windash|contains: ' -f'", "x /f", true), ("a|windash|contains: ' -f'", "x –f", true),
      ("a|windash|contains: ' -f'", "x +f", false), ("a|windash: a-b", "a/b", false),
    ])
  func encodings(_ selection: String, _ text: String, _ expected: Bool) {
    #expect(matches(selection, #"{"a":"\#(text)"}"#) == expected)
  }

  @Test("fieldref compares two fields of a record")
  func fieldReferences() {
    #expect(matches("a|fieldref: b.c", #"{"a":"X","b":{"c":"x"}}"#))
    #expect(!matches("a|fieldref: b.c", #"{"a":"X","b":{"c":"y"}}"#))
    #expect(!matches("a|fieldref: b", #"{"a":"X"}"#))
    #expect(matches("a|fieldref|endswith: b", #"{"a":"arn:user/eve","b":"eve"}"#))
    #expect(matches("a|fieldref|startswith: b", #"{"a":"eve/x","b":"eve"}"#))
    #expect(matches("a|fieldref|contains: b", #"{"a":"x/eve/x","b":"eve"}"#))
    #expect(!matches("a|fieldref|neq: b", #"{"a":"x","b":"x"}"#))
    #expect(matches("a|fieldref: b", #"{"a":"a*c","b":"a*c"}"#))
    #expect(!matches("a|fieldref: b", #"{"a":"abc","b":"a*c"}"#))
  }

  @Test(
    "Parts of times are those of UTC",
    arguments: [
      ("a|minute: 4", true), ("a|hour: 3", true), ("a|day: 31", true), ("a|week: 1", true), ("a|month: 12", true),
      ("a|year: 2024", true), ("a|hour: 5", false), ("a|hour|gte: 3", true), ("a|hour|lt: 3", false),
    ])
  func times(_ selection: String, _ expected: Bool) {
    // 2024-12-31 lies in the first week of 2025; 05:04 at +02:00 is 03:04 in UTC.
    #expect(matches(selection, #"{"a":"2024-12-31T05:04:00+02:00"}"#) == expected)
  }

  @Test("expand takes its values from placeholders.yml")
  func placeholders() {
    let rule = RuleTestKit.cloudTrail("sel:\n  a|expand: 'x-%who%'\ncondition: sel")
    #expect(RuleTestKit.reason(rule)?.contains("placeholder %who%") == true)
    let set = RuleTestKit.set(rule, placeholders: "who: [eve, mallory]")
    #expect(set.unusable.isEmpty)
    #expect(set.rules.first?.matches(RuleTestKit.record(#"{"a":"x-mallory"}"#)) == true)
    #expect(set.rules.first?.matches(RuleTestKit.record(#"{"a":"x-bob"}"#)) == false)
  }

  @Test(
    "A modifier that cannot be used is named",
    arguments: [
      ("a|containz: b", "did you mean contains?"), ("a|re: 'a(?!b)'", "look-around"), ("a|re: '(a'", "cannot be used"),
      (#"a|re: '(a)\1'"#, "cannot be used"), ("a|cidr: 10.0.0.0/40", "no CIDR range"), ("a|gt: many", "needs a number"),
      ("a|i: b", "may only follow re"), ("a|base64: 'a*'", "no wildcards"), ("a|exists: maybe", "exists needs"),
      ("a|hour: x", "whole number"), ("a|contains: null", "need text"), ("a: {b: c}", "a value must be"),
      ("'|gt': 5", "a keyword must be text"),
    ])
  func mistakes(_ selection: String, _ words: String) {
    let reason = RuleTestKit.reason(RuleTestKit.cloudTrail("sel:\n  \(selection)\ncondition: sel"))
    #expect(reason?.contains(words) == true, "\(reason ?? "usable")")
  }
}
