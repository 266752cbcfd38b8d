internal import CaseFolder

extension EventColumns {
  /// Adds all events of a segment, with symbols, file and kept records as they are called here.
  mutating func append(_ rows: EventRows, map: SymbolMap, file: UInt32, keptShift: UInt32) {
    rows.drain { block in
      for index in block.indices { block[index].rename(map, file, keptShift) }
      append(block)
    }
  }

  /// Drops repeats and brings the events into time order: of several stages of one auditID the last one stays, of several
  /// deliveries of one record the one with the most content; `dropped` gets the file of each event that went.
  mutating func dropDuplicates(_ dropped: (Int) -> Void) {
    numberEqualRecords()
    var seen = RecordTable(capacity: count)
    var isDropped = [Bool](repeating: false, count: count)
    for index in indices {
      seen.visit(index, source[index], id[index], self) { other in
        let loser = rank(index) > rank(other) ? other : index
        isDropped[loser] = true
        dropped(Int(file[loser]))
        return loser == other ? index : other
      }
    }
    func isBefore(_ left: Int, _ right: Int) -> Bool {
      if time[left] != time[right] { return time[left] < time[right] }
      if source[left] != source[right] { return source[left].rawValue < source[right].rawValue }
      return id[left] < id[right]
    }
    if !isDropped.contains(true), indices.dropFirst().allSatisfy({ !isBefore($0, $0 - 1) }) { return }
    var keep = indices.filter { !isDropped[$0] }
    keep.sort(by: isBefore)
    reorder(keep)
  }

  /// Equal records without an id of their own are different events: an ordinal keeps their ids apart.
  private mutating func numberEqualRecords() {
    var ordinals: [RecordID: UInt64] = [:]
    for index in indices where flags[index].contains(.noNativeID) {
      let ordinal = ordinals[id[index], default: 0]
      ordinals[id[index]] = ordinal + 1
      id[index].low &+= ordinal &* 0x9E37_79B9_7F4A_7C15
    }
  }

  /// Drops events before a moment, but for those that state facts about an inventory at any age (who created a cluster).
  mutating func dropEvents(before start: Timestamp, _ dropped: (Int) -> Void) {
    let keep = indices.filter { index in
      guard time[index] < start.microseconds, !flags[index].contains(.undated), !statesInventory(index) else {
        return true
      }
      dropped(Int(file[index]))
      return false
    }
    if keep.count < count { reorder(keep) }
  }

  private func statesInventory(_ index: Int) -> Bool {
    source[index] == .cloudTrail && !flags[index].contains(.readOnly)
      && symbols.text(resource[index]) == "eks.amazonaws.com"
  }

  /// How much a record tells, for choosing among repeats: complete, with a code, with a kept body.
  private func rank(_ index: Int) -> Int {
    (flags[index].contains(.open) ? 0 : 4) + (code[index] > 0 ? 2 : 0) + (kept[index] > 0 ? 1 : 0)
  }
}

extension Event {
  /// Gives the symbols, the file and the kept record the numbers that they have in the joined store.
  fileprivate mutating func rename(_ map: SymbolMap, _ file: UInt32, _ keptShift: UInt32) {
    scope = map[scope]
    actor = map[actor]
    principal = map[principal]
    principalID = map[principalID]
    credential = map[credential]
    action = map[action]
    resource = map[resource]
    namespace = map[namespace]
    name = map[name]
    address = map[address]
    agent = map[agent]
    reason = map[reason]
    self.file = file
    if kept > 0, kept != KeptRecords.leftOutHandle { kept += keptShift }
  }
}

/// Finds the event that has the same source and id: open addressing over positions in the store.
private struct RecordTable {
  private var slots: [UInt32]
  private let mask: Int

  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = [UInt32](repeating: 0, count: size)
    mask = size - 1
  }

  /// Enters an event; if there is an equal one already, `choose` says which of the two stays.
  mutating func visit(
    _ index: Int, _ source: EventSource, _ id: RecordID, _ store: EventColumns, _ choose: (Int) -> Int
  ) {
    let hash = (id.low ^ id.high ^ UInt64(source.rawValue)) &* 0x9E37_79B9_7F4A_7C15
    var position = Int(truncatingIfNeeded: hash >> 20) & mask
    while slots[position] != 0 {
      let other = Int(slots[position]) - 1
      if store.id[other] == id, store.source[other] == source {
        slots[position] = UInt32(choose(other) + 1)
        return
      }
      position = (position + 1) & mask
    }
    slots[position] = UInt32(index + 1)
  }
}
