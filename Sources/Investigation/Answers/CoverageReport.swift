internal import CaseFolder
internal import Detection
internal import Evidence

/// What the evidence covers, with the holes of full exports (domain rule K71).
package enum CoverageReport {
  /// A silence that is shorter is no hole, in seconds.
  private static let shortestHole: Int64 = 15 * 60
  /// Nor is one that is not so many times longer than usual.
  private static let timesUsual: Int64 = 20

  /// A live cluster writes several events a second; in microseconds.
  private static let longestRoutinePause: Int64 = 10_000_000

  /// One row per stretch of coverage, by source, subject, then time.
  package static func rows(of investigation: Investigation) -> [CoverageRow] {
    let evidence = investigation.evidence
    return evidence.coverage.map { coverage in
      CoverageRow(
        source: coverage.source, subject: coverage.subject, from: coverage.from, to: coverage.to,
        basis: coverage.basis, isExtract: coverage.isExtract,
        holes: coverage.isExtract || coverage.source != EventSource.kubernetesAudit.slug
          ? [] : holes(in: coverage, evidence.events),
        files: coverage.files.sorted())
    }.sorted {
      ($0.source, $0.subject ?? "", $0.from, $0.to) < ($1.source, $1.subject ?? "", $1.from, $1.to)
    }
  }

  /// Silences of the audit log of a cluster that writes all the time.
  private static func holes(in coverage: Coverage, _ events: EventStore) -> [Window] {
    let subject = coverage.subject.flatMap { events.symbols.lookup($0) }
    var gaps: [Int64] = []
    var candidates: [Window] = []
    var previous: Int64?
    for index in events.indices {
      let event = events[index]
      guard event.source == .kubernetesAudit, !event.flags.contains(.undated), subject == nil || event.scope == subject
      else { continue }
      if let last = previous {
        let gap = event.time - last
        gaps.append(gap)
        if gap > shortestHole * 1_000_000 {
          candidates.append(Window(from: Timestamp(microseconds: last), to: Timestamp(microseconds: event.time)))
        }
      }
      previous = event.time
    }
    guard !candidates.isEmpty else { return [] }
    gaps.sort()
    let usual = gaps[gaps.count / 2]
    // A log whose usual pause is this long lacks the routine of a cluster: it is an extract, whatever it says of itself.
    guard usual <= Self.longestRoutinePause else { return [] }
    return candidates.filter { $0.to.microseconds - $0.from.microseconds > usual * timesUsual }
  }
}
