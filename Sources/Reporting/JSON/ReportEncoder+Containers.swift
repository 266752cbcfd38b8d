internal import CaseFolder

/// Members of an object.
struct KeyedNodes<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: JSONNode
  let nullLevels: Int

  var codingPath: [any CodingKey] { [] }

  private func put(_ value: JSONNode, _ key: Key) { node.append(Text(key.stringValue), value) }

  mutating func encodeNil(forKey key: Key) { put(JSONNode(), key) }
  mutating func encode(_ value: String, forKey key: Key) { put(ReportEncoder.node(value), key) }
  mutating func encode(_ value: Bool, forKey key: Key) { put(JSONNode(.bool(value)), key) }
  mutating func encode(_ value: Double, forKey key: Key) { put(JSONNode(.double(value)), key) }
  mutating func encode(_ value: Float, forKey key: Key) { put(JSONNode(.double(Double(value))), key) }
  mutating func encode(_ value: Int, forKey key: Key) { put(JSONNode(.integer(Int64(value))), key) }
  mutating func encode(_ value: Int8, forKey key: Key) { put(JSONNode(.integer(Int64(value))), key) }
  mutating func encode(_ value: Int16, forKey key: Key) { put(JSONNode(.integer(Int64(value))), key) }
  mutating func encode(_ value: Int32, forKey key: Key) { put(JSONNode(.integer(Int64(value))), key) }
  mutating func encode(_ value: Int64, forKey key: Key) { put(JSONNode(.integer(value)), key) }
  mutating func encode(_ value: UInt, forKey key: Key) { put(JSONNode(.unsigned(UInt64(value))), key) }
  mutating func encode(_ value: UInt8, forKey key: Key) { put(JSONNode(.unsigned(UInt64(value))), key) }
  mutating func encode(_ value: UInt16, forKey key: Key) { put(JSONNode(.unsigned(UInt64(value))), key) }
  mutating func encode(_ value: UInt32, forKey key: Key) { put(JSONNode(.unsigned(UInt64(value))), key) }
  mutating func encode(_ value: UInt64, forKey key: Key) { put(JSONNode(.unsigned(value)), key) }

  mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    // The metrics and each of them say what is not known.
    let levels = key.stringValue.utf8.elementsEqual("metrics".utf8) ? 2 : max(0, nullLevels - 1)
    put(try ReportEncoder.node(value, nullLevels: levels), key)
  }

  mutating func encodeIfPresent(_ value: Int64?, forKey key: Key) {
    if let value { encode(value, forKey: key) } else if nullLevels > 0 { encodeNil(forKey: key) }
  }

  mutating func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) throws {
    if let value { try encode(value, forKey: key) } else if nullLevels > 0 { encodeNil(forKey: key) }
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    let nested = JSONNode()
    put(nested, key)
    return ReportEncoder(node: nested, nullLevels: max(0, nullLevels - 1)).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    let nested = JSONNode()
    put(nested, key)
    return ReportEncoder(node: nested, nullLevels: max(0, nullLevels - 1)).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { ReportEncoder(node: node, nullLevels: max(0, nullLevels - 1)) }
  mutating func superEncoder(forKey key: Key) -> any Encoder { superEncoder() }
}

/// Elements of an array.
struct UnkeyedNodes: UnkeyedEncodingContainer {
  let node: JSONNode
  let nullLevels: Int

  var codingPath: [any CodingKey] { [] }
  var count: Int { node.count }

  mutating func encodeNil() { node.append(JSONNode()) }
  mutating func encode(_ value: String) { node.append(ReportEncoder.node(value)) }
  mutating func encode(_ value: Bool) { node.append(JSONNode(.bool(value))) }
  mutating func encode(_ value: Double) { node.append(JSONNode(.double(value))) }
  mutating func encode(_ value: Float) { node.append(JSONNode(.double(Double(value)))) }
  mutating func encode(_ value: Int) { node.append(JSONNode(.integer(Int64(value)))) }
  mutating func encode(_ value: Int8) { node.append(JSONNode(.integer(Int64(value)))) }
  mutating func encode(_ value: Int16) { node.append(JSONNode(.integer(Int64(value)))) }
  mutating func encode(_ value: Int32) { node.append(JSONNode(.integer(Int64(value)))) }
  mutating func encode(_ value: Int64) { node.append(JSONNode(.integer(value))) }
  mutating func encode(_ value: UInt) { node.append(JSONNode(.unsigned(UInt64(value)))) }
  mutating func encode(_ value: UInt8) { node.append(JSONNode(.unsigned(UInt64(value)))) }
  mutating func encode(_ value: UInt16) { node.append(JSONNode(.unsigned(UInt64(value)))) }
  mutating func encode(_ value: UInt32) { node.append(JSONNode(.unsigned(UInt64(value)))) }
  mutating func encode(_ value: UInt64) { node.append(JSONNode(.unsigned(value))) }

  mutating func encode<Value: Encodable>(_ value: Value) throws {
    node.append(try ReportEncoder.node(value, nullLevels: max(0, nullLevels - 1)))
  }

  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    let nested = JSONNode()
    node.append(nested)
    return ReportEncoder(node: nested, nullLevels: max(0, nullLevels - 1)).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    let nested = JSONNode()
    node.append(nested)
    return ReportEncoder(node: nested, nullLevels: max(0, nullLevels - 1)).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { ReportEncoder(node: node, nullLevels: max(0, nullLevels - 1)) }
}

/// One value.
struct SingleNode: SingleValueEncodingContainer {
  let node: JSONNode
  let nullLevels: Int

  var codingPath: [any CodingKey] { [] }

  mutating func encodeNil() { node.content = .null }
  mutating func encode(_ value: String) { node.content = ReportEncoder.node(value).content }
  mutating func encode(_ value: Bool) { node.content = .bool(value) }
  mutating func encode(_ value: Double) { node.content = .double(value) }
  mutating func encode(_ value: Float) { node.content = .double(Double(value)) }
  mutating func encode(_ value: Int) { node.content = .integer(Int64(value)) }
  mutating func encode(_ value: Int8) { node.content = .integer(Int64(value)) }
  mutating func encode(_ value: Int16) { node.content = .integer(Int64(value)) }
  mutating func encode(_ value: Int32) { node.content = .integer(Int64(value)) }
  mutating func encode(_ value: Int64) { node.content = .integer(value) }
  mutating func encode(_ value: UInt) { node.content = .unsigned(UInt64(value)) }
  mutating func encode(_ value: UInt8) { node.content = .unsigned(UInt64(value)) }
  mutating func encode(_ value: UInt16) { node.content = .unsigned(UInt64(value)) }
  mutating func encode(_ value: UInt32) { node.content = .unsigned(UInt64(value)) }
  mutating func encode(_ value: UInt64) { node.content = .unsigned(value) }

  mutating func encode<Value: Encodable>(_ value: Value) throws {
    node.content = try ReportEncoder.node(value, nullLevels: nullLevels).content
  }
}
