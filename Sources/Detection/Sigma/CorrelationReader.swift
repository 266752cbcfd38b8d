internal import CaseFolder

extension RuleReader {
  /// A correlation rule.
  func correlation(_ document: ConfigurationNode) throws(RuleError) -> CorrelationRule {
    let header = try header(document)
    guard let node = document["correlation"], case .map = node.value else {
      throw RuleError("correlation must be a map")
    }
    guard let type = node["type"]?.scalar else { throw RuleError("the correlation has no type", line: node.line) }
    guard let kind = CorrelationRule.Kind(rawValue: type.asciiLowercased.string) else {
      let known = CorrelationRule.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw RuleError("the correlation type \(type) is not known; known are \(known)", line: node.line)
    }
    var rules = node["rules"]?.scalars ?? []
    var condition = CorrelationCondition()
    if let written = node["condition"] {
      do { condition = try self.condition(written, kind: kind, rules: &rules) } catch { throw error.at(written.line) }
    } else {
      guard kind.isTemporal else { throw RuleError("the correlation has no condition", line: node.line) }
      condition.bounds = [.greaterOrEqual(Double(rules.count))]
    }
    guard !rules.isEmpty else { throw RuleError("the correlation names no rules", line: node.line) }
    if kind.needsField && condition.field == nil {
      throw RuleError("\(kind.rawValue) needs a field in its condition", line: node.line)
    }
    guard let timespan = node["timespan"] ?? node["timeframe"], let seconds = Self.seconds(timespan.scalar ?? "") else {
      throw RuleError("the correlation needs a timespan such as 10m", line: node["timespan"]?.line ?? node.line)
    }
    return CorrelationRule(
      header: header, kind: kind, rules: rules, groupBy: node["group-by"]?.scalars ?? [], timespan: seconds,
      aliases: try aliases(node["aliases"]), condition: condition,
      generate: node["generate"]?.scalar?.asciiLowercased == "true")
  }

  /// A number with `s`, `m`, `h`, `d`, `w`, `M` or `y` behind it, as seconds; months and years have their mean length.
  private static func seconds(_ text: Text) -> Int64? {
    let units: [UInt8: Int64] = [
      UInt8(ascii: "s"): 1, UInt8(ascii: "m"): 60, UInt8(ascii: "h"): 3600, UInt8(ascii: "d"): 86_400,
      UInt8(ascii: "w"): 604_800, UInt8(ascii: "M"): 2_629_746, UInt8(ascii: "y"): 31_556_952,
    ]
    guard let last = text.utf8.last, let unit = units[last] else { return nil }
    guard let count = Int64(Text(bytes: text.utf8.dropLast()).string), (1...1_000_000).contains(count) else {
      return nil
    }
    return count * unit
  }

  private func aliases(_ node: ConfigurationNode?) throws(RuleError) -> [Text: [Text: Text]] {
    guard let node, case .map(let fields) = node.value else { return [:] }
    var aliases: [Text: [Text: Text]] = [:]
    for alias in fields {
      guard case .map(let rules) = alias.value.value else {
        throw RuleError("the alias \(alias.key) must be a map of rules and fields", line: alias.line)
      }
      for rule in rules {
        if let field = rule.value.scalar { aliases[alias.key, default: [:]][rule.key] = field }
      }
    }
    return aliases
  }

  private func condition(
    _ node: ConfigurationNode, kind: CorrelationRule.Kind, rules: inout [Text]
  ) throws(RuleError) -> CorrelationCondition {
    var condition = CorrelationCondition()
    if let text = node.scalar {
      guard kind.isTemporal else { throw RuleError("only temporal correlations may have a condition of rule names") }
      let words = Self.ruleNames(in: text)
      if rules.isEmpty { rules = words }
      condition.expression = try Condition(text, selections: rules)
      return condition
    }
    guard case .map(let fields) = node.value else { throw RuleError("the condition must be a map or text") }
    for field in fields {
      switch field.key {
      case "field":
        guard field.value.scalars.count == 1 else { throw RuleError("the condition's field must be one field") }
        condition.field = field.value.scalars[0]
      case "percentile":
        guard let number = Self.number(field.value), (0...100).contains(number) else {
          throw RuleError("the percentile must be a number from 0 to 100", line: field.line)
        }
        condition.percentile = number
      default:
        guard let number = Self.number(field.value) else {
          throw RuleError("\(field.key) in the condition needs a number", line: field.line)
        }
        let bounds: [Text: CorrelationCondition.Bound] = [
          "lt": .less(number), "lte": .lessOrEqual(number), "gt": .greater(number), "gte": .greaterOrEqual(number),
          "eq": .equal(number), "neq": .notEqual(number),
        ]
        guard let bound = bounds[field.key] else {
          throw RuleError("the condition knows no \(field.key)", line: field.line)
        }
        condition.bounds.append(bound)
      }
    }
    guard !condition.bounds.isEmpty else { throw RuleError("the condition compares with nothing") }
    return condition
  }

  private static func number(_ node: ConfigurationNode) -> Double? {
    node.scalar.flatMap { Double($0.string) }.flatMap { $0.isFinite ? $0 : nil }
  }

  /// The words of a condition that are neither brackets nor operators.
  private static func ruleNames(in text: Text) -> [Text] {
    var names: [Text] = []
    for word in text.utf8.split(whereSeparator: { [0x20, 0x09, 0x0A, 0x28, 0x29].contains($0) }) {
      let name = Text(bytes: word)
      if !["and", "or", "not"].contains(name.asciiLowercased), !names.contains(name) { names.append(name) }
    }
    return names
  }
}
