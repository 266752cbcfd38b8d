package import CaseFolder

/// Why a rule, or a part of it, cannot be used.
package struct RuleError: Error, Hashable, Sendable {
  /// The reason, in one sentence without a full stop.
  package let reason: Text
  /// The line that it is about; nil when the rule as a whole is meant.
  package var line: Int?

  /// A reason.
  init(_ reason: String, line: Int? = nil) {
    self.reason = Text(reason)
    self.line = line
  }

  /// The error with a line, unless it has one.
  func at(_ line: Int) -> RuleError {
    RuleError(reason.string, line: self.line ?? line)
  }
}
