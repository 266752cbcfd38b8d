import CaseFolder
import Testing

@testable import Evidence

/// The extractor walks a record without building a document of it; the document parser says what is right.
@Suite struct FieldExtractionTests {
  private static let plan: [[String]] = [
    ["id"], ["user", "name"], ["user"], ["user", "extra", "arn", "#0"], ["ips", "#-1"], ["ips", "#0"], ["code"],
    ["a longer key than eight"], ["flag"],
  ]

  private static let records: [String] = [
    #"{"id":"a","user":{"name":"u","extra":{"arn":["x","y"]}},"ips":["1","2","3"],"code":200,"flag":true}"#,
    #"{"skipped":{"deep":[1,2.5,{"k":[true,false,null,"\"\\\/\b\f\n\r\t\u00e9"]}]},"code":-7,"id":"\u0061\"b\\"}"#,
    #"{"id":"a","id":"b","a longer key than eight":"v","user":null,"ips":[],"code":1.5,"flag":"True"}"#,
    #"{"user":{"name":"one"},"user":{"name":"two","extra":{"arn":[]}},"ips":["\u20ac",1,"z"],"code":12345678901234567890}"#,
    #"{ "\u0069d" : "in disguise", "code" : 1e3 , "ips" : [ "\ud83d\ude00" , { } ] , "flag" : false }"#,
  ]

  private let parser = JSONParser()
  private let extractor = BatchExtractor(FieldPlan(Self.plan))

  /// Texts that mutations put in: each is right in some places and wrong in others.
  private static let inserted = [
    "\"", ",", ":", "{", "}", "[", "]", "\\", "\\u0041", "\\ud83d", "\\x", "1e5", "-", "00", ".", "1234567890123456789",
    "true", "tru", "null", "\u{1}", "é", " ", "{}", "[]", "[1,2]", "\"id\":\"c\",", "\"\\u0069d\":1,",
  ].map { Array($0.utf8) }

  /// What the document parser takes out of a record; nil when it refuses it.
  private func expected(_ record: [UInt8]) -> [JSONValue?]? {
    guard case .object(let members)? = parser.parseStrictly(record) else { return nil }
    func last(_ path: ArraySlice<String>, _ value: JSONValue?) -> JSONValue? {
      guard let key = path.first else { return value }
      if case .array(let items)? = value {
        switch key {
        case "#0": return last(path.dropFirst(), items.first)
        case "#-1": return last(path.dropFirst(), items.last)
        default: return nil
        }
      }
      // Each of duplicate keys is looked into, and the last that has the field wins.
      return (value?.members ?? []).filter { $0.key == Text(key) }.compactMap {
        last(path.dropFirst(), $0.value)
      }.last
    }
    return Self.plan.map { last($0[...], .object(members)) }
  }

  /// Whether the extractor says of a record what the document parser says.
  private func agrees(_ record: [UInt8]) -> Bool {
    let padded = record + [UInt8](repeating: UInt8(ascii: "}"), count: 64)
    let expected = expected(record)
    var agrees = true
    padded.withUnsafeBufferPointer { buffer in
      extractor.add(RecordSpan(start: 0, end: record.count, position: 1), jsonStart: 0)
      extractor.flush(buffer) { _, error, fields, _ in
        guard error == 0, let expected else {
          agrees = error != 0 && expected == nil
          return
        }
        for (slot, value) in expected.enumerated() {
          let number: Int64? = if case .integer(let number)? = value { number } else { nil }
          agrees =
            agrees && fields.string(slot).map { Text(bytes: $0) } == value?.text && fields.integer(slot) == number
            && fields.isPresent(slot) == (value != nil && value != .null)
        }
      }
    }
    return agrees
  }

  @Test func fieldsAreThoseOfTheDocument() {
    for record in Self.records { #expect(agrees(Array(record.utf8)), "\(record)") }
  }

  @Test func damagedRecordsAreRefusedExactlyWhenTheDocumentParserRefusesThem() {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for round in 0..<20_000 {
      var record = Array(Self.records[round % Self.records.count].utf8)
      for _ in 0...random(2) where !record.isEmpty {
        let place = random(record.count)
        switch random(4) {
        case 0: record[place] = UInt8(random(256))
        case 1: record.remove(at: place)
        case 2: record.insert(contentsOf: Self.inserted[random(Self.inserted.count)], at: place)
        default: record.removeSubrange(place...)
        }
      }
      if !agrees(record) { Issue.record("\(String(decoding: record, as: UTF8.self))") }
    }
  }

  @Test func aRecordMayNestAsDeeplyAsTheDocumentParserAllows() {
    for depth in [60, 64, 65, 66, 1000, 1030] {
      let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      #expect(agrees(Array("{\"deep\":\(deep)}".utf8)), "\(depth)")
    }
  }
}
