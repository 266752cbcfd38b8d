/// The compressions that are undone while reading, told by their first bytes.
enum Compression {
  case gzip
  case bzip2
  case xz
  case zstandard

  /// How many bytes are enough to tell.
  static let headLength = 10

  /// The compression of bytes that begin like this; nil: none.
  init?(head: ArraySlice<UInt8>) {
    if head.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if head.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) {
      self = .xz
    } else if Array(head.prefix(4)).withUnsafeBytes({ ZstandardDecoder.followers?($0) == true }) {
      self = .zstandard
    } else if Self.isBzip2(Array(head.prefix(10))) {
      self = .bzip2
    } else {
      return nil
    }
  }

  /// `BZh`, a level, and the digits of pi or of its square root: text may begin with `BZh` too.
  private static func isBzip2(_ head: [UInt8]) -> Bool {
    guard head.count >= 4, head.starts(with: Array("BZh".utf8)), (0x31...0x39).contains(head[3]) else { return false }
    let block: [UInt8] = [0x31, 0x41, 0x59, 0x26, 0x53, 0x59]
    let end: [UInt8] = [0x17, 0x72, 0x45, 0x38, 0x50, 0x90]
    let rest = head.dropFirst(4)
    return block.starts(with: rest) || end.starts(with: rest)
  }

  /// The bytes that a compressed stream stands for; checkpoints are kept of gzip.
  func decompressed(_ stream: any ByteStream, keeper: CheckpointKeeper? = nil) -> any CompressedStream {
    switch self {
    case .gzip: DecodingStream(stream, Inflater(), keeper: keeper)
    case .bzip2: DecodingStream(stream, Bzip2Decoder())
    case .xz: DecodingStream(stream, XZDecoder())
    case .zstandard: DecodingStream(stream, ZstandardDecoder())
    }
  }
}
