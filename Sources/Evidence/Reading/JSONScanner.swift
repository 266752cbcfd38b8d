#if canImport(Glibc)
  internal import Glibc
#endif

/// Finds the ends of JSON values by their brackets and quotes. It checks nothing else: the parser does.
struct JSONScanner {
  let bytes: UnsafeBufferPointer<UInt8>

  /// What a search for an array of records among an object's members found.
  enum Container {
    /// Such an array begins here, at its bracket.
    case array(Int)
    /// There is none; the object, or member, ends here.
    case none(Int)
    /// The buffer ends first.
    case incomplete
  }

  /// The first position at or after `position` that is no white space and no comma.
  func skipBlanksAndCommas(_ position: Int) -> Int {
    var position = position
    while position < bytes.count, isBlank(bytes[position]) || bytes[position] == UInt8(ascii: ",") { position += 1 }
    return position
  }

  /// The end of the value that begins at `start`, or nil when the buffer ends first.
  func end(of start: Int) -> Int? {
    switch bytes[start] {
    case UInt8(ascii: "{"), UInt8(ascii: "["): endOfBrackets(start)
    case UInt8(ascii: "\""): endOfString(start)
    default: endOfScalar(start)
    }
  }

  /// Looks at the members of the object that begins at `start` for an array of records.
  func container(_ start: Int) -> Container {
    var position = start + 1
    while true {
      position = skipBlanksAndCommas(position)
      guard position < bytes.count else { return .incomplete }
      if bytes[position] == UInt8(ascii: "}") { return .none(position + 1) }
      switch member(position) {
      case .array(let found): return .array(found)
      case .none(let end): position = end
      case .incomplete: return .incomplete
      }
    }
  }

  /// Looks at one member, which begins with its key: an array of records, or the member's end.
  func member(_ start: Int) -> Container {
    guard bytes[start] == UInt8(ascii: "\"") else {
      // No key: leave this byte to the parser, which will refuse the object.
      return .none(start + 1)
    }
    guard let keyEnd = endOfString(start) else { return .incomplete }
    var position = skipBlanksAndCommas(keyEnd)
    guard position < bytes.count else { return .incomplete }
    guard bytes[position] == UInt8(ascii: ":") else { return .none(position) }
    position = skipBlanksAndCommas(position + 1)
    guard position < bytes.count else { return .incomplete }
    if bytes[position] == UInt8(ascii: "["), isContainer(start + 1, keyEnd - 1) { return .array(position) }
    if bytes[position] == UInt8(ascii: "}") { return .none(position) }
    return end(of: position).map { .none($0) } ?? .incomplete
  }

  private func isContainer(_ start: Int, _ end: Int) -> Bool {
    DocumentSplitter.containers.contains { $0.count == end - start && bytes[start..<end].elementsEqual($0) }
  }

  private func endOfBrackets(_ start: Int) -> Int? {
    var depth = 0
    var position = start
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        position += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        position += 1
        if depth == 0 { return position }
      case UInt8(ascii: "\""):
        guard let end = endOfString(position) else { return nil }
        position = end
      default:
        position += 1
      }
    }
    return nil
  }

  private func endOfString(_ start: Int) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    var position = start + 1
    while position < bytes.count {
      guard let found = memchr(base + position, 0x22, bytes.count - position) else { return nil }
      let quote = base.distance(to: found.assumingMemoryBound(to: UInt8.self))
      var backslashes = 0
      while quote - 1 - backslashes > start, bytes[quote - 1 - backslashes] == 0x5C { backslashes += 1 }
      if backslashes % 2 == 0 { return quote + 1 }
      position = quote + 1
    }
    return nil
  }

  private func endOfScalar(_ start: Int) -> Int? {
    var position = start
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), 0x20, 0x09, 0x0A, 0x0D:
        return max(position, start + 1)
      default: position += 1
      }
    }
    return nil
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
