/// Halves of surrogate pairs that stand alone, which JSON and UTF-16 can write and Unicode text cannot hold.
///
/// Each half has a scalar of its own in the private use area of plane 16, so that two texts which differ in nothing but
/// such a half stay different, and people are shown which half it was (`\u{D800}`).
package enum LoneSurrogate {
  /// The scalars that stand for the halves U+D800...U+DFFF, in their order.
  package static let scalars: ClosedRange<UInt32> = 0x10_D800...0x10_DFFF

  /// The scalar that stands for a half; U+FFFD when the code unit is no half.
  package static func scalar(for unit: UInt16) -> Unicode.Scalar {
    guard (0xD800...0xDFFF).contains(unit), let scalar = Unicode.Scalar(0x10_0000 + UInt32(unit)) else {
      return "\u{FFFD}"
    }
    return scalar
  }

  /// The half that a scalar stands for; nil for every other scalar.
  package static func unit(of scalar: Unicode.Scalar) -> UInt16? {
    scalars.contains(scalar.value) ? UInt16(scalar.value - 0x10_0000) : nil
  }
}
