internal import CaseFolder
internal import Evidence

/// Who did how much: counts by subject, address and call, over time, and traffic (domain questions 4.1 to 4.3, 5.1, 6.1).
package enum ActivityPanels {
  /// So many rows of a panel are kept; those of the window and the busiest ones first.
  package static let rowsKept = 1000

  /// The activity of a case, from distinct requests only.
  package static func activity(of investigation: Investigation) -> Activity {
    let reader = EventReader(investigation.evidence)
    let counter = ActivityCounter(investigation)
    var activity = Activity()
    activity.bySubject = rows(counter.subjects.rows, investigation) { reader.text(Symbol(id: UInt32($0 >> 1))) }
    activity.byAddress = rows(counter.addresses.rows, investigation) { reader.text(Symbol(id: UInt32($0 >> 1))) }
    activity.byCall = rows(counter.calls.map { ($0.key, $0.value) }, investigation) { key in
      reader.call(
        key & 1 == 1 ? .cloudTrail : .kubernetesAudit, action: Symbol(id: UInt32(key >> 33)),
        resource: Symbol(id: UInt32(truncatingIfNeeded: key >> 1)))
    }
    activity.overTime = counter.bins
    activity.baseline = Novelty.remark(investigation.windows)
    activity.new = Novelty.newlyObserved(of: investigation, reader, counter)
    let episodes = FlowTable(investigation, neighbours: true).episodes
    activity.flows = episodes.map { row($0, investigation.evidence, reader) }
    activity.assumptions = Array(
      RoleAssumptions.rows(of: investigation, reader, calls: counter.assumptions).prefix(rowsKept))
    activity.neighbours = Neighbours.rows(of: investigation, counter, episodes)
    return activity
  }

  private static func rows(
    _ counts: [(key: UInt64, value: ActivityCount)], _ investigation: Investigation, name: (UInt64) -> Text
  ) -> [ActivityRow] {
    let kept = busiest(counts, name)
    return kept.map { key, count in
      let isNew = Novelty.hasBaseline(investigation.windows)
      let start = investigation.windows.finding?.from
      let first = Timestamp(microseconds: count.first, digits: count.hasFraction ? 6 : 0)
      return ActivityRow(
        key: name(key), source: count.isKubernetes ? "kubernetes" : "aws", successful: count.whole.successful,
        failed: count.whole.failed, forbidden: count.whole.forbidden, notFound: count.whole.notFound,
        inWindow: count.window.counts, first: first,
        last: Timestamp(microseconds: count.last, digits: count.hasFraction ? 6 : 0),
        isNew: isNew && start.map { first >= $0 } ?? false)
    }.sorted {
      let one = ($0.inWindow.successful + $0.inWindow.failed, $0.successful + $0.failed)
      let two = ($1.inWindow.successful + $1.inWindow.failed, $1.successful + $1.failed)
      return one == two ? ($0.key, $0.source) < ($1.key, $1.source) : one > two
    }
  }

  /// The busiest keys, at most `rowsKept`. Symbols have no order of their own, so equally busy ones at the limit are chosen by
  /// their names.
  private static func busiest(
    _ counts: [(key: UInt64, value: ActivityCount)], _ name: (UInt64) -> Text
  ) -> [(key: UInt64, value: ActivityCount)] {
    guard counts.count > rowsKept else { return counts }
    func rank(_ count: ActivityCount) -> (Int, Int, Int64) { (count.window.all, count.whole.all, -count.first) }
    let ordered = counts.sorted { rank($0.value) > rank($1.value) }
    let limit = rank(ordered[rowsKept - 1].value)
    let above = ordered.prefix { rank($0.value) > limit }
    let equal = ordered[above.count...].prefix { rank($0.value) == limit }
      .map { (name: name($0.key), element: $0) }
      .sorted { ($0.name, $0.element.value.isKubernetes ? 0 : 1) < ($1.name, $1.element.value.isKubernetes ? 0 : 1) }
    return above + equal.prefix(rowsKept - above.count).map(\.element)
  }

  private static func row(_ episode: FlowEpisode, _ evidence: Evidence, _ reader: EventReader) -> FlowRow {
    let first = evidence.flows[episode.first]
    let last = evidence.flows[episode.last]
    return FlowRow(
      resource: episode.resource, peer: episode.peer, port: episode.port, transport: episode.transportName,
      direction: episode.isOutbound ? "outbound" : "inbound", accepted: episode.accepted, bytesOut: episode.bytesOut,
      bytesIn: episode.bytesIn, packets: episode.packets,
      first: Timestamp(seconds: first.start), last: Timestamp(seconds: last.end), rows: episode.rows,
      citations: [reader.citation(ofFlow: episode.first), reader.citation(ofLastRow: episode.last)].sortedOnce())
  }
}
