internal import CaseFolder

/// The occurrences in a stretch of time, with what the condition asks of them kept up to date.
struct CorrelationWindow {
  private let rule: CorrelationRule
  private var count = 0
  private var byRule: [Int: Int] = [:]
  private var byValue: [Text: Int] = [:]
  /// The numbers in the window, sorted.
  private var numbers: [Double] = []

  init(_ rule: CorrelationRule) {
    self.rule = rule
  }

  mutating func add(_ occurrence: Correlator.Occurrence) {
    count += 1
    switch rule.kind {
    case .eventCount: break
    case .temporal, .temporalOrdered: byRule[occurrence.rule, default: 0] += 1
    case .valueCount:
      if let value = occurrence.value { byValue[value, default: 0] += 1 }
    default:
      if let number = Self.number(occurrence) { numbers.insert(number, at: place(of: number)) }
    }
  }

  mutating func remove(_ occurrence: Correlator.Occurrence) {
    count -= 1
    switch rule.kind {
    case .eventCount: break
    case .temporal, .temporalOrdered: byRule[occurrence.rule] = Self.less(byRule[occurrence.rule])
    case .valueCount:
      if let value = occurrence.value { byValue[value] = Self.less(byValue[value]) }
    default:
      if let number = Self.number(occurrence) { numbers.remove(at: place(of: number)) }
    }
  }

  /// Whether the condition holds.
  var holds: Bool {
    if let expression = rule.condition.expression { return holds(expression) }
    guard let number = measured else { return false }
    return rule.condition.holds(number)
  }

  private var measured: Double? {
    switch rule.kind {
    case .eventCount: Double(count)
    case .valueCount: Double(byValue.count)
    case .temporal, .temporalOrdered: Double(byRule.count)
    case .valueSum: numbers.isEmpty ? nil : numbers.reduce(0, +)
    case .valueAverage: numbers.isEmpty ? nil : numbers.reduce(0, +) / Double(numbers.count)
    case .valueMedian: percentile(50)
    case .valuePercentile: percentile(rule.condition.percentile)
    }
  }

  /// The percentile with linear interpolation between the two nearest numbers.
  private func percentile(_ percentile: Double) -> Double? {
    guard !numbers.isEmpty else { return nil }
    let place = percentile / 100 * Double(numbers.count - 1)
    let below = Int(place)
    let above = min(below + 1, numbers.count - 1)
    return numbers[below] + (numbers[above] - numbers[below]) * (place - Double(below))
  }

  private func holds(_ condition: Condition) -> Bool {
    switch condition {
    case .selection(let name): rule.rules.firstIndex(of: name).map { byRule[$0] != nil } ?? false
    case .not(let inner): !holds(inner)
    case .all(let parts): parts.allSatisfy(holds)
    case .any(let parts): parts.contains(where: holds)
    }
  }

  private static func less(_ count: Int?) -> Int? {
    count.flatMap { $0 > 1 ? $0 - 1 : nil }
  }

  private static func number(_ occurrence: Correlator.Occurrence) -> Double? {
    occurrence.value.flatMap { Double($0.string) }.flatMap { $0.isFinite ? $0 : nil }
  }

  /// Where a number belongs: before the first one that is not smaller.
  private func place(of number: Double) -> Int {
    var low = 0
    var high = numbers.count
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
