internal import CaseFolder
internal import Yams

/// Reads a YAML document into the value that the same object has in JSON.
///
/// Only what YAML 1.2's core schema and JSON write alike becomes a number, a truth value or null; everything else stays text
/// as written, so that `no`, `012`, `1:30` and dates in fields that hold text lose nothing.
enum YAMLReader {
  /// Why a document is not read.
  struct Failure: Error, Hashable {
    /// In words, with the line inside the document.
    let reason: Text
  }

  /// Deeper documents are refused.
  private static let depthLimit = 256

  /// The value of one document; null for an empty one.
  static func value(of document: some Collection<UInt8>) throws(Failure) -> JSONValue {
    let isMarked = document.starts(with: [0xEF, 0xBB, 0xBF])
    let bytes = Array(document.dropFirst(isMarked ? 3 : 0))
    guard !YAMLAliases.areDangerous(in: bytes) else {
      throw Failure(reason: "YAML with aliases inside keys: refused, since few bytes of them can stand for very many")
    }
    let result = DeepStack.run { () -> Result<JSONValue, Failure> in
      do {
        return .success(try parse(bytes))
      } catch let failure as Failure {
        return .failure(failure)
      } catch {
        return .failure(Failure(reason: "no YAML"))
      }
    }
    return try (result ?? .failure(Failure(reason: "no thread could be started to read it"))).get()
  }

  private static func parse(_ bytes: [UInt8]) throws -> JSONValue {
    do {
      let parser = try Parser(yaml: String(decoding: bytes, as: UTF8.self), resolver: .basic, encoding: .utf8)
      guard let root = try parser.singleRoot() else { return .null }
      // Without aliases there cannot be more nodes than bytes.
      var converter = Converter(nodesLeft: bytes.count + 1000)
      return try withExtendedLifetime(parser) { try converter.convert(root, depth: 1) }
    } catch let error as YamlError {
      throw Failure(reason: describe(error))
    }
  }

  private struct Converter {
    var nodesLeft: Int

    mutating func convert(_ node: Node, depth: Int) throws(Failure) -> JSONValue {
      nodesLeft -= 1
      guard nodesLeft > 0 else { throw Failure(reason: "YAML whose aliases stand for more than the document itself") }
      guard depth <= YAMLReader.depthLimit else { throw Failure(reason: "YAML nested more than 256 deep") }
      switch node {
      case .alias: throw Failure(reason: "YAML with an alias that stands for nothing")
      case .scalar(let scalar): return Self.value(scalar)
      case .sequence(let sequence):
        var items: [JSONValue] = []
        for item in sequence { items.append(try convert(item, depth: depth + 1)) }
        return .array(items)
      case .mapping(let mapping):
        var members: [JSONMember] = []
        for (key, value) in mapping {
          guard case .scalar(let name) = key else { throw Failure(reason: "YAML with a key that is no single value") }
          members.append(
            JSONMember(key: Text(name.string), value: try convert(value, depth: depth + 1)))
        }
        return .object(members)
      }
    }

    private static func value(_ scalar: Node.Scalar) -> JSONValue {
      let text = Text(scalar.string)
      guard scalar.style == .plain || scalar.style == .any else { return .string(text) }
      switch text {
      case "", "~", "null": return .null
      case "true": return .bool(true)
      case "false": return .bool(false)
      default:
        // A number only where writing it again gives the same bytes.
        if let number = Int64(text.string), Text(String(number)) == text { return .integer(number) }
        return .string(text)
      }
    }
  }

  private static func describe(_ error: YamlError) -> Text {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return Text("no YAML: \(problem), line \(mark.line), column \(mark.column) of the document")
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.map { Text($0) }.sorted().map(\.string).joined(separator: ", ")
      return Text("YAML with a key that stands there twice (\(names)), line \(context.mark.line) of the document")
    case .reader(let problem, let offset, _, _):
      return Text("no YAML: \(problem) at byte \(offset ?? 0) of the document")
    default: return "no YAML"
    }
  }
}

/// Looks for aliases before a document is parsed.
enum YAMLAliases {
  /// Whether aliases may stand inside keys. The parser compares keys whole, and a key of aliases of aliases can be longer
  /// than memory. Looks at bytes alone, so a document with aliases may be refused for its texts; one without never is.
  static func areDangerous(in bytes: [UInt8]) -> Bool {
    var hasAlias = false
    var hasOddKey = false
    for position in bytes.indices where position + 1 < bytes.count {
      let before = position == 0 ? 0x0A : bytes[position - 1]
      switch bytes[position] {
      case UInt8(ascii: "*") where opensToken(before) && isName(bytes[position + 1]):
        hasAlias = true
        if isKey(bytes, after: bytes[(position + 1)...].firstIndex { !isName($0) }) { hasOddKey = true }
      case UInt8(ascii: "?") where opensToken(before) && isSpace(bytes[position + 1]):
        hasOddKey = true
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        if isKey(bytes, after: position + 1) { hasOddKey = true }
      default: break
      }
      if hasAlias, hasOddKey { return true }
    }
    return false
  }

  /// Whether a colon follows, perhaps behind spaces.
  private static func isKey(_ bytes: [UInt8], after position: Int?) -> Bool {
    guard let position else { return false }
    return bytes[position...].first { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: ":")
  }

  private static func opensToken(_ byte: UInt8) -> Bool {
    isSpace(byte) || [UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: ":")].contains(byte)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  private static func isName(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "-")
  }
}
