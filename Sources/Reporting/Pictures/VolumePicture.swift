import CaseFolder
import Investigation

/// Requests over time: bars of successful, failed and forbidden requests, one panel for each source.
enum VolumePicture {
  private static let width = 1126.0
  private static let left = 46.0
  private static let panel = 76.0

  /// Round widths of a bar, in seconds: up to 240 bars fit.
  private static let widths: [Int64] = [3600, 10_800, 21_600, 43_200, 86_400, 604_800, 2_592_000]
  private static let most = 240

  /// The picture; nil without requests.
  static func draw(_ bins: [VolumeBin]) -> Picture? {
    guard let first = bins.map(\.at.seconds).min(), let last = bins.map(\.at.seconds).max() else { return nil }
    let size = widths.first { (last - first) / $0 < Int64(most) } ?? 31_536_000
    let start = first - (first % size + size) % size
    let count = Int((last - start) / size) + 1
    let step = (width - left - 4) / Double(max(count, 12))
    var canvas = Canvas()
    let sources = Array(Set(bins.map(\.source))).sorted()
    var peaks: [Shown] = []
    let shown = sources.filter { source in bins.contains { $0.source == source && $0.successful + $0.failed > 0 } }
    axis(
      start: start, size: size, count: count, step: step, y: 18 + Double(shown.count) * (panel + 30) - 12, to: &canvas)
    var y = 18.0
    for source in shown {
      var totals = [(ok: Int, failed: Int, forbidden: Int)](repeating: (0, 0, 0), count: count)
      for bin in bins where bin.source == source {
        let index = Int((bin.at.seconds - start) / size)
        totals[index].ok += bin.successful
        totals[index].failed += max(0, bin.failed - bin.forbidden)
        totals[index].forbidden += bin.forbidden
      }
      let peak = totals.map { $0.ok + $0.failed + $0.forbidden }.max() ?? 0
      guard peak > 0 else { continue }
      peaks.append(Shown(source) + " peak \(peak)")
      add(totals, peak: peak, source: source, y: y, step: step, to: &canvas)
      y += panel + 30
    }
    guard !peaks.isEmpty else { return nil }
    let unit: Shown = size < 86_400 ? "\(size / 3600) h" : "\(size / 86_400) d"
    return canvas.picture(
      width: width, height: y + 4, title: "Requests over time", description: peaks.joined(", "), classes: "volume",
      notes: [
        "Each bar is " + unit
          + ", in UTC. Filled: succeeded; outlined: failed; crossed out: forbidden. The tables below hold the numbers."
      ])
  }

  private static func add(
    _ totals: [(ok: Int, failed: Int, forbidden: Int)], peak: Int, source: Text, y: Double, step: Double,
    to canvas: inout Canvas
  ) {
    let base = y + panel
    let scale = (panel - 6) / Double(peak)
    canvas.text(Shown(source), x: 0, baseline: y - 6, size: 11, classes: "name")
    canvas.text(
      "\(peak)", x: left - 6, baseline: base - Double(peak) * scale + 4, size: 10, anchor: .end, classes: "axis end")
    canvas.text("0", x: left - 6, baseline: base + 3, size: 10, anchor: .end, classes: "axis end")
    canvas.add(
      .make(.line, "grid", [.x1(left), .y1(base - Double(peak) * scale), .x2(width), .y2(base - Double(peak) * scale)]))
    var ok = PathData()
    var failed = PathData()
    var forbidden = PathData()
    var crosses = PathData()
    let bar = min(14, max(1.4, step - 1.2))
    for (index, total) in totals.enumerated() {
      let x = left + Double(index) * step + (step - bar) / 2
      var top = base
      func stack(_ count: Int, _ path: inout PathData) {
        guard count > 0 else { return }
        let height = max(2, Double(count) * scale)
        top -= height
        path.rectangle(x, top, bar, height)
      }
      stack(total.ok, &ok)
      stack(total.failed, &failed)
      let before = top
      stack(total.forbidden, &forbidden)
      if total.forbidden > 0, bar >= 3 {
        crosses.move(x, top)
        crosses.line(x + bar, before)
      }
    }
    for (classes, path) in [("ok", ok), ("failed", failed), ("forbidden", forbidden), ("cross", crosses)]
      as [(ClassNames, PathData)] where !path.value.isEmpty
    {
      canvas.add(.make(.path, classes, [.path(path)]))
    }
    canvas.add(.make(.line, "zero", [.x1(left), .y1(base), .x2(width), .y2(base)]))
  }

  private static func axis(start: Int64, size: Int64, count: Int, step: Double, y: Double, to canvas: inout Canvas) {
    let every =
      ([3600, 10_800, 21_600, 43_200, 86_400, 604_800, 2_592_000] as [Int64])
      .first { $0 >= size && Double($0 / size) * step >= 74 } ?? 31_536_000
    for index in 0..<count {
      let second = start + Int64(index) * size
      guard second % every == 0 || (every > 86_400 && Int64(index) % (every / size) == 0) else { continue }
      let time = Timestamp(seconds: second)
      let label = second % 86_400 == 0 ? Shown(day: time) : Shown(minute: time)
      let x = left + Double(index) * step
      let box = Canvas.box(label, x: x, baseline: y, size: 10, anchor: .middle)
      canvas.add(.make(.line, "grid", [.x1(x), .y1(12), .x2(x), .y2(y - 10)]))
      if canvas.isFree(LabelBox(x: box.x - 4, y: box.y, width: box.width + 8, height: box.height), within: 0...width) {
        canvas.text(label, x: x, baseline: y, size: 10, anchor: .middle, classes: "axis mid")
      }
    }
  }
}
