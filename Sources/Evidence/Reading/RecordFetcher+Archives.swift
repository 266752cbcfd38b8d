internal import CaseFolder

extension RecordFetcher {
  /// The records of several events, by their number in `events`, as far as they find room. Each file is gone through once.
  func records(of events: [Event]) -> [Int: [UInt8]] {
    var records = FetchedRecords(room: Self.room)
    var inArchives: [Text: [Int]] = [:]
    let order = events.indices.sorted {
      (events[$0].file, events[$0].position) < (events[$1].file, events[$1].position)
    }
    for index in order {
      guard let place = places[Int(events[index].file)] else { continue }
      if place.entry == nil {
        records.keep(record(of: events[index]), index)
      } else {
        inArchives[place.file.name, default: []].append(index)
      }
    }
    for (_, indices) in inArchives.sorted(by: { $0.key < $1.key }) { read(indices, of: events, into: &records) }
    return records.records
  }

  /// Goes through the archive in which some events stand; they are in the order of their files and places.
  private func read(_ indices: [Int], of events: [Event], into records: inout FetchedRecords) {
    let archive = indices.first.flatMap { places[Int(events[$0].file)]?.file }
    let byEntry = Dictionary(grouping: indices) { places[Int(events[$0].file)]?.entry ?? "" }
    var missing = Set(indices)
    if let archive, let source = try? ByteSource(archive, limits: opened.limits) {
      visit(source) { entry in
        guard let indices = byEntry[entry.file.name], let first = indices.first,
          let start = places[Int(events[first].file)]?.trail.landmarks.first,
          let content = RereadSource(entry: entry, at: start.offset)
        else { return }
        let cursor = RecordCursor(content, at: start)
        for index in indices {
          records.keep(checked(cursor.record(at: Int(events[index].position)), events[index]), index)
          missing.remove(index)
        }
      }
    }
    for index in missing { _ = checked(nil, events[index]) }
  }

  /// Goes through an archive and those in it.
  private func visit(_ source: ByteSource, _ use: (ByteSource) -> Void) {
    // The same entries as in the first reading, so that those with equal names are called the same.
    var walk = ArchiveWalk(source) { [opened] in !opened.isConfiguration(entry: $0) }
    walk.run { entry in
      guard case .open(let source) = entry else { return }
      if source.archive == nil { use(source) } else { visit(source, use) }
    }
  }
}

/// Records that were read again, as far as they find room.
struct FetchedRecords {
  private(set) var records: [Int: [UInt8]] = [:]
  private var room: Int

  init(room: Int) {
    self.room = room
  }

  /// Takes a record for the event of a number when it still finds room.
  mutating func keep(_ record: [UInt8]?, _ number: Int) {
    guard let record, record.count <= room else { return }
    room -= record.count
    records[number] = record
  }
}
