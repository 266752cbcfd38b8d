package import CaseFolder
package import Investigation
package import Response

/// Everything the report says: the machine-readable edition, of which all other editions are pure functions.
///
/// The keys are a contract with a version; `Templates/report.schema.json` describes them.
package struct Report: Hashable, Codable, Sendable {
  /// The contract's version, by which a report is recognised wherever a case is expected.
  package var schema = Report.schemaName
  package var generator: Generator
  package var `case`: CaseHeader
  package var window: Windows
  package var takeaways: [Statement]
  /// What the evidence cannot tell; shown right after the takeaways.
  package var unknowns: [Statement]
  package var story: [StoryPhase]
  package var openPaths: [OpenPath]
  package var ledger: [LedgerRow]
  package var coverage: [CoverageRow]
  package var gaps: [Gap]
  package var omissions: [Omission]
  package var findings: [FindingSummary]
  package var detections: [FindingSummary]
  package var groups: [FindingSummary]
  package var timeline: [TimelineEntry]
  package var entities: [Entity]
  package var relationships: [Relationship]
  package var activity: Activity
  package var questions: [Question]
  package var exposures: [Exposure]
  package var remediation: [RemediationStep]
  package var controls: [Control]
  package var attackSteps: [AttackStep]
  package var controlSets: [[Text]]
  package var obligations: [Statement]
  package var metrics: Metrics
  package var indicators: [Indicator]
  package var techniques: [TechniqueUse]
  package var notes: [Statement]
  /// Raw records that the report quotes, by citation id.
  package var quotes: [Text: Text]

  /// The schema's name and version.
  package static let schemaName: Text = "casebook/1"

  /// All parts at once.
  package init(
    schema: Text = Report.schemaName, generator: Generator, `case`: CaseHeader, window: Windows,
    takeaways: [Statement] = [], unknowns: [Statement] = [], story: [StoryPhase] = [], openPaths: [OpenPath] = [],
    ledger: [LedgerRow] = [], coverage: [CoverageRow] = [], gaps: [Gap] = [], omissions: [Omission] = [],
    findings: [FindingSummary] = [], detections: [FindingSummary] = [], groups: [FindingSummary] = [],
    timeline: [TimelineEntry] = [], entities: [Entity] = [], relationships: [Relationship] = [], activity: Activity,
    questions: [Question] = [], exposures: [Exposure] = [], remediation: [RemediationStep] = [],
    controls: [Control] = [], attackSteps: [AttackStep] = [], controlSets: [[Text]] = [],
    obligations: [Statement] = [], metrics: Metrics, indicators: [Indicator] = [], techniques: [TechniqueUse] = [],
    notes: [Statement] = [], quotes: [Text: Text] = [:]
  ) {
    self.schema = schema
    self.generator = generator
    self.case = `case`
    self.window = window
    self.takeaways = takeaways
    self.unknowns = unknowns
    self.story = story
    self.openPaths = openPaths
    self.ledger = ledger
    self.coverage = coverage
    self.gaps = gaps
    self.omissions = omissions
    self.findings = findings
    self.detections = detections
    self.groups = groups
    self.timeline = timeline
    self.entities = entities
    self.relationships = relationships
    self.activity = activity
    self.questions = questions
    self.exposures = exposures
    self.remediation = remediation
    self.controls = controls
    self.attackSteps = attackSteps
    self.controlSets = controlSets
    self.obligations = obligations
    self.metrics = metrics
    self.indicators = indicators
    self.techniques = techniques
    self.notes = notes
    self.quotes = quotes
  }
}

/// What made the report.
package struct Generator: Hashable, Codable, Sendable {
  package var name: Text
  package var version: Text
  /// Versions and dates of the data files used.
  package var data: [DataVersion]
  /// Options that shaped the report; no paths.
  package var options: [Text]
  /// SOURCE_DATE_EPOCH when set, else the newest evidence.
  package var generatedAt: Timestamp?

  /// All parts at once.
  package init(
    name: Text, version: Text, data: [DataVersion] = [], options: [Text] = [], generatedAt: Timestamp? = nil
  ) {
    self.name = name
    self.version = version
    self.data = data
    self.options = options
    self.generatedAt = generatedAt
  }
}

/// A data file's name, version and date.
package struct DataVersion: Hashable, Codable, Sendable {
  package var name: Text
  package var version: Text
  package var date: Text

  /// All parts at once.
  package init(
    name: Text, version: Text, date: Text
  ) {
    self.name = name
    self.version = version
    self.date = date
  }
}

/// What the report is about.
package struct CaseHeader: Hashable, Codable, Sendable {
  package var id: Text
  package var title: Text
  package var tlp: Text
  package var severity: Text
  /// What the team says; nil when it says nothing.
  package var status: Text?
  /// What the evidence says.
  package var verdict: Verdict
  package var verdictReason: Statement
  package var reportStatus: Text
  package var lead: Text?
  package var clusters: [Text]
  package var accounts: [Text]

  /// All parts at once.
  package init(
    id: Text, title: Text, tlp: Text, severity: Text, status: Text? = nil, verdict: Verdict, verdictReason: Statement,
    reportStatus: Text, lead: Text? = nil, clusters: [Text] = [], accounts: [Text] = []
  ) {
    self.id = id
    self.title = title
    self.tlp = tlp
    self.severity = severity
    self.status = status
    self.verdict = verdict
    self.verdictReason = verdictReason
    self.reportStatus = reportStatus
    self.lead = lead
    self.clusters = clusters
    self.accounts = accounts
  }
}
