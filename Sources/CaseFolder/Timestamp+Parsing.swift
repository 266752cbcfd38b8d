extension Timestamp {
  /// Reads RFC 3339 in its usual shapes: `T` or a space between date and time, `Z`, `+hh:mm`, `+hhmm`, or no zone at all
  /// (read as UTC), any number of fraction digits (cut to microseconds). Returns nil for anything else, also for a
  /// second of 60 or a date that does not exist.
  package init?(rfc3339 text: some RandomAccessCollection<UInt8>) {
    let bytes = Array(text)
    self.init(bytes.withUnsafeBufferPointer { Timestamp.parse($0) })
  }

  /// The same from a text.
  package init?(_ text: Text) {
    self.init(rfc3339: Array(text.utf8))
  }

  private init?(_ parsed: Timestamp?) {
    guard let parsed else { return nil }
    self = parsed
  }

  /// Reads RFC 3339 from a buffer, as `init(rfc3339:)` does, without an allocation.
  package static func parse(_ text: UnsafeBufferPointer<UInt8>) -> Timestamp? {
    guard text.count >= 19, text[4] == minus, text[7] == minus, text[10] == capitalT || text[10] == space,
      text[13] == colon, text[16] == colon,
      let century = twoDigits(text, 0), let year = twoDigits(text, 2),
      let month = twoDigits(text, 5), (1...12).contains(month),
      let day = twoDigits(text, 8), (1...31).contains(day),
      let hour = twoDigits(text, 11), hour < 24,
      let minute = twoDigits(text, 14), minute < 60,
      let second = twoDigits(text, 17), second < 60
    else { return nil }
    let fullYear = century * 100 + year
    let days = days(fromCivil: fullYear, month, day)
    guard day <= 28 || civil(fromDays: days) == (fullYear, month, day) else { return nil }
    var position = 19
    var fraction: Int64 = 0
    var count = 0
    if position < text.count, text[position] == dot {
      position += 1
      while position < text.count, text[position] &- zero < 10 {
        if count < 6 { fraction = fraction * 10 + Int64(text[position] - zero) }
        count += 1
        position += 1
      }
      guard count > 0 else { return nil }
      for _ in min(count, 6)..<6 { fraction *= 10 }
    }
    guard let offset = zone(text, from: position) else { return nil }
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset * 60
    return Timestamp(
      microseconds: seconds * 1_000_000 + fraction, digits: count == 0 ? 0 : count <= 3 ? 3 : 6)
  }

  /// The zone's minutes east of UTC; 0 when none is written; nil when it is malformed.
  private static func zone(_ text: UnsafeBufferPointer<UInt8>, from position: Int) -> Int64? {
    guard position < text.count else { return 0 }
    let sign = text[position]
    if sign == capitalZ || sign == smallZ { return position + 1 == text.count ? 0 : nil }
    guard sign == plus || sign == minus else { return nil }
    let rest = text.count - position
    guard rest == 5 || (rest == 6 && text[position + 3] == colon),
      let hours = twoDigits(text, position + 1), let minutes = twoDigits(text, text.count - 2),
      hours < 24, minutes < 60
    else { return nil }
    return (sign == minus ? -1 : 1) * (hours * 60 + minutes)
  }

  private static func twoDigits(_ text: UnsafeBufferPointer<UInt8>, _ position: Int) -> Int64? {
    let tens = text[position] &- zero
    let ones = text[position + 1] &- zero
    return tens < 10 && ones < 10 ? Int64(tens) * 10 + Int64(ones) : nil
  }

  private static let minus = UInt8(ascii: "-")
  private static let plus = UInt8(ascii: "+")
  private static let colon = UInt8(ascii: ":")
  private static let dot = UInt8(ascii: ".")
  private static let zero = UInt8(ascii: "0")
  private static let space = UInt8(ascii: " ")
  private static let capitalT = UInt8(ascii: "T")
  private static let capitalZ = UInt8(ascii: "Z")
  private static let smallZ = UInt8(ascii: "z")
}
