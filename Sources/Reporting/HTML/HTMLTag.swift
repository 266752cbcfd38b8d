/// The elements of a page. What isn't here cannot be written, and the gate refuses it.
package enum HTMLTag: String, CaseIterable, Sendable {
  // The shell.
  case html, head, meta, title, style, script, body
  // Sections.
  case header, nav, main, section, footer, div
  case h1, h2, h3, h4
  // Blocks.
  case p, ul, ol, li, dl, dt, dd, pre, figure, figcaption, details, summary
  // Tables.
  case table, caption, colgroup, col, thead, tbody, tr, th, td
  // Text.
  case a, span, strong, em, small, code, bdi, time, abbr, br
  // The filter, which works with the script only.
  case label, input, button
  // Pictures.
  case svg, g, rect, path, circle, line, text, desc

  /// Whether it never has content nor an end tag.
  package var isVoid: Bool {
    switch self {
    case .meta, .col, .br, .input: true
    default: false
    }
  }

  /// Whether it is an element of a picture, written `<x/>` when it is empty.
  package var isPicture: Bool {
    switch self {
    case .svg, .g, .rect, .path, .circle, .line, .text, .desc: true
    default: false
    }
  }

  /// Whether a line break after its end tag changes nothing that a reader sees.
  package var breaksLine: Bool {
    switch self {
    case .header, .nav, .main, .section, .footer, .div, .h1, .h2, .h3, .h4, .p, .ul, .ol, .li, .dl, .pre, .figure,
      .figcaption, .details, .summary, .table, .caption, .colgroup, .thead, .tbody, .tr, .svg, .g:
      true
    default: false
    }
  }
}
