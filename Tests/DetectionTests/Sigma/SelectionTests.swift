import Testing

/// What selections match (Sigma Rules Specification 2.1, "Detection").
struct SelectionTests {
  private func matches(_ selection: String, _ json: String) -> Bool { RuleTestKit.matches(selection, json) }

  @Test(
    "Values are alternatives, fields are not",
    arguments: [
      (#"{"a":"one","b":"x"}"#, true), (#"{"a":"two","b":"x"}"#, true), (#"{"a":"three","b":"x"}"#, false),
      (#"{"a":"one","b":"y"}"#, false), (#"{"b":"x"}"#, false),
    ])
  func valuesAndFields(_ json: String, _ expected: Bool) {
    #expect(matches("a: [one, two]\nb: x", json) == expected)
  }

  @Test("A list of maps is a list of alternatives")
  func listOfMaps() {
    let selection = "- a: one\n  b: x\n- c: two"
    #expect(matches(selection, #"{"a":"one","b":"x"}"#))
    #expect(matches(selection, #"{"c":"two"}"#))
    #expect(!matches(selection, #"{"a":"one"}"#))
  }

  @Test("Letters match in any case, unless cased says otherwise")
  func letterCase() {
    #expect(matches("a: GetObject", #"{"a":"gEToBJECT"}"#))
    #expect(!matches("a|cased: GetObject", #"{"a":"getobject"}"#))
    #expect(matches("a|cased: GetObject", #"{"a":"GetObject"}"#))
    #expect(matches("a: ÄRGER", #"{"a":"ärger"}"#))
    #expect(matches("a|contains: ß", #"{"a":"Straße"}"#))
  }

  @Test(
    "Wildcards stand for text and for one character",
    arguments: [
      ("a*c", "abbc", true), ("a*c", "ac", true), ("a*c", "acd", false), ("a?c", "abc", true), ("a?c", "ac", false),
      ("a?c", "aéc", true), ("*b*d*", "xxbyydzz", true), ("*b*d*", "xxdyybzz", false), ("a*b*b", "ab", false),
      ("a*b*b", "abb", true), (#"a\*c"#, "a*c", true), (#"a\*c"#, "abc", false), (#"a\\*c"#, #"a\\xc"#, true),
      (#"a\b"#, #"a\\b"#, true), ("*?", "", false), ("*?", "x", true), ("*", "", true), ("??", "ab", true),
      ("*a?", "xaé", true), ("a*é", "abcé", true),
    ])
  func wildcards(_ pattern: String, _ text: String, _ expected: Bool) {
    #expect(matches("a: '\(pattern)'", #"{"a":"\#(text)"}"#) == expected)
  }

  @Test("Null is absent or null; an empty text is empty")
  func nullAndEmpty() {
    #expect(matches("a: null", #"{"b":1}"#))
    #expect(matches("a: null", #"{"a":null}"#))
    #expect(matches("a: []", #"{"b":1}"#))
    #expect(!matches("a: null", #"{"a":""}"#))
    #expect(matches("a: ''", #"{"a":""}"#))
    #expect(!matches("a: ''", #"{"b":1}"#))
    #expect(matches("a: [null, '']", #"{"a":""}"#))
    #expect(!matches("a: '*'", #"{"a":null}"#))
  }

  @Test("Numbers and truth values match however the rule or the record writes them")
  func scalars() {
    #expect(matches("a: 403", #"{"a":403}"#))
    #expect(matches("a: '403'", #"{"a":403}"#))
    #expect(matches("a: 403", #"{"a":"403"}"#))
    #expect(matches("a: 'true'", #"{"a":true}"#))
    #expect(matches("a: true", #"{"a":"True"}"#))
    #expect(matches("a: 5", #"{"a":5.0}"#))
    #expect(!matches("a: 5", #"{"a":5.5}"#))
  }

  @Test(
    "Names lead through objects, arrays, keys with dots and JSON in strings",
    arguments: [
      ("a.b", #"{"a":{"b":"x"}}"#), ("a.b", #"{"a.b":"x"}"#), ("a.b", #"{"a":[{"b":"y"},{"b":"x"}]}"#),
      ("a", #"{"a":["y","x"]}"#), ("a.b.c", #"{"a":{"b.c":"x"}}"#), ("a.b.c/d", #"{"a":{"b.c/d":"x"}}"#),
      ("a[].b", #"{"a":[{"b":"x"}]}"#), ("a[1]", #"{"a":["y","x"]}"#), ("a.1", #"{"a":["y","x"]}"#),
      ("a.b", #"{"a":"{\"b\":\"x\"}"}"#), ("a.b", #"{"a":"[{\"b\":[[\"x\"]]}]"}"#),
    ])
  func paths(_ name: String, _ json: String) {
    #expect(matches("'\(name)': x", json))
    #expect(!matches("'\(name)': z", json))
  }

  @Test("Index and key are told apart")
  func indices() {
    #expect(!matches("'a[0]': x", #"{"a":["y","x"]}"#))
    #expect(matches("'a.0': x", #"{"a":{"0":"x"}}"#))
  }

  @Test("An object is matched as its compact JSON, and part by part for texts inside it")
  func objects() {
    let json = #"{"p":{"doc":"{\"Action\": [\"s3:GetObject\"], \"Effect\":\"Allow\"}"}}"#
    #expect(matches("p|contains|all: ['\"s3:GetObject\"', '\"Allow\"']", json))
    #expect(!matches("p|contains|all: ['\"s3:GetObject\"', '\"Deny\"']", json))
    #expect(matches("p|contains: '\"q\":1'", #"{"p":{"q":1}}"#))
  }

  @Test("Keywords are looked for in all texts of the record")
  func keywords() {
    #expect(matches("- evil\n- bad", #"{"a":{"b":["so EVIL here"]}}"#))
    #expect(!matches("- evil", #"{"a":"good"}"#))
    #expect(matches("'|all': [one, two]", #"{"a":"one","b":"two"}"#))
    #expect(!matches("'|all': [one, two]", #"{"a":"one"}"#))
    #expect(matches("'|re': 'e.il'", #"{"a":"evil"}"#))
  }

  @Test("A duplicate key: the last one wins")
  func duplicateKeys() {
    #expect(matches("a: x", #"{"a":"y","a":"x"}"#))
    #expect(!matches("a: y", #"{"a":"y","a":"x"}"#))
  }
}
