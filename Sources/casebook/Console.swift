internal import CaseFolder
internal import Glibc
internal import Reporting

/// Where the commands talk to people: results to standard output, everything else to standard error.
struct Console: Sendable {
  /// How much is said.
  enum Detail: Int, Sendable {
    case quiet
    case normal
    case verbose
  }

  var detail: Detail

  /// Whether a descriptor is a terminal.
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Writes a line of results.
  func say(_ line: String) {
    Self.write(line + "\n", to: STDOUT_FILENO)
  }

  /// Says something beside the result, unless `--quiet` was given.
  func remark(_ line: String) {
    if detail != .quiet { Self.write(line + "\n", to: STDERR_FILENO) }
  }

  /// Prints diagnostics: errors always, warnings unless `--quiet`, notes with `--verbose`.
  func show(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics where isShown(diagnostic.severity) {
      Self.write(DiagnosticLine.text(diagnostic) + "\n", to: STDERR_FILENO)
    }
  }

  private func isShown(_ severity: Diagnostic.Severity) -> Bool {
    switch severity {
    case .error: true
    case .warning: detail != .quiet
    case .note: detail == .verbose
    }
  }

  /// Writes a text to a descriptor; returns whether all of it was written.
  @discardableResult
  static func write(_ text: String, to descriptor: Int32) -> Bool {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      bytes = bytes.dropFirst(count)
    }
    return true
  }
}

/// A diagnostic as one line: `casebook: error: case.yaml:2: what; kept; advice (id)`.
enum DiagnosticLine {
  /// The line; text of evidence is made visible, so that it cannot steer a terminal.
  static func text(_ diagnostic: Diagnostic) -> String {
    var line = "casebook: \(diagnostic.severity.rawValue): "
    if let file = diagnostic.file {
      line += TerminalText.line(file)
      if let number = diagnostic.line { line += ":\(number)" }
      line += ": "
    }
    line += TerminalText.line(diagnostic.message)
    if let kept = diagnostic.kept { line += "; " + TerminalText.line(kept) }
    if let advice = diagnostic.advice { line += "; " + TerminalText.line(advice) }
    return line + " (\(diagnostic.id))"
  }

  /// A text from outside as a terminal may show it.
  static func visible(_ text: Text) -> String { TerminalText.line(text) }
}
