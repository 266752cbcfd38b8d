package import CaseFolder

/// What was odd about a record's text that was read all the same.
package struct TextRemarks: OptionSet, Hashable, Sendable {
  /// The bits.
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Half of a surrogate pair stands alone, escaped or in the bytes.
  package static let loneSurrogate = TextRemarks(rawValue: 1)
  /// Bytes that are no UTF-8 were read as U+FFFD.
  package static let invalidUTF8 = TextRemarks(rawValue: 2)
  /// A number lies beyond Double or 64 bits and was kept as text.
  package static let numberOutOfRange = TextRemarks(rawValue: 4)
  /// An object names a key twice, compared by the bytes of the unescaped keys; the last one counts.
  package static let duplicateKeys = TextRemarks(rawValue: 8)
  /// CloudWatch Logs cut the record (`[Truncated...]`): its whole leading members were read.
  package static let cut = TextRemarks(rawValue: 16)

  /// The remarks in the words of the ledger.
  package var words: [Text] {
    Self.names.filter { contains($0.remark) }.map(\.words)
  }

  private static let names: [(remark: TextRemarks, words: Text)] = [
    (.loneSurrogate, "lone surrogate"), (.invalidUTF8, "invalid UTF-8"), (.numberOutOfRange, "number out of range"),
    (.duplicateKeys, "duplicate keys"), (.cut, "cut by CloudWatch Logs"),
  ]
}
