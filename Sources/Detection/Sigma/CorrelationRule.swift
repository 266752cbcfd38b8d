package import CaseFolder

/// A rule on the hits of other rules (Sigma Correlation Rules Specification 2.1).
package struct CorrelationRule: Sendable {
  /// What it says about itself.
  package var header: RuleHeader
  /// What it counts or looks for.
  package let kind: Kind
  /// The ids or names of the rules that it correlates, in order.
  package let rules: [Text]
  /// The fields, or aliases, whose values must be the same.
  package let groupBy: [Text]
  /// How far apart the first and the last event may be, in seconds.
  package let timespan: Int64
  /// Which field an alias stands for in the events of each rule.
  package let aliases: [Text: [Text: Text]]
  /// When it hits.
  package let condition: CorrelationCondition
  /// Whether the correlated rules are reported on their own, too.
  package let generate: Bool

  /// The kinds of correlations.
  package enum Kind: String, Sendable, CaseIterable {
    case eventCount = "event_count"
    case valueCount = "value_count"
    case temporal
    case temporalOrdered = "temporal_ordered"
    case valueSum = "value_sum"
    case valueAverage = "value_avg"
    case valuePercentile = "value_percentile"
    case valueMedian = "value_median"

    var isTemporal: Bool { self == .temporal || self == .temporalOrdered }
    var needsField: Bool { self != .eventCount && !isTemporal }
  }

  /// The field to read for a name in `group-by`, in the events of a rule that goes by any of `names`.
  func field(_ name: Text, of names: [Text]) -> FieldPath {
    guard let alias = aliases[name] else { return FieldPath(name) }
    return FieldPath(names.lazy.compactMap { alias[$0] }.first ?? name)
  }
}

/// When a correlation hits.
package struct CorrelationCondition: Sendable {
  /// A bound of the counted or computed number.
  enum Bound: Hashable, Sendable {
    case less(Double)
    case lessOrEqual(Double)
    case greater(Double)
    case greaterOrEqual(Double)
    case equal(Double)
    case notEqual(Double)

    func holds(_ number: Double) -> Bool {
      switch self {
      case .less(let bound): number < bound
      case .lessOrEqual(let bound): number <= bound
      case .greater(let bound): number > bound
      case .greaterOrEqual(let bound): number >= bound
      case .equal(let bound): number == bound
      case .notEqual(let bound): number != bound
      }
    }

    /// Whether more events can never make the bound fail.
    var growsTrue: Bool {
      switch self {
      case .greater, .greaterOrEqual: true
      default: false
      }
    }
  }

  var bounds: [Bound] = []
  /// The field whose values are counted or computed.
  var field: Text?
  /// For percentiles: which one, from 0 to 100.
  var percentile: Double = 50
  /// For temporal correlations: which rules must, and must not, have hit.
  var expression: Condition?

  /// For people: `count of secretId >= 5`.
  package var words: Text {
    if expression != nil { return "the rules hit as its condition says" }
    let parts = bounds.map { bound in
      switch bound {
      case .less(let number): "< \(Self.shown(number))"
      case .lessOrEqual(let number): "<= \(Self.shown(number))"
      case .greater(let number): "> \(Self.shown(number))"
      case .greaterOrEqual(let number): ">= \(Self.shown(number))"
      case .equal(let number): "= \(Self.shown(number))"
      case .notEqual(let number): "is not \(Self.shown(number))"
      }
    }
    return Text((field.map { "\($0): " } ?? "") + parts.joined(separator: " and "))
  }

  private static func shown(_ number: Double) -> String {
    Int64(exactly: number).map { String($0) } ?? String(number)
  }

  func holds(_ number: Double) -> Bool { bounds.allSatisfy { $0.holds(number) } }
}
