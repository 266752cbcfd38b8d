internal import CaseFolder

/// What was noted while a file was read, so that single records of it can be read again.
struct ReadingTrail: Sendable {
  /// A place between two records, with the splitter as it was there.
  struct Landmark: Sendable {
    /// The offset in the file's content.
    let offset: Int
    let splitter: any RecordSplitter
  }

  /// The places, in order; the first one is the beginning.
  private(set) var landmarks: [Landmark] = []
  /// Where inflating can begin again.
  var checkpoints: [InflateCheckpoint] = []
  private var spacing = 1 << 20
  private var next = 0

  /// At most so many places are noted of one file.
  private static let limit = 512

  /// Notes a place when the last one is far enough behind.
  mutating func note(_ offset: Int, _ splitter: some RecordSplitter) {
    guard offset >= next else { return }
    if landmarks.count >= Self.limit {
      landmarks = landmarks.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
      spacing *= 2
    }
    next = offset + spacing
    landmarks.append(Landmark(offset: offset, splitter: splitter))
  }

  /// The last place before a record, by its line or index.
  func landmark(before position: Int) -> Landmark? {
    landmarks.last { $0.splitter.nextPosition <= position } ?? landmarks.first
  }

  /// The last checkpoint before an offset.
  func checkpoint(before offset: Int) -> InflateCheckpoint? {
    checkpoints.last { $0.inflatedOffset <= offset }
  }
}
