/// Where a record stands: the evidence file, its line or index there, and the record's own id.
package struct Citation: Hashable, Codable, Sendable {
  /// The file's name inside the case, with `!/` before an archive's entry.
  package var file: Text
  /// The line, from 1, in files of one record a line.
  package var line: Int?
  /// The record's index, from 0, in files that hold one document.
  package var index: Int?
  /// The native id: auditID, eventID, finding id, an object's uid.
  package var id: Text?

  /// A citation of a record by its file and place there.
  package init(file: Text, line: Int? = nil, index: Int? = nil, id: Text? = nil) {
    self.file = file
    self.line = line
    self.index = index
    self.id = id
  }
}

extension Citation: Comparable {
  /// By native id, then place, then file name: an order that a renamed file does not change when ids differ.
  package static func < (left: Citation, right: Citation) -> Bool {
    if left.id != right.id { return (left.id ?? "") < (right.id ?? "") }
    if left.line != right.line { return (left.line ?? -1) < (right.line ?? -1) }
    if left.index != right.index { return (left.index ?? -1) < (right.index ?? -1) }
    return left.file < right.file
  }
}

extension Sequence where Element == Citation {
  /// The citations once each, in their order.
  package func sortedOnce() -> [Citation] {
    Set(self).sorted()
  }
}
