internal import CInflate

/// Deflate by ISA-L: as gzip, with every member's checksum checked, or raw as in a zip.
final class Inflater: StreamDecoder {
  /// What is around the deflate data.
  enum Wrapper {
    case gzip
    case none
  }

  private let state: UnsafeMutablePointer<inflate_state>
  private let checksumFlag: UInt32

  init(_ wrapper: Wrapper = .gzip) {
    checksumFlag = UInt32(wrapper == .gzip ? ISAL_GZIP : ISAL_DEFLATE)
    state = .allocate(capacity: 1)
    isal_inflate_init(state)
    state.pointee.crc_flag = checksumFlag
  }

  /// Goes on from a state that was saved of a gzip stream.
  init(state saved: [UInt8]) {
    checksumFlag = UInt32(ISAL_GZIP)
    state = .allocate(capacity: 1)
    isal_inflate_init(state)
    precondition(saved.count == MemoryLayout<inflate_state>.size, "no state of an inflater")
    UnsafeMutableRawPointer(state).copyMemory(from: saved, byteCount: saved.count)
  }

  deinit {
    state.deallocate()
  }

  /// The state between two steps: no pointer in it outlives a step, and its window goes with it.
  func saved() -> [UInt8]? {
    Array(UnsafeRawBufferPointer(start: state, count: MemoryLayout<inflate_state>.size))
  }

  static let name = "gzip"
  static let followers: (@Sendable (UnsafeRawBufferPointer) -> Bool)? = { $0.starts(with: [0x1F, 0x8B]) }

  func restart() -> Bool {
    isal_inflate_reset(state)
    state.pointee.crc_flag = checksumFlag
    return true
  }

  func decode(_ input: inout UnsafeRawBufferPointer, _ output: inout UnsafeMutableRawBufferPointer) -> DecodingOutcome {
    state.pointee.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
    state.pointee.avail_in = UInt32(clamping: input.count)
    state.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
    state.pointee.avail_out = UInt32(clamping: output.count)
    let offered = (input: Int(state.pointee.avail_in), output: Int(state.pointee.avail_out))
    let result = isal_inflate(state)
    // In damaged data ISA-L may count the input below zero, which wraps to more than was offered.
    let unused = state.pointee.avail_in <= offered.input ? Int(state.pointee.avail_in) : 0
    input = .init(rebasing: input[(offered.input - unused)...])
    output = .init(rebasing: output[(offered.output - Int(state.pointee.avail_out))...])
    switch result {
    case ISAL_DECOMP_OK, ISAL_END_INPUT:
      return state.pointee.block_state == ISAL_BLOCK_FINISH ? .streamEnd : .going
    case ISAL_INCORRECT_CHECKSUM: return .wrongChecksum("the gzip checksum (CRC) or length is wrong")
    case ISAL_INVALID_WRAPPER, ISAL_UNSUPPORTED_METHOD: return .damaged("the gzip header is damaged")
    default: return .damaged("the compressed data is damaged")
    }
  }
}

/// The CRC-32 of zip and gzip.
enum CRC32 {
  /// The checksum of what gave `checksum` so far and these bytes.
  static func update(_ checksum: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
    crc32_gzip_refl(checksum, bytes.bindMemory(to: UInt8.self).baseAddress, UInt64(bytes.count))
  }
}
