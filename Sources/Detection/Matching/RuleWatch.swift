internal import CaseFolder
internal import Evidence
internal import Synchronization

/// Matches the rules on one source against the records of one file.
///
/// Most records are dismissed by one look-up: which rules their keys leave over was worked out when the same keys came
/// first. What is left is decided by the fields that were taken out of the record, and only if these leave it open by
/// the parsed record.
final class RuleWatch: RecordWatch {
  private let engine: RuleEngine
  private let program: RuleProgram
  private let file: Text
  private let context: MatchContext
  /// The rules that combinations of keys leave over, each list of them once.
  private var lists: [[Int]] = []
  private var listNumbers: [[Int]: Int] = [:]
  private var byKeys: [KeyCombination: Int] = [:]
  private var byCaller: [CallerCombination: Int] = [:]
  private var marks: [HitMark: UInt32] = [:]
  private var samples: [Int: RawSamples] = [:]
  private let worthKeeping: [Bool]

  /// The keys of a record, as symbols of its file.
  private struct KeyCombination: Hashable {
    let action: UInt32
    let resource: UInt32
    let rest: UInt64
  }

  /// What tells callers apart, as symbols of their file, beside the list that their keys leave over.
  private struct CallerCombination: Hashable {
    let list: Int
    let actor: UInt32
    let principal: UInt32
    let agent: UInt32
    let address: UInt32
    let namespace: UInt32
    let isImpersonated: Bool
    let hasOneAddress: Bool
  }

  /// So many combinations are remembered.
  private static let combinationsRemembered = 1 << 16

  init(_ engine: RuleEngine, _ program: RuleProgram, file: Text) {
    self.engine = engine
    self.program = program
    self.file = file
    context = MatchContext(needles: program.needles)
    worthKeeping = program.rules.map { engine.rules.rules[$0].header.level >= .medium }
  }

  func look(at record: WatchedRecord) -> RecordMark {
    let rules = rules(for: record)
    if rules.isEmpty { return .none }
    var hits: [Int] = []
    context.begin(record)
    for rule in rules where program.trees[rule].matches(context) { hits.append(rule) }
    return hits.isEmpty ? .none : remember(hits, record)
  }

  /// The rules that the record's keys, and then its caller, leave over.
  private func rules(for record: WatchedRecord) -> [Int] {
    guard let keys = keys(record) else { return program.candidates(record) }
    let list: Int
    if let known = byKeys[keys] {
      list = known
    } else {
      list = number(of: program.candidates(record))
      if byKeys.count < Self.combinationsRemembered { byKeys[keys] = list }
    }
    if lists[list].isEmpty { return [] }
    guard let caller = caller(record, list) else { return lists[list] }
    if let known = byCaller[caller] { return lists[known] }
    let left = number(of: lists[list].filter { program.trees[$0].verdict(caller: record) != .no })
    if byCaller.count < Self.combinationsRemembered { byCaller[caller] = left }
    return lists[left]
  }

  private func number(of list: [Int]) -> Int {
    if let known = listNumbers[list] { return known }
    lists.append(list)
    listNumbers[list] = lists.count - 1
    return lists.count - 1
  }

  /// Whether a field is absent or a text, so that a symbol tells it apart.
  private func isPlain(_ number: Int, _ record: WatchedRecord) -> Bool {
    switch record.field(number) {
    case .absent: true
    case .string(let text): !text.isEmpty
    default: false
    }
  }

  private func caller(_ record: WatchedRecord, _ list: Int) -> CallerCombination? {
    for number in program.callers where !isPlain(number, record) { return nil }
    let event = record.event
    return CallerCombination(
      list: list, actor: event.actor.id, principal: event.principal.id, agent: event.agent.id,
      address: event.address.id, namespace: event.namespace.id, isImpersonated: event.flags.contains(.impersonated),
      hasOneAddress: program.list.map { record.only($0, $0 + 1) != nil } ?? false)
  }

  /// The record's keys; nil when one of them is no plain text, so that symbols do not tell it apart.
  private func keys(_ record: WatchedRecord) -> KeyCombination? {
    guard isPlain(0, record), isPlain(1, record), isPlain(2, record) else { return nil }
    let event = record.event
    if program.source == .cloudTrail {
      return KeyCombination(action: event.action.id, resource: event.resource.id, rest: UInt64(event.reason.id))
    }
    var rest: UInt64
    switch record.field(3) {
    case .absent: rest = 1 << 32
    case .integer(let code) where (0...65_535).contains(code): rest = UInt64(code)
    default: return nil
    }
    // A path and a resource, or a resource with and without a subresource, may be written alike.
    if case .string = record.field(1) {
      rest |= 1 << 33
      if case .string(let subresource) = record.field(2) { rest |= UInt64(subresource.count + 1) << 34 }
      return KeyCombination(action: event.action.id, resource: event.resource.id, rest: rest)
    }
    guard case .absent = record.field(2) else { return nil }
    return KeyCombination(action: event.action.id, resource: 0, rest: rest)
  }

  private func remember(_ rules: [Int], _ record: WatchedRecord) -> RecordMark {
    var hits: [HitMark.Hit] = []
    var isWorthKeeping = false
    for rule in rules {
      let number = program.rules[rule]
      var values: [Text?] = []
      for (field, place) in zip(engine.captures[number], program.capturePlaces[rule]) {
        values.append(captured(field, place, record))
      }
      hits.append(HitMark.Hit(rule: number, values: values))
      samples[number, default: RawSamples()].add(record)
      if worthKeeping[rule] { isWorthKeeping = true }
    }
    let mark = HitMark(hits: hits)
    if let known = marks[mark] { return RecordMark(mark: known, isWorthKeeping: isWorthKeeping) }
    let number = engine.memory.withLock { $0.number(of: mark) }
    marks[mark] = number
    return RecordMark(mark: number, isWorthKeeping: isWorthKeeping)
  }

  /// What a correlation is told of a field. Of several values it is the last: of `sourceIPs` the only one that a client
  /// cannot forge.
  private func captured(_ field: FieldPath, _ place: MatchPlace, _ record: WatchedRecord) -> Text? {
    switch place {
    case .key(let number), .caller(let number), .field(let number):
      if let value = record.field(number).value { return value.withText { Text(bytes: $0) } }
    case .list(_, let last):
      if let text = record.field(last).value?.withText({ Text(bytes: $0) }) { return text }
    case .body: break
    }
    return context.body.flatMap { field.values(in: $0).last { $0 != .null } }.map { Text($0.shown) }
  }

  func finish() {
    let parser = JSONParser()
    let found = samples.map { rule, raw in (rule, raw.samples(of: engine.rules.rules[rule], in: file, parser)) }
    engine.memory.withLock { memory in
      for (rule, samples) in found {
        for sample in samples { memory.samples[rule, default: HitSamples()].add(sample) }
      }
    }
    samples = [:]
  }
}
