/// Something that the person who runs Casebook should know. Libraries return diagnostics; only commands print them.
package struct Diagnostic: Hashable, Sendable {
  /// How grave it is.
  package enum Severity: String, Sendable, Codable {
    /// The case or the output is unusable.
    case error
    /// Something was left out or looks wrong; the report says so.
    case warning
    /// Worth knowing.
    case note
  }

  /// Stable id, such as `manifest.unknown-key`.
  package var id: String
  /// How grave it is.
  package var severity: Severity
  /// What happened, in one sentence. May hold text from evidence: show it through the visible encoding only.
  package var message: Text
  /// The file it happened in.
  package var file: Text?
  /// The line in that file, from 1.
  package var line: Int?
  /// What was kept in spite of it.
  package var kept: Text?
  /// What to do.
  package var advice: Text?

  /// A diagnostic; everything but id, severity and message is optional.
  package init(
    _ id: String, _ severity: Severity, _ message: Text, file: Text? = nil, line: Int? = nil, kept: Text? = nil,
    advice: Text? = nil
  ) {
    self.id = id
    self.severity = severity
    self.message = message
    self.file = file
    self.line = line
    self.kept = kept
    self.advice = advice
  }
}
