package import CaseFolder
package import Investigation
package import Response

/// Everything the report says: the machine-readable edition, of which all other editions are pure functions.
///
/// The keys are a contract with a version; `Templates/report.schema.json` describes them.
package struct Report: Hashable, Codable, Sendable {
  /// The contract's version, by which a report is recognised wherever a case is expected.
  package var schema = Report.schemaName
  /// What made the report.
  package var generator: Generator
  /// What it is about.
  package var `case`: CaseHeader
  /// Its windows.
  package var window: Windows
  /// What matters most, at most seven sentences.
  package var takeaways: [Statement]
  /// What the evidence cannot tell; shown right after the takeaways.
  package var unknowns: [Statement]
  /// What happened, by phase.
  package var story: [StoryPhase]
  /// Ways back in that are not shown as closed, the gravest first.
  package var openPaths: [OpenPath]
  /// What became of every record, by file.
  package var ledger: [LedgerRow]
  /// What the evidence covers.
  package var coverage: [CoverageRow]
  /// Evidence that is missing.
  package var gaps: [Gap]
  /// What is left out, and why.
  package var omissions: [Omission]
  /// The findings of detectors.
  package var findings: [FindingSummary]
  /// Hits of detection rules; empty in this version.
  package var detections: [DetectionSummary]
  /// Its groups.
  package var groups: [FindingSummary]
  /// The timeline, by time.
  package var timeline: [TimelineEntry]
  /// Entities, by type and name.
  package var entities: [Entity]
  /// Relationships between entities.
  package var relationships: [Relationship]
  /// Who did how much.
  package var activity: Activity
  /// The questions with their answers.
  package var questions: [Question]
  /// Secrets and credentials with their exposure.
  package var exposures: [Exposure]
  /// The steps of the remediation.
  package var remediation: [RemediationStep]
  /// Preventative controls.
  package var controls: [Control]
  /// The steps of the attack that controls can break.
  package var attackSteps: [AttackStep]
  /// Smallest sets of controls that break the path; empty in this version.
  package var controlSets: [[Text]]
  /// What to notify; empty in this version.
  package var obligations: [Statement]
  /// Moments and durations.
  package var metrics: Metrics
  /// Indicators of the actor.
  package var indicators: [Indicator]
  /// ATT&CK ids.
  package var techniques: [TechniqueUse]
  /// The case's notes; empty in this version.
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
    findings: [FindingSummary] = [], detections: [DetectionSummary] = [], groups: [FindingSummary] = [],
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
  /// Its name.
  package var name: Text
  /// Its version.
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
  /// Its name.
  package var name: Text
  /// Its version.
  package var version: Text
  /// Its date.
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
  /// What identifies it; in reports from content, so that it stays the same.
  package var id: Text
  /// What it is called.
  package var title: Text
  /// The TLP label.
  package var tlp: Text
  /// How grave it is.
  package var severity: Text
  /// What the team says; nil when it says nothing.
  package var status: Text?
  /// What the evidence says.
  package var verdict: Verdict
  /// Why the verdict is what it is.
  package var verdictReason: Statement
  /// draft or final.
  package var reportStatus: Text
  /// Who leads the case.
  package var lead: Text?
  /// The clusters.
  package var clusters: [Text]
  /// The accounts.
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
