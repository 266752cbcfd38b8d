/// A kind of evidence that can be generated.
enum Kind: String, CaseIterable {
  case audit, trail, flow

  /// Writes about so many megabytes, in files of 32 MB at most.
  func write(megabytes: Int, isCompressed: Bool, into folder: ScratchFolder) throws -> [EvidenceFile] {
    var files: [EvidenceFile] = []
    var random = Random(state: 7)
    var left = megabytes * 1_000_000
    while left > 0 {
      let bytes = text(min(left, 32_000_000), number: files.count, &random)
      left -= bytes.count
      let name = "\(rawValue)-\(files.count).\(self == .flow ? "log" : "json")\(isCompressed ? ".gz" : "")"
      files.append(try folder.write(isCompressed ? Gzip.member(bytes) : bytes, name: name, rawSize: bytes.count))
    }
    return files
  }

  private func text(_ size: Int, number: Int, _ random: inout Random) -> [UInt8] {
    switch self {
    case .audit: AuditLogGenerator.text(size, number: number, &random)
    case .trail: CloudTrailGenerator.text(size, number: number, &random)
    case .flow: FlowLogGenerator.text(size, number: number, &random)
    }
  }
}

/// A file that was generated.
struct EvidenceFile {
  let path: String
  /// Uncompressed.
  let rawSize: Int
}

/// Pseudo-random numbers that are the same in every run (Knuth's MMIX generator).
struct Random {
  var state: UInt64

  /// A number below `bound`.
  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  /// A number below `bound`, small ones far more often, as users and services are in a real log.
  mutating func skewed(_ bound: Int) -> Int { below(below(bound) + 1) }

  /// Lower-case hexadecimal digits.
  mutating func hex(_ count: Int) -> String {
    String((0..<count).map { _ in Self.digits[below(16)] })
  }

  /// A UUID in small letters.
  mutating func uuid() -> String { "\(hex(8))-\(hex(4))-\(hex(4))-\(hex(4))-\(hex(12))" }

  private static let digits = Array("0123456789abcdef")
}
