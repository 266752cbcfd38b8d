internal import CaseFolder
internal import Evidence

/// The rules on one source, compiled: built once, then shared by all workers.
struct RuleProgram: Sendable {
  let source: EventSource
  /// The numbers of the rules in their set, in order.
  let rules: [Int]
  let trees: [MatchTree]
  /// The fields to take out of each record, by number; the keys come first and are always there.
  let fields: [FieldPath]
  /// How many of the fields are keys.
  let keyCount: Int
  /// For each field to dispatch on: the rules that need one of a few texts there, by text. A rule is in one place only.
  private let dispatch: [(key: Int, rules: [[UInt8]: [Int]])]
  /// Rules that no key pins down.
  private let always: [Int]

  /// Compiles the rules of a set that read a source.
  init(_ source: EventSource, _ set: RuleSet) {
    self.source = source
    rules = set.rules.indices.filter { set.rules[$0].source == source }
    let known = Set(RecordFields.all(of: source))
    let keys = RecordFields.keys(of: source).map { FieldPath($0) }
    var fields = keys
    var numbers = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
    for rule in rules {
      for item in set.rules[rule].expression.items {
        guard let field = item.field, known.contains(field.name), numbers[field] == nil else { continue }
        numbers[field] = fields.count
        fields.append(field)
      }
    }
    let keyCount = keys.count
    trees = rules.map { rule in
      MatchTree(set.rules[rule].expression) { field in
        guard let number = numbers[field] else { return .body }
        return number < keyCount ? .key(number) : .field(number)
      }
    }
    self.fields = fields
    self.keyCount = keyCount
    let dispatchKeys = Self.dispatchKeys(of: source)
    var tables = [[[UInt8]: [Int]]](repeating: [:], count: dispatchKeys.count)
    var always: [Int] = []
    for (index, rule) in rules.enumerated() {
      guard let key = Self.dispatchKey(set.rules[rule], dispatchKeys) else {
        always.append(index)
        continue
      }
      for text in key.texts { tables[key.index][text, default: []].append(index) }
    }
    dispatch = dispatchKeys.indices.map {
      (RecordFields.keys(of: source).firstIndex(of: dispatchKeys[$0])!, tables[$0])
    }
    self.always = always
  }

  /// The keys whose values are worth dispatching on, the most selective first.
  static func dispatchKeys(of source: EventSource) -> [Text] {
    source == .cloudTrail ? ["eventName", "eventSource"] : ["objectRef.resource", "verb"]
  }

  /// The first key that a rule pins down, and to which texts.
  static func dispatchKey(_ rule: SigmaRule, _ keys: [Text]) -> (index: Int, texts: Set<[UInt8]>)? {
    for (index, key) in keys.enumerated() {
      if let texts = rule.expression.required(FieldPath(key)) { return (index, texts) }
    }
    return nil
  }

  /// The numbers, in this program, of the rules that the keys of a record do not rule out.
  func candidates(_ record: WatchedRecord) -> [Int] {
    var found = always
    for (key, table) in dispatch {
      guard let value = record.field(key).value else {
        found += table.values.joined()
        continue
      }
      let text = value.withText { $0.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 } }
      if let text, let rules = table[text] { found += rules }
      if let text, text.contains(where: { $0 >= 0x80 }) { found += table.values.joined() }
    }
    return Set(found).sorted().filter { trees[$0].verdict(record, keysOnly: true) != .no }
  }
}
