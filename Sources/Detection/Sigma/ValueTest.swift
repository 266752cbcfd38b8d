internal import CaseFolder
internal import Evidence

/// One thing that a field's value must be.
enum ValueTest: Sendable {
  case pattern(BytePattern)
  case regularExpression(RegularExpression)
  /// The field is absent or null.
  case null
  case compare(NumberComparison, Double)
  case address(AddressRange)
  /// A part of a time must equal a number, or compare to it.
  case time(TimePart, NumberComparison?, Int)
  /// The field must equal, begin with, end with or contain another field of the same record.
  case field(FieldPath, FieldMatch)

  /// Whether one value passes. Tests for null and against other fields need more than a value, and are not asked here.
  func matches(_ value: FieldValue) -> Bool {
    switch self {
    case .pattern(let pattern): value.withText { pattern.matches($0) } ?? false
    case .regularExpression(let expression): value.withText { expression.matches($0) } ?? false
    case .compare(let comparison, let other): value.number.map { comparison.holds($0, other) } ?? false
    case .address(let range): value.withText { range.contains($0) } ?? false
    case .time(let part, let comparison, let number):
      (value.withText { part.of($0) } ?? nil).map { found in
        comparison.map { $0.holds(Double(found), Double(number)) } ?? (found == number)
      } ?? false
    case .null, .field: false
    }
  }
}

/// How a number must compare.
enum NumberComparison: Sendable {
  case less
  case lessOrEqual
  case greater
  case greaterOrEqual

  func holds(_ left: Double, _ right: Double) -> Bool {
    switch self {
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}

/// A part of a time that a rule can ask for; times are in UTC.
enum TimePart: Sendable {
  case minute
  case hour
  case day
  /// The ISO 8601 week.
  case week
  case month
  case year

  /// The part of a time; nil when the text is no RFC 3339 time.
  func of(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let time = Timestamp.parse(text) else { return nil }
    let seconds = time.seconds
    let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let date = Timestamp.civil(fromDays: days)
    let secondOfDay = seconds - days * 86_400
    return switch self {
    case .minute: Int(secondOfDay / 60 % 60)
    case .hour: Int(secondOfDay / 3600)
    case .day: Int(date.day)
    case .week: Self.isoWeek(days)
    case .month: Int(date.month)
    case .year: Int(date.year)
    }
  }

  /// The ISO 8601 week of a day: the one of the year that holds its Thursday.
  private static func isoWeek(_ days: Int64) -> Int {
    // 1970-01-01 was a Thursday.
    let weekday = ((days + 3) % 7 + 7) % 7
    let thursday = days - weekday + 3
    let year = Timestamp.civil(fromDays: thursday).year
    var week = 1
    while week < 54, Timestamp.civil(fromDays: thursday - Int64(week) * 7).year == year { week += 1 }
    return week
  }
}

/// How a field must relate to another one.
struct FieldMatch: Hashable, Sendable {
  var startsWith = false
  var endsWith = false
  var isCased = false

  /// Whether one text relates to the other.
  func holds(_ text: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>) -> Bool {
    let string = SigmaString(literal: Array(other)).anchored(start: !endsWith, end: !startsWith)
    return BytePattern(string, isCased: isCased).matches(text)
  }
}
