internal import CaseFolder

/// Joins what the workers read into one body of evidence, in an order that content decides.
struct EvidenceMerger {
  let opened: OpenedCase
  let options: ReadingOptions

  func merge(_ unordered: [EventSegment]) -> Evidence {
    // By format and hash, so that neither names nor the order of listing matter; names only tell copies apart.
    let segments = unordered.sorted {
      ($0.row.format, $0.row.sha256, $0.row.file) < ($1.row.format, $1.row.sha256, $1.row.file)
    }
    var ledger = segments.map(\.row)
    var joined = join(segments)
    let cluster = ClusterNames(opened.manifest, joined.findings, joined.objects)
    cluster.complete(&joined.store, &joined.objects, segments.map { opened.stated($0.row.file)?.cluster })
    joined.store.dropDuplicates { ledger[$0].moveEvent(to: \.duplicates) }
    let findings = FindingMerger.merge(joined.findings) { file in
      if let row = ledger.firstIndex(where: { $0.file == file }) {
        ledger[row].findings -= 1
        ledger[row].duplicates += 1
      }
    }
    if let start = options.edges(opened).first {
      joined.store.dropEvents(before: Timestamp(seconds: start)) { ledger[$0].moveEvent(to: \.outOfWindow) }
      for (file, rows) in joined.flows.before { ledger[file].moveEvent(to: \.outOfWindow, rows) }
    }
    let flows = joined.flows.take()
    joined.answers.sort { ($0.time, $0.name) < ($1.time, $1.name) }
    ledger += opened.skipped.sorted { ($0.format, $0.file) < ($1.format, $1.file) }
    let store = EventStore(joined.store, fetcher: RecordFetcher(places: joined.places, opened: opened))
    joined.store = EventColumns()
    let coverage = CoverageCalculator(opened: opened, ledger: ledger, store: store, flows: joined.flows.spans)
    return Evidence(
      manifest: opened.manifest, events: store, flows: flows, flowSpans: joined.flows.spans, answers: joined.answers,
      findings: findings, objects: joined.objects.inStableOrder, ledger: ledger,
      coverage: coverage.coverage(findings: findings), intelligence: joined.intelligence.inStableOrder,
      diagnostics: opened.diagnostics + segments.flatMap(\.diagnostics))
  }

  private struct Joined {
    var store: EventColumns
    var flows: FlowJoiner
    var answers: [DNSAnswer] = []
    var findings: [Finding] = []
    var objects: [InventoryObject] = []
    var intelligence: [IntelligenceIndicator] = []
    var places: [Int: RecordFetcher.Place] = [:]
  }

  private func join(_ segments: [EventSegment]) -> Joined {
    let symbols = SymbolTable()
    var joined = Joined(store: EventColumns(symbols: symbols), flows: FlowJoiner(edges: options.edges(opened)))
    joined.store.reserveCapacity(segments.reduce(0) { $0 + $1.events.count })
    let files = Dictionary(opened.files.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    // Files follow each other in time more often than by hash: then the store is in order as it is.
    let order = segments.indices.sorted { left, right in
      (segments[left].events.firstTime ?? .min, left) < (segments[right].events.firstTime ?? .min, right)
    }
    for file in order {
      let segment = segments[file]
      joined.places[file] = RecordFetcher.Place(segment, in: files)
      let map = SymbolMap(from: segment.symbols, into: symbols)
      let shift = joined.store.records.append(segment.records)
      joined.store.append(segment.events, map: map, file: UInt32(file), keptShift: shift)
      for (id, symbol) in segment.otherIDs.sorted(by: { $0.key < $1.key }) {
        joined.store.otherIDs[id] = map[symbol]
      }
      joined.flows.add(segment.flows.take(), map, file: file)
      joined.answers += segment.answers.map { answer in
        DNSAnswer(
          name: map[answer.name], addresses: answer.addresses.map { map[$0] }, time: answer.time)
      }
      joined.findings += segment.findings
      joined.objects += segment.objects
      joined.intelligence += segment.intelligence
      segment.release()
    }
    return joined
  }
}

extension LedgerRow {
  /// Takes events out of the events and counts them elsewhere.
  mutating func moveEvent(to other: WritableKeyPath<LedgerRow, Int>, _ count: Int = 1) {
    events -= count
    self[keyPath: other] += count
  }
}

extension Timestamp {
  /// Earlier than any evidence.
  static let distantPast = Timestamp(microseconds: .min / 2, digits: 0)
}

extension [InventoryObject] {
  /// By what it is, cluster, namespace, name, uid and time: an order that content decides.
  var inStableOrder: [InventoryObject] {
    func key(_ object: InventoryObject) -> [Text] {
      switch object.body {
      case .kubernetes(let body):
        [
          "kubernetes", body.kind, object.cluster ?? "", body.metadata.namespace ?? "", body.metadata.name,
          body.metadata.uid ?? "",
        ]
      case .aws(let body): ["aws", body.typeName, body.id]
      }
    }
    return map { (key($0), $0) }.sorted { left, right in
      if left.0 != right.0 { return left.0.lexicographicallyPrecedes(right.0) }
      return (left.1.observed ?? .distantPast) < (right.1.observed ?? .distantPast)
    }.map(\.1)
  }
}
