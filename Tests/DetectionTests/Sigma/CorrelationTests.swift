import CaseFolder
import Detection
import Evidence
import Testing

@testable import Detection

/// When correlations hold (Sigma Correlation Rules Specification 2.1).
struct CorrelationTests {
  /// A made-up occurrence: seconds, which rule, the group, the value.
  private typealias Made = (second: Int64, rule: Int, group: String, value: String?)

  private func results(_ correlation: String, _ made: [Made], rules: Int = 2) throws -> [Correlator.Result] {
    let base = (0..<rules).map { index in
      RuleTestKit.cloudTrail("sel:\n  eventName: E\(index)\ncondition: sel", id: "r\(index)")
    }
    let names = (0..<rules).map { "r\($0)" }.joined(separator: ", ")
    let text = """
      title: Together
      id: together
      correlation:
        rules: [\(names)]
        group-by: [sourceIPAddress]
        timespan: 1m
      \(correlation.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
      """
    let set = RuleSet(
      (base + [text]).enumerated().map {
        RuleFile(name: Text("\($0).yml"), bytes: Array($1.utf8), origin: .supplied)
      })
    #expect(set.unusable.map(\.reason) == [])
    let rule = try #require(set.correlations.first)
    let occurrences = made.enumerated().map { row, made in
      Correlator.Occurrence(
        time: made.second * 1_000_000, row: row, rule: made.rule, group: [Text(made.group)],
        value: made.value.map { Text($0) })
    }
    // The order in which occurrences come must not matter.
    let found = Correlator(rule: rule).results(occurrences)
    let reversed = Correlator(rule: rule).results(occurrences.reversed())
    #expect(found.map { $0.occurrences.map(\.row) } == reversed.map { $0.occurrences.map(\.row) })
    return found
  }

  @Test("event_count counts in any stretch of the timespan, by group")
  func eventCount() throws {
    let made: [Made] = [
      (0, 0, "a", nil), (50, 0, "a", nil), (70, 0, "a", nil), (10, 0, "b", nil), (90, 0, "b", nil), (200, 0, "a", nil),
    ]
    #expect(try results("type: event_count\ncondition: {gte: 3}", made).isEmpty)
    let pairs = try results("type: event_count\ncondition: {gte: 2}", made)
    #expect(pairs.map { $0.occurrences.map(\.row) } == [[0, 1, 2]])
    #expect(pairs.first?.group == ["a"])
    #expect(try results("type: event_count\ncondition: {gt: 1, lte: 2}", made).count == 1)
  }

  @Test("Upper bounds are judged on whole stretches")
  func upperBounds() throws {
    let many: [Made] = (0..<5).map { (Int64($0), 0, "a", nil) }
    #expect(try results("type: event_count\ncondition: {lt: 3}", many).isEmpty)
    #expect(try results("type: event_count\ncondition: {eq: 5}", many).count == 1)
    #expect(try results("type: event_count\ncondition: {lt: 3}", many + [(300, 0, "a", nil)]).count == 1)
    #expect(try results("type: event_count\ncondition: {neq: 5}", many).isEmpty)
  }

  @Test("value_count counts different values")
  func valueCount() throws {
    let made: [Made] = [(0, 0, "a", "x"), (1, 0, "a", "x"), (2, 0, "a", "y"), (3, 0, "b", "z"), (4, 0, "a", nil)]
    #expect(try results("type: value_count\ncondition: {field: name, gte: 2}", made).map(\.group) == [["a"]])
    #expect(try results("type: value_count\ncondition: {field: name, gte: 3}", made).isEmpty)
  }

  @Test("temporal wants all rules within the timespan, in any order")
  func temporal() throws {
    #expect(try results("type: temporal", [(0, 1, "a", nil), (30, 0, "a", nil)]).count == 1)
    #expect(try results("type: temporal", [(0, 1, "a", nil), (61, 0, "a", nil)]).isEmpty)
    #expect(try results("type: temporal", [(0, 1, "a", nil), (30, 0, "b", nil)]).isEmpty)
    #expect(try results("type: temporal", [(0, 1, "a", nil), (30, 1, "a", nil)]).isEmpty)
    #expect(try results("type: temporal\ncondition: r0 and not r1", [(0, 0, "a", nil)]).count == 1)
    #expect(try results("type: temporal\ncondition: r0 and not r1", [(0, 0, "a", nil), (9, 1, "a", nil)]).isEmpty)
  }

  @Test("temporal_ordered wants them in the order of the rules")
  func ordered() throws {
    let type = "type: temporal_ordered"
    #expect(try results(type, [(0, 0, "a", nil), (30, 1, "a", nil)]).count == 1)
    #expect(try results(type, [(0, 1, "a", nil), (30, 0, "a", nil)]).isEmpty)
    #expect(try results(type, [(0, 0, "a", nil), (61, 1, "a", nil)]).isEmpty)
    #expect(try results(type, [(0, 0, "a", nil), (50, 0, "a", nil), (70, 1, "a", nil)]).count == 1)
    let three: [Made] = [(0, 0, "a", nil), (10, 2, "a", nil), (20, 1, "a", nil), (30, 2, "a", nil)]
    #expect(try results(type, three, rules: 3).map { $0.occurrences.map(\.row) } == [[0, 2, 3]])
  }

  @Test(
    "Sums, means, medians and percentiles",
    arguments: [
      ("value_sum", "{field: n, gte: 60}", true), ("value_sum", "{field: n, gt: 60}", false),
      ("value_avg", "{field: n, gte: 15}", true), ("value_avg", "{field: n, gt: 30}", false),
      ("value_median", "{field: n, gte: 15}", true), ("value_median", "{field: n, gt: 20}", false),
      ("value_percentile", "{field: n, percentile: 90, gte: 28}", true),
      ("value_percentile", "{field: n, percentile: 100, gt: 30}", false),
    ])
  func numbers(_ kind: String, _ condition: String, _ expected: Bool) throws {
    let made: [Made] = [(0, 0, "a", "10"), (1, 0, "a", "20"), (2, 0, "a", "30"), (3, 0, "a", "many")]
    #expect(try results("type: \(kind)\ncondition: \(condition)", made).isEmpty != expected)
  }

  @Test(
    "Mistakes are named",
    arguments: [
      ("type: event_sum\n  rules: [r]\n  timespan: 5m\n  condition: {gte: 1}", "is not known"),
      ("type: event_count\n  rules: [r]\n  timespan: 5x\n  condition: {gte: 1}", "timespan"),
      ("type: event_count\n  rules: [r]\n  timespan: 5m", "no condition"),
      ("type: value_count\n  rules: [r]\n  timespan: 5m\n  condition: {gte: 1}", "needs a field"),
      ("type: event_count\n  timespan: 5m\n  condition: {gte: 1}", "names no rules"),
      ("type: event_count\n  rules: [r]\n  timespan: 5m\n  condition: {many: 1}", "knows no many"),
      ("type: event_count\n  rules: [r]\n  timespan: 5m\n  condition: r", "only temporal"),
    ])
  func mistakes(_ correlation: String, _ words: String) throws {
    let reason = try #require(RuleTestKit.reason("title: x\nid: c\ncorrelation:\n  \(correlation)"))
    #expect(reason.contains(words), "\(reason)")
  }
}
