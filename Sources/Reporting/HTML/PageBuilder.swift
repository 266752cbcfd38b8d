import CaseFolder
import Investigation
import Response

/// Builds the sections of a page from a report; each section stands in its own file.
struct PageBuilder {
  let report: Report
  /// Links to evidence, and what was linked.
  let citations: CitationIndex
  /// The ids that are given away.
  let ids = IDRegistry()
  /// The entities by id.
  let entities: [Text: Entity]

  /// A builder for a report.
  init(_ report: Report) {
    self.report = report
    citations = CitationIndex(ledger: report.ledger)
    entities = Dictionary(report.entities.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: Parts that every section uses

  /// A statement: its sentence, how sure it is unless it is confirmed, and its evidence.
  func statement(_ statement: Statement, limit: Int = CitationIndex.shownLimit) -> [HTMLNode] {
    HTMLNode.shortProse(statement.text) + confidence(statement.confidence)
      + citations.links(statement.citations, limit: limit)
  }

  /// How sure something is, unless it is confirmed.
  func confidence(_ confidence: Confidence) -> [HTMLNode] {
    confidence == .confirmed
      ? [] : [" ", .make(.span, "conf", [.title("Confidence")], [.text(Shown(Text(confidence.rawValue)))])]
  }

  /// A list of statements; nothing when there are none.
  func list(_ statements: [Statement], _ classes: ClassNames? = nil) -> HTMLNode {
    .make(.ul, classes, [], statements.map { .make(.li, nil, [], statement($0)) })
  }

  /// A section with its heading, a sentence on what it shows, and its content.
  func section(_ part: PageSection, lead: [HTMLNode] = [], _ content: [HTMLNode]) -> HTMLNode {
    var nodes: [HTMLNode] = [.make(.h2, nil, [], [.text(part.title), anchor(part.id)])]
    if !lead.isEmpty { nodes.append(.make(.p, "lead", [], lead)) }
    return .make(.section, nil, [.id(part.id), .class(part.className)], nodes + content)
  }

  /// The visible link of a thing to itself.
  func anchor(_ id: ElementID) -> HTMLNode {
    .make(.a, "self", [.href(.fragment(id)), .ariaLabel("Link to this place")], ["#"])
  }

  /// A table in a region of its own that scrolls sideways when it must.
  func table(
    _ classes: ClassNames, caption: Shown, columns: [Column], rows: [HTMLNode], filterable: Bool = false
  ) -> HTMLNode {
    let head = columns.map { column in
      HTMLNode.make(
        .th, column.isNumber ? "num" : nil, [.scope(.col)] + (column.field.map { [.field($0)] } ?? []),
        [.text(column.title)])
    }
    return .make(
      .div, filterable ? "scroll chunk" : "scroll",
      [.role(.region), .ariaLabel(caption), .tabIndex],
      [
        .make(
          .table, classes, [],
          [
            .make(.caption, text: caption), .make(.thead, nil, [], [.make(.tr, nil, [], head)]),
            .make(.tbody, nil, [], rows),
          ])
      ])
  }

  /// A row of cells.
  func row(_ cells: [[HTMLNode]], id: ElementID? = nil, numbers: Set<Int> = []) -> HTMLNode {
    .make(
      .tr, nil, ids.claim(id),
      cells.enumerated().map { index, cell in .make(.td, numbers.contains(index) ? "num" : nil, [], cell) })
  }

  /// A state as a word with a mark whose shape tells it without colour.
  func state(_ tone: Tone, _ word: Text) -> HTMLNode {
    .make(.span, tone.className, text: Shown(word).capitalized)
  }

  /// The link to an entity where the page lists it, else its name.
  func entityLink(_ id: Text, shortenedTo limit: Int = 60) -> HTMLNode {
    guard let entity = entities[id], let target = ElementID(id) else { return .code(id) }
    let isAddress = entity.type == .ip || entity.type == .domain
    let name = isAddress ? Shown(indicator: entity.name) : Shown(entity.name)
    let short = name.shortened(to: limit)
    let code = HTMLNode.make(.code, nil, short == name ? [] : [.title(name)], [.text(short)])
    return entity.level == nil ? code : .make(.a, "entity", [.href(.fragment(target))], [code])
  }

  /// A command in a box of its own.
  func command(_ command: Command) -> [HTMLNode] {
    var nodes: [HTMLNode] = []
    if !command.purpose.isEmpty { nodes.append(.make(.p, "purpose", [], HTMLNode.prose(command.purpose))) }
    if command.isDestructive {
      nodes.append(.make(.p, "danger", text: "Destroys or interrupts something"))
    }
    nodes.append(
      .make(
        .pre, nil, [.tabIndex],
        [.make(.code, text: Shown(lines: command.text))]))
    return nodes
  }
}

/// A column of a table.
struct Column {
  let title: Shown
  let field: ClassNames?
  let isNumber: Bool

  /// A column with its heading and the name that filters know it by.
  init(_ title: Shown, field: ClassNames? = nil, isNumber: Bool = false) {
    self.title = title
    self.field = field
    self.isNumber = isNumber
  }
}

/// How a state looks: its colour and the shape of its mark.
enum Tone {
  case bad, part, good, none

  var className: ClassNames {
    switch self {
    case .bad: "s bad"
    case .part: "s part"
    case .good: "s ok"
    case .none: "s none"
    }
  }
}
