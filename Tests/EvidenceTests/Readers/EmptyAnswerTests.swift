import CaseFolder
import Testing

@testable import Evidence

/// Answers that list nothing: no record, nothing unreadable, and a remark that says so.
struct EmptyAnswerTests {
  @Test func aRecordedAnswerWithoutResultsIsNoDamage() throws {
    let evidence = try ReadCase.read([
      "ec2.json": #"{"status_code":200,"data":{"Reservations":[],"ResponseMetadata":{}}}"#
    ])
    let row = try #require(evidence.ledger.first)
    #expect(row.records == 0 && row.unreadableCount == 0)
    #expect(row.isBalanced)
    #expect(row.skipped != nil || row.flagged.map(\.remark) == ["an empty list"])
  }

  @Test(arguments: [
    (#"{"SecretList":[],"NextToken":null}"#, true), (#"{"a":[],"b":[]}"#, true), (#"{"a":[1]}"#, false),
    (#"{"a":[],"text":"x"}"#, false), (#"{}"#, false), (#"[]"#, false),
  ])
  func onlyListsThatAreAllEmptyAreAnEmptyAnswer(_ text: String, _ isEmpty: Bool) throws {
    #expect(try JSONParser().parse(Array(text.utf8)).isEmptyAnswer == isEmpty)
  }
}
