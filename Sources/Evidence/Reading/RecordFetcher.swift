internal import CaseFolder
internal import Synchronization

/// Reads single records again, by their place: for quotes, and for bodies that found no room while the case was read.
///
/// Whoever asks in the order of a file reads on where the last record was found; whoever jumps begins at the landmark and
/// the checkpoint before it. Entries of archives are read again from their beginning.
package final class RecordFetcher: Sendable {
  /// A file whose records can be read again.
  struct Place: Sendable {
    let file: CaseFile
    /// The full name of the entry, when the file is an archive.
    let entry: Text?
    let trail: ReadingTrail
  }

  private struct State: ~Copyable {
    var cursors: [Int: RecordCursor] = [:]
    var order: [Int] = []
    var changed: Set<Int> = []
  }

  let places: [Int: Place]
  let opened: OpenedCase
  private let state = Mutex(State())
  private let leftOut = Mutex<[Int: [UInt8]]?>(nil)
  private let leftOutLimit: Int

  /// At most so many files are open at once.
  private static let openFiles = 8
  /// At most so many bytes of records are read again in one go.
  static let room = 64 << 20

  /// A fetcher for files by their number in the ledger. Of records that matter and found no room, at most `leftOutLimit`
  /// are read again, the earliest ones.
  init(places: [Int: Place], opened: OpenedCase, leftOutLimit: Int = 2_000) {
    self.places = places
    self.opened = opened
    self.leftOutLimit = leftOutLimit
  }

  /// Records that matter and found no room, by their index in the store: the earliest ones up to the limit. They are all
  /// read at the first call, so that each file is gone through at most once, whoever asks for them and in whatever order.
  func leftOut(of store: EventStore) -> [Int: [UInt8]] {
    leftOut.withLock { known in
      if let known { return known }
      // The store is in order of time.
      let wanted = Array(store.indices.lazy.filter { store.kept[$0] == KeptRecords.leftOutHandle }.prefix(leftOutLimit))
      let found = records(of: wanted.map { store[$0] })
      let records = Dictionary(uniqueKeysWithValues: found.map { (wanted[$0.key], $0.value) })
      known = records
      return records
    }
  }

  /// Numbers in the ledger of files that gave another record than the one that was read first: they changed since.
  package var changedFiles: [Int] { state.withLock { $0.changed.sorted() } }

  /// The record of an event, unwrapped; nil when it cannot be read again, or when its id is another one now.
  func record(of event: Event) -> [UInt8]? {
    let file = Int(event.file)
    guard let place = places[file], place.entry == nil else { return nil }
    return state.withLock { state in
      let outer = Self.cursor(for: Int(event.position), in: place, file, opened.limits, &state)?
        .record(at: Int(event.position))
      return Self.checked(outer, event, &state)
    }
  }

  /// The record of an event in what stands at its place now; notes the file when it is not there.
  private static func checked(_ outer: [UInt8]?, _ event: Event, _ state: inout State) -> [UInt8]? {
    guard let outer, let record = RecordMatch.record(of: event, in: outer) else {
      state.changed.insert(Int(event.file))
      return nil
    }
    return record
  }

  /// The same for a record that stands in an archive.
  func checked(_ outer: [UInt8]?, _ event: Event) -> [UInt8]? {
    state.withLock { Self.checked(outer, event, &$0) }
  }

  /// The cursor of a file, where it stands when it can go on from there, else opened before the record.
  private static func cursor(
    for position: Int, in place: Place, _ file: Int, _ limits: ReadingLimits, _ state: inout State
  ) -> RecordCursor? {
    guard let landmark = place.trail.landmark(before: position) else { return nil }
    let checkpoint = place.trail.checkpoint(before: landmark.offset)
    // Going on is the shortest way as long as no checkpoint lies between.
    if let cursor = state.cursors[file], cursor.reaches(position),
      cursor.offset >= (checkpoint?.inflatedOffset ?? 0)
    {
      return cursor
    }
    guard let source = RereadSource(place.file, at: landmark.offset, from: checkpoint, limits: limits) else {
      return nil
    }
    if state.cursors[file] == nil {
      state.order.append(file)
      if state.order.count > openFiles { state.cursors[state.order.removeFirst()] = nil }
    }
    let cursor = RecordCursor(source, at: landmark)
    state.cursors[file] = cursor
    return cursor
  }
}

extension RecordFetcher.Place {
  /// The place of what was read into a segment; nil when there is nothing to find again. Files are by name.
  init?(_ segment: EventSegment, in files: [Text: CaseFile]) {
    guard !segment.trail.landmarks.isEmpty else { return nil }
    let name = segment.row.file
    if let file = files[name] {
      self.init(file: file, entry: nil, trail: segment.trail)
      return
    }
    // An entry: its archive's name stands before one of the marks.
    var start = 0
    while let mark = name.range(of: "!/", from: start) {
      if let file = files[Text(bytes: name.utf8.prefix(mark.lowerBound))] {
        self.init(file: file, entry: name, trail: segment.trail)
        return
      }
      start = mark.upperBound
    }
    return nil
  }
}
