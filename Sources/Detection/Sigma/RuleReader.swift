internal import CaseFolder

/// Reads one document of a rule file.
struct RuleReader {
  let origin: RuleOrigin
  let placeholders: Placeholders
  /// What the rule is called when it has no id.
  let fallbackID: Text
  let file: Text

  /// The metadata that all kinds of rules share.
  func header(_ document: ConfigurationNode) throws(RuleError) -> RuleHeader {
    guard let title = document["title"]?.scalar, !title.isEmpty else { throw RuleError("it has no title") }
    var header = RuleHeader(id: document["id"]?.scalar ?? fallbackID, title: title, origin: origin, file: file, line: 1)
    header.line = document.line
    header.name = document["name"]?.scalar
    header.status = document["status"]?.scalar
    header.description = document["description"]?.scalar
    if let node = document["level"], let level = node.scalar {
      guard let known = RuleLevel(rawValue: level.asciiLowercased.string) else {
        throw RuleError("the level \(level) is not known", line: node.line)
      }
      header.level = known
    }
    header.tags = document["tags"]?.scalars ?? []
    header.references = document["references"]?.scalars ?? []
    header.falsePositives = document["falsepositives"]?.scalars ?? []
    return header
  }

  /// The log source; a rule without one is about nothing.
  func logSource(_ document: ConfigurationNode) throws(RuleError) -> LogSource {
    guard let node = document["logsource"], case .map = node.value else { throw RuleError("it has no logsource") }
    return LogSource(
      product: node["product"]?.scalar, service: node["service"]?.scalar, category: node["category"]?.scalar)
  }

  /// A rule on single records.
  func rule(_ document: ConfigurationNode) throws(RuleError) -> SigmaRule {
    let header = try header(document)
    let logSource = try logSource(document)
    guard let source = logSource.source else {
      throw RuleError("its log source (\(logSource.words)) is none that Casebook reads")
    }
    guard let detection = document["detection"] else { throw RuleError("it has no detection") }
    let parsed = try self.detection(detection, reserved: ["condition", "timeframe"])
    return SigmaRule(
      header: header, logSource: logSource, source: source, selections: parsed.selections,
      condition: parsed.condition, expression: parsed.expression, unfiltered: parsed.expression)
  }

  /// What a detection, or a filter, comes to.
  struct Parsed {
    var selections: [SigmaRule.Selection]
    var condition: Text
    var expression: Expression
  }

  /// Reads the selections and the condition of a detection; `reserved` are the keys that are no selections.
  func detection(_ node: ConfigurationNode, reserved: [Text]) throws(RuleError) -> Parsed {
    guard case .map(let fields) = node.value else { throw RuleError("detection must be a map", line: node.line) }
    var selections: [SigmaRule.Selection] = []
    var expressions: [Text: Expression] = [:]
    for field in fields where !reserved.contains(field.key) {
      let expression: Expression
      do { expression = try selection(field.value, depth: 0) } catch { throw error.at(field.line) }
      selections.append(SigmaRule.Selection(name: field.key, expression: expression))
      expressions[field.key] = expression
    }
    guard !selections.isEmpty else { throw RuleError("detection has no selection", line: node.line) }
    guard let condition = node["condition"] else { throw RuleError("detection has no condition", line: node.line) }
    let written = condition.scalars
    guard !written.isEmpty else { throw RuleError("the condition must be text", line: condition.line) }
    var parts: [Expression] = []
    do {
      for text in written {
        parts.append(try Condition(text, selections: selections.map(\.name)).expression(expressions))
      }
    } catch { throw error.at(condition.line) }
    return Parsed(
      selections: selections, condition: Text(written.map(\.string).joined(separator: " or ")),
      expression: parts.count == 1 ? parts[0] : .any(parts))
  }

  private func selection(_ node: ConfigurationNode, depth: Int) throws(RuleError) -> Expression {
    guard depth < 16 else { throw RuleError("it is nested too deep", line: node.line) }
    switch node.value {
    case .map(let fields):
      guard !fields.isEmpty else { throw RuleError("a selection is empty", line: node.line) }
      var items: [Expression] = []
      for field in fields {
        do { items.append(.item(try item(field.key, field.value, line: field.line))) } catch {
          throw error.at(field.line)
        }
      }
      return items.count == 1 ? items[0] : .all(items)
    case .list(let elements):
      guard !elements.isEmpty else { throw RuleError("a selection is empty", line: node.line) }
      if elements.allSatisfy({ if case .scalar = $0.value { true } else { false } }) {
        return .item(try item("", node, line: node.line))
      }
      var parts: [Expression] = []
      for element in elements { parts.append(try selection(element, depth: depth + 1)) }
      return parts.count == 1 ? parts[0] : .any(parts)
    case .scalar:
      return .item(try item("", node, line: node.line))
    case .null: throw RuleError("a selection is empty", line: node.line)
    }
  }

