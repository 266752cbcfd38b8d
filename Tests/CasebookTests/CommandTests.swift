import ArgumentParser
import CaseFolder
import Testing

@testable import casebook

@Suite struct CommandTests {
  @Test func aDiagnosticIsOneLineWithPlaceAdviceAndId() {
    let line = DiagnosticLine.text(
      Diagnostic(
        "manifest.unknown-key", .error, "no key tilte", file: "case.yaml", line: 2, advice: "did you mean title?"))
    #expect(line == "casebook: error: case.yaml:2: no key tilte; did you mean title? (manifest.unknown-key)")
  }

  @Test func aDiagnosticCannotSteerATerminal() {
    let line = DiagnosticLine.text(Diagnostic("x", .warning, "a\u{1B}[31mb\r\nc\u{202E}", file: "n\u{7}"))
    let harmless = line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x202E && $0.value != 0x7F }
    #expect(harmless.count == line.unicodeScalars.count)
  }

  @Test func theProgressBarFillsItsLine() {
    var bar = ProgressBar(filesDone: 1, files: 4, bytesDone: 50, bytes: 100, width: 40)
    #expect(bar.draw() == "reading [########        ] 50% 1/4 files")
    #expect(bar.draw().utf8.count <= 40)
    bar.bytesDone = 100
    bar.isColoured = true
    #expect(bar.draw().contains("\u{1B}[32m"))
    bar.width = 10
    #expect(bar.draw().utf8.count <= 10)
  }

  @Test func usageErrorsHaveTheirExitCode() {
    #expect(Casebook.exitCode(for: CleanExit.helpRequest()) == .success)
    do {
      _ = try Casebook.parseAsRoot(["check"])
      Issue.record("a missing argument was accepted")
    } catch {
      #expect(Casebook.exitCode(for: error) == ExitStatus.usage)
    }
  }

  @Test(arguments: ["check", "init", "report"])
  func everyCommandTeachesByExample(_ command: String) {
    #expect(Casebook.helpMessage(for: Casebook.self).contains(command))
  }
}

@Suite struct InitTests {
  @Test func theScaffoldIsAValidManifest() throws {
    var facts = CollectionFacts()
    facts.account = "111122223333"
    facts.cluster = "a\"\u{7F}\nb"
    let text = CaseScaffold.manifest(facts)
    let manifest = try ManifestReader.read(bytes: Array(text.utf8), file: "case.yaml")
    #expect(manifest.ownAccounts == ["111122223333"])
    #expect(manifest.files.isEmpty)
  }

  @Test func everyCommentedLineIsAValidManifest() throws {
    let lines = CaseScaffold.manifest(CollectionFacts()).split(separator: "\n").map(String.init)
    let text = lines.map { isKey($0) ? String($0.dropFirst()) : $0 }
      .filter { $0 != "files: []" }
      .map { $0.hasPrefix("  - {path: kubectl-pods") ? "files:\n" + $0 : $0 }.joined(separator: "\n")
    let manifest = try ManifestReader.read(bytes: Array(text.utf8), file: "case.yaml")
    #expect(manifest.files.count == 2)
    #expect(manifest.rotations.count == 1)
    #expect(manifest.caseID == "CB-2026-0001")
  }

  /// Whether a line is a key that is commented out, and not a sentence.
  private func isKey(_ line: String) -> Bool {
    line.hasPrefix("#") && (!line.hasPrefix("# ") || line.hasPrefix("#  "))
  }

  @Test func namesOfAFindingAreQuotedForTheShell() {
    var facts = CollectionFacts()
    facts.cluster = "x'; rm -rf ~; '"
    facts.region = "us\u{202E}west"
    let script = CollectionPlan.script(facts, folder: "case")
    #expect(script.contains(#"CLUSTER='x'\''; rm -rf ~; '\'''"#))
    #expect(script.contains("AWS_DEFAULT_REGION=REGION"))
    #expect(!script.contains("$INSTANCE"))
  }

  @Test func theFindingsOfTheExampleFillTheCommands() throws {
    let facts = try InitCommand.facts(in: example + "/guardduty-findings.json")
    #expect(facts.cluster == "payments-prod")
    #expect(facts.region == "us-west-2")
    #expect(facts.account == "111122223333")
    #expect(facts.instance == "i-0a1b2c3d4e5f60718")
  }

  @Test func nothingIsOverwritten() {
    let folder = TemporaryFolder()
    #expect(InitCommand.scaffold(folder.path + "/new", CollectionFacts()) == nil)
    #expect(TemporaryFolder.names(folder.path + "/new") == ["case.yaml", "notes"])
    #expect(InitCommand.scaffold(folder.path + "/new", CollectionFacts())?.id == "init.not-empty")
    folder.write("file", "x")
    #expect(InitCommand.scaffold(folder.path + "/file", CollectionFacts())?.id == "init.not-empty")
    #expect(InitCommand.scaffold(folder.path + "/no/such", CollectionFacts())?.id == "init.not-made")
  }
}
