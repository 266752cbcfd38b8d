internal import CaseFolder

/// Reads files of threat intelligence: STIX by record, OpenIOC whole, lists and tables line by line.
enum IntelligenceConsumers {
  /// A consumer of STIX objects.
  static func stix(_ cite: @escaping (RecordSpan, EventSegment) -> Citation) -> ValueConsumer {
    ValueConsumer(countsAs: \.objects) { value, span, segment, _ in
      let records = STIXReader.records(in: value, citation: cite(span, segment))
      for record in records { segment.add(record) }
      return records.count
    }
  }

  /// A consumer of lines: the first one that is no comment may be the header of a table.
  static func lines(_ cite: @escaping (RecordSpan, EventSegment) -> Citation) -> LineConsumer {
    let state = State()
    return LineConsumer { line, span, segment in
      guard IndicatorLine.value(of: line) != nil else { return .nothing }
      if state.isFirst {
        state.isFirst = false
        state.table = IndicatorTable(header: line)
        if state.table != nil { return .nothing }
      }
      let citation = cite(span, segment)
      let read = state.table.map { row(line, $0, citation) } ?? plain(line, citation)
      switch read {
      case .success(let record):
        segment.add(record)
        return .object
      case .failure(let failure): return .unreadable(failure.reason)
      }
    }
  }

  private struct Failure: Error {
    let reason: Text
  }

  private final class State {
    var isFirst = true
    var table: IndicatorTable?
  }

  private static func plain(
    _ line: UnsafeBufferPointer<UInt8>, _ citation: Citation
  ) -> Result<IntelligenceRecord, Failure> {
    guard let value = IndicatorLine.value(of: line), let kind = IndicatorKind(form: value) else {
      return .failure(Failure(reason: "neither an address nor a network, name, hash or URL"))
    }
    let indicator = IntelligenceIndicator(kind: kind, value: value, citation: citation)
    return .success(IntelligenceRecord(indicators: [indicator]))
  }

  private static func row(
    _ line: UnsafeBufferPointer<UInt8>, _ table: IndicatorTable, _ citation: Citation
  ) -> Result<IntelligenceRecord, Failure> {
    guard let fields = CSVRow.fields(line) else {
      return .failure(Failure(reason: "a quoted field does not end on its line"))
    }
    func field(_ column: Int?) -> Text? {
      column.flatMap { fields.indices.contains($0) && !fields[$0].isEmpty ? fields[$0] : nil }
    }
    guard let written = field(table.value) else { return .failure(Failure(reason: "a row without a value")) }
    var values: [Text] = []
    // MISP joins two values of one attribute: ip-dst|port, filename|sha256.
    for part in written.split(UInt8(ascii: "|")) where !part.isEmpty { values.append(IndicatorLine.refanged(part)) }
    let type = field(table.type)?.asciiLowercased
    let isFile = type?.hasPrefix("filename") == true
    let found = values.compactMap { value -> IntelligenceIndicator? in
      guard let form = IndicatorKind(form: value) ?? (isFile ? .fileName : nil) else { return nil }
      let kind = form == .domain && isFile ? .fileName : form
      return IntelligenceIndicator(
        kind: kind, value: value, basis: isObservation(field(table.isForDetection)) ? .observed : .indicator,
        name: field(table.comment), validFrom: field(table.from).flatMap { Timestamp($0) },
        validUntil: field(table.until).flatMap { Timestamp($0) }, citation: citation)
    }
    guard !found.isEmpty else {
      return .success(IntelligenceRecord(remark: "intelligence that names no address, name or hash"))
    }
    return .success(IntelligenceRecord(indicators: found))
  }

  /// MISP marks what is only context with `to_ids` 0.
  private static func isObservation(_ flag: Text?) -> Bool { flag == "0" || flag?.asciiLowercased == "false" }
}

/// Takes a file as one record.
struct WholeSplitter: RecordSplitter {
  var context: [UInt8] { [] }
  var nextPosition: Int { 0 }

  mutating func next(_ buffer: UnsafeBufferPointer<UInt8>, _ position: inout Int, isLast: Bool) -> Split {
    guard isLast else { return .needsMore }
    guard position < buffer.count else { return .end }
    let span = RecordSpan(start: position, end: buffer.count, position: 0)
    position = buffer.count
    return .record(span)
  }
}

/// Reads an OpenIOC document.
struct OpenIOCConsumer: RecordConsumer {
  let file: Text
  private var spans: [RecordSpan] = []

  /// A consumer for one file.
  init(file: Text) { self.file = file }

  mutating func take(_ span: RecordSpan, _ buffer: UnsafeBufferPointer<UInt8>, _ context: [UInt8]) -> Bool {
    spans.append(span)
    return true
  }

  mutating func flush(_ buffer: UnsafeBufferPointer<UInt8>, _ offset: Int, _ segment: EventSegment) {
    for span in spans {
      do {
        let root = try XMLTree.parse(UnsafeBufferPointer(rebasing: buffer[span.start..<span.end]))
        let records = OpenIOCReader.records(in: root, citation: Citation(file: file))
        if records.isEmpty {
          segment.unreadable(span, in: buffer, offset: offset, reason: "XML, but no OpenIOC indicator")
        }
        for record in records { segment.add(record) }
        segment.row.records += records.count
        segment.row.objects += records.count
      } catch {
        segment.unreadable(span, in: buffer, offset: offset, reason: error.reason)
      }
    }
    spans.removeAll()
  }
}

extension EventSegment {
  /// Adds what a record of threat intelligence held.
  func add(_ record: IntelligenceRecord) {
    intelligence += record.indicators
    intelligenceNotUnderstood += record.notUnderstood
    if !record.notUnderstood.isEmpty { flag("intelligence in a form that is not understood") }
    if let remark = record.remark { flag(remark) }
  }

  /// What to say about intelligence that is not understood: how much, and which ids first. Nil when all is.
  func intelligenceDiagnostic() -> Diagnostic? {
    guard !intelligenceNotUnderstood.isEmpty else { return nil }
    let ids = Set(intelligenceNotUnderstood).sorted()
    let named = ids.prefix(10).map(\.string).joined(separator: ", ")
    let more = ids.count > 10 ? " and \(ids.count - 10) more" : ""
    return Diagnostic(
      "intelligence.not-understood", .note,
      Text(
        "\(ids.count) indicators are in a form that is not understood, so nothing is compared with them: \(named)\(more)"
      ),
      file: row.file, kept: "the other indicators of the file")
  }
}
