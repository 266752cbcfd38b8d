internal import CaseFolder
internal import Evidence
internal import Reporting
internal import Slicing

/// What `check` found, as text for a terminal. All text of evidence goes through `TerminalText`.
struct CheckText {
  let result: CheckResult
  var style = TextStyle()
  var isVerbose = false

  /// How many unreadable records of a file are listed without `--verbose`.
  private static let unreadableShown = 3

  /// The lines, without a line end at the end.
  var text: String {
    let sections = [
      ("FILES", files), ("REMARKS", remarks), ("COVERAGE", coverage), ("MISSING", missing), ("QUESTIONS", questions),
      ("LAKE", lake),
    ]
    return sections.filter { !$0.1.isEmpty }.map { ([style.heading($0.0)] + $0.1).joined(separator: "\n") }
      .joined(separator: "\n\n")
  }

  private var files: [String] {
    let columns: [TextTable.Column] = [
      .init(title: "file", mayShrink: true), .init(title: "format"), .init(title: "records", isNumeric: true),
      .init(title: "first record"), .init(title: "last record"), .init(title: "became"),
      .init(title: "damage", isAlarm: true),
    ]
    let rows = result.files.map { file in
      [
        TerminalText.line(file.row.file), TerminalText.line(file.row.format), String(file.row.records),
        file.span.map { ReadableTime.text($0.first) } ?? "-", file.span.map { ReadableTime.text($0.last) } ?? "-",
        Self.became(file.row), Self.damage(file.row),
      ]
    }
    return TextTable(columns: columns, rows: rows).lines(style)
  }

  /// What the records of a file became, but for those that could not be read.
  private static func became(_ row: LedgerRow) -> String {
    let parts = [
      (row.events, "events"), (row.findings, "findings"), (row.objects, "objects"), (row.duplicates, "repeated"),
      (row.outOfWindow, "out of window"),
    ]
    let text = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    return text.isEmpty ? "-" : text
  }

  /// What of a file could not be read.
  private static func damage(_ row: LedgerRow) -> String {
    if row.hasUnreadable, row.unreadableCount == 0 { return "unreadable" }
    let parts =
      (row.unreadableCount > 0 ? ["\(row.unreadableCount) unreadable"] : [])
      + (row.isIncomplete ? ["incomplete"] : [])
    if parts.isEmpty { return row.skipped == nil ? "-" : "not read" }
    return parts.joined(separator: ", ")
  }

  /// What was skipped, damaged or remarked, a line each.
  private var remarks: [String] {
    var lines: [String] = []
    for row in result.files.map(\.row) {
      let name = TerminalText.line(row.file)
      func say(_ text: String) { lines += style.wrapped("\(name)\(text)") }
      if let reason = row.skipped { say(": \(TerminalText.line(reason))") }
      let shown = row.unreadable.prefix(isVerbose ? .max : Self.unreadableShown)
      for record in shown {
        let place = record.line.map { "line \($0)" } ?? "byte \(record.offset)"
        say(", \(place): \(TerminalText.line(record.reason))")
      }
      let more = row.unreadableCount - shown.count
      if more > 0 { say(": \(more) more unreadable records") }
      for flag in row.flagged { say(": \(TerminalText.line(flag.remark)) in \(flag.count) records") }
    }
    return lines
  }

  private var coverage: [String] {
    guard !result.coverage.isEmpty else { return [] }
    let rows = result.coverage.map { row in
      [
        TerminalText.line(row.source), row.subject.map { TerminalText.line($0) } ?? "-", ReadableTime.text(row.from),
        ReadableTime.text(row.to), TerminalText.line(row.basis) + (row.isExtract ? ", an extract" : ""),
      ]
    }
    let columns: [TextTable.Column] = [
      .init(title: "source"), .init(title: "subject", mayShrink: true), .init(title: "from"), .init(title: "to"),
      .init(title: "known by"),
    ]
    return TextTable(columns: columns, rows: rows).lines(style)
  }

  private var missing: [String] {
    result.missing.flatMap { kind, questions in
      let ids = questions.isEmpty ? "" : "; wanted for \(questions.map(\.id).joined(separator: ", "))"
      return style.wrapped("\(kind.rawValue): without \(kind.title) nobody can tell \(kind.prevents)\(ids)")
    }
  }

  /// The questions that this evidence answers in part or not at all; with `--verbose` all of them.
  private var questions: [String] {
    let states = CheckQuestion.all.map { ($0, $0.state(with: result.present)) }
    let rows = states.filter { isVerbose || $0.1 != .full }.map { question, state in
      [
        question.id, question.title, Self.words(state),
        question.lacks(with: result.present).map(\.rawValue).joined(separator: ", "),
      ]
    }
    guard !rows.isEmpty else { return [] }
    let columns: [TextTable.Column] = [
      .init(title: "no."), .init(title: "question"), .init(title: "answer"), .init(title: "lacks"),
    ]
    return TextTable(columns: columns, rows: rows).lines(style)
  }

  private static func words(_ state: CheckQuestion.State) -> String {
    switch state {
    case .full: "in full"
    case .partial: "in part"
    case .none: "none"
    }
  }

  private var lake: [String] {
    (result.lake?.tables ?? []).flatMap {
      style.wrapped("\($0.source.rawValue): \(TerminalText.line($0.place.text)) (\($0.format.rawValue))")
    }
  }
}
