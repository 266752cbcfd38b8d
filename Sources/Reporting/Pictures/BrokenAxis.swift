import CaseFolder

/// A time axis from which long stretches without entries are cut.
///
/// Entries form clusters: a pause of more than an eighth of the busiest time splits them. Each cluster gets room by the
/// square root of its length and by its number of entries, so that a short burst is still readable beside a long day.
struct BrokenAxis {
  /// A mark of the axis.
  struct Tick {
    let x: Double
    let label: Shown
    let isDay: Bool
  }

  private struct Segment {
    var from: Int64
    var to: Int64
    var entries: Int
    var x1 = 0.0
    var x2 = 0.0
  }

  private var segments: [Segment]
  /// Where the axis is cut.
  private(set) var breakPlaces: [Double] = []
  /// How often it is cut.
  var breaks: Int { breakPlaces.count }

  private static let room = 26.0
  /// A part of the axis with less than this many seconds is one place.
  private static let shortest: Int64 = 60

  /// An axis over spans of seconds, from one x to another.
  init(spans: [(Int64, Int64)], from: Double, to: Double) {
    let sorted = spans.sorted { $0.0 < $1.0 }
    var segments: [Segment] = []
    for threshold in [1200, 3600, 14_400, 86_400, 604_800] as [Int64] {
      segments = []
      for (start, end) in sorted {
        // What lasts long does not bridge the pauses that others leave: only its ends count.
        if let last = segments.indices.last, start - segments[last].to <= threshold {
          segments[last].to = max(segments[last].to, end - start > threshold ? start : end)
          segments[last].entries += 1
        } else {
          segments.append(Segment(from: start, to: end - start > threshold ? start : end, entries: 1))
        }
      }
      for (start, end) in sorted where end - start > threshold {
        if !segments.contains(where: { $0.from <= end && end <= $0.to }) {
          segments.append(Segment(from: end, to: end, entries: 1))
        }
      }
      segments.sort { $0.from < $1.from }
      segments = Self.merged(segments, threshold: threshold)
      if segments.count <= 6 { break }
    }
    if segments.count > 6, let first = segments.first, let last = segments.last {
      segments = [Segment(from: first.from, to: last.to, entries: sorted.count)]
    }
    self.segments = segments
    spread(from: from, to: to)
  }

  private static func merged(_ segments: [Segment], threshold: Int64) -> [Segment] {
    var merged: [Segment] = []
    for segment in segments {
      if let last = merged.indices.last, segment.from - merged[last].to <= threshold {
        merged[last].to = max(merged[last].to, segment.to)
        merged[last].entries += segment.entries
      } else {
        merged.append(segment)
      }
    }
    return merged
  }

  private mutating func spread(from: Double, to: Double) {
    let free = to - from - Double(segments.count - 1) * Self.room
    let least = min(64, free / Double(max(1, segments.count)))
    let weights = segments.map { Double($0.entries) }
    let total = weights.reduce(0, +)
    let rest = free - least * Double(segments.count)
    var x = from
    for index in segments.indices {
      let width = least + rest * weights[index] / total
      segments[index].x1 = x
      segments[index].x2 = x + width
      x += width
      if index < segments.count - 1 { breakPlaces.append(x + Self.room / 2) }
      x += Self.room
    }
  }

  /// The place of a second.
  func x(_ second: Int64) -> Double {
    for (index, segment) in segments.enumerated() {
      if second < segment.from { return index == 0 ? segment.x1 : breakPlaces[index - 1] }
      if second <= segment.to {
        guard segment.to - segment.from >= Self.shortest else { return (segment.x1 + segment.x2) / 2 }
        let part = Double(second - segment.from) / Double(segment.to - segment.from)
        return segment.x1 + part * (segment.x2 - segment.x1)
      }
    }
    return segments.last?.x2 ?? 0
  }

  /// Marks at round times, at least 70 apart, and the day at the beginning of each part.
  var ticks: [Tick] {
    var ticks: [Tick] = []
    for segment in segments {
      let isPoint = segment.to - segment.from < Self.shortest
      ticks.append(
        Tick(x: (segment.x1 + segment.x2) / 2, label: Shown(day: Timestamp(seconds: segment.from)), isDay: true))
      if isPoint {
        ticks.append(Tick(x: x(segment.from), label: Shown(minute: Timestamp(seconds: segment.from)), isDay: false))
        continue
      }
      let perPixel = Double(segment.to - segment.from) / (segment.x2 - segment.x1)
      let step =
        ([1, 5, 10, 30, 60, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400, 604_800] as [Int64])
        .first { Double($0) / perPixel >= 70 } ?? 2_592_000
      var second = (segment.from + step - 1) / step * step
      while second <= segment.to {
        let time = Timestamp(seconds: second)
        ticks.append(
          Tick(x: x(second), label: step < 60 ? Shown(timeOfDay: time) : Shown(minute: time), isDay: false))
        second += step
      }
    }
    return ticks
  }
}

extension Shown {
  /// The time of day to the minute: `02:03Z`.
  init(minute time: Timestamp) {
    let text = Text(time.wholeSecond.description)
    self.init(Text(bytes: Array(text.utf8)[11..<16] + [UInt8(ascii: "Z")]))
  }
}
