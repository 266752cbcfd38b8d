internal import CaseFolder
package import Evidence

/// The windows of a case (domain/01, general rules).
package enum WindowCalculator {
  /// Look-back before the finding window: 14 days, as the walkthrough asks for the days before the first finding.
  package static let lookBackSeconds: Int64 = 14 * 86_400

  /// The windows that the evidence, the manifest and an explicit window give. An explicit window beats the manifest's, and
  /// that one beats the findings'.
  package static func windows(of evidence: Evidence, explicit: Window? = nil) -> Windows {
    let span = evidenceSpan(evidence)
    let cutOff = [span?.to, newestStatement(evidence)].compactMap { $0 }.max()
    var windows = Windows(evidence: span, cutOff: cutOff)
    guard let finding = explicit ?? manifestWindow(evidence) ?? findingWindow(evidence) else { return windows }
    windows.finding = finding
    windows.basis = explicit != nil ? "option" : manifestWindow(evidence) != nil ? "manifest" : "findings"
    windows.lookBack = Window(from: finding.from.advanced(bySeconds: -lookBackSeconds), to: finding.from)
    if let cutOff, cutOff > finding.to { windows.tail = Window(from: finding.to, to: cutOff) }
    windows.baseline = baseline(evidence, before: finding.from)
    return windows
  }

  /// First to last activity over all findings of something that happened: neither samples nor checks of a standard, which
  /// may be open for years.
  private static func findingWindow(_ evidence: Evidence) -> Window? {
    let findings = evidence.findings.filter(\.isDetection)
    let starts = findings.compactMap { $0.firstSeen ?? $0.created }
    let ends = findings.compactMap { $0.lastSeen ?? $0.firstSeen ?? $0.created }
    guard let from = starts.min(), let to = ends.max() else { return nil }
    return Window(from: shortened(from), to: shortened(max(from, to)))
  }

  /// GuardDuty writes milliseconds that are always zero: such a moment is shown as the whole second that it is.
  private static func shortened(_ time: Timestamp) -> Timestamp {
    time.microseconds % 1_000_000 == 0 ? time.wholeSecond : time
  }

  private static func manifestWindow(_ evidence: Evidence) -> Window? {
    evidence.manifest.window.map { Window(from: $0.from, to: $0.to) }
  }

  /// What new behaviour is compared with: the stated days before the window, cut to what the audit log covers. Nil when the
  /// log begins with the window or later.
  private static func baseline(_ evidence: Evidence, before start: Timestamp) -> Window? {
    let wanted = start.advanced(bySeconds: -evidence.manifest.baselineSeconds)
    let audit = evidence.coverage.filter { $0.source == "kubernetes-audit" }.map(\.from).min()
    let first = audit ?? firstEvent(evidence)
    guard let first, first < start else { return nil }
    return Window(from: max(wanted, first), to: start)
  }

  private static func firstEvent(_ evidence: Evidence) -> Timestamp? {
    let events = evidence.events
    return events.indices.first { !events[$0].flags.contains(.undated) }.map { events.timestamp($0) }
  }

  /// First to last moment that any record names: events, flows, findings.
  private static func evidenceSpan(_ evidence: Evidence) -> Window? {
    var from: [Timestamp] = []
    var to: [Timestamp] = []
    let events = evidence.events
    if let first = firstEvent(evidence) { from.append(first) }
    if let last = events.indices.last(where: { !events[$0].flags.contains(.undated) }) {
      to.append(events.timestamp(last))
    }
    if let first = evidence.flows.lazy.map(\.start).min() { from.append(Timestamp(seconds: first)) }
    if let last = evidence.flows.lazy.map(\.end).max() { to.append(Timestamp(seconds: last)) }
    for finding in evidence.findings where finding.isDetection {
      from += [finding.firstSeen, finding.created].compactMap { $0 }
      to += [finding.lastSeen, finding.updated, finding.created].compactMap { $0 }
    }
    guard let start = from.min(), let end = to.max() else { return nil }
    return Window(from: start, to: max(start, end))
  }

  /// The newest moment that is stated rather than recorded: collection times and ends of coverage. "Now" is the newest
  /// evidence, so what a manifest states about its files counts.
  private static func newestStatement(_ evidence: Evidence) -> Timestamp? {
    let stated = evidence.manifest.files.flatMap { [$0.collectedAt, $0.coverage?.to] }.compactMap { $0 }
    return (stated + evidence.objects.compactMap(\.observed) + evidence.coverage.map(\.to)).max()
  }
}
