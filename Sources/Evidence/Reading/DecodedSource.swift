internal import CaseFolder

/// The text of a source as UTF-8: its bytes as they are, unless a byte order mark says that they are UTF-16.
struct DecodedSource {
  private let source: ByteSource
  private var decoder: UTF16Decoder?
  private var isBegun = false
  /// Decoded text that was not given away yet, from `start` on.
  private var text: [UInt8] = []
  private var start = 0

  /// The text of a source that nothing was read from.
  init(_ source: ByteSource) {
    self.source = source
  }

  /// Fills the buffer as far as possible; how many bytes were written, 0 at the end.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    if !isBegun {
      isBegun = true
      let count = source.read(into: buffer)
      decoder = UTF16Decoder(mark: buffer.prefix(min(count, 2)))
      guard decoder != nil else { return count }
      decoder?.decode(buffer[2..<count], into: &text)
      return give(buffer)
    }
    return decoder == nil ? source.read(into: buffer) : give(buffer)
  }

  private mutating func give(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    while start == text.count {
      text.removeAll(keepingCapacity: true)
      start = 0
      let count = source.read(into: buffer)
      guard count > 0 else {
        decoder?.finish(into: &text)
        break
      }
      decoder?.decode(buffer.prefix(count), into: &text)
    }
    let count = min(buffer.count, text.count - start)
    buffer.copyBytes(from: text[start..<start + count])
    start += count
    return count
  }
}
