import CaseFolder
import Investigation

/// Draws the attack path: layers of boxes from left to right.
enum AttackPathPicture {
  private static let boxHeight = 44.0
  private static let lineHeight = 13.0
  private static let gapY = 12.0
  private static let canvas = 1126.0
  private static let margin = 4.0

  /// The shape before a name, by what the entity is.
  enum Shape {
    case circle, square, triangle, diamond, cross

    init(_ type: EntityType) {
      switch type {
      case .ip, .domain, .interface, .subnet, .vpc: self = .square
      case .workload, .pod, .container, .image, .node, .instance, .cluster, .nodeGroup, .file: self = .triangle
      case .secret, .configMap, .awsSecret, .parameter, .kmsKey, .bucket, .volume, .snapshot, .repository,
        .awsResource, .accessKey, .token:
        self = .diamond
      case .binding, .role, .networkPolicy, .securityGroup, .accessEntry, .finding: self = .cross
      default: self = .circle
      }
    }
  }

  /// The picture of a report; nil when fewer than two things are joined.
  static func draw(_ report: Report) -> Picture? {
    let graph = AttackGraph(report)
    guard graph.nodes.count >= 2, !graph.lines.isEmpty else { return nil }
    let layout = LayeredLayout(count: graph.nodes.count, edges: graph.lines.map { ($0.from, $0.to) })
    let layers = Double(layout.order.count)
    let gap = layers > 6 ? 30.0 : 46.0
    let width = max(112, min(162, (canvas - 2 * margin - gap * (layers - 1)) / layers))
    let total = max(canvas, 2 * margin + layers * width + (layers - 1) * gap)
    // Narrow boxes have two lines for a name.
    let lines = layers > 6 ? 2 : 1
    let height = boxHeight + Double(lines - 1) * lineHeight
    let tall = { (node: Int) in node < layout.count ? height : 12.0 }
    let middles = layout.heights(tall, gap: gapY)
    let top = layout.layer.indices.map { middles[$0] - tall($0) / 2 }.min() ?? 0
    let bottom = layout.layer.indices.map { middles[$0] + tall($0) / 2 }.max() ?? 0
    let full = bottom - top + 2 * margin + 4
    let spots = layout.layer.indices.map { node in
      Spot(
        left: margin + Double(layout.layer[node]) * (width + gap), middle: middles[node] - top + margin + 3,
        width: width)
    }
    var canvas = Canvas()
    for (index, line) in graph.lines.enumerated() {
      add(line, route: layout.routes[index].map { spots[$0] }, to: &canvas)
    }
    for (index, node) in graph.nodes.enumerated() {
      add(node, at: (spots[index].left, spots[index].middle - height / 2), width: width, lines: lines, to: &canvas)
    }
    var notes: [Shown] = [
      "Boxes are entities, lines the proven steps from one to the next; thick red: compromised, dashed: exposed or affected, “open”: a way back in. Circle: identity, square: address, triangle: workload, diamond: data, cross: control."
    ]
    if graph.left > 0 { notes.append("\(graph.left) more entities had no room; the scope lists all.") }
    let entities = graph.nodes.reduce(0) { $0 + $1.entities.count }
    var picture = canvas.picture(
      width: total, height: full, title: "Attack path",
      description: "\(entities) entities in \(layout.order.count) layers; the scope below lists each with its proof",
      classes: "graph", notes: notes)
    picture.boxes = graph.nodes.count
    picture.edges = graph.lines.count
    return picture
  }

  /// The place of a box or way point.
  private struct Spot {
    let left: Double
    let middle: Double
    let width: Double
    var right: Double { left + width }
  }

  /// Draws a line along its route; one that runs against the layers leaves at the left and arrives at the right.
  private static func add(_ line: AttackGraph.Line, route: [Spot], to canvas: inout Canvas) {
    guard let first = route.first, let last = route.last, route.count > 1 else { return }
    let isForward = last.left > first.left
    let tip = isForward ? last.left - 1 : last.right + 1
    let stop = isForward ? tip - 5 : tip + 5
    var path = PathData()
    path.move(isForward ? first.right : first.left, first.middle)
    for (one, next) in zip(route, route.dropFirst()) {
      let from = isForward ? one.right : one.left
      let to = isForward ? next.left : next.right
      let end = next.left == last.left ? stop : to
      path.curve((from + to) / 2, one.middle, (from + to) / 2, next.middle, end, next.middle)
      if next.left != last.left { path.line(isForward ? next.right : next.left, next.middle) }
    }
    var head = PathData()
    head.move(tip, last.middle)
    head.line(isForward ? tip - 7 : tip + 7, last.middle - 4)
    head.line(isForward ? tip - 7 : tip + 7, last.middle + 4)
    head.close()
    canvas.add(.make(.path, "line", [.path(path), .strokeWidth(strokeWidth(line.count))]))
    canvas.add(.make(.path, "head", [.path(head)]))
  }

