internal import CaseFolder
internal import Evidence
internal import Investigation
internal import Response

/// What a report is about, from the manifest where it says so, else from the evidence.
enum CaseHeaders {
  /// The header of a case.
  static func header(_ investigation: Investigation, _ response: Response) -> CaseHeader {
    let manifest = investigation.evidence.manifest
    let clusters = clusters(investigation)
    let accounts = accounts(investigation, clusters)
    return CaseHeader(
      id: manifest.caseID ?? caseID(investigation.evidence.ledger),
      title: manifest.title ?? title(response.verdict, clusters, accounts, investigation.windows),
      tlp: manifest.tlp.label, severity: manifest.severity ?? severity(investigation.findings),
      status: manifest.status, verdict: response.verdict, verdictReason: response.verdictReason,
      reportStatus: manifest.reportStatus, lead: manifest.lead, clusters: clusters, accounts: accounts)
  }

  /// `case-` and 10 hex digits over the digests of the evidence files: the same evidence is the same case, wherever it lies
  /// and however its files are called or packed. A file that is there twice is no more evidence than once.
  static func caseID(_ ledger: [LedgerRow]) -> Text {
    let digests = Set(ledger.filter { !$0.isArchive }.map(\.sha256)).sorted()
    return Text("case-\(SHA256.hex(digests.map(\.string).joined(separator: "\n").utf8, digits: 10))")
  }

  /// The highest severity among the findings that belong to the case; samples never count.
  static func severity(_ findings: [FindingSummary]) -> Text {
    let real = findings.filter { !$0.isSample }
    let joined = real.filter { !$0.joins.isEmpty }
    let highest = (joined.isEmpty ? real : joined).max { $0.severity < $1.severity }
    return highest?.severityLabel.asciiLowercased ?? Text(Confidence.notDeterminable.rawValue)
  }

  /// `Incident in payments-prod from 2026-03-10 to 2026-03-12`.
  static func title(_ verdict: Verdict, _ clusters: [Text], _ accounts: [Text], _ windows: Windows) -> Text {
    let what =
      switch verdict {
      case .notDeterminable, .noIncidentFound: "Activity"
      case .open, .containedWithOpenPaths, .contained, .eradicated: "Incident"
      }
    var title = what
    if let first = clusters.first {
      title += " in \(name(ofCluster: first).string)"
      if clusters.count > 1 { title += " and \(clusters.count - 1) more" }
    } else if let first = accounts.first {
      title += " in account \(first.string)"
      if accounts.count > 1 { title += " and \(accounts.count - 1) more" }
    }
    guard let window = windows.finding ?? windows.evidence else { return Text(title) }
    let (from, to) = (day(window.from), day(window.to))
    return Text(title + (from == to ? " on \(from)" : " from \(from) to \(to)"))
  }

  private static func day(_ time: Timestamp) -> String {
    String(decoding: time.description.utf8.prefix(10), as: UTF8.self)
  }

  /// The name at the end of a cluster's ARN.
  private static func name(ofCluster cluster: Text) -> Text {
    cluster.split(UInt8(ascii: "/")).last ?? cluster
  }

  /// The clusters that the graph knows, those in scope first.
  private static func clusters(_ investigation: Investigation) -> [Text] {
    let keys = investigation.graph.sortedEntities.map(\.key).filter { $0.type == .cluster }
    let inScope = keys.filter { investigation.scope[$0] != nil }
    return (inScope + keys.filter { investigation.scope[$0] == nil }).map(\.key)
  }

  /// The accounts whose evidence this is: as the manifest says, of the findings, of the clusters, and those that received
  /// the CloudTrail records.
  private static func accounts(_ investigation: Investigation, _ clusters: [Text]) -> [Text] {
    let evidence = investigation.evidence
    var accounts = Set(evidence.manifest.ownAccounts)
    accounts.formUnion(evidence.findings.filter { !$0.isSample }.compactMap(\.account))
    for cluster in clusters {
      let parts = cluster.split(UInt8(ascii: ":"))
      if parts.count >= 6, parts[0] == "arn" { accounts.insert(parts[4]) }
    }
    let events = evidence.events
    let receivers = Set(events.indices.lazy.filter { events.source[$0] == .cloudTrail }.map { events.scope[$0] })
    accounts.formUnion(receivers.filter { !$0.isNone }.map { events.text($0) })
    return accounts.filter { !$0.isEmpty }.sorted()
  }
}
