internal import CaseFolder
internal import Investigation
internal import Response

/// Writes the sections of a report as Markdown, in the order in which they are called: citations are numbered as they come.
final class MarkdownReport {
  let report: Report
  var document = MarkdownDocument()
  private var references = MarkdownReferences()
  private let entities: [Text: Entity]

  /// A writer of one report.
  init(_ report: Report) {
    self.report = report
    entities = Dictionary(report.entities.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The citations named so far.
  var cited: [Citation] { references.cited }

  // MARK: Pieces of a line

  /// The names of citations behind a statement.
  func refs(_ citations: [Citation]) -> String { references.names(citations) }

  /// A sentence in a paragraph or list.
  func line(_ prose: Prose) -> String { MarkdownText.line(prose) }

  /// A sentence in a table's cell.
  func cell(_ prose: Prose) -> String { prose.isEmpty ? "" : MarkdownText.line(prose, inTable: true) }

  /// Evidence in a table's cell; nothing for nothing.
  func cell(_ text: Text?) -> String {
    guard let text, !text.isEmpty else { return "" }
    return MarkdownCode.span(text, inTable: true)
  }

  /// A name or word in a table's cell.
  func nameCell(_ text: Text) -> String { text.isEmpty ? "" : MarkdownText.name(text, inTable: true) }

  /// A time in a table's cell.
  func cell(_ time: Timestamp?) -> String { time.map(ReadableTime.text) ?? "" }

  /// A statement with its confidence and citations. What is confirmed carries no mark, as the first page says.
  func statement(_ statement: Statement) -> String {
    let mark = statement.confidence == .confirmed ? "" : confidence(statement.confidence)
    return line(statement.text) + mark + refs(statement.citations)
  }

  /// How sure a statement is.
  func confidence(_ confidence: Confidence) -> String { " *(\(confidence.rawValue))*" }

  /// An entity's name, an address or domain defanged.
  func name(_ entity: Entity, inTable: Bool) -> String {
    entity.type == .ip || entity.type == .domain
      ? MarkdownCode.span(indicator: entity.name, inTable: inTable) : MarkdownCode.span(entity.name, inTable: inTable)
  }

  /// The name of an entity by its id; the id itself when it is not in the report.
  func name(ofEntity id: Text) -> String {
    entities[id].map { name($0, inTable: false) } ?? MarkdownCode.span(id, inTable: false)
  }

  // MARK: Blocks

  /// A list of statements.
  func list(_ statements: [Statement]) {
    document.list(statements.map { "- " + statement($0) })
  }

  /// Commands, each with its purpose and a word of warning when it interrupts something.
  func commands(_ title: String, _ commands: [Command]) {
    for (index, command) in commands.enumerated() {
      var words = index == 0 ? "**\(title).**" : ""
      if !command.purpose.isEmpty { words += (words.isEmpty ? "" : " ") + line(command.purpose) }
      if command.isDestructive { words += (words.isEmpty ? "" : " ") + "*(interrupts or deletes something)*" }
      if !words.isEmpty { document.paragraph(words) }
      document.verbatim(MarkdownCode.fence(command.text, language: command.language))
    }
  }

  /// Sentences one after the other, each with its full stop.
  static func sentences(_ parts: [String]) -> String {
    parts.filter { !$0.isEmpty }.map { $0.utf8.last == UInt8(ascii: ".") ? $0 : $0 + "." }.joined(separator: " ")
  }

  /// The first letter of our own words as a capital.
  static func capitalized(_ words: String) -> String {
    var bytes = Array(words.utf8)
    if let first = bytes.first, (0x61...0x7A).contains(first) { bytes[0] = first - 0x20 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Our own hyphenated words, such as `initial-access`, with spaces and a capital letter.
  static func words(_ text: Text, inTable: Bool = false) -> String {
    let spaced = Text(bytes: text.utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: " ") : $0 })
    return capitalized(MarkdownText.name(spaced, inTable: inTable))
  }
}
