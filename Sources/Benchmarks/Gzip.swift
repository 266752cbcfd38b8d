internal import CInflate

/// Gzip for generated evidence, by ISA-L.
enum Gzip {
  /// The bytes as one gzip member.
  static func member(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    var packed = [UInt8](repeating: 0, count: bytes.count + bytes.count / 8 + 1024)
    var stream = isal_zstream()
    isal_deflate_stateless_init(&stream)
    let written = bytes.withUnsafeMutableBufferPointer { input in
      packed.withUnsafeMutableBufferPointer { output in
        stream.gzip_flag = UInt16(IGZIP_GZIP)
        stream.end_of_stream = 1
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        let result = isal_deflate_stateless(&stream)
        precondition(result == COMP_OK, "ISA-L cannot compress this")
        return output.count - Int(stream.avail_out)
      }
    }
    return Array(packed[..<written])
  }
}
