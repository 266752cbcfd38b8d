import CaseFolder
import Investigation

/// The timeline as lanes, one for each actor: bursts as bars, single acts as points, empty time cut out of the axis.
enum LanesPicture {
  private static let width = 1126.0
  private static let left = 190.0
  private static let right = 1106.0
  private static let lane = 50.0
  private static let laneLimit = 12
  /// Acts nearer than this that do the same belong to one bar.
  private static let near = 14.0
  /// From how many marks on a lane joins those of different acts, too.
  private static let markLimit = 80

  /// The picture; nil with fewer than two entries.
  static func draw(_ entries: [TimelineEntry]) -> Picture? {
    guard entries.count >= 2 else { return nil }
    let lanes = lanes(entries)
    let axis = BrokenAxis(
      spans: entries.map { ($0.at.seconds, max($0.at.seconds, $0.until?.seconds ?? $0.at.seconds)) }, from: left + 10,
      to: right - 10)
    var canvas = Canvas()
    let top = 30.0
    let height = top + Double(lanes.count) * lane + 6
    grid(axis, top: top, height: height, to: &canvas)
    var unnamed = 0
    for (index, one) in lanes.enumerated() {
      unnamed += add(one, y: top + Double(index) * lane, isEven: index.isMultiple(of: 2), axis: axis, to: &canvas)
    }
    var notes: [Shown] = [
      "Times are UTC. Square before a name: actor, circle: responder, diamond: systems. Outlined: refused or not found. Acts of one kind close together share a mark."
    ]
    if axis.breaks > 0 { notes.append("Time without entries is cut out where the axis shows a double stroke.") }
    if unnamed > 0 { notes.append("\(unnamed) marks have no room for their name; the table below has all entries.") }
    return canvas.picture(
      width: width, height: height, title: "Timeline by actor",
      description: "\(entries.count) entries in \(lanes.count) lanes; the table below lists them", classes: "lanes",
      notes: notes)
  }

  private struct Lane {
    var name: Shown
    var full: Shown
    var side: Side
    var entries: [TimelineEntry]
  }

  /// A lane for each actor in the order of their first act; the least busy ones share the last.
  private static func lanes(_ entries: [TimelineEntry]) -> [Lane] {
    struct Key: Hashable {
      let actor: Text
      let side: Side
    }
    var lanes: [Lane] = []
    var index: [Key: Int] = [:]
    for entry in entries {
      let key = Key(actor: entry.actor, side: entry.side)
      if let known = index[key] {
        lanes[known].entries.append(entry)
      } else {
        index[key] = lanes.count
        let name = Shown(PageBuilder.shortPrincipal(entry.actor)).shortened(to: 25)
        lanes.append(Lane(name: name, full: Shown(entry.actor), side: entry.side, entries: [entry]))
      }
    }
    let sides: [Side] = [.actor, .system, .responder]
    lanes = sides.flatMap { side in lanes.filter { $0.side == side } }
    guard lanes.count > laneLimit else { return lanes }
    let ranked = lanes.indices.sorted { one, other in
      let sizes = (lanes[one].entries.count, lanes[other].entries.count)
      let actors = (lanes[one].side == .actor, lanes[other].side == .actor)
      return actors.0 != actors.1 ? actors.0 : sizes.0 != sizes.1 ? sizes.0 > sizes.1 : one < other
    }
    let kept = Set(ranked.prefix(laneLimit - 1))
    let rest = lanes.indices.filter { !kept.contains($0) }
    let others = rest.flatMap { lanes[$0].entries }.sorted { ($0.at, $0.id) < ($1.at, $1.id) }
    return lanes.indices.filter { kept.contains($0) }.map { lanes[$0] }
      + [Lane(name: "\(rest.count) others", full: "\(rest.count) other actors", side: .system, entries: others)]
  }

  private static func grid(_ axis: BrokenAxis, top: Double, height: Double, to canvas: inout Canvas) {
    for x in axis.breakPlaces {
      canvas.reserve(LabelBox(x: x - 6, y: top - 14, width: 12, height: 14))
      var path = PathData()
      for shift in [-2.5, 2.5] {
        path.move(x + shift - 2, top - 2)
        path.line(x + shift + 2, top - 12)
      }
      canvas.add(.make(.path, "break", [.path(path)]))
      canvas.add(.make(.line, "cutline", [.x1(x), .y1(top), .x2(x), .y2(height)]))
    }
    for tick in axis.ticks {
      canvas.add(.make(.line, "grid", [.x1(tick.x), .y1(top - 4), .x2(tick.x), .y2(height)]))
      let box = Canvas.box(tick.label, x: tick.x, baseline: tick.isDay ? 10 : 22, size: 10, anchor: .middle)
      if canvas.isFree(box, within: left - 40...width) {
        canvas.text(
          tick.label, x: tick.x, baseline: tick.isDay ? 10 : 22, size: 10, anchor: .middle, classes: "axis mid")
      }
    }
  }

