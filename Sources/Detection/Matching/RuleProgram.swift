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
  /// The keys that lead to each of the fields; to the first and last element of a list in two of them.
  let paths: [[String]]
  /// The numbers of the fields that tell callers apart.
  let callers: [Int]
  /// The number of the list's first element; its last one is the next. Nil when no rule asks for it.
  let list: Int?
  /// By rule: where the fields are that correlations want of its hits.
  let capturePlaces: [[MatchPlace]]
  /// Words of which a record must have one for a field of its body to be there.
  let needles: [[UInt8]]
  /// For each field to dispatch on: the rules that need one of a few texts there, by text. A rule is in one place only.
  private let dispatch: [(key: Int, rules: [[UInt8]: [Int]])]
  /// Rules that no key pins down.
  private let always: [Int]

  /// Compiles the rules of a set that read a source.
  init(_ source: EventSource, _ set: RuleSet, captures: [[FieldPath]]) {
    self.source = source
    rules = set.rules.indices.filter { set.rules[$0].source == source }
    let known = Set(RecordFields.all(of: source))
    let keys = RecordFields.keys(of: source).map { FieldPath($0) }
    var fields = keys
    var numbers = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
    let lists = Set(RecordFields.lists(of: source))
    var paths = keys.map { $0.keys.map(\.string) }
    for rule in rules {
      let wanted = set.rules[rule].expression.items.compactMap(\.field) + captures[rule]
      for field in wanted where numbers[field] == nil {
        if known.contains(field.name) {
          numbers[field] = fields.count
          fields.append(field)
          paths.append(field.keys.map(\.string))
        } else if lists.contains(field.name) {
          numbers[field] = fields.count
          fields += [field, field]
          paths += ["#0", "#-1"].map { field.keys.map(\.string) + [$0] }
        }
      }
    }
    let keyCount = keys.count
    let callers = Set(RecordFields.callers(of: source))
    let places = numbers.mapValues { number in
      let name = fields[number].name
      return number < keyCount
        ? MatchPlace.key(number)
        : lists.contains(name) ? .list(number, number + 1) : callers.contains(name) ? .caller(number) : .field(number)
    }
    self.callers = fields.indices.filter { callers.contains(fields[$0].name) }
    list = fields.indices.first { lists.contains(fields[$0].name) }
    self.paths = paths
    capturePlaces = rules.map { rule in captures[rule].map { places[$0] ?? .body(needle: nil) } }
    var needles: [[UInt8]] = []
    trees = rules.map { rule in
      MatchTree(set.rules[rule].expression) { item in
        guard let field = item.field else { return .body(needle: nil) }
        if let place = places[field], !item.comparesFields { return place }
        guard let needle = field.needle else { return .body(needle: nil) }
        if let known = needles.firstIndex(of: needle) { return .body(needle: known) }
        needles.append(needle)
        return .body(needle: needles.count - 1)
      }
    }
    self.needles = needles
    self.fields = fields
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
    return Set(found).sorted().filter { trees[$0].verdict(keys: record) != .no }
  }
}
