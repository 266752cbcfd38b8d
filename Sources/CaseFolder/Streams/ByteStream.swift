/// Bytes in order: of a file, of an archive's entry, or decompressed from such.
protocol ByteStream: AnyObject {
  /// Fills the buffer as far as possible and returns how many bytes were written; fewer than asked for only at the end,
  /// or when damage keeps the rest from being read.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int
  /// What is wrong with the bytes, once it was met; what came before was given.
  var damage: Text? { get }
  /// Something that cost no byte of the content, such as bytes after its end.
  var note: Text? { get }
}

extension ByteStream {
  var note: Text? { nil }

  /// Reads until the end and gives the pieces to `use`.
  func drain(_ use: (UnsafeRawBufferPointer) -> Void = { _ in }) {
    withUnsafeTemporaryAllocation(byteCount: 256 << 10, alignment: 64) { buffer in
      while case let count = read(into: buffer), count > 0 { use(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
    }
  }

  /// Exactly `count` bytes, or what is left of the stream.
  func bytes(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = read(into: UnsafeMutableRawBufferPointer(buffer))
    }
  }
}

/// Bytes that are at hand.
final class MemoryStream: ByteStream {
  private let content: [UInt8]
  private var position = 0
  let damage: Text? = nil

  init(_ content: [UInt8]) {
    self.content = content
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, content.count - position)
    buffer.copyBytes(from: content[position..<position + count])
    position += count
    return count
  }
}

/// A stream whose first bytes were looked at: they are given again, then the rest follows.
final class PeekedStream: ByteStream {
  private(set) var head: ArraySlice<UInt8>
  private let rest: any ByteStream

  /// Looks at the first `count` bytes.
  init(_ stream: any ByteStream, count: Int) {
    rest = stream
    head = stream.bytes(count)[...]
  }

  var damage: Text? { rest.damage }
  var note: Text? { rest.note }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard !head.isEmpty else { return rest.read(into: buffer) }
    let count = min(head.count, buffer.count)
    buffer.copyBytes(from: head.prefix(count))
    head = head.dropFirst(count)
    return count + (count < buffer.count ? rest.read(into: .init(rebasing: buffer[count...])) : 0)
  }
}

/// A stream that hashes and counts what passes through it.
final class HashingStream: ByteStream {
  /// Bytes that passed so far.
  private(set) var count = 0
  private let stream: any ByteStream
  private let digest = SHA256()

  init(_ stream: any ByteStream) {
    self.stream = stream
  }

  var damage: Text? { stream.damage }
  var note: Text? { stream.note }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let read = stream.read(into: buffer)
    digest.update(UnsafeRawBufferPointer(rebasing: buffer[..<read]))
    count += read
    return read
  }

  /// Reads the rest and returns the SHA-256 of everything, in hex. Call it once.
  func finish() -> Text {
    drain()
    return Text(bytes: SHA256.hexDigits(digest.finish()))
  }
}