  /// One bar or point.
  private struct Mark {
    var x1: Double
    var x2: Double
    var action: Text
    var count: Int
    var refused: Bool
    var entries: Int
  }

  /// Draws a lane; returns how many marks have no name.
  private static func add(_ lane: Lane, y: Double, isEven: Bool, axis: BrokenAxis, to canvas: inout Canvas) -> Int {
    if isEven { canvas.add(.make(.rect, "band", [.x(0), .y(y), .width(width), .height(Self.lane)])) }
    canvas.group("lane-name", tooltip: lane.full) { canvas in
      canvas.add(AttackPathPicture.symbol(shape(lane.side), x: 10, y: y + Self.lane / 2))
      canvas.text(lane.name, x: 20, baseline: y + Self.lane / 2 + 4, size: 10.5, classes: "name")
    }
    let marks = marks(lane, axis: axis)
    let middle = y + Self.lane / 2
    for mark in marks {
      let classes: ClassNames
      switch (lane.side, mark.refused) {
      case (.actor, false): classes = "bar actor"
      case (.actor, true): classes = "bar actor refused"
      case (.responder, _): classes = "bar responder"
      case (.system, _): classes = "bar system"
      }
      let length = max(7, mark.x2 - mark.x1)
      canvas.add(
        .make(
          .rect, classes,
          [.x(mark.x1 - 3.5), .y(middle - 5), .width(length), .height(10), .rx(lane.side == .responder ? 5 : 1)]))
    }
    var unnamed = 0
    // The names that matter most are placed first.
    let order = marks.indices.sorted { one, other in
      marks[one].count != marks[other].count ? marks[one].count > marks[other].count : one < other
    }
    for index in order where !place(marks[index], middle: middle, to: &canvas) { unnamed += 1 }
    return unnamed
  }

  private static func shape(_ side: Side) -> AttackPathPicture.Shape {
    switch side {
    case .actor: .square
    case .responder: .circle
    case .system: .diamond
    }
  }

  private static func place(_ mark: Mark, middle: Double, to canvas: inout Canvas) -> Bool {
    let name = Shown(mark.action.split(UInt8(ascii: ":")).last ?? mark.action).shortened(to: 26)
    let text: Shown = mark.count > 1 ? name + " ×\(mark.count)" : name
    for baseline in [middle - 10, middle + 17] {
      for (x, anchor) in [(mark.x1 - 3.5, .start), ((mark.x1 + mark.x2) / 2, .middle), (mark.x2 + 3.5, .end)]
        as [(Double, Canvas.Anchor)]
      {
        let box = Canvas.box(text, x: x, baseline: baseline, size: 10, anchor: anchor)
        let wide = LabelBox(x: box.x - 5, y: box.y, width: box.width + 10, height: box.height)
        if canvas.isFree(wide, within: left - 2...width) {
          canvas.text(text, x: x, baseline: baseline, size: 10, anchor: anchor, classes: anchorClass(anchor))
          return true
        }
      }
    }
    return false
  }

  private static func anchorClass(_ anchor: Canvas.Anchor) -> ClassNames {
    switch anchor {
    case .start: "label"
    case .middle: "label mid"
    case .end: "label end"
    }
  }

  /// Entries of one action near each other as one mark.
  private static func marks(_ lane: Lane, axis: BrokenAxis) -> [Mark] {
    var marks: [Mark] = []
    for entry in lane.entries {
      let x1 = axis.x(entry.at.seconds)
      let x2 = axis.x(max(entry.at.seconds, entry.until?.seconds ?? entry.at.seconds))
      let refused = OutcomeWords.isRefused(entry.outcome)
      if let last = marks.indices.last, marks[last].action == entry.action, marks[last].refused == refused,
        x1 - marks[last].x2 < near
      {
        marks[last].x2 = max(marks[last].x2, x2)
        marks[last].count += entry.count
        marks[last].entries += 1
      } else {
        marks.append(Mark(x1: x1, x2: x2, action: entry.action, count: entry.count, refused: refused, entries: 1))
      }
    }
    return marks.count > markLimit ? merged(marks) : marks
  }

  /// Marks that would stand on one another as one, whatever they do: a lane stays small however busy it was.
  private static func merged(_ marks: [Mark]) -> [Mark] {
    var merged: [Mark] = []
    for mark in marks.sorted(by: { $0.x1 < $1.x1 }) {
      if let last = merged.indices.last, mark.x1 - merged[last].x2 < near / 2 {
        merged[last].x2 = max(merged[last].x2, mark.x2)
        merged[last].count += mark.count
        merged[last].entries += mark.entries
        merged[last].refused = merged[last].refused && mark.refused
        if merged[last].action != mark.action { merged[last].action = "several" }
      } else {
        merged.append(mark)
      }
    }
    return merged
  }
}
