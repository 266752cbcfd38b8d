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

  /// The report.
  static let report = evidence.map { evidence in
    let investigation = Investigator.investigate(evidence, options: InvestigationOptions())
    return ReportBuilder.build(
      investigation: investigation, response: Responder.respond(to: investigation),
      entities: GraphExport.entities(of: investigation), relationships: GraphExport.relationships(of: investigation),
      options: ReportOptions(version: "test", options: [], sourceDate: nil))
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
