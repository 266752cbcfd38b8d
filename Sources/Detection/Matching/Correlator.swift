internal import CaseFolder

/// Runs correlation rules on the sorted hits of other rules.
struct Correlator {
  /// Something that a correlation counts: a hit of one of its rules.
  struct Occurrence {
    /// Microseconds since 1970.
    var time: Int64
    /// The row of the event in the store; for a hit of another correlation, its last row.
    var row: Int
    /// Which of the correlation's rules it is, by their order.
    var rule: Int
    /// The values of the fields to group by; an occurrence without one of them belongs to no group.
    var group: [Text]
    /// The value that the condition counts or computes with.
    var value: Text?
  }

  /// A stretch of time in which a correlation's condition held for one group.
  struct Result {
    var group: [Text]
    var occurrences: [Occurrence]

    var start: Int64 { occurrences.first?.time ?? 0 }
    var end: Int64 { occurrences.last?.time ?? 0 }
  }

  let rule: CorrelationRule

  /// The fields that each rule's hits must tell, by the rule's number in the set: those that correlations group by or
  /// count, without repeats.
  static func captures(_ set: RuleSet) -> [[FieldPath]] {
    set.rules.map { rule in
      var fields: [FieldPath] = []
      for correlation in set.correlations {
        // A correlation of correlations groups by the fields of the events at their bottom.
        guard correlation.reaches(rule.header, in: set) else { continue }
        for name in correlation.fieldNames {
          let field = correlation.field(name, of: rule.header.names)
          if !fields.contains(field) { fields.append(field) }
        }
      }
      return fields
    }
  }

  /// Where the condition holds, by group, in time order.
  func results(_ occurrences: [Occurrence]) -> [Result] {
    var groups: [[Text]: [Occurrence]] = [:]
    for occurrence in occurrences { groups[occurrence.group, default: []].append(occurrence) }
    var results: [Result] = []
    for (_, members) in groups {
      let sorted = members.sorted { ($0.time, $0.rule, $0.row) < ($1.time, $1.rule, $1.row) }
      results += rule.kind == .temporalOrdered ? ordered(sorted) : windows(sorted)
    }
    return results.sorted { left, right in
      left.start != right.start ? left.start < right.start : left.group.lexicographicallyPrecedes(right.group)
    }
  }

  private var span: Int64 { rule.timespan * 1_000_000 }

  // MARK: Counts and values

  private func windows(_ sorted: [Occurrence]) -> [Result] {
    let bounds = rule.condition.bounds
    let isMonotone = rule.condition.expression == nil && !bounds.isEmpty && bounds.allSatisfy(\.growsTrue)
    return isMonotone ? sliding(sorted) : partitioned(sorted)
  }

  /// Any stretch of the timespan may make a lower bound hold; overlapping ones are one result.
  private func sliding(_ sorted: [Occurrence]) -> [Result] {
    var results: [Result] = []
    var window = CorrelationWindow(rule)
    var start = 0
    var open: (start: Int, end: Int)?
    for end in sorted.indices {
      window.add(sorted[end])
      while sorted[end].time - sorted[start].time > span {
        window.remove(sorted[start])
        start += 1
      }
      guard window.holds else { continue }
      if let current = open, start <= current.end {
        open = (current.start, end)
      } else {
        if let current = open { results.append(result(sorted[current.start...current.end])) }
        open = (start, end)
      }
    }
    if let current = open { results.append(result(sorted[current.start...current.end])) }
    return results
  }

  /// An upper bound, or a rule that must not hit, can only be judged on a whole timespan: the first begins with the first
  /// occurrence, each other one with the first occurrence behind the one before.
  private func partitioned(_ sorted: [Occurrence]) -> [Result] {
    var results: [Result] = []
    var start = 0
    while start < sorted.count {
      var window = CorrelationWindow(rule)
      var end = start
      while end < sorted.count, sorted[end].time - sorted[start].time <= span {
        window.add(sorted[end])
        end += 1
      }
      if window.holds { results.append(result(sorted[start..<end])) }
      start = end
    }
    return results
  }

  private func result(_ occurrences: ArraySlice<Occurrence>) -> Result {
    Result(group: occurrences.first?.group ?? [], occurrences: Array(occurrences))
  }

  // MARK: Order

  /// A chain of hits of all rules in their order, no longer than the timespan.
  private func ordered(_ sorted: [Occurrence]) -> [Result] {
    let count = rule.rules.count
    var chains = [[Occurrence]](repeating: [], count: count)
    var results: [Result] = []
    for occurrence in sorted {
      let place = occurrence.rule
      if place == 0 {
        chains[0] = [occurrence]
      } else {
        let before = chains[place - 1]
        // One event that hits two rules does not follow itself.
        guard let last = before.last, last.row != occurrence.row, occurrence.time - before[0].time <= span else {
          continue
        }
        chains[place] = before + [occurrence]
      }
      guard place == count - 1 else { continue }
      results.append(Result(group: occurrence.group, occurrences: chains[place]))
      chains = [[Occurrence]](repeating: [], count: count)
    }
    return results
  }
}

extension RuleHeader {
  /// What correlations may call the rule.
  var names: [Text] { [name, id].compactMap { $0 } }
}

extension CorrelationRule {
  /// The names of the fields that it groups by, and of the one that it counts.
  var fieldNames: [Text] {
    groupBy + (condition.field.map { groupBy.contains($0) ? [] : [$0] } ?? [])
  }

  /// Whether it correlates a rule, itself or by way of other correlations.
  func reaches(_ header: RuleHeader, in set: RuleSet, depth: Int = 0) -> Bool {
    if rules.contains(where: header.names.contains) { return true }
    guard depth < 8 else { return false }
    return set.correlations.contains { other in
      other.header.id != self.header.id && rules.contains(where: other.header.names.contains)
        && other.reaches(header, in: set, depth: depth + 1)
    }
  }
}
