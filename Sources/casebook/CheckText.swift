internal import CaseFolder
internal import Evidence
internal import Reporting
internal import Slicing

/// What `check` found, as text for a terminal.
enum CheckText {
  /// The lines, without a line end at the end.
  static func text(_ result: CheckResult, isVerbose: Bool = false) -> String {
    var lines = ["FILES"]
    lines += table(
      [["file", "format", "records", "events", "findings", "objects", "repeated", "unreadable"]]
        + result.ledger.sorted { ($0.file, $0.sha256) < ($1.file, $1.sha256) }.map { row in
          [TerminalText.line(row.file), TerminalText.line(row.format)]
            + [row.records, row.events, row.findings, row.objects, row.duplicates, row.unreadableCount].map(String.init)
        })
    lines += remarks(result.ledger, isVerbose: isVerbose)
    if !result.coverage.isEmpty {
      lines += ["", "COVERAGE"]
      lines += table(
        [["source", "subject", "from", "to", "known by"]]
          + result.coverage.map { row in
            [
              TerminalText.line(row.source), row.subject.map { TerminalText.line($0) } ?? "-", row.from.description,
              row.to.description, TerminalText.line(row.basis) + (row.isExtract ? ", an extract" : ""),
            ]
          })
    }
    if !result.missing.isEmpty {
      lines += ["", "MISSING"]
      lines += result.missing.map { "  \($0.source): without it nobody can tell \($0.prevents)" }
    }
    if let lake = result.lake {
      lines += ["", "LAKE"]
      lines += lake.tables.map {
        "  \($0.source.rawValue): \(TerminalText.line($0.place.text)) (\($0.format.rawValue))"
      }
    }
    return lines.joined(separator: "\n")
  }

  /// What was skipped, damaged or remarked, a line each.
  private static func remarks(_ ledger: [LedgerRow], isVerbose: Bool) -> [String] {
    var lines: [String] = []
    for row in ledger.sorted(by: { ($0.file, $0.sha256) < ($1.file, $1.sha256) }) {
      let name = TerminalText.line(row.file)
      if let reason = row.skipped { lines.append("  \(name): \(TerminalText.line(reason))") }
      for record in row.unreadable.prefix(isVerbose ? .max : 3) {
        let place = record.line.map { "line \($0)" } ?? "byte \(record.offset)"
        lines.append("  \(name), \(place): \(TerminalText.line(record.reason))")
      }
      let more = row.unreadableCount - min(row.unreadable.count, isVerbose ? .max : 3)
      if more > 0 { lines.append("  \(name): \(more) more unreadable records") }
      for flag in row.flagged { lines.append("  \(name): \(TerminalText.line(flag.remark)) in \(flag.count) records") }
    }
    return lines.isEmpty ? [] : ["", "REMARKS"] + lines
  }

  /// Rows in columns; all columns after the second that hold numbers only stand to the right.
  static func table(_ rows: [[String]]) -> [String] {
    guard let head = rows.first else { return [] }
    let widths = head.indices.map { column in rows.map { $0[column].unicodeScalars.count }.max() ?? 0 }
    let isNumeric = head.indices.map { column in
      rows.count > 1 && rows.dropFirst().allSatisfy { $0[column].utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }
    return rows.map { row in
      let cells = row.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - row[column].unicodeScalars.count)
        return isNumeric[column] ? padding + row[column] : row[column] + padding
      }
      var line = "  " + cells.joined(separator: "  ")
      while line.utf8.last == 0x20 { line.unicodeScalars.removeLast() }
      return line
    }
  }
}
