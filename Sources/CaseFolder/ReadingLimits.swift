/// How much may come out of compressed files and archives (report-rules R3.2). Bytes that were really produced count,
/// never what a header says; each limit that is hit is reported.
package struct ReadingLimits: Hashable, Sendable {
  /// Bytes that all entries of one archive file, nested ones included, may hold together. A compressed file that is no
  /// archive has no such limit.
  package var totalBytes = 2 << 30
  /// Bytes that one entry of an archive may hold.
  package var entryBytes = 1 << 30
  /// How many times its size a compressed stream may expand to, after its first `ratioFreeBytes`.
  package var ratio = 200
  /// Entries of one archive file, nested ones included.
  package var entries = 50_000
  /// How many archives and compressions may lie inside one another; a compressed tar counts once.
  package var nesting = 3
  /// Bytes of an entry's name.
  package var nameBytes = 1024
  /// Folders and file name of an entry's name, together.
  package var nameComponents = 64

  /// A stream that expands to so little is never called a bomb, whatever its ratio.
  package static let ratioFreeBytes = 10 << 20
  /// A zip inside another archive is held in memory, since its directory stands at its end; at most so many bytes, and
  /// at most one for each level of nesting.
  package static let heldBytes = 256 << 20

  /// The limits of report-rules R3.2.
  package init() {}
}

/// What one archive file has used of its limits, nested archives included. One worker reads the whole file.
final class ExpansionBudget {
  let limits: ReadingLimits
  /// The limit that ended the reading of the archive file; nil: none so far.
  private(set) var exhaustion: Text?
  private var producedBytes = 0
  private var entryCount = 0
  private var names: Set<Text> = []

  init(_ limits: ReadingLimits) {
    self.limits = limits
  }

  /// Counts bytes that came out; false when they are more than the archive may hold.
  func produced(_ count: Int) -> Bool {
    producedBytes += count
    guard producedBytes > limits.totalBytes else { return true }
    exhaustion = Text("the archive expands to more than \(ByteCount.words(limits.totalBytes)) in total")
    return false
  }

  /// Counts an entry; false when it is one too many.
  func admitEntry() -> Bool {
    guard exhaustion == nil else { return false }
    entryCount += 1
    guard entryCount > limits.entries else { return true }
    exhaustion = Text("the archive has more than \(limits.entries) entries")
    return false
  }

  /// The name, with a number behind it when the archive has it already, so that every ledger row can be told apart.
  func uniqueName(_ name: Text) -> Text {
    var candidate = name
    var number = 2
    while !names.insert(candidate).inserted {
      candidate = Text("\(name.string) (\(number))")
      number += 1
    }
    return candidate
  }
}

/// Sizes in words.
enum ByteCount {
  /// Such as `2 GiB` or `1000 bytes`: whole units only.
  static func words(_ count: Int) -> String {
    for (unit, shift) in [("GiB", 30), ("MiB", 20), ("KiB", 10)] where count > 0 && count % (1 << shift) == 0 {
      return "\(count >> shift) \(unit)"
    }
    return "\(count) bytes"
  }
}
