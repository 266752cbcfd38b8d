/// The upper levels of a JSON value: enough to tell what kind of record it is, without parsing it whole.
indirect enum JSONOutline {
  /// The fields in order; what lies deeper than `JSONOutlineScanner.depthLimit` is `.skipped`.
  case object([(key: Text, value: JSONOutline)])
  /// The first elements.
  case array([JSONOutline])
  /// A string with its escapes resolved.
  case string(Text)
  /// A number, `true`, `false` or `null` as written.
  case literal(Text)
  /// A value that was not looked into.
  case skipped

  /// The value of a field, the last one of that name.
  subscript(key: Text) -> JSONOutline? {
    guard case .object(let fields) = self else { return nil }
    return fields.last { $0.key == key }?.value
  }

  /// Whether there is a field of that name.
  func has(_ key: Text) -> Bool { self[key] != nil }

  /// Whether there is a field of each of the names.
  func has(all keys: Text...) -> Bool { keys.allSatisfy { has($0) } }

  /// Whether there is a field of one of the names.
  func has(any keys: Text...) -> Bool { keys.contains { has($0) } }

  /// The text of a string field.
  func text(_ key: Text) -> Text? {
    if case .string(let text)? = self[key] { return text }
    return nil
  }

  /// The whole number of a field that holds one.
  func number(_ key: Text) -> Int? {
    if case .literal(let text)? = self[key] { return Int(text.string) }
    return nil
  }

  /// The elements of an array field.
  func elements(_ key: Text) -> [JSONOutline]? {
    if case .array(let elements)? = self[key] { return elements }
    return nil
  }

  /// Whether it is an object.
  var isObject: Bool {
    if case .object = self { return true }
    return false
  }

  /// The names of the fields.
  var keys: [Text] {
    if case .object(let fields) = self { return fields.map(\.key) }
    return []
  }
}

/// A value that was scanned, as far as the bytes went.
struct ScannedJSON {
  /// How the value ended.
  enum End {
    /// At its closing byte.
    case complete
    /// The bytes ended first.
    case cut
    /// Something stood there that is no JSON.
    case broken
  }

  var outline: JSONOutline
  var end: End
  /// Whether a line feed lies inside it.
  var spansLines: Bool
}

/// Scans JSON values from bytes, tolerating that they are cut or broken.
struct JSONOutlineScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  /// Where the next byte is read.
  var position = 0
  private var end = ScannedJSON.End.complete
  private var spansLines = false

  /// Deeper values are skipped, not kept.
  static let depthLimit = 6
  /// So many elements of an array are kept.
  static let elementLimit = 3
  /// So many fields of an object are kept.
  static let fieldLimit = 400

  init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  /// Scans one value at the position; after a broken one the position is where it broke.
  mutating func scan() -> ScannedJSON {
    end = .complete
    spansLines = false
    let outline = value(depth: 1)
    return ScannedJSON(outline: outline, end: end, spansLines: spansLines)
  }

  /// The outline of a text that holds JSON; nil when it does not begin with an object or array.
  static func outline(of text: Text) -> JSONOutline? {
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBufferPointer { buffer in
      var scanner = JSONOutlineScanner(buffer)
      scanner.skipSpace()
      guard let first = scanner.peek, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return nil }
      return scanner.scan().outline
    }
  }

  /// The byte at the position; nil at the end.
  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Goes on over white space.
  mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x0A: spansLines = true
      case 0x20, 0x09, 0x0D: break
      default: return
      }
      position += 1
    }
  }

  private mutating func value(depth: Int) -> JSONOutline {
    skipSpace()
    guard let first = peek else { return fail(.cut) }
    switch first {
    case UInt8(ascii: "{"): return depth > Self.depthLimit ? skipNested() : object(depth: depth)
    case UInt8(ascii: "["): return depth > Self.depthLimit ? skipNested() : array(depth: depth)
    case UInt8(ascii: "\""): return string().map { .string($0) } ?? .skipped
    default: return literal()
    }
  }

  private mutating func fail(_ how: ScannedJSON.End) -> JSONOutline {
    end = how
    return .skipped
  }

  private mutating func object(depth: Int) -> JSONOutline {
    position += 1
    var fields: [(key: Text, value: JSONOutline)] = []
    while end == .complete {
      skipSpace()
      guard let byte = peek else {
        end = .cut
        break
      }
      if byte == UInt8(ascii: "}") {
        position += 1
        break
      }
      if !fields.isEmpty {
        guard take(UInt8(ascii: ",")) else { break }
        skipSpace()
      }
      guard let key = string() else { break }
      skipSpace()
      guard take(UInt8(ascii: ":")) else { break }
      let value = value(depth: depth + 1)
      if fields.count < Self.fieldLimit { fields.append((key, value)) }
    }
    return .object(fields)
  }

  private mutating func array(depth: Int) -> JSONOutline {
    position += 1
    var elements: [JSONOutline] = []
    var count = 0
    while end == .complete {
      skipSpace()
      guard let byte = peek else {
        end = .cut
        break
      }
      if byte == UInt8(ascii: "]") {
        position += 1
        break
      }
      if count > 0 {
        guard take(UInt8(ascii: ",")) else { break }
      }
      let element = value(depth: count < Self.elementLimit ? depth + 1 : Self.depthLimit + 1)
      if count < Self.elementLimit { elements.append(element) }
      count += 1
    }
    return .array(elements)
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard let next = peek else {
      end = .cut
      return false
    }
    guard next == byte else {
      end = .broken
      return false
    }
    position += 1
    return true
  }

  private mutating func literal() -> JSONOutline {
    let start = position
    while position < bytes.count, position - start < 400 {
      let byte = bytes[position]
      guard (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || [0x2B, 0x2D, 0x2E].contains(byte)
      else { break }
      position += 1
    }
    if position == bytes.count { end = .cut }
    guard position > start else { return fail(position < bytes.count ? .broken : .cut) }
    return .literal(Text(bytes: bytes[start..<position]))
  }

  /// Skips an object or array by counting brackets outside strings.
  private mutating func skipNested() -> JSONOutline {
    var open = 0
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["): open += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): open -= 1
      case UInt8(ascii: "\""):
        guard skipString() != nil else { return .skipped }
        continue
      case 0x0A: spansLines = true
      default: break
      }
      position += 1
      if open == 0 { return .skipped }
    }
    return fail(.cut)
  }

  private mutating func string() -> Text? {
    guard let range = skipString() else { return nil }
    let raw = UnsafeBufferPointer(rebasing: bytes[range])
    return raw.contains(UInt8(ascii: "\\")) ? Text(bytes: JSONEscape.resolve(raw)) : Text(bytes: raw)
  }

  /// The range between the quotes; nil, with `end` set, when the string does not end on its line.
  private mutating func skipString() -> Range<Int>? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return start..<position - 1
      case UInt8(ascii: "\\"): position += 2
      case 0x0A:
        end = .broken
        return nil
      default: position += 1
      }
    }
    position = bytes.count
    end = .cut
    return nil
  }
}
