internal import CaseFolder
package import Investigation

/// Sentences in GitHub-flavoured Markdown: words of ours with their markup escaped, evidence in code spans.
package enum MarkdownText {
  /// A sentence on one line.
  package static func line(_ prose: Prose, inTable: Bool = false) -> String {
    prose.parts.enumerated().map { index, part in
      switch part {
      case .words(let text): words(text, isStart: index == 0)
      case .evidence(let text): MarkdownCode.span(text, inTable: inTable)
      case .indicator(let text): MarkdownCode.span(indicator: text, inTable: inTable)
      case .time(let time): ReadableTime.text(time)
      }
    }.joined()
  }

  /// Words of ours. Everything that Markdown could take for markup is escaped, at the start of a line also what begins a block.
  package static func words(_ words: String, isStart: Bool = true) -> String {
    var view = String.UnicodeScalarView()
    var startsWithDigits = isStart
    for (index, scalar) in Visible.text(Text(words)).unicodeScalars.enumerated() {
      let beginsBlock = isStart && index == 0 && "#+-=".unicodeScalars.contains(scalar)
      let endsNumber = startsWithDigits && index > 0 && (scalar == "." || scalar == ")")
      if !("0"..."9").contains(scalar) { startsWithDigits = false }
      if beginsBlock || endsNumber || "\\`*_[]<>&|~$@".unicodeScalars.contains(scalar) { view.append("\\") }
      view.append(scalar)
    }
    return String(view)
  }
}
