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

  /// Whether microseconds since 1970 lie in it; a window ends with the second that it names.
  package func holds(_ microseconds: Int64) -> Bool {
    microseconds >= from.microseconds
      && microseconds <= (to.digits == 0 ? to.microseconds + 999_999 : to.microseconds)
  }

  /// Whether a moment lies in it, ends included.
  package func contains(_ time: Timestamp) -> Bool { from <= time && time <= to }
}

/// The windows of a case. Those that the evidence cannot tell are nil.
package struct Windows: Hashable, Codable, Sendable {
  /// First to last activity of the findings, or the window that somebody named.
  package var finding: Window?
  /// Where the finding window comes from: `option`, `manifest` or `findings`; nil without one.
  package var basis: Text?
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

  /// The window, when a person named it: then calls outside it are counted and not listed.
  package var named: Window? { basis == "option" || basis == "manifest" ? finding : nil }

  /// All parts at once.
  package init(
    finding: Window? = nil, basis: Text? = nil, lookBack: Window? = nil, tail: Window? = nil, baseline: Window? = nil,
    evidence: Window? = nil, cutOff: Timestamp? = nil
  ) {
    self.finding = finding
    self.basis = basis
    self.lookBack = lookBack
    self.tail = tail
    self.baseline = baseline
    self.evidence = evidence
    self.cutOff = cutOff
  }
}
