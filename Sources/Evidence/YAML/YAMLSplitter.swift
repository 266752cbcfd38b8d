internal import CaseFolder

/// Cuts a YAML stream into its documents at the lines that begin with `---` or `...`, which nothing inside a document can
/// begin with. A document that is broken costs no other.
struct YAMLSplitter: RecordSplitter {
  var context: [UInt8] { [] }
  var nextPosition: Int { index + 1 }
  private var index = -1

  mutating func next(_ buffer: UnsafeBufferPointer<UInt8>, _ position: inout Int, isLast: Bool) -> Split {
    while true {
      guard position < buffer.count else { return isLast ? .end : .needsMore }
      guard let end = documentEnd(buffer, from: position, isLast: isLast) else { return .needsMore }
      let start = position
      position = end
      let content = UnsafeBufferPointer(rebasing: buffer[start..<end])
      guard Self.hasContent(content) else { continue }
      index += 1
      return .record(RecordSpan(start: start, end: end, position: index))
    }
  }

  /// Where the document that begins at a position ends; nil when that lies behind the buffer's end.
  private func documentEnd(_ buffer: UnsafeBufferPointer<UInt8>, from start: Int, isLast: Bool) -> Int? {
    var line = start
    while let feed = buffer[line...].firstIndex(of: 0x0A) {
      line = feed + 1
      // Three bytes and the one behind them tell.
      guard line + 4 <= buffer.count || isLast else { return nil }
      if Self.isMarker(buffer, at: line) { return line }
    }
    return isLast ? buffer.count : nil
  }

  private static func isMarker(_ buffer: UnsafeBufferPointer<UInt8>, at line: Int) -> Bool {
    guard line + 3 <= buffer.count else { return false }
    let mark = buffer[line]
    guard mark == UInt8(ascii: "-") || mark == UInt8(ascii: "."), buffer[line + 1] == mark, buffer[line + 2] == mark
    else { return false }
    return line + 3 == buffer.count || [0x20, 0x09, 0x0A, 0x0D].contains(buffer[line + 3])
  }

  /// Whether there is more than markers, comments, directives and blank lines.
  private static func hasContent(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.split(separator: 0x0A).contains { line in
      var rest = line
      while let first = rest.first, [0x20, 0x09, 0x0D, 0xEF, 0xBB, 0xBF].contains(first) { rest = rest.dropFirst() }
      while let last = rest.last, [0x20, 0x09, 0x0D].contains(last) { rest = rest.dropLast() }
      if rest.starts(with: "---".utf8) || rest.starts(with: "...".utf8) { rest = rest.dropFirst(3) }
      while let first = rest.first, first == 0x20 || first == 0x09 { rest = rest.dropFirst() }
      return !rest.isEmpty && rest.first != UInt8(ascii: "#") && rest.first != UInt8(ascii: "%")
    }
  }
}

/// Reads YAML documents one by one.
struct YAMLConsumer: RecordConsumer {
  private let read: (JSONValue, RecordSpan, EventSegment) -> Int
  private var spans: [RecordSpan] = []
  private let countsAs: WritableKeyPath<LedgerRow, Int>

  /// A consumer for documents; `read` stores what a document holds and says how many things that were.
  init(countsAs: WritableKeyPath<LedgerRow, Int>, _ read: @escaping (JSONValue, RecordSpan, EventSegment) -> Int) {
    self.countsAs = countsAs
    self.read = read
  }

  mutating func take(_ span: RecordSpan, _ buffer: UnsafeBufferPointer<UInt8>, _ context: [UInt8]) -> Bool {
    spans.append(span)
    return true
  }

  mutating func flush(_ buffer: UnsafeBufferPointer<UInt8>, _ offset: Int, _ segment: EventSegment) {
    for span in spans {
      do {
        let value = try YAMLReader.value(of: buffer[span.start..<span.end])
        if value == .null { continue }
        let count = read(value, span, segment)
        if count == 0, !Self.isEmptyList(value) {
          segment.unreadable(span, in: buffer, offset: offset, reason: "YAML, but no Kubernetes object")
        }
        segment.row.records += count
        segment.row[keyPath: countsAs] += count
      } catch {
        segment.unreadable(span, in: buffer, offset: offset, reason: error.reason)
      }
    }
    spans.removeAll(keepingCapacity: true)
  }

  private static func isEmptyList(_ value: JSONValue) -> Bool {
    value["kind"]?.text?.hasSuffix("List") == true && value["items"] == .array([])
  }
}
