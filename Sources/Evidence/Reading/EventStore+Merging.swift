internal import CaseFolder

extension SymbolTable {
  /// The symbols of this table in another one, by their number here.
  func remap(into other: SymbolTable) -> [Symbol] {
    (0..<count).map { id in
      let bytes = bytes(Symbol(id: UInt32(id)))
      return bytes.isEmpty ? .none : other.intern(bytes.baseAddress!, bytes.count)
    }
  }
}

extension EventStore {
  /// Adds all events of a segment, with symbols, file and kept records as they are called here.
  mutating func append(_ other: EventStore, map: [Symbol], file: UInt32, keptShift: UInt32) {
    for index in other.indices {
      var event = other[index]
      event.scope = map[Int(event.scope.id)]
      event.actor = map[Int(event.actor.id)]
      event.principal = map[Int(event.principal.id)]
      event.principalID = map[Int(event.principalID.id)]
      event.credential = map[Int(event.credential.id)]
      event.action = map[Int(event.action.id)]
      event.resource = map[Int(event.resource.id)]
      event.namespace = map[Int(event.namespace.id)]
      event.name = map[Int(event.name.id)]
      event.address = map[Int(event.address.id)]
      event.agent = map[Int(event.agent.id)]
      event.reason = map[Int(event.reason.id)]
      event.file = file
      if event.kept > 0 { event.kept += keptShift }
      append(event)
    }
  }

  /// Brings the events into time order and drops repeats: of several stages of one auditID the last one stays, of several
  /// deliveries of one record the one with the most content; `dropped` gets the file of each event that went.
  mutating func dropDuplicates(_ dropped: (Int) -> Void) {
    var order = Array(indices)
    order.sort { left, right in
      if source[left] != source[right] { return source[left].rawValue < source[right].rawValue }
      if id[left] != id[right] { return id[left] < id[right] }
      if rank(left) != rank(right) { return rank(left) > rank(right) }
      return (file[left], position[left]) < (file[right], position[right])
    }
    var keep: [Int] = []
    keep.reserveCapacity(order.count)
    var ordinal: UInt64 = 0
    var original: RecordID?
    for index in order {
      if flags[index].contains(.noNativeID) {
        // Equal records without an id are different events: an ordinal keeps their ids apart.
        ordinal = original == id[index] ? ordinal + 1 : 0
        original = id[index]
        id[index].low &+= ordinal &* 0x9E37_79B9_7F4A_7C15
        keep.append(index)
        continue
      }
      guard let previous = keep.last, source[previous] == source[index] else {
        keep.append(index)
        continue
      }
      if id[previous] == id[index] {
        dropped(Int(file[index]))
      } else {
        keep.append(index)
      }
    }
    keep.sort { left, right in
      if time[left] != time[right] { return time[left] < time[right] }
      if source[left] != source[right] { return source[left].rawValue < source[right].rawValue }
      return id[left] < id[right]
    }
    reorder(keep)
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
