internal import CJSON
internal import CaseFolder

/// Reads one evidence file from its first byte to its last: a rolling buffer, a splitter, a reader for its format.
final class FileReader {
  /// Longer records are unreadable; so much of a record must fit into memory.
  static let longestRecord = 16 << 20
  private static let chunk = 512 << 10
  private static let padding = Int(CASEBOOK_JSON_PADDING)

  private var text: DecodedSource
  private let segment: EventSegment
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var used = 0
  /// Offset of the buffer's first byte in the inflated file.
  private var offset = 0
  private var isAtEnd = false
  /// Where single records can be found again.
  private(set) var trail = ReadingTrail()

  /// A reader of a source into a segment.
  init(_ source: ByteSource, into segment: EventSegment) {
    text = DecodedSource(source)
    self.segment = segment
    capacity = Self.chunk
    buffer = .allocate(capacity: capacity + Self.padding)
  }

  deinit {
    buffer.deallocate()
  }

  /// The first bytes, at most 256 KB, for recognition.
  func head() -> (bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool) {
    fill()
    return (UnsafeBufferPointer(start: buffer, count: min(used, 256 << 10)), isAtEnd && used <= 256 << 10)
  }

  /// Reads everything with a consumer.
  func read(with consumer: inout some RecordConsumer, splitter: inout some RecordSplitter) {
    var position = 0
    while true {
      trail.note(offset, splitter)
      let view = UnsafeBufferPointer(start: buffer, count: used)
      var isDone = false
      cut: while true {
        switch splitter.next(view, &position, isLast: isAtEnd) {
        case .record(let span):
          if consumer.take(span, view, splitter.context) { consumer.flush(view, offset, segment) }
        case .broken(let span, let reason):
          segment.unreadable(span, in: view, offset: offset, reason: Text(reason))
        case .needsMore:
          break cut
        case .end:
          isDone = true
          break cut
        }
      }
      consumer.flush(view, offset, segment)
      if isDone { return }
      if used - position >= Self.longestRecord { skipRecord(&position, &splitter) }
      refill(&position)
    }
  }

  /// Skips what is left, so that the file's hash covers every byte of it.
  func drain() {
    while !isAtEnd {
      used = 0
      fill()
    }
  }

  /// Passes over a record that is longer than anything that may be held.
  private func skipRecord(_ position: inout Int, _ splitter: inout some RecordSplitter) {
    let start = offset + position
    let excerpt = Text(bytes: UnsafeBufferPointer(start: buffer + position, count: 200))
    while true {
      let view = UnsafeBufferPointer(start: buffer, count: used)
      if let number = splitter.skip(view, &position, isLast: isAtEnd) {
        segment.unreadable(
          UnreadableRecord(
            line: number > 0 ? number : nil, offset: start, length: offset + position - start,
            reason: "longer than 16 MiB", excerpt: excerpt))
        return
      }
      offset += used
      position = 0
      used = 0
      fill()
    }
  }

  /// Moves the rest to the front and reads on.
  private func refill(_ position: inout Int) {
    let rest = used - position
    if rest > 0, position > 0 { buffer.update(from: buffer + position, count: rest) }
    offset += position
    position = 0
    used = rest
    if used == capacity {
      let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2 + Self.padding)
      grown.update(from: buffer, count: used)
      buffer.deallocate()
      buffer = grown
      capacity *= 2
    }
    fill()
  }

  private func fill() {
    while used < capacity, !isAtEnd {
      let room = UnsafeMutableRawBufferPointer(start: buffer + used, count: capacity - used)
      let count = text.read(into: room)
      if count == 0 { isAtEnd = true }
      used += count
    }
    (buffer + used).initialize(repeating: 0x20, count: Self.padding)
  }
}

/// Takes the records of a file one by one.
protocol RecordConsumer {
  /// Takes a record; true when it wants to be flushed before it takes another one. `context` is what stands before the
  /// records in their document.
  mutating func take(_ span: RecordSpan, _ buffer: UnsafeBufferPointer<UInt8>, _ context: [UInt8]) -> Bool
  /// Reads what it took, before the buffer moves.
  mutating func flush(_ buffer: UnsafeBufferPointer<UInt8>, _ offset: Int, _ segment: EventSegment)
}
