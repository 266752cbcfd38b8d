import CaseFolder

@testable import Evidence
@testable import Investigation

/// Evidence made in memory, one request at a time.
struct MadeEvidence {
  private(set) var store = EventColumns()
  private var number: UInt64 = 0
  var coverage: [Coverage] = []
  var actorEvents: [Int] = []
  var responderEvents: [Int] = []

  /// Adds a request; times must not fall. `seconds` count from 2026-01-01T00:00:00Z.
  @discardableResult
  mutating func add(
    _ seconds: Int64, _ actor: Text, _ action: Text, _ resource: Text, namespace: Text = "", name: Text = "",
    from address: Text = "203.0.113.5", outcome: Outcome = .success, source: EventSource = .kubernetesAudit,
    readOnly: Bool = false
  ) -> Int {
    var event = Event()
    event.time = (Self.start.seconds + seconds) * 1_000_000
    event.source = source
    event.outcome = outcome
    event.flags = readOnly ? [.wholeSeconds, .readOnly] : .wholeSeconds
    event.actor = store.symbols.intern(actor)
    event.action = store.symbols.intern(action)
    event.resource = store.symbols.intern(resource)
    event.namespace = store.symbols.intern(namespace)
    event.name = store.symbols.intern(name)
    event.address = store.symbols.intern(address)
    number += 1
    event.id = RecordID(high: 1, low: number)
    event.position = UInt32(number)
    store.append(event)
    return store.count - 1
  }

  static let start = Timestamp("2026-01-01T00:00:00Z")!

  /// A moment so many seconds after the start.
  static func at(_ seconds: Int64) -> Timestamp { start.advanced(bySeconds: seconds) }

  /// The investigation of it, with the actor's and the responders' events as they were marked.
  var investigation: Investigation {
    var actor = ActorProfile()
    actor.events = actorEvents
    actor.responderEvents = responderEvents
    let ledger = [LedgerRow(file: "audit.jsonl", sha256: "00", bytes: 0, format: "kubernetes-audit")]
    let evidence = Evidence(manifest: Manifest(), events: EventStore(store), ledger: ledger, coverage: coverage)
    return Investigation(
      evidence: evidence, windows: Windows(), graph: EntityGraph(), actor: actor, activity: Activity(),
      metrics: Metrics(times: [:], durations: [:]))
  }

  /// Coverage of the audit log from the start for so many seconds.
  static func audit(_ seconds: Int64, isExtract: Bool = false) -> Coverage {
    Coverage(
      source: "kubernetes-audit", from: start, to: at(seconds), basis: "stated", isExtract: isExtract,
      files: ["audit.jsonl"])
  }
}
