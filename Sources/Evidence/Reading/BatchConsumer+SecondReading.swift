internal import CaseFolder

extension BatchConsumer {
  /// Reads what the batch could not: odd text, keys that stand twice, several values on a line, records in wrappers.
  func readAgain(
    _ record: RawRecord, _ buffer: UnsafeBufferPointer<UInt8>, _ offset: Int, _ segment: EventSegment,
    _ reader: inout Reader
  ) {
    let place = offset + record.span.start
    var parts = JSONSequence(record.json)
    var isAny = false
    while let part = parts.next() {
      isAny = true
      switch part {
      case .unreadable(let range, let reason):
        let start = record.json.baseAddress! - buffer.baseAddress! + range.lowerBound
        let span = RecordSpan(start: start, end: record.span.end, position: record.span.position)
        segment.unreadable(span, in: buffer, offset: offset, reason: reason)
      case .value(let parsed, let range):
        let json = UnsafeBufferPointer(rebasing: record.json[range])
        let whole = RawRecord(span: record.span, json: json, offset: place)
        if let reason = take(parsed, whole, segment, &reader, depth: 1) {
          segment.unreadable(record.span, in: buffer, offset: offset, reason: reason)
        }
      }
    }
    if !isAny { segment.unreadable(record.span, in: buffer, offset: offset, reason: "there is no JSON value") }
  }

  /// Reads one value as a record, or as something wrapped around records; the reason when it is neither. Wrapped
  /// records that cannot be read are counted here.
  private func take(
    _ parsed: JSONParser.Parsed, _ record: RawRecord, _ segment: EventSegment, _ reader: inout Reader, depth: Int
  ) -> Text? {
    if read(parsed, record, segment, &reader) { return nil }
    let inside = Unwrapper.records(in: parsed.value)
    guard !inside.isEmpty, depth <= Unwrapper.depthLimit else {
      return Unwrapper.isControl(parsed.value) ? nil : "JSON, but no record of this format"
    }
    for bytes in inside where !bytes.isEmpty {
      bytes.withUnsafeBufferPointer { text in
        let span = RecordSpan(start: 0, end: text.count, position: record.span.position)
        let line = UnsafeBufferPointer(rebasing: text[Self.jsonStart(span, text)...])
        var parts = JSONSequence(line)
        while let part = parts.next() {
          switch part {
          case .unreadable(_, let reason): segment.unreadable(inside: record, text: line, reason: reason)
          case .value(var inner, let range):
            inner.remarks.formUnion(parsed.remarks.subtracting(.duplicateKeys))
            let json = UnsafeBufferPointer(rebasing: line[range])
            let whole = RawRecord(span: record.span, json: json, offset: record.offset)
            if let reason = take(inner, whole, segment, &reader, depth: depth + 1) {
              segment.unreadable(inside: record, text: json, reason: reason)
            }
          }
        }
      }
    }
    return nil
  }

  /// Reads one value as a record by the same fields as the batch, from a text that the strict parser accepts; false when
  /// it is none.
  private func read(
    _ parsed: JSONParser.Parsed, _ record: RawRecord, _ segment: EventSegment, _ reader: inout Reader
  ) -> Bool {
    guard case .object = parsed.value else { return false }
    let text = parsed.value.strictlyEncoded
    let padded = text + [UInt8](repeating: 0x20, count: 64)
    var isRead = false
    padded.withUnsafeBufferPointer { bytes in
      inner.add(RecordSpan(start: 0, end: text.count, position: record.span.position), jsonStart: 0)
      inner.flush(bytes) { _, error, fields, _ in
        guard error == 0, reader.isRecord(fields) else { return }
        isRead = true
        let before = segment.events.count
        read(fields, record, segment, &reader)
        for remark in parsed.remarks.words { segment.flag(remark) }
        guard segment.events.count > before else { return }
        if parsed.remarks.contains(.cut) { segment.events.last.flags.insert(.truncated) }
        if parsed.remarks.contains(.duplicateKeys) { segment.events.last.flags.insert(.duplicateKeys) }
      }
    }
    return isRead
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether there are so many commas that an object may have more keys than one may have.
  var mayHaveTooManyKeys: Bool {
    guard count > TolerantJSONReader.keyLimit * 5 else { return false }
    var commas = 0
    for byte in self { commas &+= byte == UInt8(ascii: ",") ? 1 : 0 }
    return commas >= TolerantJSONReader.keyLimit
  }
}
