internal import ArgumentParser
internal import CaseFolder
internal import Evidence
internal import Reporting

/// `casebook check`: what is there, what is damaged, what is missing.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Shows what a case holds, what is damaged and what is missing, without a report.",
    discussion: """
      Reads all of the evidence as `report` does and prints a row for each file: what it was recognised as, how many \
      records it holds and what became of them, then which times each source covers.

      EXAMPLES
        casebook check case-0312
        casebook check audit.jsonl.gz
        casebook check case-0312 --json | jq '.ledger[] | select(.unreadableCount > 0)'
        casebook check case-0312 --strict && casebook report case-0312
      """)

  @Argument(help: "A folder with evidence, or one evidence file.", completion: .directory)
  var path: String

  @Flag(help: "Print JSON instead of text.")
  var json = false

  @Flag(help: "End with exit code 2 when some evidence was unreadable.")
  var strict = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    let result: CheckResult
    do {
      result = try CaseCheck.run(path: path, display: ProgressDisplay(console: console))
    } catch {
      console.show(error.diagnostics)
      throw ExitStatus.unusableCase
    }
    console.show(result.diagnostics)
    console.say(json ? CheckJSON.text(result) : CheckText.text(result, isVerbose: console.detail == .verbose))
    if strict && result.hasUnreadable { throw ExitStatus.unreadableEvidence }
  }
}
