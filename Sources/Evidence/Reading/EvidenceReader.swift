package import CaseFolder
internal import Dispatch
internal import Synchronization

/// What shapes the reading of a case.
package struct ReadingOptions: Sendable {
  /// The explicit window; records before its look-back are counted and left out.
  package var window: ManifestWindow?
  /// How many files are read side by side.
  package var workers: Int
  /// Who is shown each record of a log while it is read.
  package var observer: (any RecordObserver)?

  /// Options; without a number of workers, one for each core.
  package init(window: ManifestWindow? = nil, workers: Int? = nil, observer: (any RecordObserver)? = nil) {
    self.window = window
    self.observer = observer
    self.workers = workers ?? ProcessorCount.available
  }

  /// The case's window: the explicit one, else the manifest's.
  func window(_ opened: OpenedCase) -> ManifestWindow? { window ?? opened.manifest.window }

  /// Where the window's look-back, the window and its end begin, in seconds since 1970; none without a window.
  func edges(_ opened: OpenedCase) -> [Int64] {
    window(opened).map { [$0.from.seconds - opened.manifest.baselineSeconds, $0.from.seconds, $0.to.seconds] } ?? []
  }
}

/// How far the reading is, for a progress bar.
package struct ReadingProgress: Sendable {
  /// How many files are read.
  package var filesDone: Int
  /// The files it comes from.
  package var files: Int
  /// How many bytes are read.
  package var bytesDone: Int
  /// How many bytes there are.
  package var bytes: Int
}

/// Reads the evidence of a case: files side by side, one worker a file; the result does not depend on their order.
package enum EvidenceReader {
  /// How many bytes of raw records are kept at most, over all files.
  static let keptBudget = 32 << 20
  /// How many inflate checkpoints of 87 KB are kept at most, over all files.
  static let checkpointLimit = 256

  /// Reads every file of an opened case.
  package static func read(
    _ opened: OpenedCase, options: ReadingOptions = ReadingOptions(),
    progress: (@Sendable (ReadingProgress) -> Void)? = nil
  ) -> Evidence {
    let results = readFiles(opened, options, progress)
    let segments = results.flatMap(\.segments)
    var opened = opened
    opened.skipped += results.flatMap(\.skipped)
    opened.diagnostics += opened.missingEntries(found: segments.map(\.row.file) + opened.skipped.map(\.file))
    return EvidenceMerger(opened: opened, options: options).merge(segments)
  }

  private struct Work {
    var next = 0
    var filesDone = 0
    var bytesDone = 0
    /// By file, what was read from it.
    var results: [FileResult]
  }

  private static func readFiles(
    _ opened: OpenedCase, _ options: ReadingOptions, _ progress: (@Sendable (ReadingProgress) -> Void)?
  ) -> [FileResult] {
    let files = opened.files + opened.intelligence
    let total = files.reduce(0) { $0 + $1.size }
    // The biggest first, so that no worker is left with a big one at the end.
    let order = files.indices.sorted { (files[$1].size, $0) < (files[$0].size, $1) }
    let work = Mutex(Work(results: Array(repeating: FileResult(), count: files.count)))
    DispatchQueue.concurrentPerform(iterations: max(1, min(options.workers, files.count))) { _ in
      while true {
        let turn = work.withLock { work in
          defer { work.next += 1 }
          return work.next
        }
        guard turn < order.count else { return }
        let file = files[order[turn]]
        // Budgets follow sizes, so that what is kept does not depend on who reads first.
        let share = Double(file.size) / Double(max(total, 1))
        let task = FileTask(
          file: file, opened: opened, keptBudget: Int(Double(keptBudget) * share), edges: options.edges(opened),
          observer: options.observer)
        let result = task.run()
        let state = work.withLock { work in
          work.results[order[turn]] = result
          work.filesDone += 1
          work.bytesDone += file.size
          return ReadingProgress(
            filesDone: work.filesDone, files: files.count, bytesDone: work.bytesDone, bytes: total)
        }
        progress?(state)
      }
    }
    return work.withLock { $0.results }
  }
}
