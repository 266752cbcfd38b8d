import ArchiveFixtures
import CaseFolder
import Glibc
import Testing

@Suite struct ByteSourceTests {
  private let folder = TemporaryCase()

  /// Reads a file through a buffer of some size.
  private func read(_ bytes: [UInt8], piece: Int = 1000) throws -> (bytes: [UInt8], source: ByteSource) {
    let path = folder.write("file", bytes)
    let source = try ByteSource(CaseFile(name: "file", path: path, size: bytes.count))
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: piece)
    while case let count = buffer.withUnsafeMutableBytes({ source.read(into: $0) }), count > 0 {
      all += buffer[..<count]
    }
    #expect(source.sha256Hex == Text(SHA256.hex(bytes)))
    #expect(source.deliveredBytes == bytes.count)
    #expect(source.inflatedBytes == all.count)
    return (all, source)
  }

  private let text = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 * 7 + $0 / 251) }

  @Test func plainBytesComeAsTheyAre() throws {
    let (bytes, source) = try read(text)
    #expect(bytes == text)
    #expect(!source.isCompressed && source.damage == nil && source.note == nil)
  }

  @Test(arguments: [1, 7, 1000, 1 << 20])
  func gzipIsInflatedMemberByMember(_ piece: Int) throws {
    let part = Array(text[..<3000])
    let (bytes, source) = try read(gzip(part) + gzip([]) + gzip(text.suffix(10)), piece: piece)
    #expect(bytes == part + text.suffix(10))
    #expect(source.isCompressed && source.damage == nil && source.note == nil)
  }

  @Test func aMemberThatEndsAtAReadBoundaryIsFollowed() throws {
    for missing in 0...3 {
      let first = gzip(Array(text[..<(262_144 - 18 - 25 + missing)]))
      let (bytes, source) = try read(first + gzip([1, 2, 3]), piece: 1 << 20)
      #expect(bytes.suffix(3) == [1, 2, 3])
      #expect(source.damage == nil)
    }
  }

  @Test func aTruncatedStreamKeepsWhatCame() throws {
    let (bytes, source) = try read(Array(gzip(text).dropLast(1000)))
    #expect(text.starts(with: bytes))
    #expect(bytes.count == 299_008)
    #expect(source.damage == "the gzip stream ends in the middle: it was cut")
  }

  @Test func aWrongChecksumIsDamageAndTheNextMemberIsRead() throws {
    let (bytes, source) = try read(gzip(Array(text[..<5000]), checksum: 1) + gzip([1]))
    let isGivenNevertheless = bytes == Array(text[..<5000]) + [1]
    #expect(isGivenNevertheless)
    #expect(source.damage == "the gzip checksum (CRC) or length is wrong")
  }

  @Test func trailingBytesAreANote() throws {
    let (bytes, source) = try read(gzip([1, 2]) + [0, 0, 0])
    #expect(bytes == [1, 2])
    #expect(source.damage == nil && source.note != nil)
  }

  @Test func dataThatLeadsTheInflaterAstrayIsDamage() throws {
    // A byte was put in before the data, which now looks back to before its own beginning.
    let bytes: [UInt8] =
      [0x1F, 0x8B, 8, 0, 0, 0x88, 0, 0, 0, 0, 3, 1, 3, 0, 0xFC, 0xFF] + Array("{}\n".utf8)
      + [6, 0x21, 0xB0, 0xA1, 0xDD, 3, 0]
    #expect(try read(bytes).source.damage != nil)
  }

  @Test func aHeaderAloneIsDamage() throws {
    let (bytes, source) = try read([0x1F, 0x8B, 8])
    #expect(bytes.isEmpty)
    #expect(source.damage != nil)
  }

  @Test func hashNeedsNoReading() throws {
    let path = folder.write("file", text)
    let source = try ByteSource(CaseFile(name: "file", path: path, size: text.count))
    #expect(source.sha256Hex == Text(SHA256.hex(text)))
  }

  @Test func whatIsNoFileIsRefused() {
    let found = errors { () throws(CaseError) in try ByteSource(CaseFile(name: "x", path: folder.path, size: 0)) }
    #expect(found.first?.message == "it is a folder")
  }
}
