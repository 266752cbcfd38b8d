internal import CJSON
package import CaseFolder

/// Looks at the records of logs while they are read: the seam through which rules see every record once, without Evidence
/// knowing what is suspicious.
package protocol RecordObserver: Sendable {
  /// The fields, as lists of keys, that it wants of each record of a source beside those that the reader takes anyhow.
  func paths(of source: EventSource) -> [[String]]
  /// What watches the records of one file. One worker calls it, and nobody else.
  func watch(_ source: EventSource, file: Text) -> any RecordWatch
}

/// Watches the records of one file, one after the other.
package protocol RecordWatch: AnyObject {
  /// Looks at a record. What it returns is remembered in `Event.mark`.
  func look(at record: WatchedRecord) -> RecordMark
  /// The file ends.
  func finish()
}

/// What an observer wants to be remembered of a record.
package struct RecordMark: Sendable {
  /// What it calls the record; 0 when there is nothing to remember.
  package var mark: UInt32
  /// Whether the record's raw text should be kept, if there is room.
  package var isWorthKeeping: Bool

  /// A mark.
  package init(mark: UInt32, isWorthKeeping: Bool) {
    self.mark = mark
    self.isWorthKeeping = isWorthKeeping
  }

  /// Nothing to remember.
  package static let none = RecordMark(mark: 0, isWorthKeeping: false)
}

/// A record while its buffer is at hand. Nothing of it may be used after the call that it was handed to.
package struct WatchedRecord {
  /// The row that the reader made of it.
  package let event: Event
  /// The texts behind the row's symbols: those of the file, not of the case.
  package let symbols: SymbolTable
  /// The record's JSON.
  package let json: UnsafeBufferPointer<UInt8>
  let fields: ExtractedFields
  let slots: [Int]

  /// A field, by its number in what `RecordObserver.paths` gave.
  package func field(_ number: Int) -> RecordField { fields.field(slots[number]) }
}

/// A field of a record that was taken out of it without parsing the rest.
package enum RecordField {
  case absent
  case null
  case bool(Bool)
  case integer(Int64)
  case double(Double)
  case string(UnsafeBufferPointer<UInt8>)
  /// An array, an object or a number beyond 64 bits: the record must be parsed to know more.
  case other
}

extension ExtractedFields {
  /// A field in the observer's terms.
  func field(_ slot: Int) -> RecordField {
    let token = slots[slot]
    switch Int(token.kind) {
    case CASEBOOK_JSON_ABSENT: return .absent
    case CASEBOOK_JSON_NULL: return .null
    case CASEBOOK_JSON_FALSE: return .bool(false)
    case CASEBOOK_JSON_TRUE: return .bool(true)
    case CASEBOOK_JSON_INTEGER: return .integer(token.value.integer)
    case CASEBOOK_JSON_DOUBLE: return .double(token.value.number)
    case CASEBOOK_JSON_STRING:
      return .string(UnsafeBufferPointer(start: token.value.text, count: Int(token.length)))
    default: return .other
    }
  }
}

/// An observer's watch on a file, with the places of its fields in the extraction plan.
struct ObservedPlan {
  /// The reader's paths, and behind them those that only the observer wants.
  let paths: [[String]]
  /// Where each of the observer's paths stands in `paths`.
  let slots: [Int]
  /// Nil when nobody observes.
  let watch: (any RecordWatch)?

  /// A plan of a reader's paths and an observer's.
  init(_ readerPaths: [[String]], _ source: EventSource, _ observer: (any RecordObserver)?, file: Text) {
    var paths = readerPaths
    var places = Dictionary(paths.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    slots = (observer?.paths(of: source) ?? []).map { path in
      if let place = places[path] { return place }
      paths.append(path)
      places[path] = paths.count - 1
      return paths.count - 1
    }
    self.paths = paths
    watch = observer?.watch(source, file: file)
  }
}
