internal import ArgumentParser
internal import CaseFolder
internal import Evidence
internal import Glibc
internal import Reporting

/// `casebook check`: what is there, what is damaged, what is missing.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Shows what a case holds, what is damaged and what is missing, without a report.",
    discussion: """
      Reads all of the evidence as `report` does and prints a row for each file: what it was recognised as, how many \
      records it holds, from when to when, what became of them and what is damaged; then which times each source covers, \
      which evidence is missing, and which questions can be answered only in part or not at all without it.

      EXAMPLES
        casebook check case-0312
        casebook check audit.jsonl.gz
        casebook check case-0312.tar.zst --max-total 20GiB
        casebook check case-0312 --json | jq '.ledger[] | select(.unreadableCount > 0)'
        casebook check case-0312 --strict && casebook report case-0312

      JSON
        schema       casebook-check/1
        ledger       for each file, as in report.json: file, sha256, bytes, format, layout, records, events, findings,
                     objects, duplicates, outOfWindow, unreadableCount, unreadable, flagged, skipped; and first, last: the
                     times of its first and last record
        coverage     for each source and subject: source, subject, from, to, basis, isExtract, files
        missing      source, prevents, and questions: the ids of those that it would answer or complete
        questions    id, title, state (full, partial, none) and lacks: the missing sources that it wants
        diagnostics  id, severity, message, file, line, advice
      """)

  @Argument(help: "A folder with evidence, an archive of one, or one evidence file.", completion: .directory)
  var path: String

  @Flag(help: "Print JSON instead of text.")
  var json = false

  @Flag(help: "End with exit code 2 when some evidence was unreadable.")
  var strict = false

  @OptionGroup(title: "Limits on archives and compressed files") var limits: LimitOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    let result: CheckResult
    do {
      result = try CaseCheck.run(path: path, limits: limits.limits, display: ProgressDisplay(console: console))
    } catch {
      console.show(error.diagnostics)
      throw ExitStatus.unusableCase
    }
    console.show(result.diagnostics)
    let style = Console.style(of: STDOUT_FILENO)
    let text = CheckText(result: result, style: style, isVerbose: console.detail == .verbose)
    console.say(json ? CheckJSON.text(result) : text.text)
    if strict && result.hasUnreadable { throw ExitStatus.unreadableEvidence }
  }
}
