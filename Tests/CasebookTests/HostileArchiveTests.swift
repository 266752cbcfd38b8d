import CaseFolder
import Foundation
import Testing

@testable import casebook

/// What must come out of a hostile archive: a row of the suite's `expect.json`.
struct ArchiveExpectation: CustomTestStringConvertible, Sendable {
  var file: String
  var outcomes: Set<String>
  /// Allowed numbers; nil: any.
  var imported: [Int]?
  var skipped: [Int]?
  var events: [Int]?
  /// Words of which the text must hold one, when not everything was read.
  var words: [String]

  var testDescription: String { file }

  /// Where the suite lies; nil when it is not there.
  static let folder = ProcessInfo.processInfo.environment["CASEBOOK_HOSTILE"].map { $0 + "/archives/" }

  /// All rows, by file.
  static let all: [ArchiveExpectation] = {
    guard let folder,
      let object = try? JSONSerialization.jsonObject(
        with: Data(TemporaryFolder.contents(folder + "expect.json"))) as? [String: Any],
      let words = object["_reason_words"] as? [String: [String]]
    else { return [] }
    return object.filter { $0.key.utf8.first != UInt8(ascii: "_") }.compactMap { name, value in
      guard let row = value as? [String: Any] else { return nil }
      func numbers(_ key: String) -> [Int]? { row[key] as? [Int] ?? (row[key] as? Int).map { [$0] } }
      return ArchiveExpectation(
        file: name, outcomes: Set(row["outcome"] as? [String] ?? [row["outcome"] as? String ?? ""]),
        imported: numbers("entries_imported"), skipped: numbers("entries_skipped"), events: numbers("events"),
        words: (row["reasons"] as? [String] ?? []).flatMap { words[$0] ?? [] })
    }.sorted { $0.file < $1.file }
  }()
}

/// The suite of 150 hostile archives (report-rules R3.9).
@Suite(.enabled(if: ArchiveExpectation.folder != nil)) struct HostileArchiveTests {
  /// What `check` made of an archive.
  private struct Outcome {
    var name = "refuse"
    var imported = 0
    var skipped = 0
    var events = 0
    /// Everything that it prints.
    var text = ""
    var rows: [LedgerRow] = []
  }

  private func check(_ path: String, _ file: String) -> Outcome {
    var outcome = Outcome()
    do {
      let result = try CaseCheck.run(path: path)
      outcome.rows = result.files.map(\.row)
      outcome.text = CheckText(result: result, style: TextStyle(), isVerbose: true).text
      outcome.text += "\n" + result.diagnostics.map { DiagnosticLine.text($0) }.joined(separator: "\n")
    } catch {
      outcome.text = error.diagnostics.map { DiagnosticLine.text($0) }.joined(separator: "\n")
      // One stream that cannot be read is an entry that was left out; an archive that is refused, or a file that is none,
      // is not.
      outcome.skipped = outcome.text.contains("unreadable: ") ? 1 : 0
      return outcome
    }
    outcome.imported = outcome.rows.count { $0.events > 0 }
    outcome.events = outcome.rows.reduce(0) { $0 + $1.events }
    outcome.skipped = outcome.rows.count { row in
      row.skipped != nil && row.format != "empty" || row.flagged.contains { $0.remark.contains("entries") }
    }
    let isMarked = outcome.rows.contains { $0.skipped != nil || !$0.flagged.isEmpty }
    outcome.name = outcome.events == 0 ? "refuse" : isMarked ? "partial" : "import"
    return outcome
  }

  @Test(arguments: ArchiveExpectation.all)
  func isReadAsExpected(_ expected: ArchiveExpectation) throws {
    let folder = TemporaryFolder()
    mkdir(folder.path + "/case", 0o755)
    let path = folder.path + "/case/" + expected.file
    try FileManager.default.copyItem(atPath: ArchiveExpectation.folder! + expected.file, toPath: path)
    let outside = Set(TemporaryFolder.names("/tmp"))

    let outcome = check(path, expected.file)

    #expect(expected.outcomes.contains(outcome.name), "\(outcome)")
    if let imported = expected.imported { #expect(imported.contains(outcome.imported), "\(outcome)") }
    if let skipped = expected.skipped { #expect(skipped.contains(outcome.skipped), "\(outcome)") }
    if let events = expected.events { #expect(events.contains(outcome.events), "\(outcome)") }
    if outcome.name != "import", !expected.words.isEmpty {
      let text = outcome.text.lowercased()
      #expect(expected.words.contains { text.contains($0) }, "\(outcome.text)")
    }
    for row in outcome.rows { #expect(row.isBalanced, "\(row)") }

    // Nothing is written: not beside the archive, and nothing with a name from it elsewhere.
    #expect(TemporaryFolder.names(folder.path) == ["case"])
    #expect(TemporaryFolder.names(folder.path + "/case") == [expected.file])
    let names = Set(outcome.rows.flatMap { $0.file.split(0x2F).map(\.string) })
    #expect(names.isDisjoint(with: Set(TemporaryFolder.names("/tmp")).subtracting(outside)))
    #expect(outcome.text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7F })
  }
}
