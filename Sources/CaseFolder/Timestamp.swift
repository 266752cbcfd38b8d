/// A moment in UTC, with as many digits of a second as its source wrote.
package struct Timestamp: Hashable, Comparable, Sendable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  package let microseconds: Int64
  /// How many digits of a second the source gave: 0, 3 or 6. Printing uses as many; comparing ignores it.
  package let digits: UInt8

  /// A moment by its microseconds since 1970 and its printed digits.
  package init(microseconds: Int64, digits: UInt8 = 6) {
    self.microseconds = microseconds
    self.digits = digits
  }

  /// A moment by its whole seconds since 1970.
  package init(seconds: Int64) {
    self.init(microseconds: seconds * 1_000_000, digits: 0)
  }

  package static func == (left: Timestamp, right: Timestamp) -> Bool {
    left.microseconds == right.microseconds
  }

  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.microseconds < right.microseconds
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(microseconds)
  }

  /// The whole second in which the moment lies, since 1970.
  package var seconds: Int64 {
    microseconds >= 0 ? microseconds / 1_000_000 : (microseconds - 999_999) / 1_000_000
  }

  /// The moment cut to its whole second, as durations are counted.
  package var wholeSecond: Timestamp { Timestamp(seconds: seconds) }

  /// The moment `seconds` later (earlier if negative), with the same printed digits.
  package func advanced(bySeconds seconds: Int64) -> Timestamp {
    Timestamp(microseconds: microseconds + seconds * 1_000_000, digits: digits)
  }
}

extension Timestamp: CustomStringConvertible {
  /// RFC 3339 in UTC, such as `2026-03-12T02:03:11Z` or `2026-03-12T02:03:11.408951Z`.
  package var description: String {
    let second = seconds
    let day = second >= 0 ? second / 86_400 : (second - 86_399) / 86_400
    let inDay = second - day * 86_400
    let (year, month, date) = Self.civil(fromDays: day)
    func padded(_ value: Int64, _ width: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
    var text = "\(padded(year, 4))-\(padded(month, 2))-\(padded(date, 2))"
    text += "T\(padded(inDay / 3600, 2)):\(padded(inDay / 60 % 60, 2)):\(padded(inDay % 60, 2))"
    let fraction = microseconds - second * 1_000_000
    if digits >= 6 {
      text += "." + padded(fraction, 6)
    } else if digits >= 3 {
      text += "." + padded(fraction / 1000, 3)
    }
    return text + "Z"
  }

  /// Year, month and day of a day count since 1970-01-01 in the proleptic Gregorian calendar
  /// (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
  package static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The day count since 1970-01-01 of a date in the proleptic Gregorian calendar.
  static func days(fromCivil year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension Timestamp: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let parsed = Timestamp(rfc3339: Array(text.utf8)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an RFC 3339 time")
    }
    self = parsed
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
