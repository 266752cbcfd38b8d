internal import CaseFolder
package import Detection
internal import Evidence

/// What the rules hit, summed up: the gravest first, and the responders' own acts apart.
package enum Detections {
  /// So many hits of a rule are shown, from its beginning and from its end.
  private static let shown = 3

  /// One summary a rule; two, when responders did part of it.
  package static func summaries(_ findings: RuleFindings, of investigation: Investigation) -> [DetectionSummary] {
    let reader = EventReader(investigation.evidence)
    let responders = Set(investigation.actor.responderEvents)
    var summaries: [DetectionSummary] = []
    for hit in findings.hits {
      for isResponse in [false, true] {
        let rows = hit.rows.filter { responders.contains($0) == isResponse }
        if !rows.isEmpty { summaries.append(summary(hit, rows, isResponse: isResponse, reader)) }
      }
    }
    summaries += investigationRules(investigation)
    return summaries.sorted { left, right in
      if left.isResponse != right.isResponse { return right.isResponse }
      if left.level != right.level { return left.level > right.level }
      let times = (left.first?.microseconds ?? .max, right.first?.microseconds ?? .max)
      return times.0 != times.1 ? times.0 < times.1 : left.rule < right.rule
    }
  }

  private static func summary(
    _ hit: RuleHits, _ rows: [Int], isResponse: Bool, _ reader: EventReader
  ) -> DetectionSummary {
    let store = reader.evidence.events
    let dated = rows.filter { !store.flags[$0].contains(.undated) }
    let included = Set(rows)
    let occasions = hit.correlations.filter { !included.isDisjoint(with: $0.rows) }
    return DetectionSummary(
      rule: hit.header.id, title: hit.header.title, level: hit.header.level,
      origin: Text(hit.header.origin.rawValue), isResponse: isResponse, count: rows.count,
      successful: rows.count { store.outcome[$0] == .success }, first: dated.first.map(store.timestamp),
      last: dated.last.map(store.timestamp), techniques: hit.header.techniques,
      examples: occasions.isEmpty
        ? ends(rows).map { example($0, hit.samples[$0] ?? [], reader) }
        : ends(occasions).map { example($0, reader) },
      falsePositives: hit.header.falsePositives, citations: reader.citations(rows))
  }

  /// The first and the last few of a list.
  private static func ends<Element>(_ list: [Element]) -> [Element] {
    list.count <= shown * 2 ? list : Array(list.prefix(shown)) + Array(list.suffix(shown))
  }

  private static func example(_ row: Int, _ fields: [MatchedField], _ reader: EventReader) -> DetectionExample {
    let event = reader.evidence.events[row]
    let call = reader.call(event.source, action: event.action, resource: event.resource)
    let actor = reader.text(event.actor)
    let object = reader.object(event)
    let outcome = Prose(parts: [.words(": \(event.outcome.words)")])
    return DetectionExample(
      at: event.flags.contains(.undated) ? nil : reader.evidence.events.timestamp(row),
      text: "\(actor): \(call), \(object)" + outcome, fields: fields, citations: [reader.citation(row)])
  }

  private static func example(_ occasion: RuleHits.Occasion, _ reader: EventReader) -> DetectionExample {
    DetectionExample(
      at: occasion.rows.first.map(reader.evidence.events.timestamp),
      text: "\(occasion.rows.count) events belong together.", fields: occasion.group,
      citations: reader.citations(occasion.rows))
  }

  /// The hits of the rules that need more than a record.
  private static func investigationRules(_ investigation: Investigation) -> [DetectionSummary] {
    let hits = Dictionary(grouping: InvestigationRule.hits(in: investigation), by: \.rule)
    return InvestigationRule.all.compactMap { rule in
      guard let hits = hits[rule.id], !hits.isEmpty else { return nil }
      let count = hits.reduce(0) { $0 + $1.count }
      return DetectionSummary(
        rule: rule.id, title: rule.title, level: rule.level, origin: "investigation", isResponse: false, count: count,
        successful: nil, first: hits.map(\.first).min(), last: hits.map(\.last).max(), techniques: rule.techniques,
        examples: ends(hits).map { DetectionExample(at: $0.first, text: $0.text, citations: $0.citations) },
        falsePositives: rule.falsePositives, citations: Array(hits.flatMap(\.citations).prefix(6)))
    }
  }
}
