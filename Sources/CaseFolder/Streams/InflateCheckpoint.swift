/// A moment of inflating a gzip file: from here on it can be inflated again without what comes before.
package struct InflateCheckpoint: Sendable {
  /// Where the input stood that had not been used, in bytes of the file.
  let compressedOffset: Int
  /// How many inflated bytes came before.
  package let inflatedOffset: Int
  /// The inflater's state, with its window of 32 KB.
  let state: [UInt8]
}

/// Collects checkpoints while a file is inflated. When it holds too many, it drops every other one and takes half as many
/// from then on, so that their number is bounded and they lie evenly, however long the file turns out to be.
final class CheckpointKeeper {
  /// The checkpoints, by place.
  private(set) var checkpoints: [InflateCheckpoint] = []
  private let limit: Int
  private var spacing: Int
  private var next: Int

  /// Keeps at most `limit` checkpoints, at least `spacing` inflated bytes apart.
  init(limit: Int, spacing: Int) {
    self.limit = limit
    self.spacing = spacing
    next = spacing
  }

  /// Takes a checkpoint when it is time for one.
  func offer(inflated: Int, compressed: Int, _ state: () -> [UInt8]) {
    guard inflated >= next else { return }
    if checkpoints.count >= limit {
      checkpoints = checkpoints.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
      spacing *= 2
    }
    next = inflated + spacing
    checkpoints.append(
      InflateCheckpoint(compressedOffset: compressed, inflatedOffset: inflated, state: state()))
  }
}
