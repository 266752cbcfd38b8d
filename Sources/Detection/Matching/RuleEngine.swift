package import CaseFolder
package import Evidence
internal import Synchronization

/// Matches a set of rules against all records while they are read, and remembers what hit.
///
/// Which rules a record hit stands in `Event.mark`; `hits(in:)` tells what the marks mean once everything was read, sorted
/// and cleared of repeats, so that neither the order of reading nor the number of workers shows.
package final class RuleEngine: RecordObserver {
  /// The rules.
  package let rules: RuleSet
  private let kubernetes: RuleProgram
  private let cloudTrail: RuleProgram
  /// By the number of a rule: the fields that correlations want of its hits.
  let captures: [[FieldPath]]
  let memory = Mutex(HitMemory())

  /// Compiles a set of rules.
  package init(_ rules: RuleSet) {
    self.rules = rules
    captures = Correlator.captures(rules)
    kubernetes = RuleProgram(.kubernetesAudit, rules, captures: captures)
    cloudTrail = RuleProgram(.cloudTrail, rules, captures: captures)
  }

  func program(_ source: EventSource) -> RuleProgram {
    source == .cloudTrail ? cloudTrail : kubernetes
  }

  package func paths(of source: EventSource) -> [[String]] {
    program(source).paths
  }

  package func watch(_ source: EventSource, file: Text) -> any RecordWatch {
    RuleWatch(self, program(source), file: file)
  }
}

/// What all workers remember together.
struct HitMemory {
  /// What a mark stands for, by mark; 0 stands for nothing.
  var marks: [HitMark] = [HitMark(hits: [])]
  var numbers: [HitMark: UInt32] = [:]
  /// Examples of hits, by the number of their rule.
  var samples: [Int: HitSamples] = [:]

  /// The number of a mark.
  mutating func number(of mark: HitMark) -> UInt32 {
    if let known = numbers[mark] { return known }
    let number = UInt32(marks.count)
    marks.append(mark)
    numbers[mark] = number
    return number
  }
}

/// Which rules a record hit, and what correlations want to know of it.
struct HitMark: Hashable, Sendable {
  struct Hit: Hashable, Sendable {
    /// The rule, by its number in the set.
    let rule: Int
    /// The values of the rule's captured fields.
    let values: [Text?]
  }

  let hits: [Hit]
}
