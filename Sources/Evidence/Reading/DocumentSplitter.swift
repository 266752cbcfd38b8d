internal import CaseFolder

/// Cuts JSON documents into records: the elements of a top-level array, those of the array under one of the keys in which
/// exports wrap their records, or the whole of each object that has no such key. Documents may stand back to back.
struct DocumentSplitter: RecordSplitter {
  /// Keys whose arrays hold records.
  static let containers: [[UInt8]] = [
    "Records", "Findings", "findings", "Events", "events", "items", "Items", "logEvents", "results", "objects",
  ].map { Array($0.utf8) }

  /// The bytes of the innermost container object up to its array, such as `{"kind":"PodList","items":`; empty outside.
  private(set) var context: [UInt8] = []
  private var state = State.top
  private var index = -1
  private var skipped = SkippedValue()

  var nextPosition: Int { index + 1 }

  private enum State {
    case top
    /// In an array of records; whether the array is a member of an object.
    case array(inObject: Bool)
    /// Behind such an array, among the other members of its object.
    case tail
  }

  mutating func next(_ buffer: UnsafeBufferPointer<UInt8>, _ position: inout Int, isLast: Bool) -> Split {
    let scanner = JSONScanner(bytes: buffer)
    while true {
      position = scanner.skipBlanksAndCommas(position)
      guard position < buffer.count else { return isLast ? .end : .needsMore }
      switch state {
      case .top:
        if buffer[position] == UInt8(ascii: "[") {
          position += 1
          state = .array(inObject: false)
          context = []
        } else if buffer[position] == UInt8(ascii: "{") {
          switch scanner.container(position) {
          case .array(let start):
            context = Array(buffer[position..<start])
            position = start + 1
            state = .array(inObject: true)
          case .none(let end):
            return record(&position, end)
          case .incomplete:
            return incomplete(buffer, &position, isLast)
          }
        } else if buffer[position] == 0xEF, position + 3 <= buffer.count, buffer[position + 1] == 0xBB,
          buffer[position + 2] == 0xBF
        {
          position += 3
        } else {
          return broken(buffer, &position, isLast)
        }
      case .array(let inObject):
        if buffer[position] == UInt8(ascii: "]") {
          position += 1
          state = inObject ? .tail : .top
        } else if inObject, buffer[position] == UInt8(ascii: "}") {
          // A broken element took the array's bracket: this one ends the object.
          position += 1
          state = .top
        } else if let end = scanner.end(of: position) {
          return record(&position, end)
        } else {
          return incomplete(buffer, &position, isLast)
        }
      case .tail:
        if buffer[position] == UInt8(ascii: "}") {
          position += 1
          state = .top
        } else {
          switch scanner.member(position) {
          case .array(let start):
            position = start + 1
            state = .array(inObject: true)
          case .none(let end):
            position = end
          case .incomplete:
            return incomplete(buffer, &position, isLast)
          }
        }
      }
    }
  }

  mutating func skip(_ buffer: UnsafeBufferPointer<UInt8>, _ position: inout Int, isLast: Bool) -> Int? {
    while position < buffer.count {
      let byte = buffer[position]
      position += 1
      if skipped.isEnd(byte) { break }
      if position == buffer.count, !isLast { return nil }
    }
    skipped = SkippedValue()
    index += 1
    return index
  }

  private mutating func record(_ position: inout Int, _ end: Int) -> Split {
    index += 1
    let span = RecordSpan(start: position, end: end, position: index)
    position = end
    return .record(span)
  }

  private mutating func incomplete(
    _ buffer: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ isLast: Bool
  ) -> Split {
    guard isLast else { return .needsMore }
    index += 1
    let span = RecordSpan(start: position, end: buffer.count, position: index)
    position = buffer.count
    return .broken(span, reason: "the file ends inside this record, or its brackets do not match")
  }

  /// Text that begins no record: everything up to the end of its line.
  private mutating func broken(
    _ buffer: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ isLast: Bool
  ) -> Split {
    var end = position
    while end < buffer.count, buffer[end] != 0x0A { end += 1 }
    guard end < buffer.count || isLast else { return .needsMore }
    index += 1
    let span = RecordSpan(start: position, end: end, position: index)
    position = end
    return .broken(span, reason: "no JSON record begins here")
  }
}

/// How far a value that is passed over has been seen.
private struct SkippedValue {
  private var depth = 0
  private var isInString = false
  private var isEscaped = false

  /// Whether the value ends with this byte.
  mutating func isEnd(_ byte: UInt8) -> Bool {
    if isInString {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString = false
        return depth == 0
      }
      return false
    }
    switch byte {
    case UInt8(ascii: "\""): isInString = true
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      depth -= 1
      return depth <= 0
    default: break
    }
    return false
  }
}
