internal import CaseFolder

/// A condition as the rule writes it: names of selections joined by `and`, `or`, `not`, `1 of`, `all of`.
indirect enum Condition: Hashable, Sendable {
  case selection(Text)
  case all([Condition])
  case any([Condition])
  case not(Condition)

  /// Reads a condition. `selections` are the names that it may use; `1 of them` leaves out those that begin with `_`.
  init(_ text: Text, selections: [Text]) throws(RuleError) {
    var parser = ConditionParser(text, selections: selections)
    self = try parser.condition()
  }

  /// The names of the selections that it uses, in order.
  var names: [Text] {
    switch self {
    case .selection(let name): [name]
    case .not(let inner): inner.names
    case .all(let parts), .any(let parts): parts.flatMap(\.names)
    }
  }

  /// The condition with each selection's expression put in.
  func expression(_ selections: [Text: Expression]) throws(RuleError) -> Expression {
    switch self {
    case .selection(let name):
      guard let expression = selections[name] else { throw RuleError("there is no selection \(name)") }
      return expression
    case .not(let inner): return .not(try inner.expression(selections))
    case .all(let parts):
      var expressions: [Expression] = []
      for part in parts { expressions.append(try part.expression(selections)) }
      return .all(expressions)
    case .any(let parts):
      var expressions: [Expression] = []
      for part in parts { expressions.append(try part.expression(selections)) }
      return .any(expressions)
    }
  }
}

/// Reads conditions: `not` binds most, then `and`, then `or`.
private struct ConditionParser {
  private let tokens: [Text]
  private let selections: [Text]
  private var position = 0
  private var depth = 0

  init(_ text: Text, selections: [Text]) {
    var tokens: [Text] = []
    var word: [UInt8] = []
    func end() {
      if !word.isEmpty { tokens.append(Text(bytes: word)) }
      word = []
    }
    for byte in text.utf8 {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: end()
      case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "|"):
        end()
        tokens.append(Text(bytes: [byte]))
      default: word.append(byte)
      }
    }
    end()
    self.tokens = tokens
    self.selections = selections
  }

  mutating func condition() throws(RuleError) -> Condition {
    if tokens.contains("|") {
      throw RuleError("conditions with | are no longer part of Sigma; write a correlation rule instead")
    }
    let condition = try alternatives()
    guard position == tokens.count else { throw RuleError("the condition ends before \(tokens[position])") }
    return condition
  }

  private var next: Text? { position < tokens.count ? tokens[position] : nil }

  private func isWord(_ word: Text) -> Bool { next?.asciiLowercased == word }

  private mutating func alternatives() throws(RuleError) -> Condition {
    var parts = [try conjunction()]
    while isWord("or") {
      position += 1
      parts.append(try conjunction())
    }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func conjunction() throws(RuleError) -> Condition {
    var parts = [try operand()]
    while isWord("and") {
      position += 1
      parts.append(try operand())
    }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func operand() throws(RuleError) -> Condition {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 64 else { throw RuleError("the condition is nested too deep") }
    guard let token = next else { throw RuleError("the condition ends too early") }
    position += 1
    if token == "(" {
      let inner = try alternatives()
      guard next == ")" else { throw RuleError("a bracket in the condition is not closed") }
      position += 1
      return inner
    }
    switch token.asciiLowercased {
    case "not": return .not(try operand())
    case ")", "and", "or", "of": throw RuleError("the condition has \(token) where a selection must stand")
    case "1", "any", "all":
      guard isWord("of") else { break }
      position += 1
      return try quantified(isAll: token.asciiLowercased == "all")
    default: break
    }
    guard selections.contains(token) else {
      let near = EditDistance.nearest(to: token, among: selections)
      throw RuleError(
        "the condition names \(token), which is no selection" + (near.map { "; did you mean \($0)?" } ?? ""))
    }
    return .selection(token)
  }

  private mutating func quantified(isAll: Bool) throws(RuleError) -> Condition {
    guard let pattern = next else { throw RuleError("the condition ends behind `of`") }
    position += 1
    let wanted = pattern.asciiLowercased == "them" ? SigmaString("*") : SigmaString(pattern)
    let glob = BytePattern(wanted, isCased: true)
    let names = selections.filter { name in
      (pattern.hasPrefix("_") || !name.hasPrefix("_")) && Array(name.utf8).withUnsafeBufferPointer { glob.matches($0) }
    }
    guard !names.isEmpty else { throw RuleError("no selection is named like \(pattern)") }
    let parts = names.map { Condition.selection($0) }
    return parts.count == 1 ? parts[0] : isAll ? .all(parts) : .any(parts)
  }
}
