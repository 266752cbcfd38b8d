internal import CaseFolder
internal import Investigation

/// Where all of it comes from, what is missing, and how the report was made.
extension MarkdownReport {
  /// Ledger with digests, coverage, gaps and omissions.
  func evidence() {
    document.heading(2, "Evidence")
    document.paragraph("Every record is one of these: event, finding, object, duplicate, out of window, unreadable.")
    document.table(
      [
        "File", "Format", ">Bytes", ">Records", ">Events", ">Findings", ">Objects", ">Duplicates", ">Out of window",
        ">Unreadable", "SHA-256",
      ],
      report.ledger.map { row in
        [
          cell(row.file), cell(row.format), "\(row.bytes)", "\(row.records)", "\(row.events)", "\(row.findings)",
          "\(row.objects)", "\(row.duplicates)", "\(row.outOfWindow)", "\(row.unreadableCount)", cell(row.sha256),
        ]
      })
    document.list(report.ledger.flatMap { remarks($0) })
    unreadable()
    coverage()
    gaps()
    guard !report.omissions.isEmpty else { return }
    document.heading(2, "What this report leaves out")
    document.list(report.omissions.map { "- \(line($0.what)): \(line($0.why))" })
  }

  private func remarks(_ row: LedgerRow) -> [String] {
    let file = MarkdownCode.span(row.file, inTable: false)
    var lines = row.flagged.map { "- \(file): \($0.count) records with the remark \(MarkdownText.name($0.remark))" }
    if let skipped = row.skipped { lines.append("- \(file) was not read: \(MarkdownText.name(skipped))") }
    return lines
  }

  private func unreadable() {
    let rows = report.ledger.flatMap { row in
      row.unreadable.map { record in
        [
          cell(row.file), record.line.map { "\($0)" } ?? "", "\(record.offset)", "\(record.length)",
          nameCell(record.reason), cell(record.excerpt),
        ]
      }
    }
    guard !rows.isEmpty else { return }
    document.heading(3, "Records that could not be read")
    document.table(["File", ">Line", ">Offset", ">Length", "Why", "Begins with"], rows)
    let total = report.ledger.reduce(0) { $0 + $1.unreadableCount }
    if total > rows.count { document.paragraph("\(total - rows.count) more are counted above.") }
  }

  private func coverage() {
    guard !report.coverage.isEmpty else { return }
    document.heading(2, "Coverage")
    document.table(
      ["Source", "Of", "From", "To", "Known from", "Holes", "Files"],
      report.coverage.map { row in
        let holes = row.holes.map { "\(ReadableTime.text($0.from)) to \(ReadableTime.text($0.to))" }
        return [
          nameCell(row.source) + (row.isExtract ? " *(extract: absence proves nothing)*" : ""), cell(row.subject),
          cell(row.from), cell(row.to), nameCell(row.basis), holes.joined(separator: ", "),
          row.files.map { cell($0) }.joined(separator: ", "),
        ]
      })
  }

  private func gaps() {
    guard !report.gaps.isEmpty else { return }
    document.heading(2, "Gaps")
    for gap in report.gaps {
      document.heading(3, "\(MarkdownCode.span(gap.id, inTable: false)): \(line(gap.missing))")
      document.paragraph("It keeps us from saying: \(line(gap.prevents))")
      if let command = gap.command { document.verbatim(MarkdownCode.fence(command, language: "sh")) }
    }
  }

  /// The list of citations.
  func citations() {
    guard !cited.isEmpty else { return }
    document.heading(2, "Citations")
    document.paragraph("Lines count from 1, records of a document from 0.")
    document.table(
      ["Name", "File", "Place", "Id of the record"],
      cited.enumerated().map { index, citation in
        let place = citation.line.map { "line \($0)" } ?? citation.index.map { "record \($0)" } ?? ""
        return ["e\(index + 1)", cell(citation.file), place, cell(citation.id)]
      })
  }

  /// Classification, and how the report was made.
  func footer() {
    let generator = report.generator
    var words = "Made by \(MarkdownText.name(generator.name)) \(MarkdownText.name(generator.version))"
    if let time = generator.generatedAt { words += ", \(ReadableTime.text(time))" }
    if !generator.options.isEmpty {
      words += ", with " + generator.options.map { MarkdownCode.span($0, inTable: false) }.joined(separator: " ")
    }
    document.heading(2, "How this was made")
    document.paragraph(words + ".")
    document.table(
      ["Data", "Version", "Date"], generator.data.map { [cell($0.name), nameCell($0.version), nameCell($0.date)] })
    document.paragraph(label)
  }
}
