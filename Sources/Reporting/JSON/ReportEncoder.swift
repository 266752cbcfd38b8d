internal import CaseFolder

/// Turns values into JSON nodes: members in the order in which the types declare them, dictionaries sorted, secrets masked.
///
/// Foundation's encoder would either sort the members of everything or leave dictionaries in the order of their hashes.
struct ReportEncoder: Encoder {
  let node: JSONNode
  /// In how many levels of objects absent values are written as null, as the metrics promise.
  let nullLevels: Int

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// A value as a node.
  static func node(_ value: some Encodable, nullLevels: Int = 0) throws -> JSONNode {
    let node = JSONNode()
    try value.encode(to: ReportEncoder(node: node, nullLevels: nullLevels))
    // A dictionary hands over its members in the order of its hashes.
    if value is any TextKeyed { node.sortMembers() }
    return node
  }

  /// A text as a node, its secrets masked.
  static func node(_ text: String) -> JSONNode {
    JSONNode(.string(Masking.mask(Text(text))))
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    // A value may be encoded in several parts, each of which asks for the members of the same object.
    if case .object = node.content {} else { node.content = .object([]) }
    return KeyedEncodingContainer(KeyedNodes<Key>(node: node, nullLevels: nullLevels))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    node.content = .array([])
    return UnkeyedNodes(node: node, nullLevels: nullLevels)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    SingleNode(node: node, nullLevels: nullLevels)
  }
}

/// Dictionaries by texts.
private protocol TextKeyed {}
extension Dictionary: TextKeyed where Key == Text {}
