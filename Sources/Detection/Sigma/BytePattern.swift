#if canImport(Glibc)
  internal import Glibc
#endif

/// A Sigma string made ready for matching byte by byte.
///
/// Letters match in any case unless the rule says `cased`. ASCII letters are folded while they are compared; only a
/// pattern that holds other letters has its texts folded by Unicode first.
struct BytePattern: Sendable {
  /// How the text must look.
  private enum Shape: Sendable {
    case exact([UInt8])
    case prefix([UInt8])
    case suffix([UInt8])
    case contains([UInt8])
    /// Any text at all.
    case anything
    /// Stretches between `*`; the first begins the text and the last ends it, unless they are empty.
    case stretches([[Step]])
  }

  /// A stretch's byte, or one character of any kind.
  private enum Step: Sendable {
    case byte(UInt8)
    case character
  }

  private let shape: Shape
  private let isCased: Bool
  private let needsUnicode: Bool

  /// A pattern of a string.
  init(_ string: SigmaString, isCased: Bool) {
    self.isCased = isCased
    var isPlain = true
    let folded: [SigmaString.Part] = string.parts.map { part in
      guard case .literal(let bytes) = part else { return part }
      if bytes.contains(where: { $0 >= 0x80 }) { isPlain = false }
      return .literal(isCased ? bytes : Self.fold(bytes))
    }
    needsUnicode = !isPlain && !isCased
    shape = Self.shape(folded)
  }

  private static func shape(_ parts: [SigmaString.Part]) -> Shape {
    if parts.isEmpty { return .exact([]) }
    if parts.allSatisfy({ $0 == .anyText }) { return .anything }
    let isOpenAtStart = parts.first == .anyText
    let isOpenAtEnd = parts.last == .anyText
    let middle = parts.dropFirst(isOpenAtStart ? 1 : 0).dropLast(isOpenAtEnd ? 1 : 0)
    guard middle.count == 1, case .literal(let bytes) = middle.first else { return .stretches(stretches(parts)) }
    switch (isOpenAtStart, isOpenAtEnd) {
    case (false, false): return .exact(bytes)
    case (false, true): return .prefix(bytes)
    case (true, false): return .suffix(bytes)
    case (true, true): return .contains(bytes)
    }
  }

  /// The only text that matches, with small letters; nil when others do.
  var onlyText: [UInt8]? {
    if case .exact(let bytes) = shape { isCased ? Self.fold(bytes) : bytes } else { nil }
  }

  /// Whether a text matches.
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard needsUnicode else { return matchesFolding(text) }
    return Self.fold(text).withUnsafeBufferPointer { matchesFolding($0) }
  }

  private func matchesFolding(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    switch shape {
    case .anything: return true
    case .exact(let bytes): return text.count == bytes.count && equals(bytes, text, 0)
    case .prefix(let bytes): return text.count >= bytes.count && equals(bytes, text, 0)
    case .suffix(let bytes): return text.count >= bytes.count && equals(bytes, text, text.count - bytes.count)
    case .contains(let bytes): return contains(bytes, text)
    case .stretches(let stretches): return matches(stretches, text)
    }
  }

  @inline(__always)
  private func equals(_ bytes: [UInt8], _ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    bytes.withUnsafeBufferPointer { wanted in
      guard let one = wanted.baseAddress, let other = text.baseAddress else { return wanted.isEmpty }
      if isCased { return memcmp(one, other + start, wanted.count) == 0 }
      for index in 0..<wanted.count where one[index] != Self.folded(other[start + index]) { return false }
      return true
    }
  }

  private func contains(_ bytes: [UInt8], _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count >= bytes.count, let base = text.baseAddress else { return bytes.isEmpty }
    let first = bytes[0]
    let last = text.count - bytes.count
    var start = 0
    while start <= last {
      if isCased {
        guard let found = memchr(base + start, Int32(first), last - start + 1) else { return false }
        start = base.distance(to: found.assumingMemoryBound(to: UInt8.self))
      }
      if (isCased || Self.folded(base[start]) == first) && equals(bytes, text, start) { return true }
      start += 1
    }
    return false
  }

  @inline(__always)
  private static func folded(_ byte: UInt8) -> UInt8 {
    byte &- 0x41 < 26 ? byte | 0x20 : byte
  }

  /// The text with its letters made small, scalar by scalar.
  private static func fold(_ bytes: some Collection<UInt8>) -> [UInt8] {
    guard bytes.contains(where: { $0 >= 0x80 }) else { return bytes.map(folded) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      result.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
    }
    return result
  }

  // MARK: Patterns with several wildcards

  private static func stretches(_ parts: [SigmaString.Part]) -> [[Step]] {
    var stretches: [[Step]] = [[]]
    for part in parts {
      switch part {
      case .anyText: stretches.append([])
      case .anyCharacter: stretches[stretches.count - 1].append(.character)
      case .literal(let bytes): stretches[stretches.count - 1] += bytes.map { .byte($0) }
      }
    }
    return stretches
  }

  /// Between the ends, the leftmost place of each stretch is as good as any: no step is taken back.
  private func matches(_ stretches: [[Step]], _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard var position = end(of: stretches[0], text, 0) else { return false }
    if stretches.count == 1 { return position == text.count }
    for stretch in stretches[1..<(stretches.count - 1)] where !stretch.isEmpty {
      var start = position
      var found: Int?
      while found == nil, start < text.count {
        found = end(of: stretch, text, start)
        start += 1
      }
      guard let found else { return false }
      position = found
    }
    let last = stretches[stretches.count - 1]
    if last.isEmpty { return true }
    // The last stretch must end the text; a character has one to four bytes, so that several starts are possible.
    let longest = last.reduce(0) { if case .character = $1 { $0 + 4 } else { $0 + 1 } }
    var start = max(position, text.count - longest)
    while start < text.count {
      if end(of: last, text, start) == text.count { return true }
      start += 1
    }
    return false
  }

  /// Where a stretch ends that begins at `start`; nil when it does not stand there.
  private func end(of stretch: [Step], _ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    var position = start
    for step in stretch {
      guard position < text.count else { return nil }
      switch step {
      case .byte(let byte):
        guard byte == (isCased ? text[position] : Self.folded(text[position])) else { return nil }
        position += 1
      case .character:
        guard text[position] & 0xC0 != 0x80 else { return nil }
        position += 1
        while position < text.count, text[position] & 0xC0 == 0x80 { position += 1 }
      }
    }
    return position
  }
}
