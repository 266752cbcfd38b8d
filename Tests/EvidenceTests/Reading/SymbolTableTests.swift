import CaseFolder
import Testing

@testable import Evidence

@Suite struct SymbolTableTests {
  @Test func equalBytesGetOneSymbolAndCanonicalTwinsTwo() {
    let symbols = SymbolTable()
    let composed = symbols.intern(Text("caf\u{E9}"))
    let decomposed = symbols.intern(Text("cafe\u{301}"))
    #expect(composed != decomposed)
    #expect(symbols.intern(Text("caf\u{E9}")) == composed)
    #expect(symbols.text(decomposed) == Text("cafe\u{301}"))
  }

  @Test func manySymbolsSurviveGrowth() {
    let symbols = SymbolTable()
    let made = (0..<20_000).map { symbols.intern(Text("subject-\($0)")) }
    #expect(Set(made).count == 20_000)
    for index in stride(from: 0, to: 20_000, by: 997) {
      #expect(symbols.text(made[index]) == Text("subject-\(index)"))
      #expect(symbols.lookup(Text("subject-\(index)")) == made[index])
    }
    #expect(symbols.lookup("absent") == nil)
  }

  @Test func noBytesAreTheAbsentText() {
    let symbols = SymbolTable()
    #expect(symbols.intern("") == .none)
    #expect(symbols.text(.none).isEmpty)
  }
}

@Suite struct JSONParserTests {
  @Test func ofDuplicateKeysTheLastWinsAndBothAreKept() throws {
    let value = try JSONParser().parse(#"{"a":1,"a":2}"#.utf8)
    #expect(value["a"]?.int == 2)
    #expect(value.members.count == 2)
  }

  @Test(arguments: ["{", #"{"a":}"#, #"{"a":1,}"#, "[1,]", "nope", "\"\u{1}\"", ""])
  func whatIsNoJSONIsRefused(_ text: String) {
    #expect(throws: JSONParser.Failure.self) { try JSONParser().parse(text.utf8) }
  }

  @Test(arguments: [#""\ud800""#, "1e999", "123456789012345678901234567890"])
  func whatIsOddInItsTextAloneIsReadAllTheSame(_ text: String) throws {
    #expect(JSONParser().parseStrictly(text.utf8) == nil)
    #expect(try JSONParser().parse(text.utf8) != .null)
  }

  @Test func valuesSurviveEncoding() throws {
    let text = #"{"s":"a\"\\\u0001é","n":[1,-2,18446744073709551615,1.5,true,false,null],"o":{}}"#
    let value = try JSONParser().parse(text.utf8)
    #expect(try JSONParser().parse(value.encoded) == value)
  }

  @Test func timesAreReadInEveryUnit() {
    #expect(JSONValue.double(1_748_874_005.211).time == Timestamp("2025-06-02T14:20:05.211Z"))
    #expect(JSONValue.integer(1_748_874_005).time == Timestamp("2025-06-02T14:20:05Z"))
    #expect(JSONValue.integer(1_748_874_005_211).time == Timestamp("2025-06-02T14:20:05.211Z"))
  }
}
