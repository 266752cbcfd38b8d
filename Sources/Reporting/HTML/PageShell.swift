import CaseFolder

/// The outer page: literal parts of `page.html`, and the names of what is placed between them.
///
/// The template is cut once, before any evidence is near it: a placeholder inside evidence stays text.
struct PageShell {
  /// A piece of the template.
  enum Piece {
    case literal([UInt8])
    case slot(Text)
  }

  /// The pieces in order.
  let pieces: [Piece]

  /// Cuts a template at its `{{name}}` placeholders.
  init(_ template: [UInt8]) throws(GateError) {
    var pieces: [Piece] = []
    var literal: [UInt8] = []
    var position = 0
    var line = 1
    while position < template.count {
      if template[position] == UInt8(ascii: "{"), position + 1 < template.count,
        template[position + 1] == UInt8(ascii: "{")
      {
        var end = position + 2
        while end < template.count, template[end] != UInt8(ascii: "}"), template[end] != 0x0A { end += 1 }
        guard end + 1 < template.count, template[end] == UInt8(ascii: "}"), template[end + 1] == UInt8(ascii: "}")
        else {
          throw GateError(line: line, reason: "page.html: a placeholder is not closed")
        }
        pieces.append(.literal(literal))
        literal = []
        pieces.append(.slot(Text(bytes: template[(position + 2)..<end])))
        position = end + 2
      } else {
        if template[position] == 0x0A { line += 1 }
        literal.append(template[position])
        position += 1
      }
    }
    pieces.append(.literal(literal))
    self.pieces = pieces
  }

  /// The names of its placeholders, in order.
  var slots: [Text] {
    pieces.compactMap { piece in
      if case .slot(let name) = piece { name } else { nil }
    }
  }
}
