package import CaseFolder
package import Evidence

extension EventReader {
  /// Where an event's record stands.
  package func citation(_ index: Int) -> Citation {
    let event = evidence.events[index]
    let row = evidence.ledger.indices.contains(Int(event.file)) ? evidence.ledger[Int(event.file)] : nil
    let file = row?.file ?? ""
    let id = nativeID(index)
    return event.source == .cloudTrail && row?.format.hasSuffix("lines") != true
      ? Citation(file: file, index: Int(event.position), id: id)
      : Citation(file: file, line: Int(event.position), id: id)
  }

  /// The citations of a burst: its first records and its last one.
  package func citations(_ indices: [Int]) -> [Citation] {
    let shown = indices.count <= 5 ? indices : Array(indices.prefix(4)) + [indices[indices.count - 1]]
    return shown.map(citation)
  }

  /// Where a flow's row stands.
  package func citation(_ flow: Flow) -> Citation {
    let known = evidence.ledger.indices.contains(Int(flow.file))
    return Citation(file: known ? evidence.ledger[Int(flow.file)].file : "", line: Int(flow.position))
  }

  /// The auditID or eventID, when the record was kept.
  private func nativeID(_ index: Int) -> Text? {
    guard let body = body(index) else { return nil }
    return body[anyOf: ["auditID", "eventID"]]?.text
  }
}
