internal import CInflate

/// A gzip stream by ISA-L, member by member, with every CRC checked.
final class Inflater {
  /// What a call of `inflate` ended with.
  enum Outcome {
    /// Output was written or more input is wanted.
    case going
    /// A member ended; `startMember` must be called before the next one.
    case memberEnd
    /// The stream is damaged: what is wrong.
    case damaged(Text)
  }

  private let state: UnsafeMutablePointer<inflate_state>

  init() {
    state = .allocate(capacity: 1)
    isal_inflate_init(state)
    state.pointee.crc_flag = UInt32(ISAL_GZIP)
    state.pointee.avail_in = 0
  }

  deinit {
    state.deallocate()
  }

  /// How many bytes of input are left.
  var inputLeft: Int { Int(state.pointee.avail_in) }

  /// The unread input.
  var input: UnsafeMutablePointer<UInt8>? { state.pointee.next_in }

  /// Gives new input; it must stay alive until it is used up.
  func feed(_ bytes: UnsafeMutablePointer<UInt8>, count: Int) {
    state.pointee.next_in = bytes
    state.pointee.avail_in = UInt32(count)
  }

  /// Gets ready for the next member of the stream.
  func startMember() {
    isal_inflate_reset(state)
    state.pointee.crc_flag = UInt32(ISAL_GZIP)
  }

  /// Inflates into `output` and adds to `written` what was written.
  func inflate(into output: UnsafeMutableRawBufferPointer, written: inout Int) -> Outcome {
    state.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_out = UInt32(clamping: output.count)
    let before = Int(state.pointee.avail_out)
    let result = isal_inflate(state)
    written += before - Int(state.pointee.avail_out)
    switch result {
    case ISAL_DECOMP_OK, ISAL_END_INPUT:
      return state.pointee.block_state == ISAL_BLOCK_FINISH ? .memberEnd : .going
    case ISAL_INCORRECT_CHECKSUM: return .damaged("the gzip checksum is wrong")
    case ISAL_INVALID_WRAPPER, ISAL_UNSUPPORTED_METHOD: return .damaged("the gzip header is damaged")
    default: return .damaged("the gzip data is damaged")
    }
  }
}
