internal import CaseFolder

/// What one worker read from one file; segments are merged in an order that content decides.
final class EventSegment: @unchecked Sendable {
  // One worker owns it until it hands it over under a lock; after that the merger alone does.
  /// The texts of its records. A table of its own stays small enough for the processor's caches.
  private(set) var symbols = SymbolTable()
  private(set) var events = EventRows()
  var records: KeptRecords
  var flows = FlowFolder()
  var findings: [Finding] = []
  var objects: [InventoryObject] = []
  var answers: [DNSAnswer] = []
  var intelligence: [IntelligenceIndicator] = []
  /// Ids of intelligence that is not understood.
  var intelligenceNotUnderstood: [Text] = []
  /// Native ids that are no UUID, by their hash.
  var otherIDs: [RecordID: Symbol] = [:]
  /// Where single records can be found again.
  var trail = ReadingTrail()
  var row: LedgerRow
  var diagnostics: [Diagnostic] = []
  private var flags: [Text: Int] = [:]

  /// An empty segment for a file; `keptBudget` is how many bytes of raw records it may keep.
  init(row: LedgerRow, keptBudget: Int) {
    self.row = row
    records = KeptRecords(budget: keptBudget)
  }

  /// The remark on an answer that lists nothing, which is no record.
  static let emptyList: Text = "an empty list"

  /// Counts a remark on a record.
  func flag(_ remark: Text, _ count: Int = 1) {
    flags[remark, default: 0] += count
  }

  /// Makes a remark that is made once only; false when it was made before.
  func flag(_ remark: Text, once count: Int) -> Bool {
    guard flags[remark] == nil else { return false }
    flags[remark] = count
    return true
  }

  /// Counts a record that could not be read, and keeps the first ones with an excerpt.
  func unreadable(_ span: RecordSpan, in buffer: UnsafeBufferPointer<UInt8>, offset: Int, reason: Text) {
    unreadable(
      UnreadableRecord(
        line: span.position > 0 ? span.position : nil, offset: offset + span.start,
        length: span.end - span.start, reason: reason,
        excerpt: Text(bytes: buffer[span.start..<min(span.end, span.start + 200)])))
  }

  /// Counts a record that could not be read, and keeps the first ones.
  func unreadable(_ record: UnreadableRecord) {
    row.records += 1
    row.unreadableCount += 1
    if row.unreadable.count < LedgerRow.unreadableShown { row.unreadable.append(record) }
  }

  /// Counts a record inside a wrapper that could not be read; its place is the wrapper's.
  func unreadable(inside record: RawRecord, text: UnsafeBufferPointer<UInt8>, reason: Text) {
    unreadable(
      UnreadableRecord(
        line: record.span.position > 0 ? record.span.position : nil, offset: record.offset, length: text.count,
        reason: Text("inside its wrapper: \(reason.string)"), excerpt: Text(bytes: text.prefix(200))))
  }

  /// Lets go of everything but the row, once it was merged.
  func release() {
    symbols = SymbolTable()
    events = EventRows()
    records = KeptRecords(budget: 0)
    flows = FlowFolder()
    findings = []
    objects = []
    answers = []
    intelligence = []
    trail = ReadingTrail()
  }

  /// Ends the segment: writes the remarks into its row.
  func finish() {
    if row.records == 0, row.skipped == nil, flags[Self.emptyList] != nil { row.skipped = "it lists nothing" }
    if let said = intelligenceDiagnostic() { diagnostics.append(said) }
    row.flagged = flags.sorted { $0.key < $1.key }.map { RecordFlag(remark: $0.key, count: $0.value) }
  }
}
