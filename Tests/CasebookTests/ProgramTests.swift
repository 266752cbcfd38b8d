import Foundation
import Testing

/// The program as people run it: exit codes, what it prints, what it leaves behind.
@Suite struct ProgramTests {
  private struct Run {
    var code: Int32
    var output: String
    var errors: String
  }

  /// Runs the program that the build made beside these tests.
  private func run(_ arguments: [String], environment: [String: String] = [:], umask: String = "022") throws -> Run {
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent(
      "casebook")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "umask \(umask); exec \"$0\" \"$@\"", program.path] + arguments
    process.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }
    let folder = TemporaryFolder()
    let (out, err) = (folder.write("out", ""), folder.write("err", ""))
    process.standardOutput = FileHandle(forWritingAtPath: out)
    process.standardError = FileHandle(forWritingAtPath: err)
    try process.run()
    process.waitUntilExit()
    func text(_ path: String) -> String { String(decoding: TemporaryFolder.contents(path), as: UTF8.self) }
    return Run(code: process.terminationStatus, output: text(out), errors: text(err))
  }

  private let folder = TemporaryFolder()

  /// Makes a folder inside the temporary one.
  private func make(_ name: String) -> String {
    let path = folder.path + "/" + name
    mkdir(path, 0o755)
    return path
  }

  private let record = #"{"auditID":"1","verb":"get","requestURI":"/","stage":"ResponseComplete"}"# + "\n"

  @Test func environmentDoesNotChangeAByte() throws {
    let first = folder.path + "/first"
    let second = folder.path + "/second"
    let one = try run(["report", example, "-o", first])
    let two = try run(
      ["report", example, "-o", second],
      environment: ["TZ": "Asia/Tokyo", "LANG": "tr_TR.UTF-8", "LC_ALL": "de_DE.UTF-8", "NO_COLOR": "1"], umask: "077")
    #expect(one.code == 0 && two.code == 0, "\(one.errors) \(two.errors)")
    let names = TemporaryFolder.names(first)
    #expect(names.contains("report.html") && names.contains("SHA256SUMS"))
    #expect(names == TemporaryFolder.names(second))
    for name in names {
      #expect(TemporaryFolder.contents(first + "/" + name) == TemporaryFolder.contents(second + "/" + name), "\(name)")
    }
  }

  @Test(arguments: ["empty", "without", "missing"])
  func unusableCasesAreOneClearLineAndCode65(_ kind: String) throws {
    let path = kind == "missing" ? folder.path + "/none" : make(kind)
    if kind == "without" { folder.write("without/readme.txt", "hello\n") }
    let output = folder.path + "/out"
    let result = try run(["report", path, "-o", output])
    #expect(result.code == 65)
    #expect(result.errors.split(separator: "\n").filter { $0.hasPrefix("casebook: error: ") }.count == 1)
    #expect(result.output.isEmpty)
    #expect(!TemporaryFolder.names(folder.path).contains("out"))
  }

  @Test func aMisspeltManifestNamesItsLine() throws {
    let path = make("case")
    folder.write("case/a.log", record)
    folder.write("case/case.yaml", "title: x\nsevrity: high\n")
    let result = try run(["report", path, "-o", folder.path + "/out"])
    #expect(result.code == 65)
    #expect(
      result.errors.contains(
        "case.yaml:2: the manifest has no key sevrity; did you mean severity? (manifest.unknown-key)"))
  }

  @Test func unreadableEvidenceIsToldAndStrictEndsWith2() throws {
    let path = make("case")
    folder.write("case/a.log", record + "{\"auditID\":\"2\",\n")
    mkfifo(path + "/pipe", 0o644)
    let output = folder.path + "/out"
    #expect(try run(["report", path, "-o", output]).code == 0)
    #expect(try run(["report", path, "-o", output, "--strict"]).code == 2)
    #expect(TemporaryFolder.names(output).contains("report.html"))
  }

  @Test func aFileWhereAFolderIsWantedIsCode74() throws {
    let file = folder.write("file", "x")
    for output in [file, file + "/below"] {
      let result = try run(["report", example, "-o", output])
      #expect(result.code == 74)
      #expect(result.errors.split(separator: "\n").filter { $0.hasPrefix("casebook: error: ") }.count == 1)
    }
    #expect(TemporaryFolder.contents(file) == Array("x".utf8))
    #expect(TemporaryFolder.names(folder.path) == ["file"])
  }

  @Test func aFolderOfSomebodyElseIsNotReplaced() throws {
    let output = make("out")
    folder.write("out/thesis.txt", "x")
    #expect(try run(["report", example, "-o", output]).code == 74)
    #expect(TemporaryFolder.names(output) == ["thesis.txt"])
    #expect(TemporaryFolder.names(folder.path) == ["out"])
  }

  @Test func aReportOfAnEarlierRunIsReplaced() throws {
    let output = folder.path + "/out"
    #expect(try run(["report", example, "-o", output, "--format", "json"]).code == 0)
    #expect(try run(["report", example, "-o", output]).code == 0)
    #expect(TemporaryFolder.names(output) == ["SHA256SUMS", "report.html", "report.json", "report.md"])
    #expect(TemporaryFolder.names(folder.path) == ["out"])
  }

  @Test(arguments: [
    ["report"], ["bogus"], ["report", "x", "--format", "pdf"], ["report", "x", "--window", "yesterday"],
    ["report", "x", "--start", "nobody"], ["check", "x", "--quiet", "--verbose"],
  ])
  func wrongUsageIsCode64(_ arguments: [String]) throws {
    #expect(try run(arguments).code == 64)
  }

  @Test func theResultGoesToStandardOutputOnly() throws {
    let result = try run(["report", example, "-o", folder.path + "/out", "--quiet"])
    #expect(result.output == folder.path + "/out/report.html\n")
    #expect(result.errors.isEmpty)
  }

  @Test func sourceDateEpochChangesThePrintedTimeOnly() throws {
    let (one, two) = (folder.path + "/one", folder.path + "/two")
    _ = try run(["report", example, "-o", one, "--format", "json"])
    _ = try run(["report", example, "-o", two, "--format", "json"], environment: ["SOURCE_DATE_EPOCH": "1800000000"])
    let plain = String(decoding: TemporaryFolder.contents(one + "/report.json"), as: UTF8.self)
    let dated = String(decoding: TemporaryFolder.contents(two + "/report.json"), as: UTF8.self)
    #expect(dated.contains("\"generatedAt\": \"2027-01-15T08:00:00Z\""))
    let changed = zip(plain.split(separator: "\n"), dated.split(separator: "\n")).filter { $0 != $1 }
    #expect(changed.count == 1)
  }
}