  /// One line of a selection: `field|modifier|modifier: values`.
  private func item(_ key: Text, _ node: ConfigurationNode, line: Int) throws(RuleError) -> DetectionItem {
    let names = key.split(UInt8(ascii: "|"))
    var modifiers: [Modifier] = []
    for name in names.dropFirst() { modifiers.append(try Modifier(name: name)) }
    let field = names[0].isEmpty ? nil : FieldPath(names[0])
    let values = try self.values(node)
    let words = values.map { $0?.string ?? "null" }
    let written = Text((key.isEmpty ? "keywords" : key.string) + ": " + words.joined(separator: ", "))
    if modifiers.contains(.exists) {
      guard field != nil, modifiers == [.exists], values.count == 1, let value = values[0],
        ["true", "false", "yes", "no"].contains(value.asciiLowercased)
      else { throw RuleError("exists needs a field, true or false, and no other modifier") }
      return DetectionItem(
        field: field, written: written, line: line, groups: [], isAll: false, isNegated: false,
        exists: ["true", "yes"].contains(value.asciiLowercased))
    }
    var groups: [[ValueTest]] = []
    for value in values { groups.append(try tests(value, modifiers, isKeyword: field == nil)) }
    return DetectionItem(
      field: field, written: written, line: line, groups: groups, isAll: modifiers.contains(.all),
      isNegated: modifiers.contains(.neq), exists: nil)
  }

  /// The values of an item; nil is null. An empty list is null, too.
  private func values(_ node: ConfigurationNode) throws(RuleError) -> [Text?] {
    switch node.value {
    case .scalar(let text): return [text]
    case .null: return [nil]
    case .map: throw RuleError("a value must be text, a number, true, false, null or a list of them", line: node.line)
    case .list(let elements):
      if elements.isEmpty { return [nil] }
      var values: [Text?] = []
      for element in elements {
        switch element.value {
        case .scalar(let text): values.append(text)
        case .null: values.append(nil)
        default: throw RuleError("a list of values holds another list or a map", line: element.line)
        }
      }
      return values
    }
  }

  /// The tests of one value: several when modifiers make it stand for several.
  private func tests(_ value: Text?, _ modifiers: [Modifier], isKeyword: Bool) throws(RuleError) -> [ValueTest] {
    var drafts: [DraftValue] = [value.map { .string(SigmaString($0), written: $0) } ?? .null]
    for modifier in modifiers {
      var next: [DraftValue] = []
      for draft in drafts { next += try draft.applying(modifier, placeholders) }
      drafts = next
      guard drafts.count <= SigmaString.expansionsAllowed else {
        throw RuleError("a value expands to more than \(SigmaString.expansionsAllowed) strings")
      }
    }
    var tests: [ValueTest] = []
    for draft in drafts {
      if isKeyword {
        switch draft {
        case .string(let string, let written):
          let inside = DraftValue.string(string.anchored(start: false, end: false), written: written)
          tests.append(try inside.test(isCased: modifiers.contains(.cased)))
        case .expression: tests.append(try draft.test(isCased: false))
        default: throw RuleError("a keyword must be text")
        }
      } else {
        tests.append(try draft.test(isCased: modifiers.contains(.cased)))
      }
    }
    return tests
  }
}

extension ConfigurationNode {
  /// The value of a key; nil when this is no map or has no such key.
  subscript(key: Text) -> ConfigurationNode? {
    guard case .map(let fields) = value else { return nil }
    return fields.first { $0.key == key }?.value
  }

  /// The text of a single value.
  var scalar: Text? {
    if case .scalar(let text) = value { text } else { nil }
  }

  /// The texts of a list, or of a single value.
  var scalars: [Text] {
    switch value {
    case .scalar(let text): [text]
    case .list(let elements): elements.compactMap(\.scalar)
    case .map, .null: []
    }
  }
}
