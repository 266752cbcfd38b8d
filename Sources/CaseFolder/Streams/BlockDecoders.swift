internal import CDecompress

// libbz2, liblzma and libzstd themselves and not through libarchive, which holds back up to 64 KiB that a damaged stream
// gave before its damage: of a cut log of 1,986 lines it gives 1,959, of one with a wrong check nothing.

/// bzip2 by libbz2.
final class Bzip2Decoder: StreamDecoder {
  private let stream: UnsafeMutablePointer<bz_stream>
  private var isReady = false

  init() {
    stream = .allocate(capacity: 1)
    isReady = start()
  }

  deinit {
    if isReady { BZ2_bzDecompressEnd(stream) }
    stream.deallocate()
  }

  static let name = "bzip2"
  static let followers: (@Sendable (UnsafeRawBufferPointer) -> Bool)? = { $0.starts(with: Array("BZh".utf8)) }

  func restart() -> Bool {
    if isReady { BZ2_bzDecompressEnd(stream) }
    isReady = start()
    return isReady
  }

  private func start() -> Bool {
    stream.initialize(to: bz_stream())
    return BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK
  }

  func decode(_ input: inout UnsafeRawBufferPointer, _ output: inout UnsafeMutableRawBufferPointer) -> DecodingOutcome {
    guard isReady else { return .damaged("there is no memory for bzip2") }
    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: CChar.self).baseAddress)
    stream.pointee.avail_in = UInt32(clamping: input.count)
    stream.pointee.next_out = output.bindMemory(to: CChar.self).baseAddress
    stream.pointee.avail_out = UInt32(clamping: output.count)
    let offered = (input: Int(stream.pointee.avail_in), output: Int(stream.pointee.avail_out))
    let result = BZ2_bzDecompress(stream)
    input = .init(rebasing: input[(offered.input - Int(stream.pointee.avail_in))...])
    output = .init(rebasing: output[(offered.output - Int(stream.pointee.avail_out))...])
    switch result {
    case BZ_OK: return .going
    case BZ_STREAM_END: return .streamEnd
    case BZ_MEM_ERROR: return .damaged("there is no memory for bzip2")
    default: return .damaged("the bzip2 data is damaged, or its checksum is wrong")
    }
  }
}

/// xz by liblzma.
final class XZDecoder: StreamDecoder {
  private let stream: UnsafeMutablePointer<lzma_stream>
  private var isReady = false

  /// A dictionary may be so big, in bytes; xz -9 needs 65 MiB to decompress.
  private static let memoryLimit: UInt64 = 256 << 20

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: casebook_lzma_stream())
    isReady = restart()
  }

  deinit {
    lzma_end(stream)
    stream.deallocate()
  }

  static let name = "xz"
  static let followers: (@Sendable (UnsafeRawBufferPointer) -> Bool)? = {
    $0.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00])
  }

  func restart() -> Bool {
    lzma_stream_decoder(stream, Self.memoryLimit, 0) == LZMA_OK
  }

  func decode(_ input: inout UnsafeRawBufferPointer, _ output: inout UnsafeMutableRawBufferPointer) -> DecodingOutcome {
    guard isReady else { return .damaged("there is no memory for xz") }
    stream.pointee.next_in = input.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_in = input.count
    stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_out = output.count
    let result = lzma_code(stream, LZMA_RUN)
    input = .init(rebasing: input.suffix(stream.pointee.avail_in))
    output = .init(rebasing: output.suffix(stream.pointee.avail_out))
    switch result {
    // No progress is possible without more input.
    case LZMA_OK, LZMA_BUF_ERROR: return .going
    case LZMA_STREAM_END: return .streamEnd
    case LZMA_MEM_ERROR: return .damaged("there is no memory for xz")
    case LZMA_MEMLIMIT_ERROR: return .damaged("the xz stream wants more than 256 MiB of memory")
    default: return .damaged("the xz data is damaged, or its checksum is wrong")
    }
  }
}

/// zstandard by libzstd.
final class ZstandardDecoder: StreamDecoder {
  private let stream: OpaquePointer?

  init() {
    stream = ZSTD_createDStream()
  }

  deinit {
    ZSTD_freeDStream(stream)
  }

  static let name = "zstandard"
  static let followers: (@Sendable (UnsafeRawBufferPointer) -> Bool)? = {
    $0.count >= 4
      && ($0.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
        || ($0[0] & 0xF0 == 0x50 && $0[1...3].elementsEqual([0x2A, 0x4D, 0x18])))
  }

  func restart() -> Bool { ZSTD_isError(ZSTD_initDStream(stream)) == 0 }

  func decode(_ input: inout UnsafeRawBufferPointer, _ output: inout UnsafeMutableRawBufferPointer) -> DecodingOutcome {
    guard let stream else { return .damaged("there is no memory for zstandard") }
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let result = ZSTD_decompressStream(stream, &target, &source)
    input = .init(rebasing: input[source.pos...])
    output = .init(rebasing: output[target.pos...])
    guard ZSTD_isError(result) == 0 else { return .damaged("the zstandard data is damaged, or its checksum is wrong") }
    return result == 0 ? .streamEnd : .going
  }
}
