internal import CaseFolder

/// A filter: it narrows other rules, for tuning to an environment (Sigma Filters Specification 2.1).
///
/// Its condition must hold beside the rule's own, as pySigma reads it: `condition: not selection` takes hits away.
struct RuleFilter: Sendable {
  let header: RuleHeader
  let logSource: LogSource
  /// The ids or names of the rules that it narrows; nil for all rules of its log source.
  let rules: [Text]?
  let expression: Expression

  /// The rule as the filter leaves it.
  func applied(to rule: SigmaRule) -> SigmaRule {
    let isMeant = rules.map { $0.contains(rule.header.id) || rule.header.name.map($0.contains) ?? false } ?? true
    guard isMeant, logSource.source == rule.source else { return rule }
    var rule = rule
    rule.expression = .all([rule.expression, expression])
    rule.filters.append(header.title)
    return rule
  }
}

extension RuleReader {
  /// A filter.
  func filter(_ document: ConfigurationNode) throws(RuleError) -> RuleFilter {
    let header = try header(document)
    let logSource = try logSource(document)
    guard logSource.source != nil else {
      throw RuleError("its log source (\(logSource.words)) is none that Casebook reads")
    }
    guard let node = document["filter"] else { throw RuleError("it has no filter") }
    guard let rules = node["rules"] else {
      throw RuleError("the filter does not say which rules it narrows", line: node.line)
    }
    let names = rules.scalars
    let parsed = try detection(node, reserved: ["condition", "rules"])
    return RuleFilter(
      header: header, logSource: logSource,
      rules: names.isEmpty || names.map(\.asciiLowercased) == ["any"] ? nil : names, expression: parsed.expression)
  }
}
