package import CaseFolder

/// Coverage as the report shows it: a source, its span, its holes.
package struct CoverageRow: Hashable, Codable, Sendable {
  /// The evidence it comes from.
  package var source: Text
  /// The cluster or account it covers.
  package var subject: Text?
  /// Its start.
  package var from: Timestamp
  /// Its end.
  package var to: Timestamp
  /// `stated` by the manifest, or `observed`.
  package var basis: Text
  /// Whether routine records are missing, so that an absence proves nothing.
  package var isExtract: Bool
  /// Spans without records inside it.
  package var holes: [Window]
  /// The files it comes from.
  package var files: [Text]

  /// All parts at once.
  package init(
    source: Text, subject: Text? = nil, from: Timestamp, to: Timestamp, basis: Text, isExtract: Bool,
    holes: [Window] = [], files: [Text] = []
  ) {
    self.source = source
    self.subject = subject
    self.from = from
    self.to = to
    self.basis = basis
    self.isExtract = isExtract
    self.holes = holes
    self.files = files
  }
}

/// Evidence that is missing.
package struct Gap: Hashable, Codable, Sendable {
  /// What identifies it; in reports from content, so that it stays the same.
  package var id: Text
  /// What is missing.
  package var missing: Prose
  /// What cannot be said without it.
  package var prevents: Prose
  /// The command that would fetch it.
  package var command: Text?

  /// All parts at once.
  package init(
    id: Text, missing: Prose, prevents: Prose, command: Text? = nil
  ) {
    self.id = id
    self.missing = missing
    self.prevents = prevents
    self.command = command
  }
}

/// Something that the report leaves out.
package struct Omission: Hashable, Codable, Sendable {
  /// What it is about.
  package var what: Prose
  /// The reason for it.
  package var why: Prose

  /// All parts at once.
  package init(
    what: Prose, why: Prose
  ) {
    self.what = what
    self.why = why
  }
}
