import ArgumentParser
import CaseFolder
import Evidence
import Foundation
import Testing

@testable import casebook

private let record = #"{"auditID":"1","verb":"get","requestURI":"/","stage":"ResponseComplete"}"# + "\n"

@Suite struct CheckTests {
  @Test func theExampleIsCountedFileByFile() throws {
    let result = try CaseCheck.run(path: example)
    #expect(result.files.filter(\.row.isBalanced).count == 17)
    let audit = try #require(result.files.first { $0.row.format == "kubernetes-audit" })
    #expect((audit.row.records, audit.row.events, audit.row.duplicates) == (37, 36, 1))
    #expect(audit.span?.first == Timestamp("2026-03-09T23:50:02.114201Z"))
    #expect(!result.hasUnreadable)
    let text = CheckText(result: result).text
    #expect(text.contains("  audit.jsonl                       kubernetes-audit           37  2026-03-09 23:50:02Z  "))
    #expect(text.contains("36 events, 1 repeated"))
  }

  @Test func aFolderWithoutRecognisedEvidenceIsUnusable() {
    let folder = TemporaryFolder()
    folder.write("readme.txt", "hello\n")
    do {
      _ = try CaseCheck.run(path: folder.path)
      Issue.record("a folder without evidence was accepted")
    } catch {
      #expect(error.diagnostics.first?.id == "case.no-evidence")
    }
  }

  @Test func aMissingSourceNamesTheQuestionsThatItWouldAnswer() throws {
    let folder = TemporaryFolder()
    folder.write("a.log", record)
    let result = try CaseCheck.run(path: folder.path)
    let missing = result.missing
    #expect(!missing.contains { $0.kind == .kubernetesAudit })
    let trail = try #require(missing.first { $0.kind == .cloudTrail })
    #expect(trail.questions.map(\.id).contains("1.2"))
    #expect(!trail.questions.map(\.id).contains("4.2"))
    let text = CheckText(result: result).text
    #expect(text.contains("cloudtrail: without CloudTrail nobody can tell what was done in the AWS account"))
    #expect(text.contains("Which IAM role created the cluster?"))
  }

