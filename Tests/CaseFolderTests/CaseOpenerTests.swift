import CaseFolder
import Glibc
import Testing

@Suite struct CaseOpenerTests {
  private func open(_ path: String) throws(CaseError) -> OpenedCase { try CaseOpener.open(path: path) }

  private func ids(_ path: String) -> [String] {
    errors { () throws(CaseError) in try CaseOpener.open(path: path) }.filter { $0.severity == .error }.map(\.id)
  }

  @Test func evidenceAndConfigurationAreToldApart() throws {
    let folder = TemporaryCase()
    for name in [
      "b.json", "a/c.log", "case.yaml", "lake.yaml", "rules/r.yml", "notes/n.md", "intel/i.txt", "a/notes/x",
    ] {
      folder.write(name, name == "case.yaml" ? "title: x\n" : "x\n")
    }
    let opened = try open(folder.path + "/")
    #expect(opened.files.map(\.name) == ["a/c.log", "a/notes/x", "b.json"])
    #expect(opened.configuration.map(\.name) == ["case.yaml", "intel/i.txt", "lake.yaml", "notes/n.md", "rules/r.yml"])
    #expect(opened.manifest.title == "x")
  }

  @Test func whatIsNotReadHasARowWithItsReason() throws {
    let folder = TemporaryCase()
    folder.write("a.json", "{}")
    folder.write("empty.log", "")
    folder.write(".hidden", "x")
    folder.write("a.json~", "x")
    mkfifo(folder.path + "/pipe", 0o644)
    symlink("/etc/passwd", folder.path + "/outside")
    symlink("a.json", folder.path + "/again")
    symlink("nowhere", folder.path + "/dangling")
    let opened = try open(folder.path)
    #expect(opened.files.map(\.name) == ["a.json"])
    let reasons = Dictionary(uniqueKeysWithValues: opened.skipped.map { ($0.file, $0.skipped ?? "") })
    #expect(reasons["empty.log"] == "the file is empty")
    #expect(reasons["pipe"] == "it is a pipe: only regular files are read")
    #expect(reasons["outside"] == "a link that leaves the case: not followed")
    #expect(reasons["again"] == "a link to a file that is read under its own name")
    #expect(reasons["dangling"] == "a link that leads nowhere")
    #expect(reasons[".hidden"] == "a hidden file: not read")
    #expect(opened.skipped.count == 7)
    let balanced = opened.skipped.filter(\.isBalanced)
    #expect(balanced.count == 7)
  }

  @Test func aLinkIntoAHiddenFolderOfTheCaseIsFollowed() throws {
    let folder = TemporaryCase()
    folder.write(".data/a.json", "{}")
    symlink(".data/a.json", folder.path + "/a.json")
    let opened = try open(folder.path)
    #expect(opened.files.map(\.name) == ["a.json"])
  }

  @Test func aSingleFileIsACase() throws {
    let folder = TemporaryCase()
    let opened = try open(folder.write("deep/audit.jsonl", "{}\n"))
    #expect(opened.files.map(\.name) == ["audit.jsonl"])
    #expect(opened.files.first?.size == 3)
  }

  @Test func unusableCasesAreNamed() {
    let folder = TemporaryCase()
    #expect(ids(folder.path + "/none") == ["case.not-found"])
    #expect(ids(folder.path) == ["case.empty"])
    folder.write("case.yaml", "")
    #expect(ids(folder.path) == ["case.no-evidence"])
    folder.write("case.json", "{}")
    #expect(ids(folder.path) == ["manifest.two"])
    #expect(ids("/dev/null") == ["case.not-a-file"])
    mkfifo(folder.path + "/pipe", 0o644)
    #expect(ids(folder.path + "/pipe") == ["case.not-a-file"])
  }

  @Test func unreadableFilesAreRows() throws {
    guard geteuid() != 0 else { return }
    let folder = TemporaryCase()
    folder.write("a.json", "{}")
    chmod(folder.write("b.json", "{}"), 0)
    let opened = try open(folder.path)
    #expect(opened.skipped.map(\.skipped) == ["permission denied"])
  }

  @Test func whatTheManifestSaysReachesTheFiles() throws {
    let folder = TemporaryCase()
    folder.write("audit.jsonl", "{}\n")
    let sum = "0000000000000000000000000000000000000000000000000000000000000000"
    folder.write(
      "case.yaml", "files:\n- {path: audit.jsonl, cluster: c, bytes: 4, sha256: \"\(sum)\"}\n- {path: audti.jsonl}\n")
    let opened = try open(folder.path)
    #expect(opened.files.first?.stated?.cluster == "c")
    #expect(opened.diagnostics.map(\.id) == ["manifest.size-mismatch", "manifest.no-such-file"])
    #expect(opened.diagnostics.last?.advice == "did you mean audit.jsonl?")
    let warnings = opened.diagnostics.filter { $0.severity == .warning }
    #expect(warnings.count == 2)
    let file = try #require(opened.files.first)
    let source = try ByteSource(file)
    #expect(file.hashMismatch(actual: source.sha256Hex)?.id == "manifest.hash-mismatch")
  }

  @Test func theExampleOpensWithoutARemark() throws {
    let here = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    let opened = try open(here + "/Examples/payments-prod")
    #expect(opened.files.count == 17)
    #expect(opened.diagnostics.isEmpty && opened.skipped.isEmpty)
    for file in opened.files {
      let source = try ByteSource(file)
      #expect(file.hashMismatch(actual: source.sha256Hex) == nil)
    }
  }
}
