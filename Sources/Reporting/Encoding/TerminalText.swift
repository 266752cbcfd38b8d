package import CaseFolder
package import Investigation

/// Text for a terminal, a pipe or a plain text file: one line, no control byte, whatever evidence holds.
package enum TerminalText {
  /// A text of evidence, or a file's name.
  package static func line(_ text: Text) -> String {
    Visible.text(text)
  }

  /// A sentence, its indicators defanged.
  package static func line(_ prose: Prose) -> String {
    prose.parts.map { part in
      switch part {
      case .words(let words): Visible.text(Text(words))
      case .evidence(let text): Visible.text(text)
      case .indicator(let text): Visible.text(Defang.text(text))
      case .time(let time): ReadableTime.text(time)
      }
    }.joined()
  }
}
