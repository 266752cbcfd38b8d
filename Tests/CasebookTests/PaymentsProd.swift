import CaseFolder
import Evidence
import Foundation
import Investigation
import Reporting
import Response

/// The main example, read once for all tests.
enum PaymentsProd {
  /// The project's root folder.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  static let evidence = Result {
    EvidenceReader.read(try CaseOpener.open(path: root + "/Examples/payments-prod"))
  }
  static let investigation = evidence.map { Investigator.investigate($0, options: InvestigationOptions()) }
  static let response = investigation.map { Responder.respond(to: $0) }

  /// The report.
  static func report() throws -> Report {
    try ReportBuilder.build(
      investigation: investigation.get(), response: response.get(), options: ReportOptions())
  }
}

extension Report {
  /// Exposures by `name`, for look-ups in tests.
  func exposure(_ name: Text, kind: Text? = nil) -> Exposure? {
    exposures.first { $0.name == name && (kind == nil || $0.kind == kind) }
  }

  /// A step by the beginning of its id.
  func step(_ prefix: Text) -> RemediationStep? {
    remediation.first { $0.id.hasPrefix(prefix) }
  }
}
