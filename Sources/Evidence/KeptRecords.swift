/// The raw bytes of the few records whose bodies matter (who was bound to which role, what ran in a pod), up to a budget.
package struct KeptRecords: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// At most so many bytes are kept.
  package var budget: Int
  /// How many records had to be left out because the budget was used up.
  package private(set) var leftOut = 0

  /// No records, and room for `budget` bytes.
  package init(budget: Int = 64 << 20) {
    self.budget = budget
  }

  /// How many records are kept.
  package var count: Int { ends.count }

  /// Keeps a record and returns its handle for `Event.kept`; 0 when it is not worth keeping or the budget is used up. The
  /// bulk may fill half of the budget, so that what a case turns on still finds room.
  package mutating func keep(_ record: UnsafeBufferPointer<UInt8>, _ retention: Retention = .priority) -> UInt32 {
    guard retention != .no else { return 0 }
    guard bytes.count + record.count <= (retention == .bulk ? budget / 2 : budget) else {
      leftOut += 1
      return 0
    }
    bytes.append(contentsOf: record)
    ends.append(bytes.count)
    return UInt32(ends.count)
  }

  /// The bytes of a kept record, or nil for handle 0.
  package func bytes(_ handle: UInt32) -> ArraySlice<UInt8>? {
    guard handle > 0, Int(handle) <= ends.count else { return nil }
    let index = Int(handle) - 1
    return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  /// Takes over the records of another worker and returns what to add to its handles.
  package mutating func append(_ other: KeptRecords) -> UInt32 {
    let shift = UInt32(ends.count)
    let start = bytes.count
    bytes.append(contentsOf: other.bytes)
    ends.append(contentsOf: other.ends.map { $0 + start })
    leftOut += other.leftOut
    return shift
  }
}
