internal import CaseFolder
internal import Evidence

/// From the first to the last time that a file's records name.
struct TimeSpan: Hashable, Encodable, Sendable {
  var first: Timestamp
  var last: Timestamp

  /// The span of all that is in either.
  func joined(_ other: TimeSpan) -> TimeSpan {
    TimeSpan(first: min(first, other.first), last: max(last, other.last))
  }
}

/// The time span of each file of a case.
enum CheckSpans {
  /// The spans by ledger row; nil for a file without dated records.
  static func spans(of evidence: Evidence) -> [TimeSpan?] {
    var spans = [TimeSpan?](repeating: nil, count: evidence.ledger.count)
    func add(_ file: Int, _ span: TimeSpan) {
      guard spans.indices.contains(file) else { return }
      spans[file] = spans[file]?.joined(span) ?? span
    }
    let events = evidence.events
    for index in events.indices where !events.flags[index].contains(.undated) {
      let file = Int(events.file[index])
      let time = events.timestamp(index)
      if let span = spans[file], span.first <= time, span.last >= time { continue }
      add(file, TimeSpan(first: time, last: time))
    }
    for (file, span) in evidence.flowSpans {
      add(file, TimeSpan(first: Timestamp(seconds: span.lowerBound), last: Timestamp(seconds: span.upperBound)))
    }
    let rows = Dictionary(evidence.ledger.enumerated().map { ($1.file, $0) }, uniquingKeysWith: { first, _ in first })
    for finding in evidence.findings {
      guard let row = rows[finding.citation.file] else { continue }
      for time in [finding.firstSeen, finding.lastSeen, finding.updated].compactMap({ $0 }) {
        add(row, TimeSpan(first: time, last: time))
      }
    }
    for object in evidence.objects {
      guard let row = rows[object.citation.file], let time = object.observed else { continue }
      add(row, TimeSpan(first: time, last: time))
    }
    return spans
  }
}
