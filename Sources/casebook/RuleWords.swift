internal import CaseFolder
internal import Detection
internal import Evidence
internal import Investigation
internal import Reporting

/// What `casebook rules explain` says about a rule.
enum RuleWords {
  /// The rule in words.
  static func explain(_ found: FoundRule) -> String {
    switch found {
    case .record(let rule): explain(rule)
    case .correlation(let rule): explain(rule)
    case .investigation(let rule): explain(rule)
    }
  }

  private static func explain(_ rule: SigmaRule) -> String {
    var lines = head(rule.header)
    lines.append("Reads: \(shown(rule.source.slug)) (\(shown(rule.logSource.words)))")
    if let dispatch = rule.dispatch {
      let texts = dispatch.texts.map { shown($0) }.joined(separator: ", ")
      lines.append("Looked at only when \(shown(dispatch.field)) is: \(texts)")
    } else {
      lines.append("Looked at for every record of this source")
    }
    lines.append("Matches when: \(shown(rule.condition))")
    for selection in rule.selections {
      lines.append("  \(shown(selection.name))")
      for item in selection.items { lines.append("    \(shown(item.written))") }
    }
    if !rule.filters.isEmpty { lines.append("Narrowed by: " + rule.filters.map { shown($0) }.joined(separator: ", ")) }
    return (lines + tail(rule.header)).joined(separator: "\n")
  }

  private static func explain(_ rule: CorrelationRule) -> String {
    var lines = head(rule.header)
    lines.append("Correlates (\(rule.kind.rawValue)): " + rule.rules.map { shown($0) }.joined(separator: ", "))
    if !rule.groupBy.isEmpty {
      lines.append("With the same: " + rule.groupBy.map { shown($0) }.joined(separator: ", "))
    }
    lines.append("Within: \(rule.timespan) s")
    lines.append("When: \(shown(rule.condition.words))")
    return (lines + tail(rule.header)).joined(separator: "\n")
  }

  private static func explain(_ rule: InvestigationRule) -> String {
    var lines = ["\(shown(rule.title)) (\(shown(rule.id)))", "Level: \(rule.level.rawValue)", "Part of the program"]
    lines.append("Why: \(shown(rule.why.plain))")
    lines.append("Techniques: " + techniques(rule.techniques))
    lines += rule.falsePositives.map { "Harmless when: \(shown($0))" }
    return lines.joined(separator: "\n")
  }

  private static func head(_ header: RuleHeader) -> [String] {
    var lines = ["\(shown(header.title)) (\(shown(header.id)))"]
    if let description = header.description { lines.append(shown(description)) }
    lines.append("Level: \(header.level.rawValue)" + (header.status.map { ", status: \(shown($0))" } ?? ""))
    lines.append("From: \(shown(header.file)), line \(header.line) (\(header.origin.rawValue))")
    return lines
  }

  private static func tail(_ header: RuleHeader) -> [String] {
    var lines: [String] = []
    if !header.techniques.isEmpty { lines.append("Techniques: " + techniques(header.techniques)) }
    lines += header.falsePositives.map { "Harmless when: \(shown($0))" }
    lines += header.references.map { "See: \(shown($0))" }
    return lines
  }

  private static func techniques(_ ids: [Text]) -> String {
    ids.map { id in
      let name = TechniqueCatalogue.builtIn[id].map { " \(shown($0.name))" } ?? ""
      return shown(id) + name
    }.joined(separator: ", ")
  }

  private static func shown(_ text: Text) -> String { TerminalText.line(text) }
}
