/// A stream that ends where a limit is hit: how often its size it expands, how much one entry and the whole archive may
/// hold. What came before is given.
final class LimitedStream: ByteStream {
  private let stream: any ByteStream
  private let compressed: (any CompressedStream)?
  private let limits: ReadingLimits
  private let budget: ExpansionBudget?
  private var produced = 0
  private var hit: Text?

  /// A compressed stream, inside an archive when there is a budget.
  init(compressed: any CompressedStream, limits: ReadingLimits, budget: ExpansionBudget?) {
    stream = compressed
    self.compressed = compressed
    self.limits = limits
    self.budget = budget
  }

  /// An archive's entry that is stored as it is.
  init(stored: any ByteStream, budget: ExpansionBudget) {
    stream = stored
    compressed = nil
    limits = budget.limits
    self.budget = budget
  }

  var damage: Text? { hit ?? stream.damage }
  var note: Text? { stream.note }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard hit == nil else { return 0 }
    let count = stream.read(into: buffer)
    produced += count
    if let budget {
      if !budget.produced(count) {
        hit = budget.exhaustion.map { Text("\($0.string); the rest was not read") }
      } else if produced > limits.entryBytes {
        hit = Text("an entry expands to more than \(ByteCount.words(limits.entryBytes)); the rest was not read")
      }
    }
    if let compressed, produced > ReadingLimits.ratioFreeBytes, produced / limits.ratio > compressed.consumed {
      hit = Text("it expands to more than \(limits.ratio) times its size; the rest was not read")
    }
    return count
  }
}
