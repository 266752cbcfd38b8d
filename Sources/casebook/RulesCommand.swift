internal import ArgumentParser
internal import CaseFolder
internal import Detection
internal import Evidence
internal import Investigation

/// `casebook rules`: the rules, what they look for, and why they match.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Lists the detection rules, explains one, or tests one against records.",
    discussion: """
      Rules are Sigma rules: the built-in pack, those in a case's rules/ and those of --rules DIR. A few built-in ones \
      need more than a record (what was usual before, whose an address is) and are part of the program.

      EXAMPLES
        casebook rules list
        casebook rules list --rules ~/sigma/rules/cloud/aws --json
        casebook rules explain K12
        casebook rules test my-rule.yml audit.jsonl
      """,
    subcommands: [RulesListCommand.self, RulesExplainCommand.self, RulesTestCommand.self])
}

/// Options that the commands on rules share.
struct RulesOptions: ParsableArguments {
  @Option(help: "A folder with Sigma rules, beside the built-in ones.", completion: .directory)
  var rules: String?

  /// The rules that the options name; ends the program when they cannot be read.
  func load(_ console: Console) throws -> RuleSet {
    do {
      return try RuleSources(folder: rules).load()
    } catch {
      console.show(error.diagnostics)
      throw ExitStatus.usage
    }
  }
}

/// `casebook rules list`.
struct RulesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists all rules, and why some cannot be used.")

  @Flag(help: "Print JSON instead of text.")
  var json = false

  @OptionGroup var options: RulesOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    let rows = RuleListing.rows(try options.load(console))
    console.say(json ? RuleListing.json(rows) : RuleListing.text(rows))
  }
}

/// `casebook rules explain`.
struct RulesExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Says what a rule looks for, and where it comes from.")

  @Argument(help: "The rule's id, name, title or pattern (K12), or a rule file.")
  var rule: String

  @OptionGroup var options: RulesOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    let found = try RuleFinder.find(rule, options, console)
    console.say(found.map(RuleWords.explain).joined(separator: "\n\n"))
  }
}

/// `casebook rules test`.
struct RulesTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Shows for each record of some files why a rule matches it or does not.",
    discussion: """
      Ends with exit code 1 when no record matches.

      EXAMPLES
        casebook rules test my-rule.yml audit.jsonl
        casebook rules test K12 audit.jsonl.gz --matches
      """)

  @Argument(help: "The rule's id, name, title or pattern (K12), or a rule file.")
  var rule: String

  @Argument(help: "Files with Kubernetes audit events or CloudTrail records, in any layout.", completion: .file())
  var files: [String]

  @Flag(name: .customLong("matches"), help: "Show the records that match only.")
  var matchesOnly = false

  @OptionGroup var options: RulesOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    let rules = try RuleFinder.find(rule, options, console).compactMap { found -> SigmaRule? in
      if case .record(let rule) = found { rule } else { nil }
    }
    guard !rules.isEmpty else {
      console.show([
        Diagnostic(
          "rules.not-testable", .error, "only rules on single records can be tested", file: Text(rule),
          advice: "test the rules that the correlation names")
      ])
      throw ExitStatus.usage
    }
    var matched = 0
    var looked = 0
    for file in files {
      let tester = RuleTester(rules: rules, matchesOnly: matchesOnly) { console.say($0) }
      do {
        try tester.test(file)
      } catch {
        console.show(error.diagnostics)
        throw ExitStatus.unusableCase
      }
      if tester.looked == 0 { console.show([tester.nothingToTest(file)]) }
      matched += tester.matched
      looked += tester.looked
    }
    if looked == 0 { throw ExitStatus.unusableCase }
    console.remark("\(matched) records match")
    if matched == 0 { throw ExitStatus.differences }
  }
}
