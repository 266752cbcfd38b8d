package import CaseFolder

/// A span of time.
package struct Window: Hashable, Codable, Sendable {
  /// Its start.
  package var from: Timestamp
  /// Its end.
  package var to: Timestamp

  /// A span from its first to its last moment.
  package init(from: Timestamp, to: Timestamp) {
    self.from = from
    self.to = to
  }

  /// Whether a moment lies in it, ends included.
  package func contains(_ time: Timestamp) -> Bool { from <= time && time <= to }
}

/// The windows of a case. Those that the evidence cannot tell are nil.
package struct Windows: Hashable, Codable, Sendable {
  /// First to last activity of the findings, or the manifest's window.
  package var finding: Window?
  /// The days before the finding window that are searched for causes.
  package var lookBack: Window?
  /// From the end of the finding window to the cut-off.
  package var tail: Window?
  /// What new behaviour is compared with.
  package var baseline: Window?
  /// First to last moment of any evidence.
  package var evidence: Window?
  /// The newest evidence: "now" for every statement of the report.
  package var cutOff: Timestamp?

  /// All parts at once.
  package init(
    finding: Window? = nil, lookBack: Window? = nil, tail: Window? = nil, baseline: Window? = nil,
    evidence: Window? = nil, cutOff: Timestamp? = nil
  ) {
    self.finding = finding
    self.lookBack = lookBack
    self.tail = tail
    self.baseline = baseline
    self.evidence = evidence
    self.cutOff = cutOff
  }
}
