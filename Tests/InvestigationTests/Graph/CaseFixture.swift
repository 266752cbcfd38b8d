import CaseFolder
import Investigation

@testable import Evidence

/// A small case made in memory: audit and CloudTrail events with their bodies, findings, inventory.
struct CaseFixture {
  var manifest = Manifest()
  var store = EventColumns()
  var findings: [Finding] = []
  var objects: [InventoryObject] = []
  var flows: [Flow] = []
  var answers: [DNSAnswer] = []
  private var count: UInt64 = 0

  static let allowedToAnonymous: Text =
    "RBAC: allowed by ClusterRoleBinding \"open\" of ClusterRole \"cluster-admin\" to User \"system:anonymous\""

  init() {
    manifest.files = [ManifestFile(path: "audit", cluster: "c1")]
  }

  /// Adds an audit event; `at` is seconds since 1970.
  mutating func audit(
    at seconds: Int64, _ actor: Text, _ action: Text, _ resource: Text, _ namespace: Text = "",
    _ name: Text = "",
    from address: Text = "203.0.113.9", outcome: Outcome = .success, reason: Text = "",
    agent: Text = "curl",
    credential: Text = "", principal: Text = "", body: String? = nil
  ) {
    var event = event(
      at: seconds, .kubernetesAudit, actor, action, resource, namespace, name, address, outcome)
    event.scope = store.symbols.intern("c1")
    event.reason = store.symbols.intern(reason)
    event.agent = store.symbols.intern(agent)
    event.credential = store.symbols.intern(credential)
    event.principal = store.symbols.intern(principal)
    if ["get", "list", "watch"].contains(action) { event.flags.insert(.readOnly) }
    keep(body, &event)
    store.append(event)
  }

  /// Adds a CloudTrail event.
  mutating func trail(
    at seconds: Int64, _ actor: Text, _ action: Text, _ service: Text, _ name: Text = "",
    from address: Text = "203.0.113.9", outcome: Outcome = .success, principalID: Text = "",
    credential: Text = "",
    readOnly: Bool = true, body: String? = nil
  ) {
    var event = event(
      at: seconds, .cloudTrail, actor, action, service, "eu-west-1", name, address, outcome)
    event.scope = store.symbols.intern("111122223333")
    event.principalID = store.symbols.intern(principalID)
    event.credential = store.symbols.intern(credential)
    if readOnly { event.flags.insert(.readOnly) }
    keep(body, &event)
    store.append(event)
  }

  /// Adds an inventory object from JSON as kubectl prints it.
  mutating func object(_ json: String) {
    let value = try! JSONParser().parse(Array(json.utf8))
    for object in KubernetesInventoryReader.objects(in: value, listKind: nil) {
      objects.append(
        InventoryObject(
          body: .kubernetes(object), cluster: "c1",
          citation: Citation(file: "objects", index: objects.count)))
    }
  }

  /// Adds a finding with a remote address.
  mutating func finding(
    _ type: Text, remote: [Text] = [], change: (inout Finding) -> Void = { _ in }
  ) {
    var finding = Finding(
      product: "GuardDuty", id: Text("f\(findings.count)"), type: type,
      citation: Citation(file: "findings", index: findings.count))
    finding.severity = 8
    finding.firstSeen = Timestamp(seconds: 1000)
    finding.lastSeen = Timestamp(seconds: 2000)
    finding.remoteAddresses = remote
    finding.resourceRole = "TARGET"
    change(&finding)
    findings.append(finding)
  }

  var evidence: Evidence {
    Evidence(
      manifest: manifest, events: EventStore(store), flows: flows, answers: answers, findings: findings,
      objects: objects,
      ledger: [LedgerRow(file: "log", sha256: "", bytes: 0, format: "kubernetes-audit")])
  }

  func investigate(_ options: InvestigationOptions = InvestigationOptions()) -> Investigation {
    Investigator.investigate(evidence, options: options)
  }

  private mutating func event(
    at seconds: Int64, _ source: EventSource, _ actor: Text, _ action: Text, _ resource: Text,
    _ namespace: Text,
    _ name: Text, _ address: Text, _ outcome: Outcome
  ) -> Event {
    count += 1
    var event = Event()
    event.time = seconds * 1_000_000
    event.source = source
    event.outcome = outcome
    event.actor = store.symbols.intern(actor)
    event.action = store.symbols.intern(action)
    event.resource = store.symbols.intern(resource)
    event.namespace = store.symbols.intern(namespace)
    event.name = store.symbols.intern(name)
    event.address = store.symbols.intern(address)
    event.position = UInt32(count)
    event.id = RecordID(high: 0, low: count)
    return event
  }

  private mutating func keep(_ body: String?, _ event: inout Event) {
    guard let body else { return }
    event.kept = Array(body.utf8).withUnsafeBufferPointer { store.records.keep($0) }
  }
}
