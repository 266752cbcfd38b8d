internal import Yams

/// Reads YAML into nodes. Anchors and aliases are refused, since a few bytes of them can stand for gigabytes.
package enum ConfigurationYAML {
  /// Reads one document; an empty one gives an empty map.
  package static func read(_ text: Text, file: Text) throws(CaseError) -> ConfigurationNode {
    do {
      let parser = try Parser(yaml: text.string, encoding: .utf8)
      guard let root = try parser.singleRoot() else { return ConfigurationNode(.map([]), line: 1) }
      // The parser owns the anchors: it must outlive the walk that looks for them.
      return try withExtendedLifetime(parser) { try convert(root, depth: 1, file: file) }
    } catch let error as CaseError {
      throw error
    } catch let error as YamlError {
      throw describe(error, text: text, file: file)
    } catch {
      throw CaseError("manifest.syntax", "it is not YAML", file: file)
    }
  }

  private static func convert(_ node: Node, depth: Int, file: Text) throws(CaseError) -> ConfigurationNode {
    let line = node.mark?.line ?? 1
    guard node.anchor == nil else {
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
      for element in sequence { elements.append(try convert(element, depth: depth + 1, file: file)) }
      return ConfigurationNode(.list(elements), line: line)
    case .mapping(let mapping):
      var fields: [ConfigurationField] = []
      for (key, value) in mapping {
        let key = try convert(key, depth: depth + 1, file: file)
        guard case .scalar(let name) = key.value else {
          throw CaseError("manifest.key", "a key must be a single value", file: file, line: key.line)
        }
        fields.append(
          ConfigurationField(key: name, line: key.line, value: try convert(value, depth: depth + 1, file: file)))
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
