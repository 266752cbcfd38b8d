internal import CaseFolder

/// Goes forward through the records of a file that was read before.
final class RecordCursor {
  private let source: RereadSource
  private var splitter: any RecordSplitter
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  /// The offset of the next record in the file's content, about.
  private(set) var offset: Int
  private var last: (span: RecordSpan, bytes: [UInt8])?

  /// A cursor at a place where a splitter stood.
  init(_ source: RereadSource, at landmark: ReadingTrail.Landmark) {
    self.source = source
    splitter = landmark.splitter
    offset = landmark.offset
  }

  /// Whether a record lies ahead, or is the last one that was given.
  func reaches(_ wanted: Int) -> Bool { splitter.nextPosition <= wanted || last?.span.position == wanted }

  /// The record at a line or index; nil when there is none, or when it lies behind.
  func record(at wanted: Int) -> [UInt8]? {
    if let last, last.span.position == wanted { return last.bytes }
    guard splitter.nextPosition <= wanted else { return nil }
    while true {
      let before = position
      let split = buffer.withUnsafeBufferPointer { splitter.next($0, &position, isLast: isAtEnd) }
      offset += position - before
      switch split {
      case .record(let span), .broken(let span, _):
        guard span.position >= wanted else { continue }
        let bytes = Array(buffer[span.start..<span.end])
        last = (span, bytes)
        return span.position == wanted ? bytes : nil
      case .needsMore:
        guard refill() else { return nil }
      case .end:
        return nil
      }
    }
  }

  /// Reads on behind what is left; false when a record is longer than any that was read.
  private func refill() -> Bool {
    buffer.removeFirst(position)
    position = 0
    let rest = buffer.count
    guard rest < FileReader.longestRecord else { return false }
    let room = 256 << 10
    buffer.append(contentsOf: repeatElement(0, count: room))
    let count = buffer.withUnsafeMutableBytes { source.read(into: .init(rebasing: $0[rest...])) }
    buffer.removeLast(room - count)
    if count == 0 { isAtEnd = true }
    return true
  }
}
