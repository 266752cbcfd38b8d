internal import CMalloc

#if canImport(Glibc)
  internal import Glibc
#endif

/// What the process holds in memory, as proc(5) tells.
enum Memory {
  /// Bytes that were allocated and not freed.
  static var allocated: Int { casebook_allocated_bytes() }

  /// Bytes that were resident at most since `resetPeak`.
  static var peak: Int { kilobytes("VmHWM:") * 1024 }

  /// Begins to watch the peak anew.
  static func resetPeak() {
    guard let file = fopen("/proc/self/clear_refs", "w") else { return }
    fputs("5", file)
    fclose(file)
  }

  private static func kilobytes(_ key: String) -> Int {
    guard let file = fopen("/proc/self/status", "r") else { return 0 }
    defer { fclose(file) }
    var buffer = [CChar](repeating: 0, count: 256)
    while fgets(&buffer, Int32(buffer.count), file) != nil {
      let line = buffer.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
      guard line.hasPrefix(key) else { continue }
      return line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0
    }
    return 0
  }
}
