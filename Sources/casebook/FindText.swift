internal import CaseFolder
internal import Investigation
internal import Reporting

/// What a search found, as text for a terminal. All text of evidence goes through `TerminalText`.
struct FindText {
  let result: SearchResult
  var style = TextStyle()

  /// So many rows of one table are printed; JSON holds more.
  private static let rowsShown = 15

  /// The lines, without a line end at the end.
  var text: String {
    var parts: [[String]] = []
    if result.matches.isEmpty {
      parts.append(["Nothing in the supplied evidence is called \(TerminalText.line(result.query))."])
    } else if result.matches.count > 1 {
      parts.append([style.heading("MATCHES")] + overview)
    }
    parts += result.matches.map { section($0) }
    if result.leftOut > 0 { parts.append(["\(result.leftOut) further matches are left out: narrow the query."]) }
    parts.append([style.heading("COVERAGE")] + coverage)
    return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }

  private var overview: [String] {
    table(
      [
        .init(title: "kind"), .init(title: "name", mayShrink: true), .init(title: "first"), .init(title: "last"),
        .init(title: "ok", isNumeric: true), .init(title: "failed", isNumeric: true),
      ],
      result.matches.map { match in
        [
          match.kind.rawValue, TerminalText.line(match.name), time(match.first), time(match.last),
          String(match.requests.successful), String(match.requests.failed),
        ]
      })
  }

  private func section(_ match: SearchMatch) -> [String] {
    var lines = [style.heading("\(match.kind.rawValue) \(TerminalText.line(match.name))")]
    var facts = ["first seen \(time(match.first)), last seen \(time(match.last))"]
    if match.isActors { facts.append("counts as the actor's") }
    if let level = match.level { facts.append("in scope: \(level.rawValue)") }
    let requests = match.requests
    if requests.successful + requests.failed > 0 {
      facts.append(
        "requests: \(requests.successful) ok, \(requests.failed) failed, of them \(requests.forbidden) forbidden and \(requests.notFound) not found"
      )
    }
    if !match.findings.isEmpty {
      facts.append("findings: " + match.findings.prefix(5).map { TerminalText.line($0) }.joined(separator: ", "))
    }
    lines += facts.flatMap { style.wrapped($0) }
    lines += calls(match) + contacts(match) + flows(match) + neighbours(match)
    lines += match.citations.flatMap { citation in
      let place = citation.line.map { ", line \($0)" } ?? citation.index.map { ", record \($0)" } ?? ""
      return style.wrapped("see \(TerminalText.line(citation.file))\(place)")
    }
    return lines
  }

  private func calls(_ match: SearchMatch) -> [String] {
    rows(
      [
        .init(title: "call", mayShrink: true), .init(title: "source"), .init(title: "ok", isNumeric: true),
        .init(title: "failed", isNumeric: true), .init(title: "forbidden", isNumeric: true), .init(title: "first"),
        .init(title: "last"),
      ], match.calls
    ) { call in
      [
        TerminalText.line(call.call), TerminalText.line(call.source), String(call.requests.successful),
        String(call.requests.failed), String(call.requests.forbidden), time(call.first), time(call.last),
      ]
    }
  }

  private func contacts(_ match: SearchMatch) -> [String] {
    rows(
      [
        .init(title: "talked to"), .init(title: "name", mayShrink: true), .init(title: "times", isNumeric: true),
        .init(title: "first"), .init(title: "last"),
      ], match.contacts
    ) { contact in
      [
        TerminalText.line(contact.kind), TerminalText.line(contact.name), String(contact.count), time(contact.first),
        time(contact.last),
      ]
    }
  }

  private func flows(_ match: SearchMatch) -> [String] {
    rows(
      [
        .init(title: "traffic with"), .init(title: "port", isNumeric: true), .init(title: "protocol"),
        .init(title: "direction"), .init(title: "state"), .init(title: "bytes out", isNumeric: true),
        .init(title: "bytes in", isNumeric: true), .init(title: "first"), .init(title: "last"),
      ], match.flows
    ) { flow in
      [
        TerminalText.line(flow.resource), String(flow.port), TerminalText.line(flow.transport),
        TerminalText.line(flow.direction), flow.accepted ? "accepted" : "rejected", String(flow.bytesOut),
        String(flow.bytesIn), time(flow.first), time(flow.last),
      ]
    }
  }

  private func neighbours(_ match: SearchMatch) -> [String] {
    rows(
      [
        .init(title: "neighbour"), .init(title: "network"), .init(title: "ok", isNumeric: true),
        .init(title: "failed", isNumeric: true), .init(title: "first"), .init(title: "last"),
      ], match.neighbours
    ) { row in
      [
        TerminalText.line(row.address), TerminalText.line(row.network), String(row.successful), String(row.failed),
        time(row.first), time(row.last),
      ]
    }
  }

  private var coverage: [String] {
    table(
      [.init(title: "source"), .init(title: "subject", mayShrink: true), .init(title: "from"), .init(title: "to")],
      result.coverage.map { row in
        [
          TerminalText.line(row.source) + (row.isExtract ? " (an extract)" : ""),
          row.subject.map { TerminalText.line($0) } ?? "-", time(row.from), time(row.to),
        ]
      })
  }

  /// A table of a section, after an empty line; nothing without rows.
  private func rows<Row>(
    _ columns: [TextTable.Column], _ rows: [Row], _ cells: (Row) -> [String]
  ) -> [String] {
    guard !rows.isEmpty else { return [] }
    let more = rows.count - Self.rowsShown
    return [""] + table(columns, rows.prefix(Self.rowsShown).map(cells))
      + (more > 0 ? ["  \(more) more with --json"] : [])
  }

  private func table(_ columns: [TextTable.Column], _ rows: [[String]]) -> [String] {
    rows.isEmpty ? ["  nothing"] : TextTable(columns: columns, rows: rows).lines(style)
  }

  private func time(_ time: Timestamp?) -> String { time.map { ReadableTime.text($0) } ?? "-" }
}
