internal import CaseFolder

extension JSONValue {
  /// The value at the end of a path of keys whose ASCII letters may be in any case; `null` when a step is missing.
  ///
  /// An exactly written key wins over one in another case; of several, the last one wins.
  func at(_ path: Text...) -> JSONValue {
    var value = self
    for key in path {
      guard case .object(let members) = value,
        let found = members.last(where: { $0.key == key }) ?? members.last(where: { $0.key.equalsInAnyCase(key) })
      else { return .null }
      value = found.value
    }
    return value
  }

  /// AWS tags, written as a list of keys with values or as an object.
  var tags: [Tag] {
    switch self {
    case .array(let items):
      items.compactMap { item in
        item.at("key").text.map { Tag(key: $0, value: item.at("value").text ?? "") }
      }
    case .object(let members):
      members.compactMap { member in member.value.text.map { Tag(key: member.key, value: $0) } }
    default: []
    }
  }

  /// A text that is not empty, or a whole number as text: account ids and AS numbers are written either way.
  var textOrNumber: Text? {
    switch self {
    case .string: nonEmptyText
    case .integer, .unsigned: int.map { Text(String($0)) }
    default: nil
    }
  }

  /// The text, unless it says that nothing is known.
  var knownText: Text? {
    nonEmptyText.flatMap { $0.asciiLowercased == "unknown" ? nil : $0 }
  }
}

extension Text {
  /// Whether the bytes are equal when ASCII capitals and small letters count as the same.
  func equalsInAnyCase(_ other: Text) -> Bool {
    func small(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
    return utf8.count == other.utf8.count && zip(utf8, other.utf8).allSatisfy { small($0) == small($1) }
  }
}

extension [Text] {
  /// The texts once each, in their first order.
  var once: [Text] {
    var seen: Set<Text> = []
    return filter { seen.insert($0).inserted }
  }
}
