internal import CaseFolder
internal import Evidence

/// Members of an object; of duplicate keys the last one counts.
struct KeyedValues<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let members: [Text: JSONValue]
  private let order: [Text]
  let codingPath: [any CodingKey]

  init(_ members: [JSONMember], _ codingPath: [any CodingKey]) {
    self.members = Dictionary(members.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
    order = members.map(\.key)
    self.codingPath = codingPath
  }

  var allKeys: [Key] { order.compactMap { Key(stringValue: $0.string) } }

  func contains(_ key: Key) -> Bool { members[Text(key.stringValue)] != nil }

  private func decoder(_ key: Key) throws -> ReportDecoder {
    let path = codingPath + [key as any CodingKey]
    guard let value = members[Text(key.stringValue)] else {
      throw DecodingError.keyNotFound(key, .init(codingPath: path, debugDescription: "the key is missing"))
    }
    return ReportDecoder(value: value, codingPath: path)
  }

  func decodeNil(forKey key: Key) throws -> Bool { try decoder(key).value == .null }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try decoder(key).bool() }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try decoder(key).string() }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try decoder(key).double() }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try decoder(key).integer(Int.self) }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try decoder(key).integer(Int8.self) }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try decoder(key).integer(Int16.self) }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try decoder(key).integer(Int32.self) }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try decoder(key).integer(Int64.self) }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try decoder(key).integer(UInt.self) }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try decoder(key).integer(UInt8.self) }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try decoder(key).integer(UInt16.self) }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try decoder(key).integer(UInt32.self) }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try decoder(key).integer(UInt64.self) }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float { Float(try decoder(key).double()) }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try decoder(key).decode(type)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try decoder(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try decoder(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder {
    throw DecodingError.dataCorrupted(.init(codingPath: codingPath, debugDescription: "reports have no super values"))
  }

  func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }
}

/// Elements of an array.
struct UnkeyedValues: UnkeyedDecodingContainer {
  let items: [JSONValue]
  let codingPath: [any CodingKey]
  private(set) var currentIndex = 0

  init(items: [JSONValue], codingPath: [any CodingKey]) {
    self.items = items
    self.codingPath = codingPath
  }

  var count: Int? { items.count }
  var isAtEnd: Bool { currentIndex >= items.count }

  /// Reads the next element, and goes on only if that succeeded.
  private mutating func next<Value>(_ read: (ReportDecoder) throws -> Value) throws -> Value {
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        Value.self, .init(codingPath: codingPath, debugDescription: "the list ends too early"))
    }
    let value = try read(ReportDecoder(value: items[currentIndex], codingPath: codingPath))
    currentIndex += 1
    return value
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, items[currentIndex] == .null else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode(_ type: Bool.Type) throws -> Bool { try next { try $0.bool() } }
  mutating func decode(_ type: String.Type) throws -> String { try next { try $0.string() } }
  mutating func decode(_ type: Double.Type) throws -> Double { try next { try $0.double() } }
  mutating func decode(_ type: Int.Type) throws -> Int { try next { try $0.integer(Int.self) } }
  mutating func decode(_ type: Int8.Type) throws -> Int8 { try next { try $0.integer(Int8.self) } }
  mutating func decode(_ type: Int16.Type) throws -> Int16 { try next { try $0.integer(Int16.self) } }
  mutating func decode(_ type: Int32.Type) throws -> Int32 { try next { try $0.integer(Int32.self) } }
  mutating func decode(_ type: Int64.Type) throws -> Int64 { try next { try $0.integer(Int64.self) } }
  mutating func decode(_ type: UInt.Type) throws -> UInt { try next { try $0.integer(UInt.self) } }
  mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try next { try $0.integer(UInt8.self) } }
  mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try next { try $0.integer(UInt16.self) } }
  mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try next { try $0.integer(UInt32.self) } }
  mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try next { try $0.integer(UInt64.self) } }
  mutating func decode(_ type: Float.Type) throws -> Float { try next { Float(try $0.double()) } }
  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next { try $0.decode(type) } }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try next { try $0.container(keyedBy: type) }
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try next { try $0.unkeyedContainer() }
  }

  mutating func superDecoder() throws -> any Decoder { try next { $0 } }
}

/// One value.
struct SingleValue: SingleValueDecodingContainer {
  let decoder: ReportDecoder

  var codingPath: [any CodingKey] { decoder.codingPath }

  func decodeNil() -> Bool { decoder.value == .null }
  func decode(_ type: Bool.Type) throws -> Bool { try decoder.bool() }
  func decode(_ type: String.Type) throws -> String { try decoder.string() }
  func decode(_ type: Double.Type) throws -> Double { try decoder.double() }
  func decode(_ type: Int.Type) throws -> Int { try decoder.integer(Int.self) }
  func decode(_ type: Int8.Type) throws -> Int8 { try decoder.integer(Int8.self) }
  func decode(_ type: Int16.Type) throws -> Int16 { try decoder.integer(Int16.self) }
  func decode(_ type: Int32.Type) throws -> Int32 { try decoder.integer(Int32.self) }
  func decode(_ type: Int64.Type) throws -> Int64 { try decoder.integer(Int64.self) }
  func decode(_ type: UInt.Type) throws -> UInt { try decoder.integer(UInt.self) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try decoder.integer(UInt8.self) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try decoder.integer(UInt16.self) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try decoder.integer(UInt32.self) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try decoder.integer(UInt64.self) }
  func decode(_ type: Float.Type) throws -> Float { Float(try decoder.double()) }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.decode(type) }
}
