internal import CaseFolder
internal import Evidence

/// Collects what is known about one thing while a search passes over the evidence.
struct SearchMatchBuilder {
  private struct CallKey: Hashable {
    let source: EventSource
    let action, resource: Symbol
  }

  private struct CallCount {
    var counts = OutcomeCounts()
    var first: Timestamp
    var last: Timestamp
  }

  /// A contact by its symbols: of an object all that tell it, of others the name alone.
  private struct ContactKey: Hashable {
    let kind: Text
    let source: EventSource
    let resource, namespace, name: Symbol
  }

  private struct ContactCount {
    var count = 0
    var first: Timestamp?
    var last: Timestamp?
    /// An event that shows an object as people write it.
    var event: Event?
  }

  private struct NoteKey: Hashable {
    let kind, name: Text
  }

  private struct FlowKey: Hashable {
    let own: Symbol
    let instance: Symbol
    let port: UInt16
    let transport: UInt8
    let accepted: Bool
    let isOutbound: Bool
  }

  private struct FlowSum {
    var bytesOut: UInt64 = 0
    var bytesIn: UInt64 = 0
    var packets: UInt64 = 0
    var rows = 0
    var first: Int
    var last: Int
    var start: Int64
    var end: Int64
  }

  private var first: Timestamp?
  private var last: Timestamp?
  private var counts = OutcomeCounts()
  private var calls: [CallKey: CallCount] = [:]
  private var contacts: [ContactKey: ContactCount] = [:]
  private var notes: [NoteKey: ContactCount] = [:]
  private var flows: [FlowKey: FlowSum] = [:]
  private var findings: Set<Text> = []
  private var firstEvent: Int?
  private var lastEvent: Int?
  private var level: Level?
  private var otherCitations: [Citation] = []

  // MARK: Collecting

  /// A moment at which a record names the thing.
  mutating func see(_ time: Timestamp?) {
    guard let time else { return }
    first = min(first ?? time, time)
    last = max(last ?? time, time)
  }

  /// A request of the thing, or about it.
  mutating func add(_ index: Int, _ event: Event, _ evidence: Evidence) {
    counts.add(event.outcome)
    firstEvent = firstEvent ?? index
    lastEvent = index
    guard !event.flags.contains(.undated) else { return }
    let time = evidence.events.timestamp(index)
    see(time)
    let key = CallKey(source: event.source, action: event.action, resource: event.resource)
    var call = calls[key] ?? CallCount(first: time, last: time)
    call.counts.add(event.outcome)
    call.first = min(call.first, time)
    call.last = max(call.last, time)
    calls[key] = call
  }

  /// Another column of a request.
  mutating func touch(_ kind: Text, _ symbol: Symbol, _ event: Event) {
    guard !symbol.isNone else { return }
    count(
      ContactKey(kind: kind, source: event.source, resource: .none, namespace: .none, name: symbol), event, nil)
  }

  /// The object of a request.
  mutating func touchObject(_ event: Event) {
    guard !event.name.isNone || event.source == .cloudTrail else { return }
    count(
      ContactKey(
        kind: "object", source: event.source, resource: event.resource, namespace: event.namespace, name: event.name),
      event, event)
  }

  private mutating func count(_ key: ContactKey, _ event: Event, _ shown: Event?) {
    var contact = contacts[key] ?? ContactCount(event: shown)
    contact.count += 1
    if !event.flags.contains(.undated) {
      let time = Timestamp(microseconds: event.time, digits: event.flags.contains(.wholeSeconds) ? 0 : 6)
      contact.first = min(contact.first ?? time, time)
      contact.last = max(contact.last ?? time, time)
    }
    contacts[key] = contact
  }

  /// A name that resolved to the thing.
  mutating func touch(_ kind: Text, _ symbol: Symbol, at time: Int64) {
    let time = Timestamp(microseconds: time).wholeSecond
    see(time)
    let key = ContactKey(kind: kind, source: .resolver, resource: .none, namespace: .none, name: symbol)
    var contact = contacts[key] ?? ContactCount()
    contact.count += 1
    contact.first = min(contact.first ?? time, time)
    contact.last = max(contact.last ?? time, time)
    contacts[key] = contact
  }

  /// Something that inventory or graph ties to the thing.
  mutating func note(_ kind: Text, _ name: Text, first: Timestamp? = nil, last: Timestamp? = nil) {
    var contact = notes[NoteKey(kind: kind, name: name)] ?? ContactCount()
    contact.count += 1
    contact.first = [contact.first, first].compactMap { $0 }.min()
    contact.last = [contact.last, last].compactMap { $0 }.max()
    notes[NoteKey(kind: kind, name: name)] = contact
  }