  /// 1 + 1.3 log10(n), at most 5, without floating-point functions that differ between platforms.
  static func strokeWidth(_ count: Int) -> Double {
    var width = 1.0
    var rest = count
    while rest >= 10 {
      width += 1.3
      rest /= 10
    }
    width += Double(rest - 1) * 0.14
    return min(5, max(1, width))
  }

  private static func add(
    _ node: AttackGraph.Node, at spot: (x: Double, y: Double), width: Double, lines: Int, to canvas: inout Canvas
  ) {
    let height = boxHeight + Double(lines - 1) * lineHeight
    let first = node.entities[0]
    let isStack = node.entities.count > 1
    let isAddress = first.type == .ip || first.type == .domain
    let letters = Int((width - 28) / 6.6)
    let name: Shown =
      first.name.isEmpty
      ? "(no name)"
      : isStack
        ? "\(node.entities.count) " + EntityWords.noun(first.type, count: node.entities.count)
        : isAddress ? Shown(indicator: first.name) : shortName(first.name, limit: letters * lines)
    let small = Int((width - 12) / 6.0)
    let tag: Shown = node.isOpen ? "open" : ""
    var second: Shown =
      node.verb.isEmpty
      ? EntityWords.noun(first.type)
      : "← " + (node.verb == "exchanged traffic with" ? "traffic with" : Shown(node.verb))
    if !isStack, !node.verb.isEmpty {
      let both = second + " · " + EntityWords.noun(first.type)
      if both.scalarCount <= small - (node.isOpen ? 5 : 0) { second = both }
    }
    let level = first.level.map { Shown(Text($0.rawValue)) } ?? "not in scope itself"
    let full = isAddress ? Shown(indicator: first.name) : Shown(first.name)
    canvas.group(
      groupClass(first.level), tooltip: (isStack ? name : EntityWords.noun(first.type) + " " + full) + ", " + level
    ) { canvas in
      if isStack {
        canvas.add(
          .make(.rect, "box", [.x(spot.x + 4), .y(spot.y - 3), .width(width - 4), .height(height), .rx(4)]))
      }
      canvas.add(
        .make(
          .rect, "box", [.x(spot.x), .y(spot.y), .width(isStack ? width - 4 : width), .height(height), .rx(4)]))
      canvas.add(symbol(Shape(first.type), x: spot.x + 12, y: spot.y + 15))
      for (index, line) in name.shortened(to: letters * lines).lines(of: letters).enumerated() {
        canvas.text(
          line, x: spot.x + 22, baseline: spot.y + 19 + Double(index) * lineHeight, classes: "name")
      }
      canvas.text(
        second.shortened(to: small - (node.isOpen ? 5 : 0)), x: spot.x + 7, baseline: spot.y + height - 9, size: 10,
        classes: "verb")
      canvas.text(tag, x: spot.x + width - 7, baseline: spot.y + height - 9, size: 10, anchor: .end, classes: "tag end")
    }
  }

  /// A name that fits: of a path or an ARN its last part, when the whole has no room.
  private static func shortName(_ name: Text, limit: Int) -> Shown {
    let short = PageBuilder.shortPrincipal(name)
    let whole = Shown(short)
    let parts = short.split(UInt8(ascii: "/"))
    guard whole.scalarCount > limit, parts.count > 1, let last = parts.last, !last.isEmpty else { return whole }
    let marked: Shown = "…/\(last)"
    return marked.scalarCount <= limit ? marked : Shown(last)
  }

  private static func groupClass(_ level: Level?) -> ClassNames {
    switch level {
    case .compromised: "node compromised"
    case .exposed: "node exposed"
    case .affected, .suspect: "node affected"
    case .related, nil: "node"
    }
  }

  /// The mark that tells kinds apart without colour.
  static func symbol(_ shape: Shape, x: Double, y: Double) -> HTMLNode {
    var path = PathData()
    switch shape {
    case .circle:
      return .make(.circle, "mark identity", [.cx(x), .cy(y), .r(4.5)])
    case .square:
      return .make(.rect, "mark address", [.x(x - 4), .y(y - 4), .width(8), .height(8)])
    case .triangle:
      path.move(x, y - 5)
      path.line(x + 5, y + 4)
      path.line(x - 5, y + 4)
      path.close()
      return .make(.path, "mark workload", [.path(path)])
    case .diamond:
      path.move(x, y - 5.5)
      path.line(x + 5.5, y)
      path.line(x, y + 5.5)
      path.line(x - 5.5, y)
      path.close()
      return .make(.path, "mark data", [.path(path)])
    case .cross:
      path.move(x - 4, y - 4)
      path.line(x + 4, y + 4)
      path.move(x + 4, y - 4)
      path.line(x - 4, y + 4)
      return .make(.path, "mark control", [.path(path)])
    }
  }
}
