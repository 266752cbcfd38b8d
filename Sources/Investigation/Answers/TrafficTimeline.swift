internal import CaseFolder
internal import Detection
internal import Evidence

/// The timeline's entries of traffic with the actor's hosts and of the queries for their names.
enum TrafficTimeline {
  /// An episode longer than this gets an entry for its end too.
  private static let long: Int64 = 15 * 60
  /// So many times more bytes in than out, and so many of them, is a download.
  private static let download: (ratio: UInt64, bytes: UInt64) = (10, 100_000)

  static func entries(of investigation: Investigation, _ reader: EventReader) -> [TimelineEntry] {
    let table = FlowTable(investigation)
    let store = investigation.evidence.events
    let firstAct = investigation.actor.events.first { store[$0].outcome == .success }.map {
      store.timestamp($0).seconds
    }
    var entries: [TimelineEntry] = []
    for episode in table.episodes {
      let start = investigation.evidence.flows[episode.first].start
      let isDatabase = KnownPorts.builtIn[episode.port]?.use == "database"
      guard episode.isActors || (isDatabase && start >= firstAct ?? .max) else { continue }
      entries += self.entries(of: episode, investigation.evidence, reader)
    }
    return entries + queries(investigation, table, reader)
  }

  /// Phase and techniques of traffic with a peer.
  private static func purpose(_ episode: FlowEpisode) -> (phase: Text, techniques: [Text]) {
    switch KnownPorts.builtIn[episode.port]?.use {
    case "mining": return ("impact", ["T1496.001"])
    case "database" where !episode.isActors: return ("collection", ["T1213"])
    default:
      let isDownload =
        episode.bytesIn >= download.bytes && episode.bytesIn / download.ratio > episode.bytesOut
      return ("command-and-control", isDownload ? ["T1105"] : [])
    }
  }

  private static func entries(
    of episode: FlowEpisode, _ evidence: Evidence, _ reader: EventReader
  ) -> [TimelineEntry] {
    let first = Timestamp(seconds: evidence.flows[episode.first].start)
    let last = Timestamp(seconds: evidence.flows[episode.last].end)
    let (phase, techniques) = purpose(episode)
    let port = "\(episode.port)/\(episode.transportName.string)"
    let service: Prose = KnownPorts.builtIn[episode.port].map { " (a usual port of \(words: $0.name.string))" } ?? ""
    func entry(_ at: Timestamp, _ until: Timestamp?, _ word: String, _ text: Prose, _ cited: [Citation])
      -> TimelineEntry
    {
      let identity = "vpc-flow\u{1F}\(episode.resource)\u{1F}\(episode.peer)\u{1F}\(port)\u{1F}\(word)\u{1F}\(at)"
      return TimelineEntry(
        id: Text("ev-\(SHA256.hex(Array(identity.utf8), digits: 12))"), at: at, until: until, phase: phase,
        actor: episode.resource, address: nil, action: "traffic", object: Text("\(episode.peer):\(episode.port)"),
        outcome: episode.accepted ? "accepted" : "rejected", count: until == nil ? 1 : episode.rows,
        techniques: techniques, side: .actor, source: "vpc-flow", summary: text,
        citations: cited)
    }
    let lastRow = reader.citation(ofLastRow: episode.last)
    let firstRow = reader.citation(ofFlow: episode.first)
    let firstAndLast = firstRow == lastRow ? [firstRow] : [firstRow, lastRow]
    let peer: Prose = "\(address: episode.peer) on \(words: port)"
    guard episode.accepted else {
      let text: Prose = "Rejected: traffic of \(episode.resource) with " + peer + service
      return [entry(first, last, "rejected", text, firstAndLast)]
    }
    let text: Prose =
      "\(episode.resource) exchanged traffic with " + peer + service
      + ": \(episode.bytesOut) bytes out, \(episode.bytesIn) bytes in"
    var entries = [entry(first, last, "accepted", text, firstAndLast)]
    if last.seconds - first.seconds > long {
      let end: Prose = "Last accepted traffic of \(episode.resource) with " + peer
      var ending = entry(last, nil, "end", end, [lastRow])
      // The episode itself carries the techniques: its end is not another use.
      ending.techniques = []
      entries.append(ending)
    }
    return entries
  }

  /// Queries for the names that lead to the actor's hosts.
  private static func queries(
    _ investigation: Investigation, _ table: FlowTable, _ reader: EventReader
  ) -> [TimelineEntry] {
    let store = investigation.evidence.events
    var purposes: [Symbol: (phase: Text, techniques: [Text])] = [:]
    for host in investigation.actor.remoteHosts.keys.sorted() {
      let episode = table.episodes.first { $0.peer == host }
      for edge in investigation.graph.edges(to: EntityKey(.ip, host), type: .resolvedTo) {
        guard let symbol = store.symbols.lookup(edge.from.key) else { continue }
        purposes[symbol] = purposes[symbol] ?? episode.map(purpose) ?? ("command-and-control", [])
      }
    }
    guard !purposes.isEmpty else { return [] }
    var folder = BurstFolder(gap: long)
    let known = Set(investigation.actor.events)
    for index in store.indices where store[index].source == .resolver && !known.contains(index) {
      let event = store[index]
      guard purposes[event.name] != nil else { continue }
      folder.add(
        index, BurstKey(event, side: 0, distinguished: true, withAddress: true, byPrincipal: false), in: store)
    }
    let maker = EntryMaker(reader: reader)
    return folder.bursts.map { burst in
      let purpose = purposes[store[burst.first].name] ?? ("command-and-control", [])
      var entry = maker.entry(burst, side: .actor, phase: purpose.phase)
      entry.techniques = purpose.techniques
      return entry
    }
  }
}
