import CaseFolder
import Testing

@testable import Investigation

/// What the investigation rules find in the main example.
struct PaymentsProdDetectionsTests {
  private static let node: Text = "arn:aws:sts::111122223333:assumed-role/payments-prod-node/i-0a1b2c3d4e5f60718"

  @Test("Each hit is a step of the attack, or the old token that it reached")
  func hits() throws {
    let investigation = try PaymentsProdAnswers.result.get()
    let hits = InvestigationRule.hits(in: investigation).map { "\($0.rule) \($0.subject) \($0.count)" }
    #expect(
      Set(hits) == [
        "K10 metrics-sync 1", "K11 system:anonymous 1", "K11 system:anonymous 2",
        "K45 kube-system/legacy-robot-token 1", "K46 system:serviceaccount:kube-system:metrics-sync 1",
        "K74 system:anonymous 1", "T23 system:serviceaccount:payments:payments-api 1",
        "T29 arn:aws:iam::111122223333:role/payments-api-irsa 1", "T33 \(Self.node) 1", "T7.2 \(Self.node) 4",
      ])
    #expect(hits.count == 11)
  }
}