  /// A row of a flow log, in which the thing is the source or the destination.
  mutating func add(_ flow: Flow, _ number: Int, isSource: Bool) {
    let own = isSource ? flow.destination : flow.source
    let key = FlowKey(
      own: own, instance: flow.instance, port: flow.servicePort, transport: flow.protocol,
      accepted: flow.accepted, isOutbound: FlowTable.isOutbound(flow, !isSource))
    var sum = flows[key] ?? FlowSum(first: number, last: number, start: flow.start, end: flow.end)
    if isSource { sum.bytesIn += flow.bytes } else { sum.bytesOut += flow.bytes }
    sum.packets += flow.packets
    sum.rows += Int(flow.rows)
    if flow.start < sum.start { (sum.first, sum.start) = (number, flow.start) }
    if flow.end > sum.end { (sum.last, sum.end) = (number, flow.end) }
    flows[key] = sum
    see(Timestamp(seconds: flow.start))
    see(Timestamp(seconds: flow.end))
  }

  /// A finding that names the thing.
  mutating func add(_ finding: Finding) {
    see(finding.firstSeen)
    see(finding.lastSeen)
    findings.insert(finding.id)
    if otherCitations.count < 3 { otherCitations.append(finding.citation) }
  }

  /// An entity of the graph that is the thing.
  mutating func add(_ entity: GraphEntity, _ investigation: Investigation) {
    see(entity.firstSeen)
    see(entity.lastSeen)
    if let found = investigation.scope[entity.key]?.level { level = max(level ?? found, found) }
    otherCitations += entity.citations.prefix(2)
  }

  // MARK: Result

  func match(_ target: SearchTarget, _ reader: EventReader, _ book: AddressBook) -> SearchMatch {
    var match = SearchMatch(
      kind: target.kind, name: target.name, level: level, isActors: false, first: first, last: last)
    match.requests = counts.counts
    match.calls = Array(searchCalls(reader).prefix(CaseSearch.partsKept))
    match.contacts = Array(searchContacts(reader).prefix(CaseSearch.partsKept))
    match.flows = Array(flowRows(target.name, reader, book).prefix(CaseSearch.partsKept))
    match.findings = findings.sorted()
    let events = [firstEvent, lastEvent].compactMap { $0 }.map { reader.citation($0) }
    match.citations = Array((events.isEmpty ? otherCitations : events).sortedOnce().prefix(3))
    return match
  }

  private func searchCalls(_ reader: EventReader) -> [SearchCall] {
    calls.map { key, call in
      SearchCall(
        call: reader.call(key.source, action: key.action, resource: key.resource),
        source: key.source == .cloudTrail ? "aws" : key.source == .kubernetesAudit ? "kubernetes" : key.source.word,
        requests: call.counts.counts, first: call.first, last: call.last)
    }.sorted {
      let one = $0.requests.successful + $0.requests.failed
      let two = $1.requests.successful + $1.requests.failed
      return one != two ? one > two : ($0.first, $0.call) < ($1.first, $1.call)
    }
  }

  private func searchContacts(_ reader: EventReader) -> [SearchContact] {
    var found: [NoteKey: ContactCount] = notes
    for (key, contact) in contacts {
      let name = contact.event.map { reader.object($0) } ?? reader.text(key.name)
      let place = NoteKey(kind: key.kind, name: name)
      var known = found[place] ?? ContactCount()
      known.count += contact.count
      known.first = [known.first, contact.first].compactMap { $0 }.min()
      known.last = [known.last, contact.last].compactMap { $0 }.max()
      found[place] = known
    }
    return found.filter { !$0.key.name.isEmpty }.map { key, contact in
      SearchContact(kind: key.kind, name: key.name, count: contact.count, first: contact.first, last: contact.last)
    }.sorted { $0.count != $1.count ? $0.count > $1.count : ($0.kind, $0.name) < ($1.kind, $1.name) }
  }

  private func flowRows(_ peer: Text, _ reader: EventReader, _ book: AddressBook) -> [FlowRow] {
    flows.map { key, sum in
      let own = reader.text(key.own)
      return FlowRow(
        resource: key.instance.isNone ? book.instance(at: own) ?? own : reader.text(key.instance), peer: peer,
        port: Int(key.port), transport: FlowEpisode.name(ofTransport: key.transport),
        direction: key.isOutbound ? "outbound" : "inbound", accepted: key.accepted, bytesOut: sum.bytesOut,
        bytesIn: sum.bytesIn, packets: sum.packets, first: Timestamp(seconds: sum.start),
        last: Timestamp(seconds: sum.end), rows: sum.rows,
        citations: [reader.citation(ofFlow: sum.first), reader.citation(ofLastRow: sum.last)].sortedOnce())
    }.sorted {
      ($0.first, $0.resource, $0.port, $0.accepted ? 0 : 1, $0.direction)
        < ($1.first, $1.resource, $1.port, $1.accepted ? 0 : 1, $1.direction)
    }
  }
}

extension EventSource {
  /// The source's word beside `kubernetes` and `aws`.
  fileprivate var word: Text { self == .authenticator ? "authenticator" : "resolver" }
}
