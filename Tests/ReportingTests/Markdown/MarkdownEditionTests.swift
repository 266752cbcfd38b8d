import CaseFolder
import Foundation
import Investigation
import Reporting
import Testing

@Suite struct MarkdownEditionTests {
  private static let text = String(decoding: MarkdownEdition.render(SampleReport.report), as: UTF8.self)

  /// The lines outside of code blocks.
  private static func lines(_ text: String) -> [String] {
    var fence: String?
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init).filter { line in
      let mark = String(line.prefix { $0 == "`" })
      if let open = fence {
        if line == open { fence = nil }
        return false
      }
      guard mark.utf8.count >= 3, !line.dropFirst(mark.utf8.count).contains("`") else { return true }
      fence = mark
      return false
    }
  }

  /// How many cells a row has: bars that no backslash guards.
  private static func cells(_ line: String) -> Int {
    let bytes = Array(line.utf8)
    return bytes.indices.count { bytes[$0] == UInt8(ascii: "|") && ($0 == 0 || bytes[$0 - 1] != UInt8(ascii: "\\")) }
      - 1
  }

  @Test func theSectionsStandInTheOrderOfReading() {
    let headings = Self.lines(Self.text).filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) }
    #expect(
      headings == [
        "Key takeaways", "What we do not know", "Open ways back in", "What happened", "Timeline", "Scope",
        "Secrets to rotate", "Remediation", "Controls", "Findings", "Detections",
        "Detections of the responders' own acts", "Activity", "Questions and answers", "Indicators",
        "ATT\\&CK techniques", "Metrics", "Evidence", "Coverage", "Gaps", "What this report leaves out", "Citations",
        "How this was made",
      ])
  }

  @Test func theVerdictComesFirstAndTheLabelFirstAndLast() {
    let lines = Self.lines(Self.text).filter { !$0.isEmpty }
    #expect(lines.first == "**TLP:AMBER**" && lines.last == "**TLP:AMBER**")
    #expect(lines[1].hasPrefix("# payments-prod"))
    #expect(lines[2].hasPrefix("**Verdict: Contained with open paths.** "))
  }

  @Test func everyRowOfATableHasTheCellsOfItsHead() {
    expectTables(Self.text)
  }

  @Test func everyCitationHasItsRow() throws {
    let parts = Self.text.components(separatedBy: "\n## Citations\n")
    #expect(parts.count == 2)
    let rows = parts[1].split(separator: "\n").filter { $0.hasPrefix("| e") }
    #expect(rows.count > 50)
    let numbers = parts[0].matches(of: /e(\d+)(?:-e(\d+))?[,\]]/).compactMap { Int($0.output.2 ?? $0.output.1) }
    #expect(numbers.max() == rows.count)
    #expect(rows.first == "| e1 | `flowlogs.txt` | line 680 |  |")
  }

  @Test func everyStatementOfTheFirstPageCitesItsProof() {
    let start = Self.lines(Self.text).drop { $0 != "## Key takeaways" }.dropFirst(2).prefix { !$0.isEmpty }
    #expect(start.count == SampleReport.report.takeaways.count)
    #expect(start.allSatisfy { $0.hasSuffix("]") })
  }

  @Test func indicatorsAreDefangedAndCommandsAreNot() {
    let outside = Self.lines(Self.text).joined(separator: "\n")
    #expect(outside.contains("`203[.]0[.]113[.]57`"))
    #expect(!outside.contains("`203.0.113.57`"))
    #expect(Self.text.contains("kubectl delete clusterrolebinding 'legacy-robot-admin'"))
  }

  @Test func momentsKeepThePrecisionOfTheirSource() {
    #expect(Self.text.contains("2026-03-12T02:03:11.402118Z"))
  }

  @Test func itIsMadeOfTheMachineReadableEditionAlone() throws {
    let decoded = try JSONEdition.decode(JSONEdition.encode(SampleReport.report))
    #expect(MarkdownEdition.render(decoded) == MarkdownEdition.render(SampleReport.report))
  }

  @Test func aLongTimelineIsCutAndSaysSo() {
    var report = SampleReport.report
    report.timeline = Array(repeating: report.timeline[0], count: 2500)
    let text = String(decoding: MarkdownEdition.render(report), as: UTF8.self)
    #expect(text.contains("2000 of 2500 entries are shown"))
  }

  @Test func hostileTextChangesNothingAroundIt() throws {
    let texts = HostileStrings.all + (try HostileCorpus.strings().map(\.text))
    let benign = Self.lines(Self.text).filter { $0.hasPrefix("#") }.count
    for offset in stride(from: 0, to: texts.count, by: max(1, texts.count / 3)) {
      let report = try HostileReport.report(texts, offset: offset)
      let text = String(decoding: MarkdownEdition.render(report), as: UTF8.self)
      expectTables(text)
      // Phases with names of their own make headings of their own; nothing else may.
      #expect(Self.lines(text).filter { $0.hasPrefix("#") }.count >= benign)
      for scalar in text.unicodeScalars where scalar != "\n" {
        #expect(scalar.value >= 0x20 && scalar.properties.generalCategory != .format)
      }
    }
  }

  /// A second opinion: GitHub's parser, where Python has it and `CASEBOOK_PYTHON` names the interpreter.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["CASEBOOK_PYTHON"] != nil))
  func githubsParserFindsNoMarkupInEvidence() throws {
    let texts = HostileStrings.all + (try HostileCorpus.strings().map(\.text))
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("markdown-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for offset in stride(from: 0, to: texts.count, by: max(1, texts.count / 4)) {
      let report = try HostileReport.report(texts, offset: offset)
      try Data(MarkdownEdition.render(report)).write(to: folder.appendingPathComponent("\(offset).md"))
    }
    try Data(Self.text.utf8).write(to: folder.appendingPathComponent("sample.md"))
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Python/check_markdown.py")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(ProcessInfo.processInfo.environment["CASEBOOK_PYTHON"]))
    process.arguments = [script.path, folder.path]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  private func expectTables(_ text: String) {
    var head: Int?
    for line in Self.lines(text) {
      guard line.hasPrefix("|") else {
        head = nil
        continue
      }
      let count = Self.cells(line)
      if let head { #expect(count == head, "\(line)") } else { head = count }
    }
  }

  @Test func hitsOfARuleThatDoesNotTellSuccessFromAttemptCountAsNeither() {
    let rows = Self.lines(Self.text).filter { $0.contains("Secrets listed in all namespaces") }
    let cells = rows.map {
      $0.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
    }
    #expect(cells.map { $0[5] } == ["2", ""])
    #expect(cells.map { $0[6] } == ["1", ""])
    #expect(rows.last?.contains(" ×3") == true)
  }
}
