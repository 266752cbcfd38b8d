import CaseFolder
import Evidence
import Foundation
import Response
import Testing

/// Names that must reach a program exactly as they are, or not at all.
private let nasty: [Text] = [
  "plain", "-rf", "--help", "a b", "it's", "'", "''", "$(touch /tmp/x)", "`id`", "$HOME", "a;b", "a&&b", "a|b", ">x",
  "*",
  "~root", "\\", "a\\'b", "!!", "#x", "{a,b}", "\"quoted\"", "name=value", "caf\u{E9}", "\u{5D0}\u{5D1}", "",
]

/// Runs bash and returns its status and what it printed.
private func bash(_ arguments: [String], input: Text) throws -> (status: Int32, output: [UInt8]) {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/bin/bash")
  process.arguments = arguments
  let standardInput = Pipe()
  let standardOutput = Pipe()
  process.standardInput = standardInput
  process.standardOutput = standardOutput
  try process.run()
  DispatchQueue.global().async {
    standardInput.fileHandleForWriting.write(Data(input.string.utf8))
    try? standardInput.fileHandleForWriting.close()
  }
  let output = standardOutput.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return (process.terminationStatus, Array(output))
}

/// A script that prints each of its commands' only argument, ended by a NUL.
private func echo(_ values: [Text]) -> Text {
  Text(values.map { (("printf '%s\\0' \($0)" as ShellLine).text.string) }.joined(separator: "\n") + "\n")
}

/// Strings of the hostile corpus, when the environment names its folder.
private func hostileStrings() throws -> [Text] {
  guard let folder = ProcessInfo.processInfo.environment["CASEBOOK_HOSTILE"] else { return [] }
  let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/own").sorted()
  return try files.filter { $0.hasSuffix(".json") }.flatMap { name -> [Text] in
    let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/own/" + name))
    return (try? JSONParser().parse(data))?.texts ?? []
  }
}

@Test func quotedNamesReachTheProgramUnchanged() throws {
  let printed = try bash(["-s"], input: echo(nasty))
  #expect(printed.status == 0)
  let parts = printed.output.split(separator: 0, omittingEmptySubsequences: false).dropLast().map { Text(bytes: $0) }
  #expect(parts == nasty)
}

@Test func hostileNamesAreQuotedOrRefused() throws {
  let strings = try hostileStrings()
  let shown = strings.filter { ShellQuoting.quote($0) != nil }
  for value in strings where ShellQuoting.quote(value) == nil {
    #expect(!ShellQuoting.isVisible(value))
  }
  guard !shown.isEmpty else { return }
  let script = echo(shown)
  #expect(try bash(["-n"], input: script).status == 0)
  let parts = try bash(["-s"], input: script).output.split(separator: 0, omittingEmptySubsequences: false)
    .dropLast().map { Text(bytes: $0) }
  #expect(parts == shown)
}

@Test(arguments: [
  "a\u{0}b", "a\nb", "a\rb", "\u{1B}[2J", "x\u{202E}y", "a\u{200B}b", "a\u{85}b", "a\u{A0}b", "\u{FEFF}",
])
func namesThatCannotBeSeenMakeNoCommand(name: String) {
  let line: ShellLine = "kubectl get pod -- \(Text(name))"
  #expect(line.hasRefusedValue)
  #expect(line.text == "kubectl get pod -- NAME_WITH_UNPRINTABLE_CHARACTERS")
}

@Test func namesInManifestsCannotEndTheirScalar() throws {
  let name: Text = "x\"}\\ , y: {"
  let document: JSONDocument = "{\"name\":\(name)}"
  #expect(try JSONParser().parse(document.text.utf8)["name"]?.text == name)
}

@Test func unknownValuesStayReadablePlaceholders() {
  let line: ShellLine = "aws s3 ls --bucket=\(nil, or: "EVIDENCE_BUCKET")"
  #expect(line.text == "aws s3 ls --bucket=EVIDENCE_BUCKET")
}

@Test func everyCommandOfTheExampleIsShellSyntax() throws {
  let response = ExampleCase.response
  let commands =
    response.remediation.flatMap { $0.commands + $0.verify + $0.rollback }
    + response.controls.compactMap(\.configuration)
  let shell = commands.filter { $0.language == "sh" }
  #expect(shell.count > 50)
  let script = Text(shell.map(\.text.string).joined(separator: "\n") + "\n")
  #expect(try bash(["-n"], input: script).status == 0)
}
