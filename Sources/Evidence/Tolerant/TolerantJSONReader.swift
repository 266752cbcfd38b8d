internal import CaseFolder

/// Reads JSON whose grammar is right and whose text need not be: lone surrogates, bytes that are no UTF-8, numbers beyond
/// every type and keys that stand twice are kept and remarked on. Everything that the grammar forbids is refused.
///
/// It is the second reading of the few records that the strict parser refuses; numbers keep their text where a value
/// would not print as it stands.
package struct TolerantJSONReader {
  let bytes: UnsafeBufferPointer<UInt8>
  /// Where the next byte is read.
  package internal(set) var position: Int
  /// What was odd so far.
  package internal(set) var remarks: TextRemarks = []
  /// Whether a value may end in the middle: then its whole members count and the rest is left out.
  let isCut: Bool

  /// Report-rules R3.2: deeper values are refused; the outermost value is level 1.
  package static let depthLimit = 256
  /// Report-rules R3.2: objects with more keys are refused.
  package static let keyLimit = 10_000

  /// A reader of bytes from a position on; `isCut` says that something cut them off.
  package init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int = 0, isCut: Bool = false) {
    self.bytes = bytes
    self.position = position
    self.isCut = isCut
  }

  /// Reads one value; the position is behind it then. Throws what the grammar or a limit forbids.
  package mutating func value() throws(JSONParser.Failure) -> JSONValue {
    try value(depth: 1)
  }

  /// The byte at the position; nil at the end.
  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Goes on over JSON's white space.
  package mutating func skipBlanks() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  /// A refusal at the position.
  func failure(_ reason: String) -> JSONParser.Failure {
    JSONParser.Failure(reason: Text(position < bytes.count ? "\(reason) (byte \(position))" : "the record is cut"))
  }

  private mutating func value(depth: Int) throws(JSONParser.Failure) -> JSONValue {
    skipBlanks()
    guard let first = peek else { throw failure("") }
    switch first {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw failure("no JSON value begins here")
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONParser.Failure) -> JSONValue {
    for index in 0..<word.utf8CodeUnitCount {
      guard peek == word.utf8Start[index] else { throw failure("neither true, false nor null") }
      position += 1
    }
    return value
  }

  private mutating func object(depth: Int) throws(JSONParser.Failure) -> JSONValue {
    guard depth <= Self.depthLimit else { throw JSONParser.Failure(reason: Self.tooDeep) }
    position += 1
    var members: [JSONMember] = []
    var keys = KeySet()
    do throws(JSONParser.Failure) {
      skipBlanks()
      if peek == UInt8(ascii: "}") {
        position += 1
        return .object([])
      }
      while true {
        skipBlanks()
        guard peek == UInt8(ascii: "\"") else { throw failure("no key stands here") }
        let key = try string()
        skipBlanks()
        guard peek == UInt8(ascii: ":") else { throw failure("no colon stands behind the key") }
        position += 1
        let value = try value(depth: depth + 1)
        if !keys.insert(key) { remarks.insert(.duplicateKeys) }
        members.append(JSONMember(key: key, value: value))
        guard members.count <= Self.keyLimit else { throw JSONParser.Failure(reason: Self.tooManyKeys) }
        if try isEnd(UInt8(ascii: "}")) { return .object(members) }
      }
    } catch {
      guard isCut, position >= bytes.count else { throw error }
      return .object(members)
    }
  }

  private mutating func array(depth: Int) throws(JSONParser.Failure) -> JSONValue {
    guard depth <= Self.depthLimit else { throw JSONParser.Failure(reason: Self.tooDeep) }
    position += 1
    var items: [JSONValue] = []
    do throws(JSONParser.Failure) {
      skipBlanks()
      if peek == UInt8(ascii: "]") {
        position += 1
        return .array([])
      }
      while true {
        items.append(try value(depth: depth + 1))
        if try isEnd(UInt8(ascii: "]")) { return .array(items) }
      }
    } catch {
      guard isCut, position >= bytes.count else { throw error }
      return .array(items)
    }
  }

  /// Whether the closing byte follows; otherwise a comma must.
  private mutating func isEnd(_ closing: UInt8) throws(JSONParser.Failure) -> Bool {
    skipBlanks()
    guard let byte = peek, byte == closing || byte == UInt8(ascii: ",") else {
      throw failure("neither a comma nor the closing bracket stands here")
    }
    position += 1
    return byte == closing
  }

  /// The reason of a record that nests too deeply.
  static let tooDeep: Text = "it nests deeper than 256 levels"
  /// The reason of a record with an object of too many keys.
  static let tooManyKeys: Text = "an object has more than 10,000 keys"
}

/// The keys of one object so far: few are compared, many are hashed.
struct KeySet {
  private var few: [Text] = []
  private var many: Set<Text> = []

  /// Adds a key; false when it was there already.
  mutating func insert(_ key: Text) -> Bool {
    if few.count < 12 {
      if few.contains(key) { return false }
      few.append(key)
      return true
    }
    if many.isEmpty { many = Set(few) }
    return many.insert(key).inserted
  }
}
