/// Why a page is refused: it is not written rather than written unsafely.
package struct GateError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line of the page, from 1; 0 when no line is to blame.
  package let line: Int
  /// What is wrong, in words of ours and names of elements.
  package let reason: String

  /// A refusal.
  package init(line: Int, reason: String) {
    self.line = line
    self.reason = reason
  }

  package var description: String {
    line > 0 ? "page refused, line \(line): \(reason)" : "page refused: \(reason)"
  }
}
