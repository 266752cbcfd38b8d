/// A finished picture, with what tests look at.
struct Picture {
  /// The `svg` element.
  let node: HTMLNode
  let width: Double
  let height: Double
  /// Where every text of the picture stands.
  let labels: [LabelBox]
  /// What the picture leaves out or means, in sentences.
  let notes: [Shown]
  /// How many boxes and lines it has.
  var boxes = 0
  var edges = 0
}

/// The place of a text, reckoned with 0.6 em a letter.
struct LabelBox: Hashable {
  let x: Double
  let y: Double
  let width: Double
  let height: Double

  /// Whether two texts would touch.
  func intersects(_ other: LabelBox) -> Bool {
    x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
  }
}

/// Collects the parts of a picture, and refuses texts that would touch one another.
struct Canvas {
  /// Letter width by size: the sizes in use are 11 and 10 px of a monospaced font.
  static func width(of text: Shown, size: Double) -> Double { Double(text.scalarCount) * size * 0.6 }

  private(set) var nodes: [HTMLNode] = []
  private(set) var labels: [LabelBox] = []

  /// Where a text is anchored.
  enum Anchor { case start, middle, end }

  /// Adds a node without text.
  mutating func add(_ node: HTMLNode) { nodes.append(node) }

  /// Adds nodes as one group with a tooltip.
  mutating func group(_ classes: ClassNames?, tooltip: Shown, _ content: (inout Canvas) -> Void) {
    var inner = Canvas()
    inner.labels = labels
    content(&inner)
    labels = inner.labels
    nodes.append(.make(.g, classes, [], [.make(.title, text: tooltip)] + inner.nodes))
  }

  /// The box that a text would take.
  static func box(_ text: Shown, x: Double, baseline: Double, size: Double, anchor: Anchor = .start) -> LabelBox {
    let width = width(of: text, size: size)
    let left =
      switch anchor {
      case .start: x
      case .middle: x - width / 2
      case .end: x - width
      }
    return LabelBox(x: left, y: baseline - size * 0.8, width: width, height: size)
  }

  /// Whether a box is free of other texts and inside the picture's width.
  func isFree(_ box: LabelBox, within range: ClosedRange<Double>) -> Bool {
    box.x >= range.lowerBound && box.x + box.width <= range.upperBound && !labels.contains { $0.intersects(box) }
  }

  /// Adds a text.
  mutating func text(
    _ text: Shown, x: Double, baseline: Double, size: Double = 11, anchor: Anchor = .start, classes: ClassNames
  ) {
    guard !text.isEmpty else { return }
    labels.append(Self.box(text, x: x, baseline: baseline, size: size, anchor: anchor))
    nodes.append(.make(.text, classes, [.x(x), .y(baseline)], [.text(text)]))
  }

  /// Takes the place of something that texts must not cover.
  mutating func reserve(_ box: LabelBox) { labels.append(box) }

  /// The picture: an `svg` with a name and a description for those who don't see it.
  func picture(
    width: Double, height: Double, title: Shown, description: Shown, classes: ClassNames, notes: [Shown] = []
  ) -> Picture {
    let node = HTMLNode.make(
      .svg, classes,
      [
        .role(.img), .ariaLabel(title + ". " + description), .viewBox(width: width, height: height), .width(width),
        .height(height),
      ],
      nodes)
    return Picture(node: node, width: width, height: height, labels: labels, notes: notes)
  }
}
