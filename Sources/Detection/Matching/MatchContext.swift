internal import CaseFolder
internal import Evidence

#if canImport(Glibc)
  internal import Glibc
#endif

/// A record on its way through the rules, with what was found out about it so far: nothing is asked twice, and the record
/// is parsed only when a rule cannot be decided without.
final class MatchContext {
  private let needles: [[UInt8]]
  private let parser = JSONParser()
  private var record: WatchedRecord?
  private var parsed: JSONValue??
  private var found: [Finding]
  private var hasEscapedLetters = Finding.unknown

  private enum Finding {
    case unknown, there, absent
  }

  /// A context for records in which the needles of a program are looked for.
  init(needles: [[UInt8]]) {
    self.needles = needles
    found = Array(repeating: .unknown, count: needles.count)
  }

  /// Begins with a record.
  func begin(_ record: WatchedRecord) {
    self.record = record
    parsed = nil
    hasEscapedLetters = .unknown
    for index in found.indices { found[index] = .unknown }
  }

  /// The parsed record; nil when it is no JSON, which the reader would have refused.
  var body: JSONValue? {
    if let parsed { return parsed }
    let value = record.flatMap { try? parser.parse($0.json) }
    parsed = .some(value)
    return value
  }

  /// The verdict of an item; never unknown.
  func verdict(_ item: DetectionItem, _ place: MatchPlace) -> Verdict {
    guard let record else { return .no }
    var verdict = Verdict.unknown
    switch place {
    case .key(let number), .caller(let number), .field(let number): verdict = item.verdict(record.field(number))
    case .list(let first, let last):
      if let only = record.only(first, last) { verdict = item.verdict(only) }
    case .body(let needle):
      if let needle, isAbsent(needle, record) { verdict = item.verdict(.absent) }
    }
    if verdict != .unknown { return verdict }
    return Verdict(body.map { item.matches($0) } ?? false)
  }

  /// Whether a word stands nowhere in the record. Where letters are escaped (`\u0061`), nobody can tell from the bytes.
  private func isAbsent(_ needle: Int, _ record: WatchedRecord) -> Bool {
    if found[needle] == .unknown { found[needle] = Self.contains(record.json, needles[needle]) ? .there : .absent }
    guard found[needle] == .absent else { return false }
    if hasEscapedLetters == .unknown { hasEscapedLetters = Self.hasEscapedLetter(record.json) ? .there : .absent }
    return hasEscapedLetters == .absent
  }

  /// Whether a letter, digit, `-` or `_` is written as an escape. Encoders that escape `&` and `<` are common, and harmless.
  private static func hasEscapedLetter(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var start = 0
    while let place = find(Array("\\u00".utf8), in: text, from: start) {
      let digits = text[min(place + 4, text.count)..<min(place + 6, text.count)]
      if let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 16), FieldPath.isNeverEscaped(code) {
        return true
      }
      start = place + 4
    }
    return false
  }

  private static func contains(_ text: UnsafeBufferPointer<UInt8>, _ needle: [UInt8]) -> Bool {
    find(needle, in: text, from: 0) != nil
  }

  private static func find(_ needle: [UInt8], in text: UnsafeBufferPointer<UInt8>, from position: Int) -> Int? {
    guard let base = text.baseAddress, let first = needle.first else { return nil }
    var start = position
    let last = text.count - needle.count
    while start <= last {
      guard let hit = memchr(base + start, Int32(first), last - start + 1) else { return nil }
      let place = base.distance(to: hit.assumingMemoryBound(to: UInt8.self))
      if memcmp(base + place, needle, needle.count) == 0 { return place }
      start = place + 1
    }
    return nil
  }
}

extension WatchedRecord {
  /// The only element of a list whose first and last element were taken out; nil when there are several, or none.
  func only(_ first: Int, _ last: Int) -> RecordField? {
    guard case .string(let one) = field(first), case .string(let other) = field(last),
      one.baseAddress == other.baseAddress, one.count == other.count
    else { return nil }
    return .string(one)
  }
}
