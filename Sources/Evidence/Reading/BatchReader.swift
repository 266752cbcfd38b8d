internal import CaseFolder

/// One record as delivered, while its buffer is at hand.
struct RawRecord {
  let span: RecordSpan
  /// The record's JSON, without a log prefix.
  let json: UnsafeBufferPointer<UInt8>
  /// Offset of the record's first byte in the (inflated) file.
  var offset = 0
}

/// A reader of logs that are parsed in batches.
protocol BatchReader {
  /// The fields it wants of each record.
  static var plan: [[String]] { get }
  /// Whether the fields are those of such a record; otherwise it may be wrapped in something else.
  func isRecord(_ fields: ExtractedFields) -> Bool
  /// Turns one record into a row of the segment.
  mutating func read(_ fields: ExtractedFields, _ record: RawRecord, into segment: EventSegment)
}

extension Event {
  /// Gives the event its place and its id: the native one, or without it the record's bytes.
  mutating func identify(_ native: UnsafeBufferPointer<UInt8>?, _ record: RawRecord, _ segment: EventSegment) {
    position = UInt32(clamping: record.span.position)
    guard let native, let base = native.baseAddress, !native.isEmpty else {
      id = RecordID(hashing: record.json)
      flags.insert(.noNativeID)
      segment.flag("without a native id")
      return
    }
    let (nativeID, isUUID) = RecordID.native(native)
    id = nativeID
    if !isUUID { segment.otherIDs[nativeID] = segment.symbols.intern(base, native.count) }
  }
}
