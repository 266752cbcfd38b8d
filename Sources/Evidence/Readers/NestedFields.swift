internal import CaseFolder

/// Builds a value from a flat list of paths, as Security Hub flattens what a product says: `service/action/actionType`,
/// with list positions written `name:0` or `name.0_`.
enum NestedFields {
  /// Security Hub itself takes 50.
  private static let fieldLimit = 500
  private static let depthLimit = 16

  /// The value of the members whose key begins with a prefix, which is cut off; `null` when there is none.
  static func value(of members: [JSONMember], prefix: Text) -> JSONValue {
    var root = JSONValue.null
    var left = fieldLimit
    for member in members where left > 0 {
      guard let path = member.key.dropping(prefix: prefix) else { continue }
      left -= 1
      let steps = path.split(UInt8(ascii: "/")).flatMap(steps)
      guard steps.count <= depthLimit else { continue }
      insert(member.value, at: steps[...], into: &root)
    }
    return root
  }

  private enum Step {
    case key(Text)
    case index(Int)
  }

  private static func steps(_ part: Text) -> [Step] {
    let bytes = Array(part.utf8)
    let isUnderlined = bytes.last == UInt8(ascii: "_")
    let separator = isUnderlined ? UInt8(ascii: ".") : UInt8(ascii: ":")
    guard let cut = bytes.lastIndex(of: separator), cut > 0,
      let index = Int(Text(bytes: bytes[(cut + 1)...].dropLast(isUnderlined ? 1 : 0)).string), index >= 0
    else { return [.key(part)] }
    return [.key(Text(bytes: bytes[..<cut])), .index(index)]
  }

  private static func insert(_ value: JSONValue, at path: ArraySlice<Step>, into node: inout JSONValue) {
    switch path.first {
    case nil:
      // An empty text beside deeper fields of the same name only says that it has parts.
      if node == .null { node = value }
    case .key(let key):
      var members = node.members
      let place = members.firstIndex { $0.key == key } ?? members.count
      if place == members.count { members.append(JSONMember(key: key, value: .null)) }
      insert(value, at: path.dropFirst(), into: &members[place].value)
      node = .object(members)
    case .index(let index):
      var items = node.items
      let place = min(index, items.count)
      if place == items.count { items.append(.null) }
      insert(value, at: path.dropFirst(), into: &items[place])
      node = .array(items)
    }
  }
}
