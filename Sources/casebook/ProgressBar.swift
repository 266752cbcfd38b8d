internal import CaseFolder
internal import Evidence
internal import Glibc
internal import Synchronization

/// A line that shows how far the reading is.
struct ProgressBar: Sendable {
  var label = "reading"
  var filesDone = 0
  var files = 0
  var bytesDone = 0
  var bytes = 0
  /// The terminal's width in columns.
  var width = 80
  /// Whether colours may be used (`NO_COLOR` is not set).
  var isColoured = false

  /// The line, without a line end, never wider than `width`.
  func draw() -> String {
    let share = bytes > 0 ? min(1, Double(bytesDone) / Double(bytes)) : 1
    let end = " \(Int(share * 100))% \(filesDone)/\(files) files"
    let room = width - label.utf8.count - end.utf8.count - 3
    guard room >= 4 else { return String((label + end).prefix(max(0, width))) }
    let filled = Int(Double(room) * share)
    let full = String(repeating: "#", count: filled)
    let bar = isColoured ? "\u{1B}[32m\(full)\u{1B}[0m" : full
    return "\(label) [\(bar)\(String(repeating: " ", count: room - filled))]\(end)"
  }
}

/// Draws the progress bar over itself on standard error, at most some twenty times a second.
final class ProgressDisplay: Sendable {
  private struct State {
    var bar: ProgressBar
    var lastDrawn = 0.0
    var isDrawn = false
  }

  private let state: Mutex<State>

  /// A display, or nil when standard error is no terminal or the console is quiet.
  init?(console: Console) {
    guard console.detail != .quiet, Console.isTerminal(STDERR_FILENO) else { return nil }
    let style = Console.style(of: STDERR_FILENO)
    state = Mutex(State(bar: ProgressBar(width: (style.width ?? 80) - 1, isColoured: style.isColoured)))
  }

  /// Takes over how far the reading is. May be called from any thread.
  func update(_ progress: ReadingProgress) {
    state.withLock { state in
      state.bar.filesDone = progress.filesDone
      state.bar.files = progress.files
      state.bar.bytesDone = progress.bytesDone
      state.bar.bytes = progress.bytes
      let now = Self.seconds()
      guard now - state.lastDrawn > 0.05 else { return }
      state.lastDrawn = now
      state.isDrawn = true
      Console.write("\r" + state.bar.draw(), to: STDERR_FILENO)
    }
  }

  /// Wipes the bar away.
  func finish() {
    state.withLock { state in
      if state.isDrawn { Console.write("\r\u{1B}[K", to: STDERR_FILENO) }
      state.isDrawn = false
    }
  }

  private static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
