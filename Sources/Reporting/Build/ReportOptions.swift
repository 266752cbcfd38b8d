package import CaseFolder

/// What shapes a report beside its evidence.
package struct ReportOptions: Hashable, Sendable {
  /// The program's version.
  package var version: Text
  /// The options given, as they are printed; no paths.
  package var options: [Text]
  /// SOURCE_DATE_EPOCH; it changes only the printed time of generation.
  package var sourceDate: Timestamp?

  /// Options of a run.
  package init(version: Text, options: [Text] = [], sourceDate: Timestamp? = nil) {
    self.version = version
    self.options = options
    self.sourceDate = sourceDate
  }
}
