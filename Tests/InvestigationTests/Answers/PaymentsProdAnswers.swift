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
    var investigation = Investigator.investigate(evidence)
    investigation.timeline = Timeline.entries(of: investigation)
    investigation.findings = Findings.summaries(of: investigation)
    investigation.activity = ActivityPanels.activity(of: investigation)
    investigation.metrics = MetricsCalculator.metrics(of: investigation)
    investigation.techniques = Techniques.used(in: investigation)
    investigation.indicators = Indicators.indicators(of: investigation)
    investigation.coverage = CoverageReport.rows(of: investigation)
    investigation.gaps = Gaps.gaps(of: investigation)
    investigation.questions = Questions.answers(of: investigation)
    investigation.omissions = Omissions.omissions(of: investigation)
    return investigation
  }
}
