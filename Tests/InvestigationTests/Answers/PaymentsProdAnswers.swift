import CaseFolder
import Evidence
import Foundation

@testable import Investigation

/// The main example as investigated, with all answers, computed once for all tests.
enum PaymentsProdAnswers {
  static let result: Result<Investigation, any Error> = Result {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    let evidence = EvidenceReader.read(try CaseOpener.open(path: root + "/Examples/payments-prod"))
    return Investigator.investigate(evidence)
  }
}
