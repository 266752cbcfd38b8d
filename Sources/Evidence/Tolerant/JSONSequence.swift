internal import CaseFolder

/// The JSON values that stand in some bytes, one behind the other, each read by itself: what is wrong with one costs no
/// other.
struct JSONSequence {
  /// One value, or bytes that are none.
  enum Part {
    case value(JSONParser.Parsed, Range<Int>)
    case unreadable(Range<Int>, reason: Text)
  }

  /// How CloudWatch Logs ends an event that it cut at its limit.
  private static let cutMark = Array("[Truncated...]".utf8)

  private let bytes: UnsafeBufferPointer<UInt8>
  private let isCut: Bool
  private var position = 0

  /// The values in some bytes. Behind the mark of a cut, whole leading members count as the value.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    let end = Self.trimmedEnd(bytes)
    let mark = Self.cutMark
    isCut = end >= mark.count && bytes[(end - mark.count)..<end].elementsEqual(mark)
    self.bytes = UnsafeBufferPointer(rebasing: bytes[..<(isCut ? end - mark.count : end)])
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// The next part; nil at the end.
  mutating func next() -> Part? {
    var reader = TolerantJSONReader(bytes, at: position, isCut: isCut)
    reader.skipBlanks()
    let start = reader.position
    guard start < bytes.count else { return nil }
    let result = Result { () throws(JSONParser.Failure) in try reader.value() }
    switch result {
    case .failure(let failure):
      position = bytes.count
      return .unreadable(start..<bytes.count, reason: isCut ? Self.cutReason(failure) : failure.reason)
    case .success(let value):
      let end = reader.position
      var remarks = reader.remarks
      reader.skipBlanks()
      position = reader.position
      if let behind = reader.peek, behind != UInt8(ascii: "{"), behind != UInt8(ascii: "[") {
        position = bytes.count
        return .unreadable(start..<bytes.count, reason: "something that is no JSON follows the value")
      }
      if isCut, position == bytes.count { remarks.insert(.cut) }
      return .value(JSONParser.Parsed(value: value, remarks: remarks), start..<end)
    }
  }

  private static func cutReason(_ failure: JSONParser.Failure) -> Text {
    Text("cut by CloudWatch Logs ([Truncated...]): \(failure.reason.string)")
  }

  private static func trimmedEnd(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var end = bytes.count
    while end > 0, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[end - 1]) { end -= 1 }
    return end
  }
}
