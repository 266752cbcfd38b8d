import CaseFolder
import Evidence
import Foundation

/// The main example, read once for all tests.
enum PaymentsProd {
  /// The project's root folder.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  static let evidence = Result {
    EvidenceReader.read(try CaseOpener.open(path: root + "/Examples/payments-prod"))
  }
}
