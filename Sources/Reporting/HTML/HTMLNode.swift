package import CaseFolder
package import Investigation

/// A node of a page: an element or a text. There is no node for raw markup.
package indirect enum HTMLNode: Hashable, Sendable {
  case element(HTMLTag, [HTMLAttribute], [HTMLNode])
  case text(Shown)

  /// An element with classes, attributes and content.
  package static func make(
    _ tag: HTMLTag, _ classes: ClassNames? = nil, _ attributes: [HTMLAttribute] = [], _ content: [HTMLNode] = []
  ) -> HTMLNode {
    .element(tag, (classes.map { [.class($0)] } ?? []) + attributes, content)
  }

  /// An element with nothing but a text.
  package static func make(_ tag: HTMLTag, _ classes: ClassNames? = nil, text: Shown) -> HTMLNode {
    make(tag, classes, [], [.text(text)])
  }

  /// A text of evidence, as code: its direction does not reach its neighbours.
  package static func code(_ text: Text) -> HTMLNode {
    make(.code, text: Shown(text))
  }

  /// A text of evidence, shortened in the middle, with the whole value as a tooltip.
  package static func code(_ text: Text, shortenedTo limit: Int) -> HTMLNode {
    let whole = Shown(text)
    let short = whole.shortened(to: limit)
    return short == whole ? code(text) : make(.code, nil, [.title(whole)], [.text(short)])
  }

  /// An address, domain or URL of evidence, defanged.
  package static func indicator(_ text: Text) -> HTMLNode {
    make(.code, text: Shown(indicator: text))
  }

  /// A moment, to the second; the element holds it in full.
  package static func time(_ time: Timestamp) -> HTMLNode {
    make(.time, nil, [.datetime(time)], [.text(Shown(time))])
  }

  /// A time of day; the element holds the moment in full.
  package static func timeOfDay(_ time: Timestamp) -> HTMLNode {
    make(.time, nil, [.datetime(time), .title(Shown(Text(time.description)))], [.text(Shown(timeOfDay: time))])
  }

  /// A sentence: words of ours as they stand, evidence as code, times as times.
  package static func prose(_ prose: Prose) -> [HTMLNode] {
    prose.parts.map { part in
      switch part {
      case .words(let words): .text(Shown(Text(words)))
      case .evidence(let text): code(text)
      case .indicator(let text): indicator(text)
      case .time(let moment): time(moment)
      }
    }
  }

  /// A sentence in which long ARNs are cut to what tells them apart; the whole value is a tooltip, and stands in the
  /// scope or in the activity tables.
  package static func shortProse(_ prose: Prose) -> [HTMLNode] {
    prose.parts.flatMap { part in
      if case .evidence(let text) = part, text.hasPrefix("arn:") { return [PageBuilder.actorName(text, limit: 60)] }
      return Self.prose(Prose(parts: [part]))
    }
  }
}

extension HTMLNode: ExpressibleByStringInterpolation {
  package init(stringInterpolation: Shown.StringInterpolation) {
    self = .text(Shown(stringInterpolation: stringInterpolation))
  }

  package init(stringLiteral value: StaticString) {
    self = .text(Shown(stringLiteral: value))
  }
}