  @Test func damageStandsBesideItsFile() throws {
    let folder = TemporaryFolder()
    folder.write("a.log", record + "{\"auditID\":\"2\",\n" + record)
    let result = try CaseCheck.run(path: folder.path)
    #expect(result.hasUnreadable)
    let lines = CheckText(result: result).text.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("  a.log ") && $0.hasSuffix("1 events, 1 repeated  1 unreadable") })
    #expect(lines.contains { $0.hasPrefix("  a.log, line 2: ") })
  }

  @Test func aBrokenLakeDescriptionIsADiagnostic() throws {
    let folder = TemporaryFolder()
    folder.write("a.log", record)
    folder.write("lake.yaml", "tables: [{source: cloudtrail}]\n")
    let result = try CaseCheck.run(path: folder.path)
    #expect(result.diagnostics.map(\.id) == ["lake.missing-key"])
  }

  @Test func theKeysOfTheJSONAreThoseThatTheHelpNames() throws {
    let folder = TemporaryFolder()
    folder.write("a.log", record.replacingOccurrences(of: "}", with: #","stageTimestamp":"2026-03-12T01:58:01Z"}"#))
    folder.write("case.yaml", "files: [{path: b.log, collectedAt: 2026-03-12T06:59:10Z}]\n")
    let text = CheckJSON.text(try CaseCheck.run(path: folder.path))
    let document = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let help = Casebook.helpMessage(for: CheckCommand.self)
    let lists = ["ledger", "coverage", "missing", "questions"]
    #expect(Set(document.keys) == Set(lists + ["schema", "diagnostics"]))
    for list in lists {
      let rows = try #require(document[list] as? [[String: Any]])
      let row = try #require(rows.first)
      for key in row.keys { #expect(help.contains(key), "\(list): \(key)") }
    }
    let ledger = try #require((document["ledger"] as? [[String: Any]])?.first)
    #expect(ledger["first"] as? String == "2026-03-12T01:58:01Z")
  }
}

@Suite struct CheckQuestionTests {
  @Test func everyQuestionOfTheInvestigationIsThereOnce() {
    let steps = [("1", 5), ("2", 6), ("3", 2), ("4", 5), ("5", 4), ("6", 1), ("7", 5)]
    let numbered = steps.flatMap { step, count in (1...count).map { "\(step).\($0)" } }
    #expect(CheckQuestion.all.map(\.id) == numbered + (1...7).map { "X\($0)" })
  }

  @Test func everyKindOfEvidenceIsWantedForAQuestion() {
    for kind in EvidenceKind.allCases {
      #expect(CheckQuestion.all.contains { $0.needs.joined().contains(kind) || $0.completes.contains(kind) }, "\(kind)")
    }
  }

  @Test func aQuestionIsAnsweredInFullOnlyWithAllThatCompletesIt() throws {
    let created = try #require(CheckQuestion.all.first { $0.id == "1.1" })
    #expect(created.state(with: []) == .none)
    #expect(created.lacks(with: []) == [.findings, .cloudTrail, .cluster])
    #expect(created.state(with: [.findings]) == .partial)
    #expect(created.lacks(with: [.findings]) == [.cluster])
    #expect(created.state(with: [.cluster]) == .full)
    #expect(created.lacks(with: [.cluster]).isEmpty)
  }

  @Test func withEverythingEveryQuestionIsAnsweredInFull() {
    let everything = Set(EvidenceKind.allCases)
    for question in CheckQuestion.all { #expect(question.state(with: everything) == .full, "\(question.id)") }
  }

  @Test func twoPoliciesAndNoPodsTellNothingAboutIsolation() throws {
    let isolation = try #require(CheckQuestion.all.first { $0.id == "2.4" })
    #expect(isolation.state(with: [.networkPolicies]) == .none)
    #expect(isolation.state(with: [.networkPolicies, .pods]) == .partial)
  }
}

@Suite struct TextTableTests {
  @Test(arguments: [
    ("abc", 3), ("日本", 4), ("e\u{301}", 1), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("😀", 2), ("ｱ", 1), ("ü", 1),
  ])
  func aTextTakesTheColumnsThatATerminalGivesIt(_ text: String, _ columns: Int) {
    #expect(DisplayWidth.columns(text) == columns)
  }

  @Test(arguments: ["abcdefghijkl", "日本語日本語日本語", "a\u{301}b\u{301}c\u{301}d\u{301}e\u{301}f\u{301}g\u{301}h\u{301}"])
  func aShortenedTextKeepsBothEndsAndItsWidth(_ text: String) {
    for width in 1...8 where width < DisplayWidth.columns(text) {
      let short = DisplayWidth.shortened(text, to: width)
      #expect(DisplayWidth.columns(short) <= width)
      #expect(short.unicodeScalars.contains("…"))
    }
    let whole = DisplayWidth.shortened(text, to: 40)
    #expect(whole.utf8.elementsEqual(text.utf8))
  }

  private let table = TextTable(
    columns: [.init(title: "file", mayShrink: true), .init(title: "records", isNumeric: true), .init(title: "note")],
    rows: [["日本.log", "1", "x"], ["a-file-with-quite-a-long-name.log", "12345678", ""]])

  @Test func columnsStandUnderTheirTitlesByDisplayWidth() {
    let lines = table.lines(TextStyle())
    #expect(
      lines == [
        "  file                                records  note",
        "  日本.log                                  1  x",
        "  a-file-with-quite-a-long-name.log  12345678",
      ])
  }

  @Test func noLineIsWiderThanTheTerminal() {
    for width in 12...60 {
      for line in table.lines(TextStyle(width: width)) {
        #expect(DisplayWidth.columns(line) <= width, "\(width): \(line)")
      }
    }
  }

  @Test func aNarrowTerminalGetsParagraphs() {
    #expect(
      table.lines(TextStyle(width: 30)) == [
        "  日本.log", "    records 1, note x", "  a-file-with-qu…long-name.log", "    records 12345678",
      ])
  }

  @Test func coloursStandOnlyWhereTheyMay() {
    let plain = TextStyle(width: 80)
    #expect(plain.heading("x") == "x" && plain.alarm("x") == "x")
    let coloured = TextStyle(width: 80, isColoured: true)
    #expect(table.lines(coloured)[0].utf8.starts(with: "\u{1B}[1m".utf8))
    #expect(!table.lines(plain).joined().utf8.contains(0x1B))
  }

  @Test func aSentenceIsWrappedBetweenWords() {
    #expect(TextStyle(width: 12).wrapped("one two three four") == ["  one two", "    three", "    four"])
    #expect(TextStyle().wrapped("one two three four") == ["  one two three four"])
  }
}
