internal import CaseFolder
internal import Evidence
package import Investigation
package import Response

/// Puts what was found and what to do about it together into one report. It computes nothing that people would dispute:
/// names, defaults and order.
package enum ReportBuilder {
  /// The report of a case.
  ///
  /// `entities` and `relationships` are the graph as it is to be shown.
  package static func build(
    investigation: Investigation, response: Response, entities: [Entity], relationships: [Relationship],
    options: ReportOptions
  ) -> Report {
    var report = Report(
      generator: Generator(
        name: "casebook", version: options.version, data: DataVersions.embedded(), options: options.options,
        generatedAt: options.sourceDate ?? investigation.windows.cutOff),
      case: CaseHeaders.header(investigation, response), window: investigation.windows,
      activity: investigation.activity, metrics: investigation.metrics)
    report.takeaways = response.takeaways
    report.unknowns = response.unknowns
    report.story = response.story
    report.openPaths = response.openPaths
    report.ledger = investigation.evidence.ledger
    report.coverage = investigation.coverage
    report.gaps = investigation.gaps
    report.findings = investigation.findings
    report.detections = investigation.detections
    report.timeline = investigation.timeline
    report.entities = entities
    report.relationships = relationships
    report.questions = questions(investigation.questions, response.questions)
    report.exposures = response.exposures
    report.remediation = response.remediation
    report.controls = response.controls
    report.attackSteps = response.attackSteps
    report.indicators = investigation.indicators
    report.techniques = investigation.techniques
    let quotes = QuoteCollector.quotes(for: report, investigation: investigation)
    report.quotes = quotes.byID
    report.omissions = investigation.omissions + response.omissions + quotes.omissions
    return report
  }

  /// All questions by their numbers; of two answers to one question, the later room's counts.
  static func questions(_ earlier: [Question], _ later: [Question]) -> [Question] {
    let answered = Set(later.map(\.id))
    return (earlier.filter { !answered.contains($0.id) } + later).sorted { precedes($0.id, $1.id) }
  }

  /// The order of numbers such as `1.2` and `1.10`.
  private static func precedes(_ left: Text, _ right: Text) -> Bool {
    func numbers(_ id: Text) -> [Int] { id.split(UInt8(ascii: ".")).map { Int($0.string) ?? .max } }
    let (leftNumbers, rightNumbers) = (numbers(left), numbers(right))
    return leftNumbers == rightNumbers ? left < right : leftNumbers.lexicographicallyPrecedes(rightNumbers)
  }
}
