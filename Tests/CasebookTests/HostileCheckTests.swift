import CaseFolder
import Evidence
import Foundation
import Testing

@testable import casebook

/// Where the hostile evidence lies, when it is there.
private let hostile = ProcessInfo.processInfo.environment["CASEBOOK_HOSTILE"]

@Suite(.enabled(if: hostile != nil)) struct HostileCheckTests {
  private func strings(_ name: String) throws -> [String] {
    let data = Data(TemporaryFolder.contents(hostile! + "/own/" + name + ".json"))
    return try #require(JSONSerialization.jsonObject(with: data) as? [String])
  }

  /// Whether a terminal acts on nothing in a text but its line ends.
  private func isHarmless(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
  }

  private func everyText(of result: CheckResult) -> [String] {
    [TextStyle(), TextStyle(width: 80), TextStyle(width: 30)].map {
      CheckText(result: result, style: $0, isVerbose: true).text
    } + [CheckJSON.text(result)] + result.diagnostics.map(DiagnosticLine.text)
  }

  @Test func controlBytesInNamesAndRecordsNeverReachTheTerminal() throws {
    let folder = TemporaryFolder()
    folder.write("good.log", #"{"auditID":"1","verb":"get","requestURI":"/","stage":"ResponseComplete"}"# + "\n")
    var names = 0
    for (index, string) in try strings("terminal").enumerated() {
      let name = "\(index)" + string.replacingOccurrences(of: "/", with: "-").replacingOccurrences(of: "\0", with: "")
      folder.write("line-\(index).log", "{\"auditID\":\"\(index)\",\"verb\":\"get\",\"requestURI\":\"/\"}\n\(string)\n")
      guard name.utf8.count <= 255 else { continue }
      folder.write(name, "{\"auditID\":\"n\(index)\",\"verb\":\"\(string)\"\n")
      names += 1
    }
    #expect(names > 10)
    let result = try CaseCheck.run(path: folder.path)
    for text in everyText(of: result) { #expect(isHarmless(text), "\(text.debugDescription.prefix(300))") }
    #expect(result.hasUnreadable)
  }

  @Test func recordsWithHostileStringsInEveryFieldAreCountedAndPrintedClean() throws {
    let folder = TemporaryFolder()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = [hostile! + "/make_hostile_logs.py", folder.path]
    let said = Pipe()
    process.standardOutput = said
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    let result = try CaseCheck.run(path: folder.path)
    for file in result.files { #expect(file.row.isBalanced, "\(file.row.file)") }
    let rows = Dictionary(grouping: result.files.map(\.row)) { $0.file }.compactMapValues(\.first)
    // It says how many strings there are first.
    let words = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let strings = try #require(Int(words.prefix { $0 != " " }))
    // Each string stands in one record of either log.
    #expect(strings > 1000)
    #expect(rows["k8s-audit.ndjson"]?.records == strings)
    #expect(rows["cloudtrail.json"]?.records == strings)
    for text in everyText(of: result) { #expect(isHarmless(text)) }
  }
}
