internal import CaseFolder

/// Finds the record of an event in what stands at its place: the record itself, or one of those wrapped in it.
enum RecordMatch {
  /// The record whose id is the event's; nil when there is none.
  static func record(of event: Event, in outer: [UInt8]) -> [UInt8]? {
    let parser = JSONParser()
    if let found = match(event, outer, parser) { return found }
    // A log export writes a time before the record.
    let json = outer.firstIndex(of: UInt8(ascii: "{")).map { Array(outer[$0...]) } ?? outer
    if json.count < outer.count, let found = match(event, json, parser) { return found }
    guard let value = try? parser.parse(json) else { return nil }
    for inner in Unwrapper.records(in: value) {
      let start = inner.firstIndex(of: UInt8(ascii: "{")) ?? 0
      if let found = match(event, inner, parser) ?? match(event, Array(inner[start...]), parser) { return found }
    }
    return nil
  }

  private static func match(_ event: Event, _ bytes: [UInt8], _ parser: JSONParser) -> [UInt8]? {
    let value = try? parser.parse(bytes)
    guard event.flags.contains(.noNativeID) else {
      guard let native = value?["auditID"]?.nonEmptyText ?? value?["eventID"]?.nonEmptyText else { return nil }
      let id = Array(native.utf8).withUnsafeBufferPointer { RecordID.native($0).id }
      return id == event.id ? bytes : nil
    }
    // Equal records without an id are told apart by an ordinal in the lower half.
    let isSame = [bytes, value?.encoded].contains { bytes in
      bytes?.withUnsafeBufferPointer { RecordID(hashing: $0).high } == event.id.high
    }
    return isSame ? bytes : nil
  }
}
