import CaseFolder
import Investigation

/// Draws the attack path: layers of boxes from left to right.
enum AttackPathPicture {
  private static let height = 44.0
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
    let rows = layout.order.map(\.count).max() ?? 1
    let full = Double(rows) * (height + gapY) - gapY + 2 * margin
    var place: [Int: (x: Double, y: Double)] = [:]
    for (index, nodes) in layout.order.enumerated() {
      let own = Double(nodes.count) * (height + gapY) - gapY
      for (row, node) in nodes.enumerated() {
        place[node] = (
          margin + Double(index) * (width + gap), (full - own) / 2 + Double(row) * (height + gapY)
        )
      }
    }
    var canvas = Canvas()
    for line in graph.lines {
      guard let from = place[line.from], let to = place[line.to] else { continue }
      add(line, from: from, to: to, width: width, to: &canvas)
    }
    for (index, node) in graph.nodes.enumerated() {
      if let spot = place[index] { add(node, at: spot, width: width, to: &canvas) }
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

  private static func add(
    _ line: AttackGraph.Line, from: (x: Double, y: Double), to: (x: Double, y: Double), width: Double,
    to canvas: inout Canvas
  ) {
    var path = PathData()
    let endY = to.y + height / 2
    let startY = from.y + height / 2
    var head = PathData()
    if to.x > from.x {
      let startX = from.x + width
      let endX = to.x - 5
      let bend = (to.x - startX) / 2
      path.move(startX, startY)
      path.curve(startX + bend, startY, to.x - bend, endY, endX, endY)
      head.move(to.x - 1, endY)
      head.line(to.x - 8, endY - 4)
      head.line(to.x - 8, endY + 4)
    } else {
      // A step back: around the top of both boxes.
      let top = max(1, min(from.y, to.y) - 6)
      path.move(from.x + width / 2, from.y)
      path.curve(from.x + width / 2, top - 8, to.x + width / 2, top - 8, to.x + width / 2, to.y - 6)
      head.move(to.x + width / 2, to.y - 1)
      head.line(to.x + width / 2 - 4, to.y - 8)
      head.line(to.x + width / 2 + 4, to.y - 8)
    }
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
    _ node: AttackGraph.Node, at spot: (x: Double, y: Double), width: Double, to canvas: inout Canvas
  ) {
    let first = node.entities[0]
    let isStack = node.entities.count > 1
    let isAddress = first.type == .ip || first.type == .domain
    let name: Shown =
      isStack
      ? "\(node.entities.count) " + EntityWords.noun(first.type, count: node.entities.count)
      : isAddress ? Shown(indicator: first.name) : PageBuilder.shortPrincipal(first.name)
    let letters = Int((width - 28) / 6.6)
    let small = Int((width - 12) / 6.0)
    let tag: Shown = node.isOpen ? "open" : ""
    var second: Shown = node.verb.isEmpty ? EntityWords.noun(first.type) : "← \(node.verb)"
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
      canvas.text(name.shortened(to: letters), x: spot.x + 22, baseline: spot.y + 19, classes: "name")
      canvas.text(
        second.shortened(to: small - (node.isOpen ? 5 : 0)), x: spot.x + 7, baseline: spot.y + 35, size: 10,
        classes: "verb")
      canvas.text(tag, x: spot.x + width - 7, baseline: spot.y + 35, size: 10, anchor: .end, classes: "tag end")
    }
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
