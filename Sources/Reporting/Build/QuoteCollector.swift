internal import CaseFolder
internal import Evidence
internal import Investigation
internal import Response

/// The raw records that a report quotes: those behind its main statements. What was not kept while the
/// case was read is read again.
enum QuoteCollector {
  /// At most so many records are quoted.
  static let recordLimit = 500
  /// At most so many bytes of one record.
  static let recordBytes = 8192

  /// Quotes by native id, and what had to be left out.
  static func quotes(
    for report: Report, investigation: Investigation
  ) -> (byID: [Text: Text], omissions: [Omission]) {
    let evidence = investigation.evidence
    let files = Dictionary(
      evidence.ledger.enumerated().map { ($1.file, UInt64($0)) }, uniquingKeysWith: { first, _ in first })
    let events = evidence.events
    var wanted: [Quoted] = []
    for citation in citations(of: report) {
      guard let id = citation.id, let file = files[citation.file] else { continue }
      guard let position = citation.line ?? citation.index else { continue }
      wanted.append(Quoted(place: file << 32 | UInt64(position), id: id))
    }
    let indices = indices(of: wanted, in: events)
    var seen: Set<Quoted> = []
    let found = wanted.filter { indices[$0] != nil && seen.insert($0).inserted }
    let quoted = found.prefix(recordLimit)
    let records = events.records(of: quoted.compactMap { indices[$0] })
    var quotes: [Text: Text] = [:]
    for key in quoted {
      if let index = indices[key], let bytes = records[index] { quotes[key.id] = quote(bytes) }
    }
    let missing = found.count - quoted.count { key in indices[key].map { records[$0] != nil } ?? false }
    guard missing > 0 else { return (quotes, []) }
    let omission = Omission(
      what: "The text of \(missing) cited records",
      why: "At most \(recordLimit) are quoted that can be read again; every citation says where its record stands.")
    return (quotes, [omission])
  }

  /// A record that is to be quoted: where it stands, and its native id.
  private struct Quoted: Hashable {
    /// The file's number in the ledger, and the line or index.
    let place: UInt64
    let id: Text
  }

  /// The events whose records are to be quoted.
  private static func indices(of wanted: [Quoted], in events: EventStore) -> [Quoted: Int] {
    // Nearly all of many events are told not to be wanted by one look.
    var sieve = [Bool](repeating: false, count: 1 << 16)
    for key in wanted { sieve[Int(key.place & 0xFFFF)] = true }
    let keys = Set(wanted)
    var indices: [Quoted: Int] = [:]
    for index in events.indices where sieve[Int(events.position[index] & 0xFFFF)] {
      guard let id = events.nativeID(index) else { continue }
      let key = Quoted(place: UInt64(events.file[index]) << 32 | UInt64(events.position[index]), id: id)
      if keys.contains(key) { indices[key] = index }
    }
    return indices
  }

  /// The text of a record: values of Kubernetes secrets and what looks like a secret masked, and cut when it is long.
  static func quote(_ bytes: some Collection<UInt8>) -> Text {
    let text = Masking.mask(SecretObjects.masked(Text(bytes: bytes)))
    guard text.utf8.count > recordBytes else { return text }
    var kept = Array(text.utf8.prefix(recordBytes))
    // The cut stands before the first byte of a scalar.
    while let last = kept.last, last & 0xC0 == 0x80 { kept.removeLast() }
    if let last = kept.last, last >= 0xC0 { kept.removeLast() }
    return Text("\(String(decoding: kept, as: UTF8.self))…(+\(text.utf8.count - kept.count) bytes)")
  }

  /// What the main statements cite, the most important first.
  private static func citations(of report: Report) -> [Citation] {
    var citations = report.case.verdictReason.citations
    citations += report.takeaways.flatMap(\.citations)
    citations += report.openPaths.flatMap(\.citations)
    citations += report.story.flatMap(\.statements).flatMap(\.citations)
    citations += report.exposures.flatMap { $0.routes.flatMap(\.citations) + $0.rotation.provenBy }
    citations += report.remediation.flatMap(\.provenBy)
    citations += report.questions.flatMap(\.answer).flatMap(\.citations)
    citations += report.timeline.filter { $0.side != .system }.flatMap { $0.citations.prefix(1) }
    return citations
  }
}
