internal import ArgumentParser
internal import CaseFolder

/// The command line of Casebook.
@main
struct Casebook: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "casebook",
    abstract: "Turns the evidence of an EKS or AWS security incident into the report that people act on.",
    discussion: """
      Give it a folder with what you collected: GuardDuty findings, Kubernetes audit logs, CloudTrail, VPC flow logs, \
      DNS query logs, kubectl and aws output, in any layout, plain or gzip. It works offline and writes nothing into \
      that folder.

      EXAMPLES
        Scaffold a case from a finding and see what to collect:
          casebook init case-0312 --finding finding.json
        See what is there, damaged and missing:
          casebook check case-0312
        Write the report into Output/<case id>/:
          casebook report case-0312

      EXIT CODES
        0   fine
        2   some evidence was unreadable, and --strict was given
        64  wrong usage
        65  the case is unusable
        74  the output could not be written
      """,
    version: Version.current.string,
    subcommands: [
      ReportCommand.self, CheckCommand.self, FindCommand.self, InitCommand.self, RulesCommand.self,
      TemplatesCommand.self,
    ])
}

/// This program's version (CHANGELOG.md).
enum Version {
  static let current: Text = "0.1.0"
}
