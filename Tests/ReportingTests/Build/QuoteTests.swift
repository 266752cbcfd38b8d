import CaseFolder
import Testing

@testable import Reporting

@Suite struct QuoteTests {
  @Test func valuesOfSecretsAreNeverQuoted() {
    let record: Text = """
      {"auditID":"a","objectRef":{"resource":"secrets"},"responseObject":{"items":[{"metadata":{"name":"db","annotations":\
      {"kubectl.kubernetes.io/last-applied-configuration":"{\\"data\\":{\\"x\\":\\"aHVudGVyMg==\\"}}"}},\
      "data":{"x":"aHVudGVyMg=="},"stringData":{"y":"hunter2"},"type":"Opaque"}]}}
      """
    let quote = QuoteCollector.quote(record.utf8)
    #expect(!quote.contains("hunter2") && !quote.contains("aHVudGVyMg"))
    #expect(quote.contains(#""data":{"x":"[redacted: value of a secret]"}"#) && quote.contains(#""name":"db""#))
  }

  @Test func aSecretInsideAnotherListIsFound() {
    let record: Text =
      #"{"requestObject":{"items":[{"kind":"Secret","data":{"x":"eA=="}},{"kind":"ConfigMap","data":{"x":"eA=="}}]}}"#
    #expect(
      QuoteCollector.quote(record.utf8)
        == #"{"requestObject":{"items":[{"kind":"Secret","data":{"x":"[redacted: value of a secret]"}},{"kind":"ConfigMap","data":{"x":"eA=="}}]}}"#
    )
  }

  @Test func otherRecordsKeepEveryByte() {
    let record: Text = #"{ "auditID" : "a", "x": 1.50, "x": "caf\u00e9" }"#
    #expect(QuoteCollector.quote(record.utf8) == record)
  }

  @Test func longRecordsAreCutBetweenScalars() {
    let record = Text("a" + String(repeating: "ü", count: 5000))
    let quote = QuoteCollector.quote(record.utf8)
    #expect(quote.hasSuffix(" bytes)") && !quote.contains("\u{FFFD}"))
    #expect(quote.utf8.count < QuoteCollector.recordBytes + 30)
  }
}
