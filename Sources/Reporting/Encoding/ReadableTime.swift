package import CaseFolder

/// Times as people read them.
package enum ReadableTime {
  /// `2026-03-12 02:03:11Z`: UTC, cut to the second.
  package static func text(_ time: Timestamp) -> String {
    let bytes = Array(time.wholeSecond.description.utf8)
    return String(decoding: bytes.map { $0 == UInt8(ascii: "T") ? 0x20 : $0 }, as: UTF8.self)
  }

  /// `1 d 16 h 48 m 49 s`; units that are zero are left out.
  package static func duration(_ seconds: Int64) -> String {
    let left = seconds.magnitude
    let units: [(UInt64, String)] = [
      (left / 86_400, "d"), (left / 3600 % 24, "h"), (left / 60 % 60, "m"), (left % 60, "s"),
    ]
    let parts = units.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    let text = parts.isEmpty ? "0 s" : parts.joined(separator: " ")
    return seconds < 0 ? text + " earlier" : text
  }
}
