internal import CaseFolder
internal import Detection
internal import Evidence
internal import Reporting
internal import Synchronization

/// Shows why rules match the records of a file, or do not. The records are found as in a report: in any layout and wrapping.
final class RuleTester: RecordObserver {
  private let rules: [SigmaRule]
  private let matchesOnly: Bool
  private let say: @Sendable (String) -> Void
  private let counts = Mutex(Counts())

  private struct Counts {
    var looked = 0
    var matched = 0
  }

  /// How many records a rule could be about.
  var looked: Int { counts.withLock { $0.looked } }
  /// How many of them match.
  var matched: Int { counts.withLock { $0.matched } }

  /// A tester of some rules; `say` gets a text for each record.
  init(rules: [SigmaRule], matchesOnly: Bool, _ say: @escaping @Sendable (String) -> Void) {
    self.rules = rules
    self.matchesOnly = matchesOnly
    self.say = say
  }

  /// Tests all records of a file.
  func test(_ path: String) throws(CaseError) {
    _ = EvidenceReader.read(try CaseOpener.open(path: path), options: ReadingOptions(workers: 1, observer: self))
  }

  /// What to say about a file without a record that a rule could be about.
  func nothingToTest(_ path: String) -> Diagnostic {
    let kinds = Set(rules.map(\.source.slug)).sorted().map(\.string).joined(separator: " or ")
    return Diagnostic("rules.no-records", .warning, Text("there is no \(kinds) record in it"), file: Text(path))
  }

  func paths(of source: EventSource) -> [[String]] { [] }

  func watch(_ source: EventSource, file: Text) -> any RecordWatch {
    Watch(tester: self, rules: rules.filter { $0.source == source }, file: file)
  }

  private func show(_ record: JSONValue, _ rules: [SigmaRule], file: Text, position: UInt32) {
    let traces = rules.map { ($0, $0.trace(record)) }
    let isMatch = traces.contains { $0.1.matches }
    counts.withLock { counts in
      counts.looked += 1
      if isMatch { counts.matched += 1 }
    }
    guard isMatch || !matchesOnly else { return }
    var lines = ["\(TerminalText.line(file)):\(position)"]
    for (rule, trace) in traces { lines += RuleTraceText.lines(rule, trace) }
    say(lines.joined(separator: "\n"))
  }

  /// Parses each record and shows it.
  private final class Watch: RecordWatch {
    private let tester: RuleTester
    private let rules: [SigmaRule]
    private let file: Text
    private let parser = JSONParser()

    init(tester: RuleTester, rules: [SigmaRule], file: Text) {
      self.tester = tester
      self.rules = rules
      self.file = file
    }

    func look(at record: WatchedRecord) -> RecordMark {
      if !rules.isEmpty, let value = try? parser.parse(record.json) {
        tester.show(value, rules, file: file, position: record.event.position)
      }
      return .none
    }

    func finish() {}
  }
}

/// The text of a trace.
enum RuleTraceText {
  /// A line for the rule, one for each selection, one for each item.
  static func lines(_ rule: SigmaRule, _ trace: RuleTrace) -> [String] {
    let verdict =
      trace.matches ? "matches" : trace.isFiltered ? "matches, but a filter takes it away" : "does not match"
    var lines = ["  \(TerminalText.line(rule.header.title)): \(verdict) (\(TerminalText.line(rule.condition)))"]
    for selection in trace.selections {
      lines.append("    \(mark(selection.matches)) \(TerminalText.line(selection.name))")
      for item in selection.items {
        let found = item.found.map { "found \(TerminalText.line(cut($0)))" } ?? "not there"
        lines.append("      \(mark(item.matches)) \(TerminalText.line(item.written)) (\(found))")
      }
    }
    return lines
  }

  private static func mark(_ holds: Bool) -> String { holds ? "yes" : "no " }

  private static func cut(_ text: Text) -> Text {
    text.utf8.count <= 160 ? text : Text(Text(bytes: text.utf8.prefix(160)).string + "…")
  }
}
