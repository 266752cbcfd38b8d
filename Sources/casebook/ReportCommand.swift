internal import ArgumentParser
internal import CaseFolder
internal import Glibc
internal import Investigation
internal import Reporting

/// `casebook report`: the main job.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Writes the report of a case.",
    discussion: """
      Reads every file of the case, whatever its name and layout, works out who did what, what it means and what to do, \
      and writes report.html, report.md, report.json and SHA256SUMS. A case.yaml with what people know is optional. \
      The folder appears whole or not at all; a report of an earlier run in the same place is replaced.

      The same case gives the same bytes, on any machine and in any time zone. Nothing is fetched from a network.

      EXAMPLES
        casebook report case-0312
        casebook report case-0312 -o /tmp/report --format html
        casebook report case-0312.zip
        casebook report audit.jsonl.gz --window 2026-03-12T02:00:00Z/2026-03-12T09:45:00Z
        casebook report logs/ --start ip:203.0.113.57 --start principal:arn:aws:iam::111122223333:role/app
        casebook report case-0312 --tlp AMBER+STRICT --strict
        casebook report case-0312 --rules ~/sigma/rules/cloud/aws
      """)

  @Argument(help: "A folder with evidence, an archive of one, or one evidence file.", completion: .directory)
  var path: String

  @Option(
    name: .shortAndLong, help: "The folder to write. (default: Output/<case id>)", completion: .directory)
  var output: String?

  @Option(help: "The editions to write, separated by commas: html, markdown, json. report.json is always written.")
  var format: FormatList = FormatList(formats: Set(ReportPipeline.Format.allCases))

  @Option(help: "The time to report on, as FROM/TO in RFC 3339. (default: from case.yaml, else from the findings)")
  var window: WindowArgument?

  @Option(help: "Something to start from beside the findings, as type:key, such as ip:203.0.113.57. May be repeated.")
  var start: [String] = []

  @Option(help: "A folder with changed templates; see casebook templates export.", completion: .directory)
  var templates: String?

  @Option(help: "A folder with data files that replace the built-in ones of the same name.", completion: .directory)
  var data: String?

  @Option(help: "The TLP label to print instead of the manifest's.")
  var tlp: TLPArgument?

  @Option(
    help: "A folder with Sigma rules to match beside the built-in ones and those in the case's rules/.",
    completion: .directory)
  var rules: String?

  @Flag(help: "Match no rules at all.")
  var noRules = false

  @Flag(help: "End with exit code 2 when some evidence was unreadable. The report is written nevertheless.")
  var strict = false

  @OptionGroup(title: "Limits on archives and compressed files") var limits: LimitOptions

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if noRules && rules != nil { throw ValidationError("--rules and --no-rules exclude each other.") }
    for start in start where !Text(start).contains(":") {
      throw ValidationError(
        "--start \(DiagnosticLine.visible(Text(start))): write it as type:key, such as ip:203.0.113.57.")
    }
  }

  func run() throws {
    let console = common.console
    let outcome: ReportPipeline.Outcome
    do {
      outcome = try ReportPipeline(settings: try settings()).run(display: ProgressDisplay(console: console))
    } catch let failure as ReportPipeline.Failure {
      console.show(failure.diagnostics)
      if case .notWritten = failure { throw ExitStatus.outputNotWritten }
      throw ExitStatus.unusableCase
    } catch let error as CaseError {
      // A folder of templates or data files that cannot be used.
      console.show(error.diagnostics)
      throw ExitStatus.usage
    }
    console.show(outcome.diagnostics)
    console.remark(ReportSummary.text(outcome.report))
    let first =
      format.formats.contains(.html) ? "report.html" : format.formats.contains(.markdown) ? "report.md" : "report.json"
    console.say(DiagnosticLine.visible(Text("\(outcome.folder)/\(first)")))
    if strict && outcome.hasUnreadable { throw ExitStatus.unreadableEvidence }
  }

  /// What the options ask for. Data files take effect here.
  private func settings() throws(CaseError) -> ReportPipeline.Settings {
    if let data { try Replacements.useData(from: data) }
    var settings = ReportPipeline.Settings(path: path)
    settings.output = output.map { Text($0) }
    settings.formats = format.formats
    settings.window = window.map { ManifestWindow(from: $0.from, to: $0.to) }
    settings.start = start.map { Text($0) }
    settings.tlp = tlp?.label
    settings.limits = limits.limits
    settings.sourceDate = Self.sourceDate(getenv("SOURCE_DATE_EPOCH").map { String(cString: $0) })
    settings.rules = noRules ? nil : RuleSources(folder: rules)
    settings.printedOptions = printedOptions()
    if let templates { settings.templates = try Replacements.templates(from: templates) }
    return settings
  }

  /// The options that change what the report says, without paths.
  private func printedOptions() -> [Text] {
    var options: [Text] = []
    if let window { options.append(Text("--window \(window.from)/\(window.to)")) }
    options += start.map { Text("--start \($0)") }
    if let tlp { options.append(Text("--tlp \(tlp.label.rawValue)")) }
    options += limits.printed
    if data != nil { options.append("--data") }
    if rules != nil { options.append("--rules") }
    if noRules { options.append("--no-rules") }
    if templates != nil { options.append("--templates") }
    return options
  }

  /// SOURCE_DATE_EPOCH as a time; nil when it is not set or no number.
  static func sourceDate(_ value: String?) -> Timestamp? {
    value.flatMap { Int64($0) }.flatMap { (0...253_402_300_799).contains($0) ? Timestamp(seconds: $0) : nil }
  }
}

/// Editions separated by commas.
struct FormatList: ExpressibleByArgument {
  var formats: Set<ReportPipeline.Format>

  init(formats: Set<ReportPipeline.Format>) {
    self.formats = formats
  }

  init?(argument: String) {
    var formats: Set<ReportPipeline.Format> = []
    for name in Text(argument).split(UInt8(ascii: ",")) {
      guard let format = ReportPipeline.Format(rawValue: name.string) else { return nil }
      formats.insert(format)
    }
    self.formats = formats
  }

  var defaultValueDescription: String { ReportPipeline.Format.allCases.map(\.rawValue).joined(separator: ",") }
}

/// What a run tells on a terminal beside the files.
enum ReportSummary {
  /// A few lines: verdict, size of the case, what was left out.
  static func text(_ report: Report) -> String {
    let records = report.ledger.reduce(0) { $0 + $1.records }
    let unreadable = report.ledger.reduce(0) { $0 + $1.unreadableCount }
    let skipped = report.ledger.filter { $0.skipped != nil }.count
    var lines = [
      "\(DiagnosticLine.visible(report.case.id)): \(report.case.verdict.rawValue)",
      "\(report.ledger.count) files, \(records) records, \(report.findings.count) findings, \(report.timeline.count) timeline entries",
    ]
    if unreadable > 0 { lines.append("\(unreadable) records could not be read: see Evidence in the report") }
    if skipped > 0 { lines.append("\(skipped) files were not read: see Evidence in the report") }
    return lines.joined(separator: "\n")
  }
}
