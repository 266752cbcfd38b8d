internal import Glibc

/// One key of a map in a configuration file: its name and how its value goes into `Target`.
package struct ConfigurationKey<Target>: Sendable {
  /// The key as people write it.
  package let name: Text
  /// Puts the value into the target, or adds what is wrong with it.
  package let read: @Sendable (ConfigurationNode, inout Target, inout ConfigurationProblems) -> Void

  /// A key with its reader.
  package init(
    _ name: Text, _ read: @escaping @Sendable (ConfigurationNode, inout Target, inout ConfigurationProblems) -> Void
  ) {
    self.name = name
    self.read = read
  }
}

/// What is wrong with a configuration file, collected so that one run shows all of it.
package struct ConfigurationProblems {
  /// The file.
  package let file: Text
  /// What the ids of diagnostics begin with: `manifest`, `lake`.
  package let prefix: Text
  /// The errors so far.
  package private(set) var diagnostics: [Diagnostic] = []

  /// No problem yet.
  package init(file: Text, prefix: Text) {
    self.file = file
    self.prefix = prefix
  }

  /// Adds an error.
  package mutating func add(_ id: Text, _ message: Text, line: Int, advice: Text? = nil) {
    diagnostics.append(Diagnostic("\(prefix).\(id)", .error, message, file: file, line: line, advice: advice))
  }

  /// Reads a map by its keys. An unknown key is an error that names the nearest known one.
  package mutating func map<Target>(
    _ node: ConfigurationNode, _ what: Text, keys: [ConfigurationKey<Target>], into target: inout Target
  ) {
    if case .null = node.value { return }
    guard case .map(let fields) = node.value else {
      add("wrong-type", Text("\(what) must be a map of keys, not \(node.kind)"), line: node.line)
      return
    }
    for field in fields {
      if let key = keys.first(where: { $0.name == field.key }) {
        key.read(field.value, &target, &self)
      } else {
        let names = keys.map(\.name).sorted()
        let near = EditDistance.nearest(to: field.key, among: names)
        add(
          "unknown-key", Text("\(what) has no key \(field.key)"), line: field.line,
          advice: near.map { Text("did you mean \($0)?") }
            ?? Text("known keys: \(names.map(\.string).joined(separator: ", "))"))
      }
    }
  }

  /// The elements of a list; nothing counts as an empty one.
  package mutating func list(_ node: ConfigurationNode, _ what: Text) -> [ConfigurationNode] {
    switch node.value {
    case .list(let elements): return elements
    case .null: return []
    default:
      add("wrong-type", Text("\(what) must be a list, not \(node.kind)"), line: node.line)
      return []
    }
  }

  /// A text; nil, with an error, when it is none or empty.
  package mutating func text(_ node: ConfigurationNode, _ what: Text) -> Text? {
    switch node.value {
    case .scalar(let text) where !text.isEmpty: return text
    case .null: return nil
    case .scalar:
      add("wrong-value", Text("\(what) is empty"), line: node.line)
    default:
      add("wrong-type", Text("\(what) must be a single value, not \(node.kind)"), line: node.line)
    }
    return nil
  }

  /// A list of texts.
  package mutating func texts(_ node: ConfigurationNode, _ what: Text) -> [Text] {
    var texts: [Text] = []
    for element in list(node, what) {
      if let text = text(element, what) { texts.append(text) }
    }
    return texts
  }

  /// A text that must be one of some words; capitals do not matter.
  package mutating func word(_ node: ConfigurationNode, _ what: Text, of words: [Text]) -> Text? {
    guard let text = text(node, what) else { return nil }
    if let word = words.first(where: { $0.asciiLowercased == text.asciiLowercased }) { return word }
    add(
      "wrong-value", Text("\(what) cannot be \(text)"), line: node.line,
      advice: Text("one of: \(words.map(\.string).joined(separator: ", "))"))
    return nil
  }

  /// A time in RFC 3339.
  package mutating func time(_ node: ConfigurationNode, _ what: Text) -> Timestamp? {
    guard let text = text(node, what) else { return nil }
    if let time = Timestamp(text) { return time }
    add(
      "wrong-value", Text("\(what) is no time: \(text)"), line: node.line,
      advice: "write it as 2026-03-12T02:00:00Z")
    return nil
  }

  /// A whole number of at least 0.
  package mutating func count(_ node: ConfigurationNode, _ what: Text) -> Int? {
    guard let text = text(node, what) else { return nil }
    if let number = Int(text.string), number >= 0 { return number }
    add("wrong-value", Text("\(what) must be a whole number, not \(text)"), line: node.line)
    return nil
  }

  /// A number of at least 0.
  package mutating func amount(_ node: ConfigurationNode, _ what: Text) -> Double? {
    guard let text = text(node, what) else { return nil }
    if let number = Double(text.string), number.isFinite, number >= 0 { return number }
    add("wrong-value", Text("\(what) must be a number of at least 0, not \(text)"), line: node.line)
    return nil
  }

  /// A length of time such as `14d`, `12h`, `30m` or `90s`, in seconds.
  package mutating func duration(_ node: ConfigurationNode, _ what: Text) -> Int64? {
    guard let text = text(node, what) else { return nil }
    let units: [UInt8: Int64] = [
      UInt8(ascii: "w"): 604_800, UInt8(ascii: "d"): 86_400, UInt8(ascii: "h"): 3600, UInt8(ascii: "m"): 60,
      UInt8(ascii: "s"): 1,
    ]
    let digits = text.utf8.dropLast()
    if let unit = text.utf8.last.flatMap({ units[$0] }), digits.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int64(String(decoding: Array(digits), as: UTF8.self)), number > 0, number <= 36_500
    {
      return number * unit
    }
    add(
      "wrong-value", Text("\(what) is no length of time: \(text)"), line: node.line,
      advice: "write a number with d, h or m, such as 14d or 12h")
    return nil
  }

  /// A network in CIDR form, or one address.
  package mutating func network(_ node: ConfigurationNode, _ what: Text) -> Text? {
    guard let text = text(node, what) else { return nil }
    let parts = text.split(0x2F)
    var buffer = in6_addr()
    let bits =
      inet_pton(AF_INET, parts[0].string, &buffer) == 1
      ? 32 : inet_pton(AF_INET6, parts[0].string, &buffer) == 1 ? 128 : -1
    let prefix = parts.count == 1 ? bits : Int(parts[1].string) ?? -1
    if parts.count <= 2, bits > 0, (0...bits).contains(prefix) { return text }
    add(
      "wrong-value", Text("\(what) is no network: \(text)"), line: node.line,
      advice: "write it as 198.51.100.0/24 or 2001:db8::/32")
    return nil
  }
}
