internal import CaseFolder

#if canImport(Glibc)
  internal import Glibc
#endif

/// A record's bytes in a buffer.
struct RecordSpan: Equatable {
  var start: Int
  var end: Int
  /// The line, from 1 (line layout), or the index, from 0 (document layout).
  var position: Int
}

/// Cuts a stream of bytes into records without parsing them, so that each record can be parsed alone.
///
/// The buffer may end in the middle of a record: then the splitter asks for more, and the caller moves the rest to the
/// front of a refilled buffer. Nothing that is not white space or punctuation between records is skipped.
protocol RecordSplitter: Sendable {
  /// The next record at or after `position`, which is moved behind it.
  mutating func next(_ buffer: UnsafeBufferPointer<UInt8>, _ position: inout Int, isLast: Bool) -> Split
  /// Goes on behind a record that is too long to be held, whose first bytes were at `position`; nil when the buffer ends
  /// before it does, else its line or index.
  mutating func skip(_ buffer: UnsafeBufferPointer<UInt8>, _ position: inout Int, isLast: Bool) -> Int?
  /// What stands around the records in their document, up to the first of them; empty in files of lines.
  var context: [UInt8] { get }
  /// No record that is still to come has a smaller line or index.
  var nextPosition: Int { get }
}

extension RecordSplitter {
  /// What cannot be cut further is passed over to its end.
  mutating func skip(_ buffer: UnsafeBufferPointer<UInt8>, _ position: inout Int, isLast: Bool) -> Int? {
    position = buffer.count
    return isLast ? 0 : nil
  }
}

/// What a splitter found.
enum Split: Equatable {
  case record(RecordSpan)
  /// Bytes that belong to no record that could be told apart.
  case broken(RecordSpan, reason: String)
  /// The rest of the buffer is the beginning of something longer.
  case needsMore
  /// Nothing is left.
  case end
}

/// One record a line; empty lines are no records, a carriage return before the line feed is no part of one.
struct LineSplitter: RecordSplitter {
  var context: [UInt8] { [] }
  var nextPosition: Int { line + 1 }
  private var line = 0

  mutating func next(_ buffer: UnsafeBufferPointer<UInt8>, _ position: inout Int, isLast: Bool) -> Split {
    guard let base = buffer.baseAddress else { return isLast ? .end : .needsMore }
    while position < buffer.count {
      let found = memchr(base + position, 0x0A, buffer.count - position)
      guard found != nil || isLast else { return .needsMore }
      let lineEnd = found.map { base.distance(to: $0.assumingMemoryBound(to: UInt8.self)) } ?? buffer.count
      var start = position
      var end = lineEnd
      position = found == nil ? buffer.count : lineEnd + 1
      line += 1
      while end > start, isBlank(base[end - 1]) { end -= 1 }
      while start < end, isBlank(base[start]) { start += 1 }
      if end - start >= 3, base[start] == 0xEF, base[start + 1] == 0xBB, base[start + 2] == 0xBF {
        start += 3
      }
      if end > start { return .record(RecordSpan(start: start, end: end, position: line)) }
    }
    return isLast ? .end : .needsMore
  }

  mutating func skip(_ buffer: UnsafeBufferPointer<UInt8>, _ position: inout Int, isLast: Bool) -> Int? {
    let found = buffer[position...].firstIndex(of: 0x0A)
    position = found.map { $0 + 1 } ?? buffer.count
    guard found != nil || isLast else { return nil }
    line += 1
    return line
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D
  }
}
