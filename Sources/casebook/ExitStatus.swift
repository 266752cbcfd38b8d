internal import ArgumentParser

/// The exit codes of design.md, promise 7.
enum ExitStatus {
  /// Differences were found, or nothing that was looked for.
  static let differences = ExitCode(1)
  /// Some evidence was unreadable and `--strict` was given.
  static let unreadableEvidence = ExitCode(2)
  /// Wrong usage.
  static let usage = ExitCode(64)
  /// The case is unusable.
  static let unusableCase = ExitCode(65)
  /// The output could not be written.
  static let outputNotWritten = ExitCode(74)
}
