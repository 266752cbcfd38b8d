internal import CaseFolder
internal import Detection
internal import Evidence
internal import Investigation
internal import Reporting

/// The table of `casebook rules list`.
enum RuleListing {
  /// A rule as the list shows it. The keys are a contract.
  struct Row: Encodable {
    let id: Text
    let title: Text
    let level: Text?
    /// `kubernetes-audit`, `cloudtrail`, or `correlation`, `investigation`.
    let reads: Text
    let origin: Text
    let techniques: [Text]
    let file: Text?
    let line: Int?
    /// Why the rule cannot be used; nil when it can.
    let unusable: Text?
  }

  /// All rules: those on records by source and id, then correlations, then those of the program, then what cannot be used.
  static func rows(_ set: RuleSet) -> [Row] {
    var rows = set.rules.map { row($0.header, reads: $0.source.slug) }
    rows.sort { ($0.reads, $0.id) < ($1.reads, $1.id) }
    rows += set.correlations.map { row($0.header, reads: "correlation") }.sorted { $0.id < $1.id }
    rows += InvestigationRule.all.map { rule in
      Row(
        id: rule.id, title: rule.title, level: Text(rule.level.rawValue), reads: "investigation", origin: "built-in",
        techniques: rule.techniques, file: nil, line: nil, unusable: nil)
    }
    rows += set.unusable.map { rule in
      Row(
        id: rule.id, title: rule.title ?? "", level: nil, reads: "-", origin: Text(rule.origin.rawValue),
        techniques: [],
        file: rule.file, line: rule.line, unusable: rule.reason)
    }
    return rows
  }

  private static func row(_ header: RuleHeader, reads: Text) -> Row {
    Row(
      id: header.id, title: header.title, level: Text(header.level.rawValue), reads: reads,
      origin: Text(header.origin.rawValue), techniques: header.techniques, file: header.file, line: header.line,
      unusable: nil)
  }

  /// The list as text.
  static func text(_ rows: [Row]) -> String {
    var lines: [String] = []
    for row in rows where row.unusable == nil {
      let fields = [row.level?.string ?? "", row.reads.string, row.origin.string].map { TerminalText.line(Text($0)) }
      lines.append(
        "\(padded(fields[0], 14))\(padded(fields[1], 18))\(padded(fields[2], 10))\(TerminalText.line(row.id))  \(TerminalText.line(row.title))"
      )
    }
    let unusable = rows.filter { $0.unusable != nil }
    lines.append("")
    lines.append("\(rows.count - unusable.count) rules, \(unusable.count) that cannot be used")
    for row in unusable {
      let place = TerminalText.line(row.file ?? "") + (row.line.map { ":\($0)" } ?? "")
      lines.append("\(place): \(TerminalText.line(row.title)): \(TerminalText.line(row.unusable ?? ""))")
    }
    return lines.joined(separator: "\n")
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.unicodeScalars.count))
  }

  /// The list as JSON.
  static func json(_ rows: [Row]) -> String {
    struct Document: Encodable {
      let schema = "casebook-rules/1"
      let rules: [Row]
    }
    return String(decoding: JSONDocument.encode(Document(rules: rows)).dropLast(), as: UTF8.self)
  }
}
