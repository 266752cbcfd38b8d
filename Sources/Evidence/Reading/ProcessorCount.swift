#if canImport(Glibc)
  internal import Glibc
#endif

/// How many processors this process may use.
enum ProcessorCount {
  /// At least one.
  static var available: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
