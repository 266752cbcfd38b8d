internal import CJSON
internal import CaseFolder

#if canImport(Glibc)
  internal import Glibc
#endif

/// Names the fields to take out of each record of a log, once, so that a whole batch is one call.
final class FieldPlan {
  let handle: OpaquePointer
  let count: Int

  /// A plan of paths; a segment `#0` is an array's first element, `#-1` its last.
  init(_ paths: [[String]]) {
    let joined = paths.map { $0.joined(separator: "\u{1F}") }
    count = joined.count
    var pointers = joined.map { Optional(UnsafePointer(strdup($0)!)) }
    defer {
      for pointer in pointers { free(UnsafeMutablePointer(mutating: pointer)) }
    }
    handle = casebook_json_plan_new(&pointers, pointers.count)
  }

  deinit {
    casebook_json_plan_free(handle)
  }
}

/// The fields of one record, by their place in the plan.
struct ExtractedFields {
  let slots: UnsafePointer<casebook_json_token>

  /// The bytes of a string field, or nil when it is absent or no string.
  func string(_ slot: Int) -> UnsafeBufferPointer<UInt8>? {
    guard slots[slot].kind == CASEBOOK_JSON_STRING else { return nil }
    return UnsafeBufferPointer(start: slots[slot].value.text, count: Int(slots[slot].length))
  }

  /// A whole number, or nil.
  func integer(_ slot: Int) -> Int64? {
    slots[slot].kind == CASEBOOK_JSON_INTEGER ? slots[slot].value.integer : nil
  }

  /// A truth value, also when it is the string `true` or `True`.
  func isTrue(_ slot: Int) -> Bool {
    if slots[slot].kind == CASEBOOK_JSON_TRUE { return true }
    guard let text = string(slot) else { return false }
    return text.equals("true") || text.equals("True")
  }

  /// Whether the field is there and not null.
  func isPresent(_ slot: Int) -> Bool {
    slots[slot].kind != CASEBOOK_JSON_ABSENT && slots[slot].kind != CASEBOOK_JSON_NULL
  }

  /// Interns a string field; `Symbol.none` when it is absent.
  func symbol(_ slot: Int, _ symbols: SymbolTable) -> Symbol {
    guard let text = string(slot), let base = text.baseAddress else { return .none }
    return symbols.intern(base, text.count)
  }

  /// Reads a string field as a time.
  func time(_ slot: Int) -> Timestamp? {
    string(slot).flatMap { Timestamp.parse($0) }
  }
}

/// Parses records in batches and hands out their fields.
final class BatchExtractor {
  private let plan: FieldPlan
  private let parser = JSONParser()
  private var slices: [casebook_json_slice] = []
  private var spans: [RecordSpan] = []
  private var arena: [UInt8] = []
  private var tokens: [casebook_json_token]
  private var statuses: [casebook_json_status]
  private var pendingBytes = 0

  /// How many records one call takes at most.
  static let batch = 64

  /// An extractor for a plan.
  init(_ plan: FieldPlan) {
    self.plan = plan
    tokens = [casebook_json_token](repeating: .init(), count: plan.count * Self.batch)
    statuses = [casebook_json_status](repeating: .init(), count: Self.batch)
    slices.reserveCapacity(Self.batch)
    spans.reserveCapacity(Self.batch)
  }

  /// Whether the batch is full.
  var isFull: Bool { slices.count == Self.batch }

  /// Adds a record; `jsonStart` is where its JSON begins, behind a log prefix.
  func add(_ span: RecordSpan, jsonStart: Int) {
    slices.append(casebook_json_slice(offset: jsonStart, length: span.end - jsonStart))
    spans.append(span)
    pendingBytes += span.end - jsonStart
  }

  /// Parses the batch and gives each record to `body`: its place, its error (0 when it was read), its fields, whether it
  /// names a key twice. Fields are valid inside `body` only.
  func flush(
    _ buffer: UnsafeBufferPointer<UInt8>,
    _ body: (RecordSpan, _ error: Int32, ExtractedFields, _ duplicateKeys: Bool) -> Void
  ) {
    guard !slices.isEmpty, let base = buffer.baseAddress else { return }
    if arena.count < pendingBytes * 2 { arena = [UInt8](repeating: 0, count: pendingBytes * 2) }
    arena.withUnsafeMutableBufferPointer { arena in
      tokens.withUnsafeMutableBufferPointer { tokens in
        statuses.withUnsafeMutableBufferPointer { statuses in
          casebook_json_extract(
            parser.handle, plan.handle, base, slices, slices.count, arena.baseAddress!, tokens.baseAddress!,
            statuses.baseAddress!)
          for (index, span) in spans.enumerated() {
            body(
              span, statuses[index].error,
              ExtractedFields(slots: tokens.baseAddress! + index * plan.count),
              statuses[index].has_duplicate_keys != 0)
          }
        }
      }
    }
    slices.removeAll(keepingCapacity: true)
    spans.removeAll(keepingCapacity: true)
    pendingBytes = 0
  }
}
