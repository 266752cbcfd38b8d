internal import CaseFolder

/// Reads records of a log in batches. What the strict parser refuses, or what is no record, is read again one by one.
struct BatchConsumer<Reader: BatchReader>: RecordConsumer {
  private var reader: Reader
  private let extractor: BatchExtractor
  let inner: BatchExtractor
  private let observed: ObservedPlan

  /// A consumer for a reader. The observer, if any, is shown each record that the reader read.
  init(_ reader: Reader, observed: ObservedPlan) {
    self.reader = reader
    self.observed = observed
    let plan = FieldPlan(observed.paths)
    extractor = BatchExtractor(plan)
    inner = BatchExtractor(plan)
  }

  mutating func take(_ span: RecordSpan, _ buffer: UnsafeBufferPointer<UInt8>, _ context: [UInt8]) -> Bool {
    extractor.add(span, jsonStart: Self.jsonStart(span, buffer))
    return extractor.isFull
  }

  mutating func flush(_ buffer: UnsafeBufferPointer<UInt8>, _ offset: Int, _ segment: EventSegment) {
    var reader = reader
    extractor.flush(buffer) { span, error, fields, duplicateKeys in
      let start = Self.jsonStart(span, buffer)
      let json = UnsafeBufferPointer(rebasing: buffer[start..<span.end])
      guard error == 0, !duplicateKeys, reader.isRecord(fields), !json.mayHaveTooManyKeys else {
        readAgain(RawRecord(span: span, json: json), buffer, offset, segment, &reader)
        return
      }
      read(fields, RawRecord(span: span, json: json), segment, &reader)
    }
    self.reader = reader
  }

  /// Has the reader read a record, shows it to the observer, counts it.
  func read(
    _ fields: ExtractedFields, _ record: RawRecord, _ segment: EventSegment, _ reader: inout Reader
  ) {
    let before = segment.events.count
    reader.read(fields, record, into: segment)
    if let watch = observed.watch, segment.events.count > before {
      let watched = WatchedRecord(
        event: segment.events.last, symbols: segment.symbols, json: record.json, fields: fields,
        slots: observed.slots)
      let mark = watch.look(at: watched)
      if mark.mark > 0 { segment.events.last.mark = mark.mark }
      if mark.isWorthKeeping, watched.event.kept == 0 {
        segment.events.last.kept = segment.records.keep(record.json)
      }
    }
    segment.row.records += 1
    segment.row.events += 1
  }

  /// Where a record's JSON begins: behind the time that a log export writes before it.
  static func jsonStart(_ span: RecordSpan, _ buffer: UnsafeBufferPointer<UInt8>) -> Int {
    guard buffer[span.start] != UInt8(ascii: "{"), let brace = buffer[span.start..<span.end].firstIndex(of: 0x7B),
      brace - span.start <= 64,
      Timestamp.parse(UnsafeBufferPointer(rebasing: buffer[span.start..<brace]).trimmed) != nil
    else { return span.start }
    return brace
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The bytes without blanks at the end.
  var trimmed: UnsafeBufferPointer<UInt8> {
    var end = count
    while end > 0, self[end - 1] == 0x20 || self[end - 1] == 0x09 { end -= 1 }
    return UnsafeBufferPointer(rebasing: self[0..<end])
  }
}
