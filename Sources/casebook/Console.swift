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

  /// How results may look on a descriptor: colours and a width on a terminal only, colours neither with `NO_COLOR` nor on
  /// a dumb terminal.
  static func style(of descriptor: Int32) -> TextStyle {
    guard isTerminal(descriptor) else { return TextStyle() }
    let isDumb = getenv("TERM").map { strcmp($0, "dumb") == 0 } ?? true
    return TextStyle(width: width(of: descriptor) ?? 80, isColoured: !isDumb && !forbidsColour)
  }

  /// Whether `NO_COLOR` is set to anything (https://no-color.org).
  static var forbidsColour: Bool { getenv("NO_COLOR").map { $0.pointee != 0 } ?? false }

  /// How many columns a terminal has; nil when it does not tell.
  static func width(of descriptor: Int32) -> Int? {
    var size = winsize()
    return ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : nil
  }

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
