#if canImport(Glibc)
  internal import Glibc
#endif

extension UnsafeBufferPointer<UInt8> {
  /// Whether the bytes are those of a literal.
  func equals(_ literal: StaticString) -> Bool {
    count == literal.utf8CodeUnitCount && (count == 0 || memcmp(baseAddress!, literal.utf8Start, count) == 0)
  }
}
