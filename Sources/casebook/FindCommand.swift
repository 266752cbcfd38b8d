internal import ArgumentParser
internal import CaseFolder
internal import Evidence
internal import Glibc
internal import Investigation
internal import Reporting

/// `casebook find`: searches a case.
struct FindCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Searches a case for an address, a network, a principal, a pod, an image or a secret.",
    discussion: """
      Reads all of the evidence as `report` does and prints for everything that the query names: when it was first and \
      last seen, its calls by how they ended, what it talked to, its traffic, and the other addresses of its /24 or /64. \
      Names are compared byte by byte. Nothing found is a result: the coverage says how far it reaches.

      QUERIES
        203.0.113.57                 an address
        203.0.113.0/24, 203.0.113.*  a network
        arn:aws:iam::…:role/app      a role with all of its sessions, or a session or user; AROA…, ASIA… their keys
        system:anonymous             a Kubernetes subject
        payments/api-0, db-creds     a pod, image, secret, subject or principal of that name
        kind:name                    one kind only: ip, subject, principal, pod, image, secret

      EXAMPLES
        casebook find case-0312 203.0.113.57
        casebook find case-0312 '203.0.113.*' --json | jq '.matches[].name'
        casebook find case-0312 image:docker.io/gpu-tools/node-tuner
        casebook find case-0312 secret:payments/db-credentials

      JSON
        schema    casebook-find/1
        matches   kind, name, level, isActors, first, last, requests, calls, contacts, flows, neighbours, findings,
                  citations
        leftOut   how many matches the list leaves out
        coverage  as in report.json
      """)

  @Argument(help: "A folder with evidence, or one evidence file.", completion: .directory)
  var path: String

  @Argument(help: "What to look for.")
  var query: String

  @Flag(help: "Print JSON instead of text.")
  var json = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    let parsed: SearchQuery
    do {
      parsed = try SearchQuery(Text(query))
    } catch {
      console.show([
        Diagnostic("find.query", .error, Text("\(query): \(error.message)"), advice: Text(error.advice))
      ])
      throw ExitStatus.usage
    }
    let result: SearchResult
    do {
      let read = try ReportPipeline(settings: .init(path: path)).read(ProgressDisplay(console: console))
      console.show(read.evidence.diagnostics)
      result = CaseSearch.run(parsed, in: Investigator.investigate(read.evidence, rules: read.rules))
    } catch {
      console.show(error.diagnostics)
      throw ExitStatus.unusableCase
    }
    console.say(
      json
        ? String(decoding: JSONDocument.encode(result).dropLast(), as: UTF8.self)
        : FindText(result: result, style: Console.style(of: STDOUT_FILENO)).text)
  }
}
