package import CaseFolder
package import Evidence

/// A field of a hit with what stood in it: why the rule matched.
package struct MatchedField: Hashable, Sendable, Codable {
  /// The field's name in the rule; `keywords` without one.
  package var field: Text
  /// What stood there, cut after 200 bytes; several values are joined.
  package var value: Text

  /// A field with its value.
  package init(field: Text, value: Text) {
    self.field = field
    self.value = value
  }
}

/// A hit that may be shown: where it stands, and why it is one.
struct HitSample: Sendable {
  let time: Int64
  let id: RecordID
  let file: Text
  let position: UInt32
  let fields: [MatchedField]

  var order: (Int64, RecordID, Text, UInt32) { (time, id, file, position) }
}

/// The first and the last few hits of a rule.
struct HitSamples: Sendable {
  /// So many of each are kept.
  static let limit = 3

  private(set) var first: [HitSample] = []
  private(set) var last: [HitSample] = []

  /// Takes a hit in, if it is among the first or the last ones.
  mutating func add(_ sample: HitSample) {
    first.append(sample)
    first.sort { $0.order < $1.order }
    if first.count > Self.limit { first.removeLast() }
    last.append(sample)
    last.sort { $0.order < $1.order }
    if last.count > Self.limit { last.removeFirst() }
  }
}

/// The first and the last hits of a rule in one file, as raw records: what they show is worked out when the file ends.
struct RawSamples {
  private struct Raw {
    var time: Int64
    var id: RecordID
    var position: UInt32
    var json: [UInt8]
  }

  private var first: [Raw] = []
  private var last: [Raw] = []
  /// Bigger records are shown without their fields.
  private static let sizeLimit = 256 << 10

  /// Takes a hit in, if it is among the first or the last ones.
  mutating func add(_ record: WatchedRecord) {
    let time = record.event.time
    if first.count < HitSamples.limit || time < first[first.count - 1].time {
      Self.insert(Self.raw(record, reusing: nil), into: &first)
      if first.count > HitSamples.limit { first.removeLast() }
    }
    if last.count < HitSamples.limit {
      Self.insert(Self.raw(record, reusing: nil), into: &last)
    } else if time >= last[0].time {
      let oldest = last.removeFirst()
      Self.insert(Self.raw(record, reusing: oldest.json), into: &last)
    }
  }

  private static func raw(_ record: WatchedRecord, reusing buffer: consuming [UInt8]?) -> Raw {
    var json = buffer ?? []
    json.removeAll(keepingCapacity: true)
    if record.json.count <= sizeLimit { json.append(contentsOf: record.json) }
    return Raw(time: record.event.time, id: record.event.id, position: record.event.position, json: json)
  }

  private static func insert(_ raw: Raw, into list: inout [Raw]) {
    var place = list.count
    while place > 0, list[place - 1].time > raw.time { place -= 1 }
    list.insert(raw, at: place)
  }

  /// The samples, each with what matched in it.
  func samples(of rule: SigmaRule, in file: Text, _ parser: JSONParser) -> [HitSample] {
    (first + last.filter { raw in !first.contains { $0.position == raw.position && $0.id == raw.id } }).map { raw in
      let fields = (try? parser.parse(raw.json)).map { rule.matchedFields(in: $0) } ?? []
      return HitSample(time: raw.time, id: raw.id, file: file, position: raw.position, fields: fields)
    }
  }
}

extension SigmaRule {
  /// The fields by which a record matches, with what stands in them.
  package func matchedFields(in record: JSONValue) -> [MatchedField] {
    var fields: [MatchedField] = []
    for item in expression.items where item.matches(record) {
      guard let field = item.field, !fields.contains(where: { $0.field == field.name }) else { continue }
      let values = field.values(in: record).filter { $0 != .null }.map(\.shown)
      guard !values.isEmpty else { continue }
      fields.append(MatchedField(field: field.name, value: Self.cut(Text(values.joined(separator: ", ")))))
    }
    return fields
  }

  private static func cut(_ text: Text) -> Text {
    guard text.utf8.count > 200 else { return text }
    var end = 200
    let bytes = Array(text.utf8)
    while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return Text(Text(bytes: bytes[..<end]).string + "…")
  }
}

extension JSONValue {
  /// A value as text, for people.
  var shown: String {
    if case .string(let text) = self { return text.string }
    return String(decoding: encoded, as: UTF8.self)
  }
}
