import CaseFolder
import Investigation

/// What the report stands on: files, coverage, gaps, what it leaves out, how it was made.
extension PageBuilder {
  /// The evidence section. Build it last: it lists the records that the others cite.
  func evidence(omissions: [Omission]) -> HTMLNode {
    var content: [HTMLNode] = [ledger()]
    let cited = report.ledger.compactMap { citedRecords($0) }
    if !cited.isEmpty {
      content += [.make(.h3, text: "Records that this page cites"), .make(.div, "steps", [], cited)]
    }
    content += unreadable() + coverage() + gaps() + left(omissions) + notes() + made()
    return section(
      .evidence, lead: ["Every reference in this page leads here. Hashes are SHA-256 of the files as delivered."],
      content)
  }

  private func ledger() -> HTMLNode {
    let rows = report.ledger.map { file in
      var name: [HTMLNode] = [.code(file.file), .make(.span, "hash", [], [.code(file.sha256)])]
      if let skipped = file.skipped { name.append(.make(.p, "warn", text: "Nothing was read: \(skipped)")) }
      if !file.flagged.isEmpty {
        let flags = file.flagged.map { flag in "\(flag.count) × \(flag.remark)" as Shown }
        name.append(.make(.span, "tags", text: "Flagged: " + flags.joined(", ")))
      }
      let counts = [
        file.records, file.events, file.findings, file.objects, file.duplicates, file.outOfWindow, file.unreadableCount,
      ]
      return row(
        [name, [.text(Shown(file.format)), .make(.span, "tags", text: Durations.bytes(UInt64(max(0, file.bytes))))]]
          + counts.map { [.text($0 == 0 ? "·" : "\($0)")] },
        id: citations.files[file.file], numbers: [2, 3, 4, 5, 6, 7, 8])
    }
    return table(
      "ledger", caption: "Files, and what became of each record: the columns from events on add up to records",
      columns: [
        Column("File"), Column("Format"), Column("Records", isNumber: true), Column("Events", isNumber: true),
        Column("Findings", isNumber: true), Column("Objects", isNumber: true), Column("Duplicates", isNumber: true),
        Column("Out of window", isNumber: true), Column("Unreadable", isNumber: true),
      ], rows: rows)
  }

  private func citedRecords(_ file: LedgerRow) -> HTMLNode? {
    guard let records = citations.records[file.file], !records.isEmpty else { return nil }
    let rows = records.sorted { position($0.citation) < position($1.citation) }.map { record in
      let quote = record.citation.id.flatMap { report.quotes[$0] }
      return row(
        [
          [.text(CitationIndex.place(record.citation))],
          (record.citation.id.map { [.code($0)] } ?? [])
            + (quote.map { [.make(.pre, "quote", [], [.make(.code, text: Shown(lines: $0))])] } ?? []),
        ], id: record.id)
    }
    return .make(
      .details, nil, [],
      [
        .make(
          .summary, nil, [],
          [
            .make(.span, "kind", text: records.count == 1 ? "1 record" : "\(records.count) records"),
            .make(.span, "name", [], [.code(file.file)]),
          ]),
        .make(
          .div, nil, [],
          [
            table(
              "records", caption: "Line, or index in brackets", columns: [Column("Place"), Column("Id of the record")],
              rows: rows)
          ]),
      ])
  }

  private func position(_ citation: Citation) -> Int { citation.line ?? citation.index ?? -1 }

  private func unreadable() -> [HTMLNode] {
    let files = report.ledger.filter { !$0.unreadable.isEmpty }
    guard !files.isEmpty else { return [] }
    let rows = files.flatMap { file in
      file.unreadable.map { record in
        row(
          [
            [.code(file.file)], [.text(record.line.map { "line \($0)" } ?? "byte \(record.offset)")],
            ["\(record.length) B"], [.text(Shown(record.reason))], [.code(record.excerpt)],
          ], numbers: [2])
      }
    }
    return [
      .make(.h3, text: "Records that could not be read"),
      table(
        "unreadable", caption: "At most \(LedgerRow.unreadableShown) of each file are listed",
        columns: [
          Column("File"), Column("Place"), Column("Length", isNumber: true), Column("Why"), Column("Begins with"),
        ], rows: rows),
    ]
  }

  private func coverage() -> [HTMLNode] {
    guard !report.coverage.isEmpty else { return [] }
    let rows = report.coverage.map { row -> HTMLNode in
      var holes: [HTMLNode] = row.holes.flatMap { hole -> [HTMLNode] in
        [.make(.span, "until", [], [.time(hole.from), " to ", .time(hole.to)])]
      }
      if row.isExtract { holes.append(.make(.span, "tags", text: "An extract: absence proves nothing")) }
      return self.row([
        [.text(Shown(row.source))] + (row.subject.map { [.make(.span, "tags", [], [.code($0)])] } ?? []),
        [.time(row.from), .make(.span, "until", [], ["to ", .time(row.to)])], [.text(Shown(row.basis))], holes,
      ])
    }
    return [
      .make(.h3, text: "Coverage"),
      table(
        "coverage", caption: "What each source can tell; outside of it, silence means nothing",
        columns: [Column("Source"), Column("From and to (UTC)"), Column("Known from"), Column("Holes")], rows: rows),
    ]
  }

  private func gaps() -> [HTMLNode] {
    guard !report.gaps.isEmpty else { return [] }
    let items = report.gaps.map { gap in
      HTMLNode.make(
        .li, nil, [],
        [.make(.strong, nil, [], HTMLNode.prose(gap.missing)), ". Prevents "] + HTMLNode.prose(gap.prevents) + ["."]
          + (gap.command.map {
            [
              .make(
                .pre, nil, [.tabIndex],
                [.make(.code, text: Shown(lines: $0))])
            ]
          } ?? []))
    }
    return [.make(.h3, nil, [.id("gaps")], ["Evidence that is missing"]), .make(.ul, "gaps", [], items)]
  }

  private func left(_ omissions: [Omission]) -> [HTMLNode] {
    [
      .make(.h3, nil, [.id("omissions")], ["What this report leaves out"]),
      omissions.isEmpty
        ? .make(.p, text: "Nothing.")
        : .make(
          .ul, nil, [],
          omissions.map { .make(.li, nil, [], HTMLNode.prose($0.what) + [". "] + HTMLNode.prose($0.why)) }),
    ]
  }

  private func notes() -> [HTMLNode] {
    report.notes.isEmpty ? [] : [.make(.h3, text: "Notes of the team"), list(report.notes)]
  }

  private func made() -> [HTMLNode] {
    let generator = report.generator
    var pairs: [HTMLNode] = []
    func add(_ name: Shown, _ value: [HTMLNode]) { pairs += [.make(.dt, text: name), .make(.dd, nil, [], value)] }
    add("Program", [.text(Shown(generator.name)), " ", .text(Shown(generator.version))])
    add("Report format", [.text(Shown(report.schema))])
    if let time = generator.generatedAt { add("As of", [.time(time)]) }
    if !generator.options.isEmpty { add("Options", generator.options.map { .code($0) }) }
    for data in generator.data { add("Data", [.code(data.name), " version \(data.version) of \(data.date)"]) }
    return [.make(.h3, nil, [.id("made")], ["How this was made"]), .make(.dl, "pairs", [], pairs)]
  }
}
