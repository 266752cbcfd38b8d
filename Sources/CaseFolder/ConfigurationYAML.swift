internal import Yams

/// Reads YAML into nodes. A few bytes of anchors and aliases can stand for gigabytes: our own files may have none, and files
/// of others only as many as cannot do harm.
package enum ConfigurationYAML {
  /// Reads one document; an empty one gives an empty map.
  package static func read(_ text: Text, file: Text) throws(CaseError) -> ConfigurationNode {
    try converting(text, file) { parser throws in
      guard let root = try parser.singleRoot() else { return ConfigurationNode(.map([]), line: 1) }
      var room = Room(aliases: false)
      return try convert(root, depth: 1, file: file, &room)
    }
  }

  /// Reads all documents of a file, empty ones left out. Where one is broken, those before it are kept and the error says
  /// where the file could not be read any further.
  package static func documents(_ text: Text, file: Text) -> (documents: [ConfigurationNode], error: CaseError?) {
    guard aliasCount(text) <= aliasesAllowed else {
      let message = Text("it has more than \(aliasesAllowed) aliases (*)")
      return (
        [], CaseError("manifest.anchor", message, file: file, advice: "write the values out where they are needed")
      )
    }
    var documents: [ConfigurationNode] = []
    var room = Room(aliases: true)
    do {
      try converting(text, file) { parser throws in
        while let root = try parser.nextRoot() {
          let document = try convert(root, depth: 1, file: file, &room)
          if case .null = document.value { continue }
          documents.append(document)
        }
      }
      return (documents, nil)
    } catch {
      return (documents, error)
    }
  }

  /// Runs `body` on a parser and describes what goes wrong.
  private static func converting<T>(_ text: Text, _ file: Text, _ body: (Parser) throws -> T) throws(CaseError) -> T {
    do {
      let parser = try Parser(yaml: text.string, encoding: .utf8)
      // The parser owns the anchors: it must outlive the walk that looks for them.
      return try withExtendedLifetime(parser) { try body(parser) }
    } catch let error as CaseError {
      throw error
    } catch let error as YamlError {
      throw describe(error, text: text, file: file)
    } catch {
      throw CaseError("manifest.syntax", "it is not YAML", file: file)
    }
  }

  /// So many aliases cannot multiply a file's size by more than a few hundred.
  private static let aliasesAllowed = 16

  /// How many more values may be read, and whether aliases may stand for some of them.
  private struct Room {
    let aliases: Bool
    var values = 1_000_000
  }

  /// Whether a text may have aliases in it.
  package static func hasAliases(_ text: Text) -> Bool { aliasCount(text) > 0 }

  /// How many words look like aliases: `*name` at the beginning of a value.
  private static func aliasCount(_ text: Text) -> Int {
    var count = 0
    var before: UInt8 = 0x0A
    var isStar = false
    for byte in text.utf8 {
      if isStar, byte > 0x20, ![0x2A, 0x27, 0x22, 0x2C, 0x5D, 0x7D].contains(byte) { count += 1 }
      isStar = byte == UInt8(ascii: "*") && (before <= 0x20 || [0x5B, 0x7B, 0x2C, 0x3A].contains(before))
      before = byte
    }
    return count
  }

  private static func convert(
    _ node: Node, depth: Int, file: Text, _ room: inout Room
  ) throws(CaseError) -> ConfigurationNode {
    let line = node.mark?.line ?? 1
    room.values -= 1
    guard room.values > 0 else {
      throw CaseError("manifest.size", "it holds more than a million values", file: file, line: line)
    }
    guard room.aliases || node.anchor == nil else {
      throw CaseError(
        "manifest.anchor", "anchors (&) and aliases (*) are not allowed", file: file, line: line,
        advice: "write the value out where it is needed")
    }
    guard depth <= 32 else { throw CaseError("manifest.depth", "it is nested too deep", file: file, line: line) }
    switch node {
    case .alias:
      throw CaseError("manifest.anchor", "anchors (&) and aliases (*) are not allowed", file: file, line: line)
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      if isPlain, ["", "~", "null", "Null", "NULL"].contains(Text(scalar.string)) {
        return ConfigurationNode(.null, line: line)
      }
      return ConfigurationNode(.scalar(Text(scalar.string)), line: line)
    case .sequence(let sequence):
      var elements: [ConfigurationNode] = []
      for element in sequence { elements.append(try convert(element, depth: depth + 1, file: file, &room)) }
      return ConfigurationNode(.list(elements), line: line)
    case .mapping(let mapping):
      var fields: [ConfigurationField] = []
      for (key, value) in mapping {
        let key = try convert(key, depth: depth + 1, file: file, &room)
        guard case .scalar(let name) = key.value else {
          throw CaseError("manifest.key", "a key must be a single value", file: file, line: key.line)
        }
        let value = try convert(value, depth: depth + 1, file: file, &room)
        fields.append(ConfigurationField(key: name, line: key.line, value: value))
      }
      return ConfigurationNode(.map(fields), line: line)
    }
  }

  private static func describe(_ error: YamlError, text: Text, file: Text) -> CaseError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return CaseError(
        "manifest.syntax", Text("it is not YAML: \(problem), column \(mark.column)"), file: file, line: mark.line)
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.sorted { Text($0) < Text($1) }.joined(separator: ", ")
      return CaseError(
        "manifest.duplicate-key", Text("a key stands there twice: \(names)"), file: file,
        line: secondLine(of: keys, in: text, from: context.mark.line), advice: "keep one of them")
    case .reader(let problem, let offset, _, _):
      return CaseError("manifest.syntax", Text("it is not YAML: \(problem) at byte \(offset ?? 0)"), file: file)
    default:
      return CaseError("manifest.syntax", "it is not YAML", file: file)
    }
  }

  /// The line where one of the keys stands for the second time; the map's first line when that is not plain to see.
  private static func secondLine(of keys: [String], in text: Text, from first: Int) -> Int {
    var seen: Set<Text> = []
    for (index, line) in text.split(0x0A).enumerated() where index + 1 >= first {
      let start = Text(bytes: line.utf8.drop { [0x20, 0x22, 0x27, 0x2D].contains($0) })
      guard let key = keys.map({ Text($0) }).first(where: { start.hasPrefix($0) }) else { continue }
      guard [0x3A, 0x22, 0x27, 0x20].contains(start.utf8.dropFirst(key.utf8.count).first ?? 0) else { continue }
      if !seen.insert(key).inserted { return index + 1 }
    }
    return first
  }
}
