internal import CaseFolder

/// A JSON value under construction: containers of one encoder write into one node.
final class JSONNode {
  /// What it holds.
  enum Content {
    case null
    case bool(Bool)
    case integer(Int64)
    case unsigned(UInt64)
    case double(Double)
    /// A number as evidence wrote it.
    case number(Text)
    case string(Text)
    case array([JSONNode])
    case object([(key: Text, value: JSONNode)])
  }

  var content: Content

  /// A node; null until something is written into it.
  init(_ content: Content = .null) {
    self.content = content
  }

  /// Adds a member behind the others. An object keeps the order in which its members were written.
  func append(_ key: Text, _ value: JSONNode) {
    guard case .object(var members) = content else { return }
    content = .null
    members.append((key, value))
    content = .object(members)
  }

  /// Adds an element behind the others.
  func append(_ value: JSONNode) {
    guard case .array(var items) = content else { return }
    content = .null
    items.append(value)
    content = .array(items)
  }

  /// How many elements an array has.
  var count: Int {
    if case .array(let items) = content { items.count } else { 0 }
  }

  /// Sorts the members of an object by their keys' bytes, as what came from a dictionary must be.
  func sortMembers() {
    guard case .object(let members) = content else { return }
    content = .object(members.sorted { $0.key < $1.key })
  }
}
