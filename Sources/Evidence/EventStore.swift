package import CaseFolder

/// The events of a case as columns of interned symbols: under 100 bytes an event, and no text of the logs but that of kept
/// records.
package struct EventStore: Sendable {
  /// The texts behind the symbols.
  package let symbols: SymbolTable
  private(set) var time: [Int64] = []
  private(set) var source: [EventSource] = []
  private(set) var outcome: [Outcome] = []
  private(set) var flags: [EventFlags] = []
  private(set) var code: [UInt16] = []
  private(set) var scope: [Symbol] = []
  private(set) var actor: [Symbol] = []
  private(set) var principal: [Symbol] = []
  private(set) var principalID: [Symbol] = []
  private(set) var credential: [Symbol] = []
  private(set) var action: [Symbol] = []
  private(set) var resource: [Symbol] = []
  private(set) var namespace: [Symbol] = []
  private(set) var name: [Symbol] = []
  private(set) var address: [Symbol] = []
  private(set) var agent: [Symbol] = []
  private(set) var reason: [Symbol] = []
  private(set) var file: [UInt32] = []
  private(set) var position: [UInt32] = []
  private(set) var kept: [UInt32] = []
  private(set) var id: [RecordID] = []
  /// The kept records.
  package var records: KeptRecords

  /// A store without events.
  package init(symbols: SymbolTable = SymbolTable(), records: KeptRecords = KeptRecords()) {
    self.symbols = symbols
    self.records = records
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
      position: position[index], kept: kept[index], id: id[index])
  }

  /// Adds an event at the end.
  package mutating func append(_ event: Event) {
    time.append(event.time)
    source.append(event.source)
    outcome.append(event.outcome)
    flags.append(event.flags)
    code.append(event.code)
    scope.append(event.scope)
    actor.append(event.actor)
    principal.append(event.principal)
    principalID.append(event.principalID)
    credential.append(event.credential)
    action.append(event.action)
    resource.append(event.resource)
    namespace.append(event.namespace)
    name.append(event.name)
    address.append(event.address)
    agent.append(event.agent)
    reason.append(event.reason)
    file.append(event.file)
    position.append(event.position)
    kept.append(event.kept)
    id.append(event.id)
  }

  /// The same events in another order; positions that `order` leaves out are dropped.
  package mutating func reorder(_ order: [Int]) {
    func pick<T>(_ column: inout [T]) {
      column = order.map { column[$0] }
    }
    pick(&time)
    pick(&source)
    pick(&outcome)
    pick(&flags)
    pick(&code)
    pick(&scope)
    pick(&actor)
    pick(&principal)
    pick(&principalID)
    pick(&credential)
    pick(&action)
    pick(&resource)
    pick(&namespace)
    pick(&name)
    pick(&address)
    pick(&agent)
    pick(&reason)
    pick(&file)
    pick(&position)
    pick(&kept)
    pick(&id)
  }

  /// The text of a symbol.
  package func text(_ symbol: Symbol) -> Text { symbols.text(symbol) }

  /// When an event happened, with the digits of its source.
  package func timestamp(_ index: Int) -> Timestamp {
    Timestamp(microseconds: time[index], digits: flags[index].contains(.wholeSeconds) ? 0 : 6)
  }
}
