package import CaseFolder
package import Evidence

/// The name of a field in a rule, as a way through a record's JSON.
///
/// A dot separates keys, but keys may hold dots themselves (`annotations.authorization.k8s.io/decision`), so that every
/// way of joining its parts is tried. Arrays are passed through: any of their elements will do, unless an index is named
/// (`sourceIPs[0]`, `sourceIPs.0`). A string that holds JSON is opened when the name goes on behind it.
package struct FieldPath: Hashable, Sendable {
  /// The name as the rule writes it.
  package let name: Text
  private let parts: [Text]

  /// The path of a name.
  package init(_ name: Text) {
    self.name = name
    parts = name.split(UInt8(ascii: ".")).flatMap(Self.withoutBrackets)
  }

  /// `images[]` and `images[*]` say what holds anyhow; `images[0]` becomes `images`, `0`.
  private static func withoutBrackets(_ part: Text) -> [Text] {
    var bytes = Array(part.utf8)
    var indices: [Text] = []
    while bytes.last == UInt8(ascii: "]"), let open = bytes.lastIndex(of: UInt8(ascii: "[")) {
      let index = Text(bytes: bytes[(open + 1)..<(bytes.count - 1)])
      guard index.isEmpty || index == "*" || Int(index.string) != nil else { break }
      if !index.isEmpty && index != "*" { indices.insert(index, at: 0) }
      bytes.removeSubrange(open...)
    }
    return [Text(bytes: bytes)] + indices
  }

  /// The keys of the path when each part is one; `nil` when it names an index.
  package var keys: [Text] { parts }

  /// Everything in a record that the path leads to; arrays at its end are taken apart. Empty when the field is not there.
  package func values(in record: JSONValue) -> [JSONValue] {
    var values: [JSONValue] = []
    collect(record, 0, depth: 0, &values)
    return values
  }

  /// Whether the path leads to anything: to null or an empty array too.
  package func exists(in record: JSONValue) -> Bool {
    var found = false
    walk(record, 0, depth: 0) { _ in found = true }
    return found
  }

  private func collect(_ value: JSONValue, _ index: Int, depth: Int, _ values: inout [JSONValue]) {
    walk(value, index, depth: depth) { end in Self.flatten(end, depth: 0, into: &values) }
  }

  private static func flatten(_ value: JSONValue, depth: Int, into values: inout [JSONValue]) {
    guard case .array(let items) = value, depth < 8 else {
      values.append(value)
      return
    }
    for item in items { flatten(item, depth: depth + 1, into: &values) }
  }

  /// Calls `visit` with each value at the end of the path.
  private func walk(_ value: JSONValue, _ index: Int, depth: Int, _ visit: (JSONValue) -> Void) {
    guard index < parts.count else {
      visit(value)
      return
    }
    guard depth < 64 else { return }
    switch value {
    case .object(let members):
      walk(members, index, depth: depth, visit)
    case .array(let items):
      if let position = Int(parts[index].string), items.indices.contains(position) {
        walk(items[position], index + 1, depth: depth + 1, visit)
      } else {
        for item in items { walk(item, index, depth: depth + 1, visit) }
      }
    case .string(let text):
      guard let first = text.utf8.first(where: { $0 > 0x20 }), first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
        let inner = try? JSONParser().parse(text.utf8)
      else { return }
      walk(inner, index, depth: depth + 8, visit)
    default:
      return
    }
  }

  private func walk(_ members: [JSONMember], _ index: Int, depth: Int, _ visit: (JSONValue) -> Void) {
    // Of duplicate keys the last wins, as everywhere.
    if let member = members.last(where: { $0.key == parts[index] }) {
      walk(member.value, index + 1, depth: depth + 1, visit)
    }
    guard index + 1 < parts.count, members.contains(where: { $0.key.utf8.contains(UInt8(ascii: ".")) }) else { return }
    var key = parts[index]
    for next in (index + 1)..<parts.count {
      key = Text(key.string + "." + parts[next].string)
      if let member = members.last(where: { $0.key == key }) {
        walk(member.value, next + 1, depth: depth + 1, visit)
      }
    }
  }

  /// A word that stands in every record which has the field: its last key. Nil when the path ends with indices only.
  var needle: [UInt8]? {
    parts.last { Int($0.string) == nil && !$0.isEmpty && $0.utf8.allSatisfy(Self.isNeverEscaped) }.map {
      Array($0.utf8)
    }
  }

  /// Whether JSON writes a byte as it is, but for encoders that escape letters.
  static func isNeverEscaped(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "-")
  }
}
