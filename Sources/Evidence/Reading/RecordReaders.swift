internal import CaseFolder

/// Reads records that are parsed one by one: findings, inventories, DNS queries.
struct ValueConsumer: RecordConsumer {
  private let parser = JSONParser()
  private let read: (JSONValue, RecordSpan, EventSegment, _ context: [UInt8]) -> Int
  private var contexts: [[UInt8]] = []
  private var spans: [RecordSpan] = []
  private let countsAs: WritableKeyPath<LedgerRow, Int>

  /// A consumer for values; `read` stores what a value holds and says how many things that were.
  init(
    countsAs: WritableKeyPath<LedgerRow, Int>,
    _ read: @escaping (JSONValue, RecordSpan, EventSegment, _ context: [UInt8]) -> Int
  ) {
    self.countsAs = countsAs
    self.read = read
  }

  mutating func take(_ span: RecordSpan, _ buffer: UnsafeBufferPointer<UInt8>, _ context: [UInt8]) -> Bool {
    contexts.append(context)
    spans.append(span)
    return spans.count == 64
  }

  mutating func flush(_ buffer: UnsafeBufferPointer<UInt8>, _ offset: Int, _ segment: EventSegment) {
    for (span, context) in zip(spans, contexts) {
      switch parser.parse(padded: buffer.baseAddress! + span.start, length: span.end - span.start) {
      case .success(let parsed): store(parsed, span, buffer, offset, segment, context)
      case .failure: readAgain(span, buffer, offset, segment, context)
      }
    }
    contexts.removeAll(keepingCapacity: true)
    spans.removeAll(keepingCapacity: true)
  }

  private func store(
    _ parsed: JSONParser.Parsed, _ span: RecordSpan, _ buffer: UnsafeBufferPointer<UInt8>, _ offset: Int,
    _ segment: EventSegment, _ context: [UInt8]
  ) {
    let values = read(parsed.value, span, segment, context)
    if values == 0, parsed.value.isEmptyAnswer {
      segment.flag(EventSegment.emptyList)
    } else if values == 0, !Unwrapper.isControl(parsed.value) {
      segment.unreadable(span, in: buffer, offset: offset, reason: "JSON, but no record of this format")
    }
    if values > 0 { for remark in parsed.remarks.words { segment.flag(remark) } }
    segment.row.records += values
    segment.row[keyPath: countsAs] += values
  }

  /// Reads the values of a span that is not one value: several on a line, or one that is broken.
  private func readAgain(
    _ span: RecordSpan, _ buffer: UnsafeBufferPointer<UInt8>, _ offset: Int, _ segment: EventSegment,
    _ context: [UInt8]
  ) {
    var parts = JSONSequence(UnsafeBufferPointer(rebasing: buffer[span.start..<span.end]))
    while let part = parts.next() {
      switch part {
      case .value(let parsed, _): store(parsed, span, buffer, offset, segment, context)
      case .unreadable(let range, let reason):
        let rest = RecordSpan(start: span.start + range.lowerBound, end: span.end, position: span.position)
        segment.unreadable(rest, in: buffer, offset: offset, reason: reason)
      }
    }
  }
}

/// Reads text logs line by line.
struct LineConsumer: RecordConsumer {
  /// What became of a line.
  enum Result {
    case event
    /// Read; what it holds is counted among the objects.
    case object
    /// Read, but it says nothing that happened (`NODATA`); counted as an event with a remark.
    case remark(Text)
    /// No record: a header.
    case nothing
    case unreadable(Text)
  }

  private let read: (UnsafeBufferPointer<UInt8>, RecordSpan, EventSegment) -> Result
  private var spans: [RecordSpan] = []

  /// A consumer for lines.
  init(_ read: @escaping (UnsafeBufferPointer<UInt8>, RecordSpan, EventSegment) -> Result) {
    self.read = read
  }

  mutating func take(_ span: RecordSpan, _ buffer: UnsafeBufferPointer<UInt8>, _ context: [UInt8]) -> Bool {
    spans.append(span)
    return spans.count == 1024
  }

  mutating func flush(_ buffer: UnsafeBufferPointer<UInt8>, _ offset: Int, _ segment: EventSegment) {
    for span in spans {
      switch read(UnsafeBufferPointer(rebasing: buffer[span.start..<span.end]), span, segment) {
      case .event:
        segment.row.records += 1
        segment.row.events += 1
      case .object:
        segment.row.records += 1
        segment.row.objects += 1
      case .remark(let remark):
        segment.row.records += 1
        segment.row.events += 1
        segment.flag(remark)
      case .nothing:
        break
      case .unreadable(let reason):
        segment.unreadable(span, in: buffer, offset: offset, reason: reason)
      }
    }
    spans.removeAll(keepingCapacity: true)
  }
}
