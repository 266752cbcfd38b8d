/// A decompressor that is fed piece by piece.
protocol StreamDecoder: AnyObject {
  /// What the compression is called, for people.
  static var name: String { get }
  /// Bytes with which a further stream may begin right after the end of one; nil: nothing may follow.
  static var followers: (@Sendable (UnsafeRawBufferPointer) -> Bool)? { get }
  /// Takes bytes from the front of `input` and writes to the front of `output`; both become what is left of them.
  func decode(_ input: inout UnsafeRawBufferPointer, _ output: inout UnsafeMutableRawBufferPointer) -> DecodingOutcome
  /// Gets ready for the next stream; false when that failed.
  func restart() -> Bool
  /// All that is needed to go on from here at another time; nil when the decoder cannot do that.
  func saved() -> [UInt8]?
}

extension StreamDecoder {
  func saved() -> [UInt8]? { nil }
}

/// What a step of a decoder ended with.
enum DecodingOutcome {
  /// Output was written or more input is wanted.
  case going
  /// The stream, or one of several, ended.
  case streamEnd
  /// The stream ended and its checksum is wrong; another one may follow.
  case wrongChecksum(Text)
  /// The stream cannot be read on: what is wrong.
  case damaged(Text)
}

/// A stream that counts how much compressed input it has used.
protocol CompressedStream: ByteStream {
  /// Bytes of compressed input that were used.
  var consumed: Int { get }
}

/// The decompressed bytes of a stream, several streams one after the other included.
final class DecodingStream<Decoder: StreamDecoder>: CompressedStream {
  private var ownDamage: Text?
  private var ownNote: Text?
  private let source: any ByteStream
  private let decoder: Decoder
  private let keeper: CheckpointKeeper?
  private var produced = 0
  private let piece: UnsafeMutableRawBufferPointer
  private var input: UnsafeRawBufferPointer
  private var fed = 0
  private var isSourceEnd = false
  private var isEnd = false
  private var isBetweenStreams = false

  /// How much is read from the source at once.
  private static var pieceSize: Int { 256 << 10 }
  /// The longest beginning by which a following stream is told.
  private static var followerLength: Int { 10 }

  /// The decompressed bytes of a source; a keeper is offered checkpoints on the way.
  init(_ source: any ByteStream, _ decoder: Decoder, keeper: CheckpointKeeper? = nil) {
    self.source = source
    self.decoder = decoder
    self.keeper = keeper
    piece = .allocate(byteCount: Self.pieceSize, alignment: 64)
    input = UnsafeRawBufferPointer(start: piece.baseAddress, count: 0)
  }

  deinit {
    piece.deallocate()
  }

  var damage: Text? { ownDamage ?? source.damage }
  var note: Text? { ownNote ?? source.note }
  var consumed: Int { fed - input.count }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    var rest = buffer
    while !rest.isEmpty, !isEnd { step(&rest) }
    produced += buffer.count - rest.count
    if let keeper, !isBetweenStreams, !isEnd {
      keeper.offer(inflated: produced, compressed: consumed) { decoder.saved() ?? [] }
    }
    return buffer.count - rest.count
  }

  private func step(_ output: inout UnsafeMutableRawBufferPointer) {
    if isBetweenStreams {
      guard startNextStream() else {
        isEnd = true
        return
      }
    } else if input.isEmpty {
      refill()
    }
    let room = output.count
    switch decoder.decode(&input, &output) {
    case .going:
      // At the end of the source what the decoder still holds comes first, then comes nothing.
      if isSourceEnd, output.count == room, input.isEmpty {
        stop(source.damage ?? Text("the \(Decoder.name) stream ends in the middle: it was cut"))
      }
    case .streamEnd: isBetweenStreams = true
    case .wrongChecksum(let what):
      if ownDamage == nil { ownDamage = what }
      isBetweenStreams = true
    case .damaged(let what): stop(what)
    }
  }

  /// Whether another stream follows.
  private func startNextStream() -> Bool {
    if input.count < Self.followerLength { refill() }
    guard !input.isEmpty else { return false }
    guard let isFollower = Decoder.followers, isFollower(input) else {
      ownNote = Text("bytes after the end of the \(Decoder.name) stream were not read")
      return false
    }
    isBetweenStreams = false
    guard decoder.restart() else {
      stop(Text("there is no memory for the next \(Decoder.name) stream"))
      return false
    }
    return true
  }

  /// Moves what is left to the front and reads on.
  private func refill() {
    guard !isSourceEnd else { return }
    let kept = input.count
    if kept > 0, let base = input.baseAddress, base != UnsafeRawPointer(piece.baseAddress) {
      piece.baseAddress?.copyMemory(from: base, byteCount: kept)
    }
    let room = UnsafeMutableRawBufferPointer(rebasing: piece[kept...])
    let count = source.read(into: room)
    if count < room.count { isSourceEnd = true }
    fed += count
    input = UnsafeRawBufferPointer(rebasing: piece[..<(kept + count)])
  }

  private func stop(_ what: Text) {
    if ownDamage == nil { ownDamage = what }
    isEnd = true
  }
}
