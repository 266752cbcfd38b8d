internal import CDecompress

/// Little-endian bytes of a number.
package func little(_ value: Int, _ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}

/// The CRC-32 of zip and gzip, bit by bit.
package func crc32(_ bytes: [UInt8]) -> Int {
  var sum = ~UInt32(0)
  for byte in bytes {
    sum ^= UInt32(byte)
    for _ in 0..<8 { sum = sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
  }
  return Int(~sum)
}

/// Deflate data that stores its bytes.
package func deflate(_ bytes: [UInt8]) -> [UInt8] {
  var data: [UInt8] = []
  var rest = bytes[...]
  repeat {
    let part = rest.prefix(65_535)
    rest = rest.dropFirst(part.count)
    data += [rest.isEmpty ? 1 : 0] + little(part.count, 2) + little(~part.count, 2) + part
  } while !rest.isEmpty
  return data
}

/// A gzip member that stores its bytes, with a right or wrong checksum.
package func gzip(_ bytes: [UInt8], checksum: Int? = nil) -> [UInt8] {
  [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + deflate(bytes) + little(checksum ?? crc32(bytes), 4) + little(bytes.count, 4)
}

/// A bzip2 stream.
package func bzip2(_ bytes: [UInt8]) -> [UInt8] {
  var source = bytes.map { CChar(bitPattern: $0) }
  var target = [CChar](repeating: 0, count: bytes.count * 2 + 1000)
  var count = UInt32(target.count)
  guard BZ2_bzBuffToBuffCompress(&target, &count, &source, UInt32(source.count), 1, 0, 0) == BZ_OK else { return [] }
  return target.prefix(Int(count)).map { UInt8(bitPattern: $0) }
}

/// An xz stream.
package func xz(_ bytes: [UInt8]) -> [UInt8] {
  var target = [UInt8](repeating: 0, count: bytes.count * 2 + 1000)
  var count = 0
  guard
    lzma_easy_buffer_encode(0, LZMA_CHECK_CRC64, nil, bytes, bytes.count, &target, &count, target.count) == LZMA_OK
  else { return [] }
  return Array(target.prefix(count))
}

/// A zstandard frame with a checksum.
package func zstandard(_ bytes: [UInt8]) -> [UInt8] {
  let context = ZSTD_createCCtx()
  defer { ZSTD_freeCCtx(context) }
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
  var target = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
  let count = ZSTD_compress2(context, &target, target.count, bytes, bytes.count)
  return ZSTD_isError(count) == 0 ? Array(target.prefix(count)) : []
}
