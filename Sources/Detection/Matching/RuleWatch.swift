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
  private let parser = JSONParser()
  private var candidates: [KeyCombination: [Int]] = [:]
  private var marks: [HitMark: UInt32] = [:]
  private var samples: [Int: RawSamples] = [:]
  private let worthKeeping: [Bool]

  /// The keys of a record, as symbols of its file.
  private struct KeyCombination: Hashable {
    let action: UInt32
    let resource: UInt32
    let rest: UInt64
  }

  /// So many combinations of keys are remembered; a log has a few hundred.
  private static let combinationsRemembered = 1 << 16

  init(_ engine: RuleEngine, _ program: RuleProgram, file: Text) {
    self.engine = engine
    self.program = program
    self.file = file
    worthKeeping = program.rules.map { engine.rules.rules[$0].header.level >= .medium }
  }

  func look(at record: WatchedRecord) -> RecordMark {
    let rules = rules(for: record)
    if rules.isEmpty { return .none }
    var hits: [Int] = []
    var parsed: JSONValue??
    for rule in rules where matches(rule, record, &parsed) { hits.append(rule) }
    return hits.isEmpty ? .none : remember(hits, record, &parsed)
  }

  private func matches(_ rule: Int, _ record: WatchedRecord, _ parsed: inout JSONValue??) -> Bool {
    switch program.trees[rule].verdict(record, keysOnly: false) {
    case .yes: true
    case .no: false
    case .unknown: body(record, &parsed).map { engine.rules.rules[program.rules[rule]].matches($0) } ?? false
    }
  }

  private func body(_ record: WatchedRecord, _ parsed: inout JSONValue??) -> JSONValue? {
    if let parsed { return parsed }
    let value = try? parser.parse(record.json)
    parsed = .some(value)
    return value
  }

  /// The rules that the record's keys leave over.
  private func rules(for record: WatchedRecord) -> [Int] {
    guard let keys = combination(record) else { return program.candidates(record) }
    if let known = candidates[keys] { return known }
    let found = program.candidates(record)
    if candidates.count < Self.combinationsRemembered { candidates[keys] = found }
    return found
  }

  /// The record's keys; nil when one of them is no plain text, so that symbols do not tell it apart.
  private func combination(_ record: WatchedRecord) -> KeyCombination? {
    func isPlain(_ number: Int) -> Bool {
      switch record.field(number) {
      case .absent: true
      case .string(let text): !text.isEmpty
      default: false
      }
    }
    let event = record.event
    if program.source == .cloudTrail {
      guard isPlain(0), isPlain(1), isPlain(2) else { return nil }
      return KeyCombination(action: event.action.id, resource: event.resource.id, rest: UInt64(event.reason.id))
    }
    guard isPlain(0), isPlain(1), isPlain(2) else { return nil }
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

  private func remember(_ rules: [Int], _ record: WatchedRecord, _ parsed: inout JSONValue??) -> RecordMark {
    var hits: [HitMark.Hit] = []
    var isWorthKeeping = false
    for rule in rules {
      let number = program.rules[rule]
      var values: [Text?] = []
      for field in engine.captures[number] {
        values.append(
          body(record, &parsed).flatMap { field.values(in: $0).first { $0 != .null } }.map { Text($0.shown) })
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

  func finish() {
    let found = samples.map { rule, raw in (rule, raw.samples(of: engine.rules.rules[rule], in: file, parser)) }
    engine.memory.withLock { memory in
      for (rule, samples) in found {
        for sample in samples { memory.samples[rule, default: HitSamples()].add(sample) }
      }
    }
    samples = [:]
  }
}
