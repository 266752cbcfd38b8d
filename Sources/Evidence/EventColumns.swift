/// The columns of an event store while it is being filled, sorted and cleared of repeats.
package struct EventColumns: Sendable {
  /// The texts behind the symbols.
  package let symbols: SymbolTable
  /// The columns; `Event` says what each holds.
  package private(set) var time: [Int64] = []
  /// Column of `Event.source`.
  package private(set) var source: [EventSource] = []
  /// Column of `Event.outcome`.
  package private(set) var outcome: [Outcome] = []
  /// Column of `Event.flags`.
  package private(set) var flags: [EventFlags] = []
  /// Column of `Event.code`.
  package private(set) var code: [UInt16] = []
  /// Column of `Event.scope`.
  package private(set) var scope: [Symbol] = []
  /// Column of `Event.actor`.
  package private(set) var actor: [Symbol] = []
  /// Column of `Event.principal`.
  package private(set) var principal: [Symbol] = []
  /// Column of `Event.principalID`.
  package private(set) var principalID: [Symbol] = []
  /// Column of `Event.credential`.
  package private(set) var credential: [Symbol] = []
  /// Column of `Event.action`.
  package private(set) var action: [Symbol] = []
  /// Column of `Event.resource`.
  package private(set) var resource: [Symbol] = []
  /// Column of `Event.namespace`.
  package private(set) var namespace: [Symbol] = []
  /// Column of `Event.name`.
  package private(set) var name: [Symbol] = []
  /// Column of `Event.address`.
  package private(set) var address: [Symbol] = []
  /// Column of `Event.agent`.
  package private(set) var agent: [Symbol] = []
  /// Column of `Event.reason`.
  package private(set) var reason: [Symbol] = []
  /// Column of `Event.file`.
  package private(set) var file: [UInt32] = []
  /// Column of `Event.position`.
  package private(set) var position: [UInt32] = []
  /// Column of `Event.kept`.
  package private(set) var kept: [UInt32] = []
  /// Column of `Event.mark`.
  package private(set) var mark: [UInt32] = []
  /// Column of `Event.id`.
  package internal(set) var id: [RecordID] = []
  /// The kept records.
  package var records: KeptRecords
  /// Native ids that are no UUID, by their hash.
  package var otherIDs: [RecordID: Symbol] = [:]

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
      position: position[index], kept: kept[index], mark: mark[index], id: id[index])
  }

  /// Makes room for so many events.
  package mutating func reserveCapacity(_ count: Int) {
    func reserve<T>(_ column: inout [T]) { column.reserveCapacity(count) }
    reserve(&time)
    reserve(&source)
    reserve(&outcome)
    reserve(&flags)
    reserve(&code)
    reserve(&scope)
    reserve(&actor)
    reserve(&principal)
    reserve(&principalID)
    reserve(&credential)
    reserve(&action)
    reserve(&resource)
    reserve(&namespace)
    reserve(&name)
    reserve(&address)
    reserve(&agent)
    reserve(&reason)
    reserve(&file)
    reserve(&position)
    reserve(&kept)
    reserve(&mark)
    reserve(&id)
  }

  /// Adds events at the end, column by column, since that is how they are stored.
  mutating func append(_ rows: UnsafeMutableBufferPointer<Event>) {
    time.append(contentsOf: rows.lazy.map { $0.time })
    source.append(contentsOf: rows.lazy.map { $0.source })
    outcome.append(contentsOf: rows.lazy.map { $0.outcome })
    flags.append(contentsOf: rows.lazy.map { $0.flags })
    code.append(contentsOf: rows.lazy.map { $0.code })
    scope.append(contentsOf: rows.lazy.map { $0.scope })
    actor.append(contentsOf: rows.lazy.map { $0.actor })
    principal.append(contentsOf: rows.lazy.map { $0.principal })
    principalID.append(contentsOf: rows.lazy.map { $0.principalID })
    credential.append(contentsOf: rows.lazy.map { $0.credential })
    action.append(contentsOf: rows.lazy.map { $0.action })
    resource.append(contentsOf: rows.lazy.map { $0.resource })
    namespace.append(contentsOf: rows.lazy.map { $0.namespace })
    name.append(contentsOf: rows.lazy.map { $0.name })
    address.append(contentsOf: rows.lazy.map { $0.address })
    agent.append(contentsOf: rows.lazy.map { $0.agent })
    reason.append(contentsOf: rows.lazy.map { $0.reason })
    file.append(contentsOf: rows.lazy.map { $0.file })
    position.append(contentsOf: rows.lazy.map { $0.position })
    kept.append(contentsOf: rows.lazy.map { $0.kept })
    mark.append(contentsOf: rows.lazy.map { $0.mark })
    id.append(contentsOf: rows.lazy.map { $0.id })
  }

  /// Gives an event a scope that its own record does not tell.
  mutating func setScope(_ symbol: Symbol, of index: Int) { scope[index] = symbol }

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
    mark.append(event.mark)
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
    pick(&mark)
    pick(&id)
  }
}
