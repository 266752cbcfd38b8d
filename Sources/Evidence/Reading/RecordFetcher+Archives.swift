internal import CaseFolder

extension RecordFetcher {
  /// The records of several events, by their number in `events`. Each archive is gone through once.
  func records(of events: [Event]) -> [Int: [UInt8]] {
    var records: [Int: [UInt8]] = [:]
    var inArchives: [Text: [Int]] = [:]
    let order = events.indices.sorted {
      (events[$0].file, events[$0].position) < (events[$1].file, events[$1].position)
    }
    for index in order {
      guard let place = places[Int(events[index].file)] else { continue }
      if place.entry == nil {
        records[index] = record(of: events[index])
      } else {
        inArchives[place.file.name, default: []].append(index)
      }
    }
    for (_, indices) in inArchives.sorted(by: { $0.key < $1.key }) { read(indices, of: events, into: &records) }
    return records
  }

  /// Goes through the archive in which some events stand; they are in the order of their files and places.
  private func read(_ indices: [Int], of events: [Event], into records: inout [Int: [UInt8]]) {
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
          records[index] = checked(cursor.record(at: Int(events[index].position)), events[index])
          missing.remove(index)
        }
      }
    }
    for index in missing { records[index] = checked(nil, events[index]) }
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
