internal import CaseFolder
internal import Evidence
internal import Investigation
internal import Response

/// The raw records that a report quotes: those behind its main statements, as far as they were kept.
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
    var wanted: [UInt64: Text] = [:]
    var order: [UInt64] = []
    for citation in citations(of: report) {
      guard let id = citation.id, let file = files[citation.file] else { continue }
      guard let position = citation.line ?? citation.index else { continue }
      let place = file << 32 | UInt64(position)
      if wanted.updateValue(id, forKey: place) == nil { order.append(place) }
    }
    let events = evidence.events
    var handles: [UInt64: UInt32] = [:]
    for index in investigation.actor.events + investigation.actor.responderEvents where events.kept[index] > 0 {
      let place = UInt64(events.file[index]) << 32 | UInt64(events.position[index])
      if wanted[place] != nil { handles[place] = events.kept[index] }
    }
    let found = order.filter { handles[$0] != nil }
    var quotes: [Text: Text] = [:]
    for place in found.prefix(recordLimit) {
      guard let id = wanted[place], let bytes = events.records.bytes(handles[place] ?? 0) else { continue }
      quotes[id] = quote(bytes)
    }
    guard found.count > recordLimit else { return (quotes, []) }
    let omission = Omission(
      what: "The text of \(found.count - recordLimit) cited records",
      why: "At most \(recordLimit) are quoted; every citation says where its record stands.")
    return (quotes, [omission])
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
