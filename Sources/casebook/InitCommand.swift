internal import ArgumentParser
internal import CaseFolder
internal import Evidence
internal import Glibc

/// `casebook init`: a new case folder and the commands that fill it.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Scaffolds a case folder and prints the commands that collect its evidence.",
    discussion: """
      Writes a commented case.yaml and a folder notes/ into DIR, which must be new or empty. The commands go to \
      standard output, in the order in which to run them; with --finding they name the finding's cluster, Region, \
      account and instance.

      EXAMPLES
        casebook init case-0312
        casebook init case-0312 --finding guardduty-finding.json > collect.sh
      """)

  @Argument(help: "The folder to make.", completion: .directory)
  var folder: String

  @Option(help: "A file with the GuardDuty finding that started the case.", completion: .file())
  var finding: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    var facts = CollectionFacts()
    if let finding {
      do {
        facts = try Self.facts(in: finding)
      } catch {
        console.show(error.diagnostics)
        throw ExitStatus.unusableCase
      }
    }
    if let problem = Self.scaffold(folder, facts) {
      console.show([problem])
      throw ExitStatus.outputNotWritten
    }
    console.remark("wrote \(DiagnosticLine.visible(Text(folder)))/case.yaml")
    console.say(CollectionPlan.script(facts, folder: Text(folder)))
  }

  /// What a finding's file says; throws when it holds no finding.
  static func facts(in path: String) throws(CaseError) -> CollectionFacts {
    let findings = EvidenceReader.read(try CaseOpener.open(path: path)).findings
    guard !findings.isEmpty else {
      throw CaseError([
        Diagnostic(
          "init.no-finding", .error, "it holds no GuardDuty finding", file: Text(path),
          advice: "save one with aws guardduty get-findings")
      ])
    }
    return CollectionFacts(findings)
  }

  /// Makes the folder and its manifest; returns what went wrong.
  static func scaffold(_ folder: String, _ facts: CollectionFacts) -> Diagnostic? {
    func failure(_ id: String, _ message: Text, _ advice: Text) -> Diagnostic {
      Diagnostic(id, .error, message, file: Text(folder), advice: advice)
    }
    if mkdir(folder, 0o777) != 0 {
      guard errno == EEXIST else {
        return failure("init.not-made", "the folder cannot be made", "choose a place that you may write to")
      }
      guard isEmpty(folder) else {
        return failure("init.not-empty", "there is something at this path already", "choose a new folder")
      }
    }
    guard mkdir(folder + "/notes", 0o777) == 0, write(CaseScaffold.manifest(facts), to: folder + "/case.yaml") else {
      return failure("init.not-written", "the case folder cannot be written", "choose a place that you may write to")
    }
    return nil
  }

  private static func isEmpty(_ folder: String) -> Bool {
    guard let directory = opendir(folder) else { return false }
    defer { closedir(directory) }
    var count = 0
    while readdir(directory) != nil { count += 1 }
    return count <= 2
  }

  private static func write(_ text: String, to path: String) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return false }
    let isWritten = Console.write(text, to: descriptor)
    return close(descriptor) == 0 && isWritten
  }
}
