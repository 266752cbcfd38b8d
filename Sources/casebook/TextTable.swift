/// How results may look where they are printed.
struct TextStyle: Sendable {
  /// How many columns a line may take; nil: any number, as in a pipe.
  var width: Int?
  /// Whether colours may be used.
  var isColoured = false

  /// Bright, for headings.
  func heading(_ text: String) -> String { isColoured ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

  /// Red, for damage.
  func alarm(_ text: String) -> String { isColoured ? "\u{1B}[31m\(text)\u{1B}[0m" : text }

  /// A sentence in lines of the width, those after the first a little further in.
  func wrapped(_ text: String, indent: Int = 2, hang: Int = 4) -> [String] {
    let first = String(repeating: " ", count: indent)
    guard let width, indent + DisplayWidth.columns(text) > width else { return [first + text] }
    let next = String(repeating: " ", count: min(hang, width / 2))
    var lines: [String] = []
    var line = first
    var used = indent
    var isEmpty = true
    for word in text.utf8.split(separator: 0x20).map({ String(Substring($0)) }) {
      let columns = DisplayWidth.columns(word)
      if !isEmpty, used + 1 + columns > width {
        lines.append(line)
        line = next
        used = min(hang, width / 2)
        isEmpty = true
      }
      line += isEmpty ? word : " " + word
      used += columns + (isEmpty ? 0 : 1)
      isEmpty = false
    }
    return lines + [line]
  }
}

/// Rows of texts in columns, each as wide as its widest cell. The cells hold no control characters.
struct TextTable {
  /// One column.
  struct Column {
    var title: String
    /// Numbers stand to the right.
    var isNumeric = false
    /// Whether its cells may be shortened in the middle, down to `TextTable.narrowest`.
    var mayShrink = false
    /// Whether its cells tell of damage.
    var isAlarm = false
  }

  var columns: [Column]
  var rows: [[String]]

  /// The least that is left of a column that was shortened.
  private static let narrowest = 20

  /// The lines; where the width does not do, each row becomes a paragraph of its cells.
  func lines(_ style: TextStyle) -> [String] {
    var widths = columns.indices.map { column in
      rows.reduce(DisplayWidth.columns(columns[column].title)) { max($0, DisplayWidth.columns($1[column])) }
    }
    if let limit = style.width {
      for column in columns.indices where columns[column].mayShrink {
        let excess = widths.reduce(2 * columns.count) { $0 + $1 } - limit
        if excess > 0 { widths[column] = max(min(widths[column], Self.narrowest), widths[column] - excess) }
      }
      guard widths.reduce(2 * columns.count, +) <= limit else { return paragraphs(style) }
    }
    let head = line(columns.map(\.title), widths, TextStyle())
    return [style.heading(head)] + rows.map { line($0, widths, style) }
  }

  private func line(_ cells: [String], _ widths: [Int], _ style: TextStyle) -> String {
    var line = ""
    var owed = 0
    for (column, cell) in zip(columns.indices, cells) {
      let text = DisplayWidth.shortened(cell, to: widths[column])
      let padding = widths[column] - DisplayWidth.columns(text)
      owed += 2 + (columns[column].isNumeric ? padding : 0)
      if !text.isEmpty {
        line += String(repeating: " ", count: owed) + (columns[column].isAlarm ? style.alarm(text) : text)
        owed = 0
      }
      if !columns[column].isNumeric { owed += padding }
    }
    return line
  }

  private func paragraphs(_ style: TextStyle) -> [String] {
    rows.flatMap { row in
      let cells = zip(columns, row).dropFirst().filter { !$1.isEmpty && $1 != "-" }
      let rest = cells.map { "\($0.title) \($1)" }.joined(separator: ", ")
      let name = style.width.map { DisplayWidth.shortened(row[0], to: max(1, $0 - 2)) } ?? row[0]
      return ["  " + style.heading(name)] + (rest.isEmpty ? [] : style.wrapped(rest, indent: 4, hang: 4))
    }
  }
}
