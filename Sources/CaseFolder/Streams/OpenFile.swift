internal import CLinux
internal import Glibc

/// A file that is open for reading at any place; closed when nobody holds it any more.
final class OpenFile {
  /// Its size in bytes when it was opened.
  let size: Int
  private let descriptor: Int32

  /// Takes over a descriptor.
  init(descriptor: Int32, size: Int) {
    self.descriptor = descriptor
    self.size = size
  }

  deinit {
    close(descriptor)
  }

  /// Says that the file will be read from its beginning to its end.
  func adviseSequential() {
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
  }

  /// One pread(2): how many bytes were read, 0 at the end, or minus the error number.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
    while true {
      let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
      if count >= 0 { return count }
      if errno != EINTR { return -Int(errno) }
    }
  }

  /// So many bytes from a place on; fewer when the file ends before.
  func bytes(at offset: Int, count: Int) -> [UInt8] {
    guard offset >= 0, offset < size, count > 0 else { return [] }
    return FileStream(self, from: offset, count: min(count, size - offset)).bytes(min(count, size - offset))
  }

  /// Holds what a stream gives in memory that has no name, at most `limit` bytes; nil when there is more, or when the
  /// system gives no memory.
  static func holding(_ stream: any ByteStream, limit: Int) -> OpenFile? {
    let descriptor = casebook_memory_file()
    guard descriptor >= 0 else { return nil }
    var size = 0
    var isHeld = true
    stream.drain { piece in
      guard isHeld else { return }
      size += piece.count
      isHeld = size <= limit && write(piece, to: descriptor)
    }
    guard isHeld else {
      close(descriptor)
      return nil
    }
    return OpenFile(descriptor: descriptor, size: size)
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
    return true
  }
}

/// The bytes of an open file, from its beginning or in a window.
final class FileStream: ByteStream {
  private(set) var damage: Text?
  private let file: OpenFile
  private var position: Int
  private var left: Int

  /// The whole file, also when it grew since it was opened.
  convenience init(_ file: OpenFile) {
    self.init(file, from: 0, count: .max)
  }

  /// A window into the file.
  init(_ file: OpenFile, from position: Int, count: Int) {
    self.file = file
    self.position = position
    left = count
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    var filled = 0
    while filled < buffer.count, left > 0 {
      // Small reads are hashed and decompressed while they are in the processor's cache.
      let wanted = min(buffer.count - filled, left, 256 << 10)
      let count = file.read(at: position, into: .init(rebasing: buffer[filled..<filled + wanted]))
      guard count > 0 else {
        if count < 0 { damage = Text("it could not be read to its end: \(SystemMessage.text(Int32(-count)))") }
        left = 0
        break
      }
      position += count
      left -= count
      filled += count
    }
    return filled
  }
}
