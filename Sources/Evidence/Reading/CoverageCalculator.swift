internal import CaseFolder

/// Works out from when to when each source covers its subject.
struct CoverageCalculator {
  let opened: OpenedCase
  let ledger: [LedgerRow]
  let store: EventStore
  /// By file, the first start and the last end of its flows, in seconds since 1970.
  let flows: [Int: ClosedRange<Int64>]

  private struct Key: Hashable {
    let source: Text
    let subject: Text?
  }

  private struct Span {
    var from: Timestamp
    var to: Timestamp
    var isStated: Bool
    var isExtract: Bool
    var files: Set<Text>
  }

  /// One row for each source and subject: what the manifest states, else first to last record.
  func coverage(findings: [Finding]) -> [Coverage] {
    var spans: [Key: Span] = [:]
    for (row, observed) in zip(ledger, observedSpans(findings)) {
      let stated = opened.stated(row.file)
      let window = stated?.coverage ?? observed.map { ManifestWindow(from: $0.from, to: $0.to) }
      guard let window else { continue }
      let key = Key(source: row.format, subject: stated?.cluster)
      let isExtract = observed.map { $0.isExtract } ?? false
      var span =
        spans[key]
        ?? Span(from: window.from, to: window.to, isStated: true, isExtract: isExtract, files: [])
      span.from = min(span.from, window.from)
      span.to = max(span.to, window.to)
      span.isStated = span.isStated && stated?.coverage != nil
      span.isExtract = span.isExtract && isExtract
      span.files.insert(row.file)
      spans[key] = span
    }
    return spans.map { key, span in
      Coverage(
        source: key.source, subject: key.subject, from: span.from, to: span.to,
        basis: span.isStated ? "stated" : "observed", isExtract: span.isExtract, files: span.files.sorted())
    }.sorted { ($0.source, $0.subject ?? "", $0.from) < ($1.source, $1.subject ?? "", $1.from) }
  }

  private struct Observed {
    var from: Timestamp
    var to: Timestamp
    var isExtract = false
  }

  /// First and last record of each file, by its number in the ledger; nil for files without dated records.
  private func observedSpans(_ findings: [Finding]) -> [Observed?] {
    var spans = [Observed?](repeating: nil, count: ledger.count)
    var routine = [Int](repeating: 0, count: ledger.count)
    func add(_ file: Int, _ from: Timestamp, _ to: Timestamp) {
      guard var span = spans[file] else {
        spans[file] = Observed(from: from, to: to)
        return
      }
      span.from = min(span.from, from)
      span.to = max(span.to, to)
      spans[file] = span
    }
    // By symbol, once it was asked for.
    var components = [Bool?](repeating: nil, count: store.symbols.count)
    func isComponent(_ actor: Symbol) -> Bool {
      if let known = components[Int(actor.id)] { return known }
      let found = Self.isComponent(store.symbols.bytes(actor))
      components[Int(actor.id)] = found
      return found
    }
    for index in store.indices where !store.flags[index].contains(.undated) {
      let file = Int(store.file[index])
      if isComponent(store.actor[index]) { routine[file] += 1 }
      let time = store.time[index]
      if let span = spans[file], span.from.microseconds <= time, span.to.microseconds >= time { continue }
      add(file, store.timestamp(index), store.timestamp(index))
    }
    for (file, span) in flows {
      add(file, Timestamp(seconds: span.lowerBound), Timestamp(seconds: span.upperBound))
    }
    let rows = Dictionary(ledger.enumerated().map { ($1.file, $0) }, uniquingKeysWith: { first, _ in first })
    for finding in findings {
      guard let row = rows[finding.citation.file] else { continue }
      for time in [finding.firstSeen, finding.lastSeen, finding.updated].compactMap({ $0 }) { add(row, time, time) }
    }
    // A live control plane's own components write all the time; a file in which they hardly occur is an extract.
    for row in spans.indices where ledger[row].format == "kubernetes-audit" {
      guard let span = spans[row] else { continue }
      let minutes = max(60, (span.to.seconds - span.from.seconds) / 60)
      spans[row]?.isExtract = Int64(routine[row]) < minutes
    }
    // An account in use calls AWS at least every hour.
    for row in spans.indices where ledger[row].format == "cloudtrail" {
      guard let span = spans[row] else { continue }
      spans[row]?.isExtract = Int64(ledger[row].events) < (span.to.seconds - span.from.seconds) / 3600
    }
    return spans
  }

  /// Whether a user name is that of a node or of one of the control plane's components.
  private static func isComponent(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    name.starts(with: "system:node:".utf8) || name.starts(with: "system:kube-".utf8) || name.equals("system:apiserver")
  }
}
