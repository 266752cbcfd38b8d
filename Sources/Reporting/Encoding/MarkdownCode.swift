package import CaseFolder

/// Evidence in Markdown: only ever in code, which no markup, link, mention or quick action gets out of (report-rules 2.3).
package enum MarkdownCode {
  /// A code span. `inTable` also guards the bars that would end a cell.
  package static func span(_ text: Text, inTable: Bool) -> String {
    span(visible: Visible.text(text), inTable: inTable)
  }

  /// A code span of an address, domain or URL, defanged.
  package static func span(indicator: Text, inTable: Bool) -> String {
    span(visible: Visible.text(Defang.text(indicator)), inTable: inTable)
  }

  /// A block of code with its line breaks. The fence is longer than any run of backticks in it.
  ///
  /// `language` comes from a fixed list of ours; anything but small letters is left out. `indent` spaces stand before each line,
  /// for a block inside a list.
  package static func fence(_ text: Text, language: Text = "", indent: Int = 0) -> String {
    var lines = Visible.lines(text)
    while lines.last?.isEmpty == true { lines.removeLast() }
    let mark = String(repeating: "`", count: max(3, (lines.map(longestBackticks).max() ?? 0) + 1))
    let margin = String(repeating: " ", count: indent)
    let word = language.utf8.allSatisfy { (0x61...0x7A).contains($0) } ? language.string : ""
    let body = ([mark + word] + lines + [mark]).map { $0.isEmpty ? "" : margin + $0 }
    return body.joined(separator: "\n")
  }

  private static func span(visible: String, inTable: Bool) -> String {
    var shown = visible
    if shown.utf8.allSatisfy({ $0 == 0x20 }) {
      shown = shown.isEmpty ? "(empty)" : "(\(shown.utf8.count) spaces)"
    }
    let mark = String(repeating: "`", count: longestBackticks(shown) + 1)
    let edges = [shown.utf8.first, shown.utf8.last]
    let padding = edges.contains { $0 == UInt8(ascii: "`") || $0 == 0x20 } ? " " : ""
    let body = inTable ? guardingBars(shown) : shown
    return mark + padding + body + padding + mark
  }

  private static func guardingBars(_ text: String) -> String {
    String(
      decoding: text.utf8.flatMap { $0 == UInt8(ascii: "|") ? [UInt8(ascii: "\\"), $0] : [$0] }, as: UTF8.self)
  }

  private static func longestBackticks(_ text: String) -> Int {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
