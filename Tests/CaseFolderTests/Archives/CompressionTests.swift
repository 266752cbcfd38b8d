import ArchiveFixtures
import CaseFolder
import Testing

@Suite struct CompressionTests {
  private static let text = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 / 7 * 31) }

  static let compressions: [(name: String, compress: @Sendable ([UInt8]) -> [UInt8])] = [
    ("gzip", { gzip($0) }), ("bzip2", { bzip2($0) }), ("xz", { xz($0) }), ("zstandard", { zstandard($0) }),
  ]

  @Test(arguments: 0..<4, [7, 1 << 20])
  func whatWasCompressedComesBack(_ index: Int, _ piece: Int) throws {
    let compressed = Self.compressions[index].compress(Self.text)
    let reading = try ArchiveReading(compressed, piece: piece)
    let isSame = reading.contents["a"] == Self.text
    #expect(isSame && reading.damage.isEmpty)
  }

  @Test(arguments: 0..<4)
  func streamsThatFollowOneAnotherAreOneFile(_ index: Int) throws {
    let compress = Self.compressions[index].compress
    let reading = try ArchiveReading(compress([1, 2]) + compress([]) + compress([3]))
    #expect(reading.contents["a"] == [1, 2, 3])
    #expect(reading.damage.isEmpty)
  }

  @Test(arguments: 0..<4)
  func aCutStreamKeepsWhatCameAndSaysSo(_ index: Int) throws {
    let compressed = Self.compressions[index].compress(Self.text)
    let reading = try ArchiveReading(Array(compressed.dropLast(5)))
    let content = try #require(reading.contents["a"])
    let isBeginning = Self.text.starts(with: content)
    #expect(isBeginning)
    #expect(reading.damage["a"] == "the \(Self.compressions[index].name) stream ends in the middle: it was cut")
  }

  @Test(arguments: 0..<4)
  func aWrongChecksumIsNeverPassedOver(_ index: Int) throws {
    var compressed = Self.compressions[index].compress(Array("some text\n".utf8))
    // The checksum: at the end of gzip and zstandard, behind the block's magic in bzip2, before the index in xz.
    let place = [compressed.count - 8, 10, compressed.count - 12 - 8 - 8, compressed.count - 1][index]
    compressed[place] ^= 1
    #expect(try ArchiveReading(compressed).damage["a"] != nil)
  }

  @Test func bytesAfterTheEndAreANote() throws {
    let folder = TemporaryCase()
    let path = folder.write("a", xz([1]) + [9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9])
    let source = try ByteSource(CaseFile(name: "a", path: path, size: 0))
    var buffer = [UInt8](repeating: 0, count: 10)
    #expect(buffer.withUnsafeMutableBytes { source.read(into: $0) } == 1)
    #expect(source.note == "bytes after the end of the xz stream were not read")
  }

  @Test func textThatBeginsLikeBzip2IsText() throws {
    #expect(try ArchiveReading(Array("BZh9 is how bzip2 begins\n".utf8)).text("a") == "BZh9 is how bzip2 begins\n")
  }

  @Test func aStreamMayExpandTwoHundredTimesAfterTenMegabytes() throws {
    let zeros = [UInt8](repeating: 0, count: 12 << 20)
    let reading = try ArchiveReading(zstandard(zeros), piece: 1 << 18)
    #expect(reading.damage["a"] == "it expands to more than 200 times its size; the rest was not read")
    let count = try #require(reading.contents["a"]?.count)
    #expect((10 << 20...11 << 20).contains(count))
    let quiet = try ArchiveReading(zstandard(Array(zeros.prefix(10 << 20))), piece: 1 << 18)
    #expect(quiet.damage.isEmpty)
    var limits = ReadingLimits()
    limits.ratio = 1_000_000
    #expect(try ArchiveReading(zstandard(zeros), limits: limits, piece: 1 << 18).damage.isEmpty)
  }

  @Test func compressionsNestUpToTheLimit() throws {
    #expect(try ArchiveReading(gzip(bzip2(xz([5])))).contents["a"] == [5])
    let deep = try ArchiveReading(gzip(gzip(bzip2(xz([5])))))
    #expect(deep.skipped["a"] == "nested more than 3 archives or compressions deep: not read")
    var limits = ReadingLimits()
    limits.nesting = 4
    #expect(try ArchiveReading(gzip(gzip(bzip2(xz([5])))), limits: limits).contents["a"] == [5])
  }
}
