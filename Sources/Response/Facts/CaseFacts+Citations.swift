internal import CaseFolder
internal import Evidence

extension CaseFacts {
  /// Where the event at an index stands: file, line or index, and its native id.
  func citation(_ index: Int) -> Citation {
    let event = evidence.events[index]
    let file = Int(event.file)
    guard evidence.ledger.indices.contains(file) else { return Citation(file: "", id: nativeID(index)) }
    let row = evidence.ledger[file]
    return Citation(file: row.file, line: Int(event.position), id: nativeID(index))
  }

  private func nativeID(_ index: Int) -> Text? {
    let record = body(view(index))
    if let id = record["auditID"]?.nonEmptyText ?? record["eventID"]?.nonEmptyText { return id }
    let id = evidence.events[index].id
    func hex(_ value: UInt64) -> String {
      let digits = String(value, radix: 16)
      return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
    let digits = Array((hex(id.high) + hex(id.low)).utf8)
    let parts = [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]]
    return Text(parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-"))
  }
}
