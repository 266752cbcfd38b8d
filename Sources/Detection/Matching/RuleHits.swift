internal import CaseFolder
package import Evidence
internal import Synchronization

/// What came of the rules of a run.
package struct RuleFindings: Sendable {
  /// What every rule hit; rules without a hit are left out.
  package let hits: [RuleHits]
  /// How many rules were matched, correlations among them.
  package let ruleCount: Int
  /// The rules that could not be used, and why.
  package let unusable: [UnusableRule]
}

/// What a rule hit in the evidence.
package struct RuleHits: Sendable {
  /// The rule.
  package let header: RuleHeader
  /// The rows of the events that it hit, in time order, each once.
  package let rows: [Int]
  /// What matched in some of the rows: at least in the first and last ones, if their records could be kept.
  package let samples: [Int: [MatchedField]]
  /// For a correlation: each time that its condition held; empty for other rules.
  package let correlations: [Occasion]

  /// A stretch of time in which a correlation held.
  package struct Occasion: Hashable, Sendable {
    /// The fields that it grouped by, with their values.
    package let group: [MatchedField]
    /// The rows of its events, in time order.
    package let rows: [Int]
  }
}

extension RuleEngine {
  /// What came of the rules, once the evidence was read.
  package func findings(in evidence: Evidence) -> RuleFindings {
    RuleFindings(
      hits: hits(in: evidence), ruleCount: rules.rules.count + rules.correlations.count, unusable: rules.unusable)
  }

  /// What every rule hit, in the order of the rules, correlations last. Rules that hit nothing are left out, and those that
  /// only serve a correlation.
  package func hits(in evidence: Evidence) -> [RuleHits] {
    let marks = memory.withLock { $0.marks }
    let samples = memory.withLock { $0.samples }
    let store = evidence.events
    var rows = [[Int]](repeating: [], count: rules.rules.count)
    for row in store.indices where store.mark[row] > 0 {
      for hit in marks[Int(store.mark[row])].hits { rows[hit.rule].append(row) }
    }
    var hits: [RuleHits] = []
    for (number, rule) in rules.rules.enumerated() where !rows[number].isEmpty && !isOnlyPart(rule.header) {
      hits.append(
        RuleHits(
          header: rule.header, rows: rows[number],
          samples: Self.samples(samples[number], rows[number], evidence), correlations: []))
    }
    var results: [Text: [Correlator.Result]] = [:]
    for correlation in rules.correlations {
      let found = self.results(correlation, rows, store, marks, &results, depth: 0)
      guard !found.isEmpty, !isOnlyPart(correlation.header) else { continue }
      let occasions = found.map { result in
        RuleHits.Occasion(
          group: zip(correlation.groupBy, result.group).map { MatchedField(field: $0, value: $1) },
          rows: Array(Set(result.occurrences.map(\.row))).sorted())
      }
      hits.append(
        RuleHits(
          header: correlation.header, rows: Array(Set(occasions.flatMap(\.rows))).sorted(), samples: [:],
          correlations: occasions))
    }
    return hits
  }

  /// Whether a rule is only there for correlations, which do not want it reported on its own.
  private func isOnlyPart(_ header: RuleHeader) -> Bool {
    let users = rules.correlations.filter { $0.rules.contains(where: header.names.contains) }
    return !users.isEmpty && !users.contains(where: \.generate)
  }

  private static func samples(_ samples: HitSamples?, _ rows: [Int], _ evidence: Evidence) -> [Int: [MatchedField]] {
    guard let samples else { return [:] }
    var fields: [SampleKey: [MatchedField]] = [:]
    for sample in samples.first + samples.last {
      fields[SampleKey(file: sample.file, position: sample.position, id: sample.id.high)] = sample.fields
    }
    let store = evidence.events
    var found: [Int: [MatchedField]] = [:]
    for row in rows.prefix(HitSamples.limit * 2) + rows.suffix(HitSamples.limit * 2) {
      let file = evidence.ledger[Int(store.file[row])].file
      let key = SampleKey(file: file, position: store.position[row], id: store.id[row].high)
      if let known = fields[key] { found[row] = known }
    }
    return found
  }

  private struct SampleKey: Hashable {
    let file: Text
    let position: UInt32
    /// The first half of the record's id: the second one tells equal records apart and is only settled later.
    let id: UInt64
  }

  /// Where a correlation holds; those that it builds on come first.
  private func results(
    _ correlation: CorrelationRule, _ rows: [[Int]], _ store: EventStore, _ marks: [HitMark],
    _ known: inout [Text: [Correlator.Result]], depth: Int
  ) -> [Correlator.Result] {
    if let found = known[correlation.header.id] { return found }
    // Correlations that build on each other in a circle never hold.
    known[correlation.header.id] = []
    guard depth < 8 else { return [] }
    var occurrences: [Correlator.Occurrence] = []
    for (place, name) in correlation.rules.enumerated() {
      if let number = rules.rules.firstIndex(where: { $0.header.names.contains(name) }) {
        occurrences += self.occurrences(correlation, number, place, rows[number], store, marks)
      } else if let other = rules.correlations.first(where: { $0.header.names.contains(name) }) {
        for result in results(other, rows, store, marks, &known, depth: depth + 1) {
          guard let last = result.occurrences.last,
            let group = regrouped(result.group, of: other, for: correlation, last.row, marks, store)
          else { continue }
          occurrences.append(
            Correlator.Occurrence(time: last.time, row: last.row, rule: place, group: group, value: nil))
        }
      }
    }
    let found = Correlator(rule: correlation).results(occurrences)
    known[correlation.header.id] = found
    return found
  }

  private func occurrences(
    _ correlation: CorrelationRule, _ number: Int, _ place: Int, _ rows: [Int], _ store: EventStore, _ marks: [HitMark]
  ) -> [Correlator.Occurrence] {
    let names = rules.rules[number].header.names
    let groupPlaces = correlation.groupBy.map { captures[number].firstIndex(of: correlation.field($0, of: names)) }
    let valuePlace = correlation.condition.field.flatMap {
      captures[number].firstIndex(of: correlation.field($0, of: names))
    }
    return rows.compactMap { row in
      guard !store.flags[row].contains(.undated),
        let hit = marks[Int(store.mark[row])].hits.first(where: { $0.rule == number })
      else { return nil }
      var group: [Text] = []
      for place in groupPlaces {
        guard let place, let value = hit.values[place] else { return nil }
        group.append(value)
      }
      return Correlator.Occurrence(
        time: store.time[row], row: row, rule: place, group: group, value: valuePlace.flatMap { hit.values[$0] })
    }
  }

  /// The values of a correlation's group for one that builds on it: by name from its group, else from its last event.
  private func regrouped(
    _ group: [Text], of other: CorrelationRule, for correlation: CorrelationRule, _ row: Int, _ marks: [HitMark],
    _ store: EventStore
  ) -> [Text]? {
    var values: [Text] = []
    for name in correlation.groupBy {
      if let place = other.groupBy.firstIndex(of: correlation.field(name, of: other.header.names).name) {
        values.append(group[place])
        continue
      }
      let captured = marks[Int(store.mark[row])].hits.lazy.compactMap { hit -> Text? in
        let names = self.rules.rules[hit.rule].header.names
        return self.captures[hit.rule].firstIndex(of: correlation.field(name, of: names)).flatMap { hit.values[$0] }
      }
      guard let value = captured.first else { return nil }
      values.append(value)
    }
    return values
  }
}
