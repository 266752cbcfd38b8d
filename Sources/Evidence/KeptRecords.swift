/// The raw bytes of the few records whose bodies matter (who was bound to which role, what ran in a pod), up to a budget.
package struct KeptRecords: Sendable {
  /// Where a record's bytes are.
  private struct Place {
    var block: UInt32
    var start: UInt32
    var end: UInt32
  }

  /// Records are never copied again once they are kept: blocks are filled one after another, and handed over whole.
  private var blocks: [[UInt8]] = []
  private var places: [Place] = []
  private var size = 0
  /// At most so many bytes are kept.
  package var budget: Int
  /// How many records of the bulk had to be left out because the budget was used up.
  package private(set) var leftOut = 0

  private static let blockSize = 64 << 10
  /// The handle of a record that matters and found no room: it is read again when somebody asks for it.
  package static let leftOutHandle = UInt32.max

  /// No records, and room for `budget` bytes.
  package init(budget: Int = 64 << 20) {
    self.budget = budget
  }

  /// How many records are kept.
  package var count: Int { places.count }

  /// Keeps a record and returns its handle for `Event.kept`; 0 when it is not worth keeping. The bulk may fill half of
  /// the budget, so that what a case turns on still finds room, and is left out beyond that; of what matters only the
  /// text is left out, for which `leftOutHandle` stands.
  package mutating func keep(_ record: UnsafeBufferPointer<UInt8>, _ retention: Retention = .priority) -> UInt32 {
    guard retention != .no else { return 0 }
    guard size + record.count <= (retention == .bulk ? budget / 2 : budget) else {
      guard retention == .bulk else { return Self.leftOutHandle }
      leftOut += 1
      return 0
    }
    if blocks.isEmpty || blocks[blocks.count - 1].count + record.count > Self.blockSize {
      var block: [UInt8] = []
      block.reserveCapacity(min(max(Self.blockSize, record.count), budget))
      blocks.append(block)
    }
    let last = blocks.count - 1
    let start = blocks[last].count
    blocks[last].append(contentsOf: record)
    size += record.count
    places.append(Place(block: UInt32(last), start: UInt32(start), end: UInt32(start + record.count)))
    return UInt32(places.count)
  }

  /// The bytes of a kept record, or nil for handle 0.
  package func bytes(_ handle: UInt32) -> ArraySlice<UInt8>? {
    guard handle > 0, Int(handle) <= places.count else { return nil }
    let place = places[Int(handle) - 1]
    return blocks[Int(place.block)][Int(place.start)..<Int(place.end)]
  }

  /// Takes over the records of another worker and returns what to add to its handles.
  package mutating func append(_ other: KeptRecords) -> UInt32 {
    let shift = UInt32(places.count)
    let firstBlock = UInt32(blocks.count)
    blocks += other.blocks
    places += other.places.map { Place(block: $0.block + firstBlock, start: $0.start, end: $0.end) }
    size += other.size
    leftOut += other.leftOut
    return shift
  }
}
