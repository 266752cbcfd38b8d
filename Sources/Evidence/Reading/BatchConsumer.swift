internal import CaseFolder

/// Reads records of a log in batches; what is none is tried again as something wrapped around records.
struct BatchConsumer<Reader: BatchReader>: RecordConsumer {
  private var reader: Reader
  private let extractor: BatchExtractor
  private let inner: BatchExtractor
  private let parser = JSONParser()
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
      guard error == 0 else {
        segment.unreadable(span, in: buffer, offset: offset, reason: JSONParser.message(error))
        return
      }
      guard reader.isRecord(fields) else {
        unwrap(span, buffer, offset, segment, &reader)
        return
      }
      if duplicateKeys { segment.flag("duplicate keys") }
      let start = Self.jsonStart(span, buffer)
      let json = UnsafeBufferPointer(rebasing: buffer[start..<span.end])
      read(fields, RawRecord(span: span, json: json), segment, &reader)
    }
    self.reader = reader
  }

  /// Looks for records inside a record: a log service's envelope, an event bus's detail, JSON in a string.
  private func unwrap(
    _ span: RecordSpan, _ buffer: UnsafeBufferPointer<UInt8>, _ offset: Int, _ segment: EventSegment,
    _ reader: inout Reader
  ) {
    let start = Self.jsonStart(span, buffer)
    guard case .success(let value) = parser.parse(padded: buffer.baseAddress! + start, length: span.end - start)
    else {
      segment.unreadable(span, in: buffer, offset: offset, reason: "not JSON")
      return
    }
    let wrapped = Unwrapper.records(in: value)
    guard !wrapped.isEmpty else {
      if !Unwrapper.isControl(value) {
        segment.unreadable(span, in: buffer, offset: offset, reason: "JSON, but no record of this format")
      }
      return
    }
    for record in wrapped where !record.isEmpty {
      let padded = record + [UInt8](repeating: 0x20, count: 64)
      padded.withUnsafeBufferPointer { bytes in
        let innerSpan = RecordSpan(start: 0, end: record.count, position: span.position)
        inner.add(innerSpan, jsonStart: Self.jsonStart(innerSpan, bytes))
        inner.flush(bytes) { _, error, fields, duplicateKeys in
          guard error == 0, reader.isRecord(fields) else {
            let reason = error == 0 ? "JSON, but no record of this format" : JSONParser.message(error)
            segment.unreadable(span, in: buffer, offset: offset, reason: reason)
            return
          }
          if duplicateKeys { segment.flag("duplicate keys") }
          let json = UnsafeBufferPointer(rebasing: bytes[Self.jsonStart(innerSpan, bytes)..<record.count])
          read(fields, RawRecord(span: span, json: json), segment, &reader)
        }
      }
    }
  }

  /// Has the reader read a record, shows it to the observer, counts it.
  private func read(
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
  private static func jsonStart(_ span: RecordSpan, _ buffer: UnsafeBufferPointer<UInt8>) -> Int {
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
