internal import CaseFolder
internal import Investigation

/// A Markdown document that grows block by block. Its blocks take text that is encoded for Markdown already.
struct MarkdownDocument {
  private var lines: [String] = []

  /// The document so far.
  var text: String { lines.joined(separator: "\n") + "\n" }

  /// A heading of level 1 to 6.
  mutating func heading(_ level: Int, _ text: String) {
    block([String(repeating: "#", count: level) + " " + text])
  }

  /// A paragraph of one line.
  mutating func paragraph(_ text: String) {
    block([text])
  }

  /// A list, one line an item; items may be indented by two spaces a level.
  mutating func list(_ items: [String]) {
    if !items.isEmpty { block(items) }
  }

  /// A numbered list.
  mutating func numbered(_ items: [String]) {
    list(items.enumerated().map { "\($0 + 1). \($1)" })
  }

  /// A table; nothing when it has no rows. Columns whose name begins with `>` hold numbers.
  mutating func table(_ columns: [String], _ rows: [[String]]) {
    guard !rows.isEmpty else { return }
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    let isNumber = columns.map { $0.utf8.first == UInt8(ascii: ">") }
    let names = zip(columns, isNumber).map { name, isNumber in
      isNumber ? String(decoding: name.utf8.dropFirst(), as: UTF8.self) : name
    }
    block([line(names), line(isNumber.map { $0 ? "--:" : "---" })] + rows.map(line))
  }

  /// Lines that stand as they are, such as a fence.
  mutating func verbatim(_ text: String) {
    block([text])
  }

  private mutating func block(_ content: [String]) {
    if !lines.isEmpty { lines.append("") }
    lines.append(contentsOf: content)
  }
}
