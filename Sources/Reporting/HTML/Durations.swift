/// Durations as people read them.
enum Durations {
  /// `1 d 16 h 48 m 49 s`; the units that are zero are left out.
  static func full(_ seconds: Int64) -> Shown {
    seconds < 0 ? parts(-seconds).joined(" ") + " earlier" : parts(seconds).joined(" ")
  }

  /// The two largest units: `1 d 16 h`, `5 h 47 m`, `16 m 1 s`.
  static func short(_ seconds: Int64) -> Shown {
    let text = parts(abs(seconds)).prefix(2).joined(" ")
    return seconds < 0 ? text + " earlier" : text
  }

  private static func parts(_ seconds: Int64) -> [Shown] {
    guard seconds > 0 else { return ["0 s"] }
    var parts: [Shown] = []
    if seconds >= 86_400 { parts.append("\(seconds / 86_400) d") }
    if seconds / 3600 % 24 > 0 { parts.append("\(seconds / 3600 % 24) h") }
    if seconds / 60 % 60 > 0 { parts.append("\(seconds / 60 % 60) m") }
    if seconds % 60 > 0 { parts.append("\(seconds % 60) s") }
    return parts
  }

  /// A number of bytes: `22.0 MB`.
  static func bytes(_ count: UInt64) -> Shown {
    let units: [(UInt64, Shown)] = [(1_000_000_000, " GB"), (1_000_000, " MB"), (1000, " kB")]
    for (size, unit) in units where count >= size {
      let tenths = (count * 10 + size / 2) / size
      return "\(tenths / 10)" + "." + "\(tenths % 10)" + unit
    }
    return "\(count) B"
  }
}
