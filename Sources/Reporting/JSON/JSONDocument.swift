/// JSON for programs that is no report.
package enum JSONDocument {
  /// A value as `report.json` would hold it: members in the order in which its type declares them, dictionaries sorted,
  /// secrets masked, invisible characters escaped, a line end at the end. Its `encode(to:)` must not throw.
  package static func encode(_ value: some Encodable) -> [UInt8] {
    guard let node = try? ReportEncoder.node(value) else { preconditionFailure("a value cannot be encoded") }
    return JSONWriter.document(node)
  }
}
