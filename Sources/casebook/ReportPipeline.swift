internal import CaseFolder
internal import Detection
internal import Evidence
internal import Investigation
internal import Publishing
internal import Reporting
internal import Response

/// The way of the data, from a case to a folder of editions. Everything that computes lies in the rooms; this only joins them.
struct ReportPipeline {
  /// An edition that `--format` can ask for. `report.json` is always written: the others are functions of it.
  enum Format: String, CaseIterable, Sendable {
    case html
    case markdown
    case json
  }

  /// What shapes a run.
  struct Settings {
    /// The case: a folder, an archive or one file.
    var path: String
    /// The folder to write; nil: `Output/<case id>`.
    var output: Text?
    var formats = Set(Format.allCases)
    var window: ManifestWindow?
    var start: [Text] = []
    var tlp: TLP?
    /// How much may come out of archives.
    var limits = ReadingLimits()
    /// The Sigma rules to match beside the built-in and the case's own ones; nil: no rules at all.
    var rules: RuleSources? = RuleSources()
    var templates = TemplateSet.builtIn
    /// SOURCE_DATE_EPOCH.
    var sourceDate: Timestamp?
    /// The options as the report prints them; no paths.
    var printedOptions: [Text] = []
  }

  /// What a run came to.
  struct Outcome {
    /// The folder that was written.
    var folder: Text
    var report: Report
    var diagnostics: [Diagnostic]

    /// Whether any record or file could not be read.
    var hasUnreadable: Bool { report.ledger.contains { $0.hasUnreadable } }
  }

  /// A case that was read.
  struct ReadCase {
    var evidence: Evidence
    /// What the rules found while it was read; nil without rules.
    var rules: RuleFindings?
  }

  /// Why there is no report.
  enum Failure: Error {
    /// The case is unusable: exit code 65.
    case unusableCase([Diagnostic])
    /// The output could not be written: exit code 74. Nothing of it is left behind.
    case notWritten([Diagnostic])

    /// What to tell people.
    var diagnostics: [Diagnostic] {
      switch self {
      case .unusableCase(let diagnostics), .notWritten(let diagnostics): diagnostics
      }
    }
  }

  var settings: Settings

  /// Does all of it.
  func run(display: ProgressDisplay? = nil) throws(Failure) -> Outcome {
    let readCase = try read(display)
    let report = self.report(on: readCase)
    let files = try editions(of: report)
    let folder = settings.output ?? Text("Output/\(FolderName.name(ofCase: report.case.id))")
    do {
      try OutputFolder.write(files: files, to: folder)
    } catch {
      throw .notWritten([Diagnostic("output.not-written", .error, error.message)])
    }
    let evidence = readCase.evidence
    return Outcome(folder: folder, report: report, diagnostics: evidence.diagnostics + evidence.changeDiagnostics)
  }

  /// Opens the case, reads its evidence and matches the rules on it.
  func read(_ display: ProgressDisplay? = nil) throws(Failure) -> ReadCase {
    do {
      var opened = try CaseOpener.open(path: settings.path, limits: settings.limits)
      if let tlp = settings.tlp { opened.manifest.tlp = tlp }
      let engine = try settings.rules.map { sources throws(CaseError) in RuleEngine(try sources.load(case: opened)) }
      let options = ReadingOptions(window: settings.window, observer: engine)
      let evidence = EvidenceReader.read(opened, options: options) { display?.update($0) }
      display?.finish()
      try CaseCheck.requireEvidence(evidence, path: settings.path)
      return ReadCase(evidence: evidence, rules: engine?.findings(in: evidence))
    } catch {
      display?.finish()
      throw .unusableCase(error.diagnostics)
    }
  }

  /// Everything that the report says.
  func report(on readCase: ReadCase) -> Report {
    let window = settings.window.map { Window(from: $0.from, to: $0.to) }
    let investigation = Investigator.investigate(
      readCase.evidence, options: InvestigationOptions(window: window, start: settings.start), rules: readCase.rules)
    return ReportBuilder.build(
      investigation: investigation, response: Responder.respond(to: investigation),
      entities: GraphExport.entities(of: investigation),
      relationships: GraphExport.relationships(of: investigation),
      options: ReportOptions(
        version: Version.current, options: settings.printedOptions, sourceDate: settings.sourceDate))
  }

  /// The files of the editions that were asked for.
  func editions(of report: Report) throws(Failure) -> [(name: Text, bytes: [UInt8])] {
    var files: [(name: Text, bytes: [UInt8])] = [("report.json", JSONEdition.encode(report))]
    if settings.formats.contains(.html) {
      do {
        files.append(("report.html", try HTMLEdition.render(report, templates: settings.templates)))
      } catch {
        throw .notWritten([
          Diagnostic(
            "output.page-refused", .error, Text(error.description),
            advice: "this is a mistake of the program or of a template, not of the evidence: report it")
        ])
      }
    }
    if settings.formats.contains(.markdown) {
      files.append(("report.md", MarkdownEdition.render(report)))
    }
    return files
  }
}
