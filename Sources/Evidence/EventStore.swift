package import CaseFolder

/// The events of a case as columns of interned symbols: under 100 bytes an event, and no text of the logs but that of kept
/// records. It never changes once it is made; `EventColumns` makes it.
package final class EventStore: Sendable {
  /// The texts behind the symbols.
  package let symbols: SymbolTable
  /// Column of `Event.time`.
  package let time: [Int64]
  /// Column of `Event.source`.
  package let source: [EventSource]
  /// Column of `Event.outcome`.
  package let outcome: [Outcome]
  /// Column of `Event.flags`.
  package let flags: [EventFlags]
  /// Column of `Event.code`.
  package let code: [UInt16]
  /// Column of `Event.scope`.
  package let scope: [Symbol]
  /// Column of `Event.actor`.
  package let actor: [Symbol]
  /// Column of `Event.principal`.
  package let principal: [Symbol]
  /// Column of `Event.principalID`.
  package let principalID: [Symbol]
  /// Column of `Event.credential`.
  package let credential: [Symbol]
  /// Column of `Event.action`.
  package let action: [Symbol]
  /// Column of `Event.resource`.
  package let resource: [Symbol]
  /// Column of `Event.namespace`.
  package let namespace: [Symbol]
  /// Column of `Event.name`.
  package let name: [Symbol]
  /// Column of `Event.address`.
  package let address: [Symbol]
  /// Column of `Event.agent`.
  package let agent: [Symbol]
  /// Column of `Event.reason`.
  package let reason: [Symbol]
  /// Column of `Event.file`.
  package let file: [UInt32]
  /// Column of `Event.position`.
  package let position: [UInt32]
  /// Column of `Event.kept`.
  package let kept: [UInt32]
  /// Column of `Event.mark`.
  package let mark: [UInt32]
  /// Column of `Event.id`.
  package let id: [RecordID]
  /// The kept records.
  package let records: KeptRecords
  /// Native ids that are no UUID, by their hash.
  package let otherIDs: [RecordID: Symbol]
  /// Reads single records again; nil for events that were not read from files.
  let fetcher: RecordFetcher?

  /// A store of finished columns; without any, a store without events.
  package init(_ columns: EventColumns = EventColumns(), fetcher: RecordFetcher? = nil) {
    self.fetcher = fetcher
    symbols = columns.symbols
    time = columns.time
    source = columns.source
    outcome = columns.outcome
    flags = columns.flags
    code = columns.code
    scope = columns.scope
    actor = columns.actor
    principal = columns.principal
    principalID = columns.principalID
    credential = columns.credential
    action = columns.action
    resource = columns.resource
    namespace = columns.namespace
    name = columns.name
    address = columns.address
    agent = columns.agent
    reason = columns.reason
    file = columns.file
    position = columns.position
    kept = columns.kept
    mark = columns.mark
    id = columns.id
    records = columns.records
    otherIDs = columns.otherIDs
  }

  /// How many events there are.
  package var count: Int { time.count }

  /// The positions of all events.
  package var indices: Range<Int> { 0..<time.count }

  /// The event at a position.
  package subscript(index: Int) -> Event {
    Event(
      time: time[index], source: source[index], outcome: outcome[index], flags: flags[index], code: code[index],
      scope: scope[index], actor: actor[index], principal: principal[index], principalID: principalID[index],
      credential: credential[index], action: action[index], resource: resource[index], namespace: namespace[index],
      name: name[index], address: address[index], agent: agent[index], reason: reason[index], file: file[index],
      position: position[index], kept: kept[index], mark: mark[index], id: id[index])
  }

  /// The text of a symbol.
  package func text(_ symbol: Symbol) -> Text { symbols.text(symbol) }

  /// The record's native id (auditID, eventID), or nil when it has none.
  package func nativeID(_ index: Int) -> Text? {
    if flags[index].contains(.noNativeID) { return nil }
    return otherIDs[id[index]].map { symbols.text($0) } ?? id[index].uuidText
  }

  /// When an event happened, with the digits of its source.
  package func timestamp(_ index: Int) -> Timestamp {
    Timestamp(microseconds: time[index], digits: flags[index].contains(.wholeSeconds) ? 0 : 6)
  }
}
