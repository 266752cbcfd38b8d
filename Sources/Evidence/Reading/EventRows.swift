/// The events of one file in reading order, in blocks, so that growing copies nothing and each block is let go of as soon
/// as it is merged.
final class EventRows {
  private static let blockSize = 1024

  private var blocks: [UnsafeMutablePointer<Event>] = []
  private var room = 0
  private(set) var count = 0

  deinit {
    for block in blocks { block.deallocate() }
  }

  /// The first event's time, if there is an event.
  var firstTime: Int64? { blocks.first?.pointee.time }

  /// The event that was added last; there must be one.
  var last: Event {
    get { blocks[blocks.count - 1][Self.blockSize - room - 1] }
    set { blocks[blocks.count - 1][Self.blockSize - room - 1] = newValue }
  }

  /// Adds an event at the end.
  func append(_ event: Event) {
    if room == 0 {
      blocks.append(.allocate(capacity: Self.blockSize))
      room = Self.blockSize
    }
    (blocks[blocks.count - 1] + (Self.blockSize - room)).initialize(to: event)
    room -= 1
    count += 1
  }

  /// Gives the events in order, block by block, to `body`, which may change them, and forgets them.
  func drain(_ body: (UnsafeMutableBufferPointer<Event>) -> Void) {
    for (index, block) in blocks.enumerated() {
      let isLast = index == blocks.count - 1
      body(UnsafeMutableBufferPointer(start: block, count: isLast ? Self.blockSize - room : Self.blockSize))
      block.deallocate()
    }
    blocks = []
    room = 0
    count = 0
  }
}
