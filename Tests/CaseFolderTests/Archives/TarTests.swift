import ArchiveFixtures
import CaseFolder
import Testing

@Suite struct TarTests {
  private let end = [UInt8](repeating: 0, count: 1024)
  private let good = tarPart(Array("good.log".utf8), Array("x\n".utf8))

  @Test(arguments: [1, 512, 1 << 20])
  func entriesAreReadInOrderWithoutTheirPadding(_ piece: Int) throws {
    let reading = try ArchiveReading(
      tar([("a.log", "one\n"), ("b/c.log", String(repeating: "y", count: 512))]), piece: piece)
    #expect(reading.text("a!/a.log") == "one\n")
    #expect(reading.text("a!/b/c.log")?.utf8.count == 512)
    #expect(reading.skipped.isEmpty && reading.problems.isEmpty && reading.damage.isEmpty)
  }

  @Test func compressedTarsCountAsOneLevel() throws {
    let inner = gzip(tar([("c.log.gz", String(decoding: [] as [UInt8], as: UTF8.self)), ("d.log", "z")]))
    let outer = tarPart(Array("b.tar.gz".utf8), inner) + end
    #expect(try ArchiveReading(bzip2(outer)).text("a!/b.tar.gz!/d.log") == "z")
    let log = tarPart(Array("l.gz".utf8), gzip([7])) + end
    let three = tarPart(Array("b.tar.gz".utf8), gzip(log)) + end
    #expect(try ArchiveReading(xz(three)).contents["a!/b.tar.gz!/l.gz"] == [7])
  }

  @Test func linksDevicesAndPipesAreSkippedAndFoldersPassedOver() throws {
    var bytes = good
    for (name, type) in [("hard", "1"), ("soft", "2"), ("char", "3"), ("block", "4"), ("dir", "5"), ("pipe", "6")] {
      bytes += tarPart(Array(name.utf8), [], type: Character(type))
    }
    let reading = try ArchiveReading(bytes + end)
    #expect(reading.contents.keys.sorted() == ["a!/good.log"])
    #expect(reading.skipped["a!/hard"] == "a link to another entry: not followed")
    #expect(reading.skipped["a!/soft"] == "a link: not followed")
    #expect(reading.skipped["a!/char"] == "a device: not read" && reading.skipped["a!/block"] == "a device: not read")
    #expect(reading.skipped["a!/pipe"] == "a pipe: not read")
    #expect(reading.skipped.count == 5)
  }

  @Test func longNamesOfBothKindsAreRead() throws {
    let long = Array(String(repeating: "n", count: 300).utf8)
    let gnu = tarPart(Array("././@LongLink".utf8), long + [0], type: "L") + good
    let record = " path=" + String(repeating: "p", count: 200) + "\n"
    let pax = tarPart(Array("PaxHeaders/x".utf8), Array("\(record.utf8.count + 3)\(record)".utf8), type: "x") + good
    let reading = try ArchiveReading(gnu + pax + end)
    let names = ["a!/" + String(repeating: "n", count: 300), "a!/" + String(repeating: "p", count: 200)]
    #expect(reading.contents.keys.sorted() == names)
  }

  @Test func namesNeedNoLocale() throws {
    let reading = try ArchiveReading(tar([("ünïcode-日本.log", "1")]))
    #expect(reading.text("a!/ünïcode-日本.log") == "1")
    let latin = try ArchiveReading(tarPart([0xFC, 0x2E, 0x6C], [1]) + end)
    #expect(latin.contents["a!/\u{FFFD}.l"] == [1])
  }

  @Test func namesAreShownAndNeverFollowed() throws {
    for name in ["../../etc/cron.d/x", "/etc/passwd", "C:\\x", "..\\x", "a//b", "-rf", "~/x", ".", "..", "a\nb", " "] {
      #expect(try ArchiveReading(tar([(name, "1")])).text("a!/" + name) == "1", "\(name)")
    }
  }

  @Test func namesOverTheLimitsAreSkipped() throws {
    var limits = ReadingLimits()
    limits.nameBytes = 5
    limits.nameComponents = 2
    let reading = try ArchiveReading(tar([("123456", "1"), ("1/2/3", "1"), ("1/2", "1")]), limits: limits)
    #expect(reading.contents.keys.sorted() == ["a!/1/2"])
    #expect(reading.skipped["a!/12345…"] == "its name is longer than 5 bytes: not read")
    #expect(reading.skipped["a!/1/2/3"] == "its name has more than 2 components: not read")
  }

  @Test func junkIsOneRowAFolder() throws {
    let reading = try ArchiveReading(
      tar([("x/__MACOSX/a", "1"), ("x/__MACOSX/b", "1"), (".DS_Store", "1"), ("x/y", "1")]))
    #expect(reading.contents.keys.sorted() == ["a!/x/y"])
    #expect(reading.skipped["a!/x/__MACOSX"] == "left by the operating system: not read")
    #expect(reading.skipped["a!/.DS_Store"] == "a hidden file: not read")
    #expect(reading.skipped.count == 2)
  }

  @Test func theSameNameTwiceIsTwoEntries() throws {
    let reading = try ArchiveReading(tar([("x", "1"), ("x", "2")]))
    #expect(reading.text("a!/x") == "1" && reading.text("a!/x (2)") == "2")
  }

  @Test func anEmptyEntryIsARow() throws {
    let reading = try ArchiveReading(tar([("x", ""), ("y", "1")]))
    #expect(reading.skipped["a!/x"] == "the file is empty")
    #expect(reading.rows.first?.sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test func damageKeepsWhatStandsBefore() throws {
    var broken = good + good + end
    broken[512 * 2 + 10] ^= 1
    let header = try ArchiveReading(broken)
    #expect(header.contents.count == 1 && header.refused.isEmpty)
    #expect(header.problems == ["a header of the tar archive is damaged: its checksum is wrong"])
    broken[10] ^= 1
    #expect(try ArchiveReading(broken).refused == ["a"])
    let cut = try ArchiveReading(good + tarPart(Array("cut".utf8), Array("abc".utf8), size: 2000))
    #expect(cut.damage["a!/cut"] == "the tar archive is cut in the middle of this entry")
    #expect(cut.text("a!/cut")?.hasPrefix("abc") == true)
    let noEnd = try ArchiveReading(good)
    #expect(noEnd.problems.isEmpty && noEnd.contents.count == 1)
    let half = try ArchiveReading(good + good.prefix(100))
    #expect(half.problems == ["the tar archive is cut in the middle of a header"])
  }

  @Test func archivesThatFollowOneAnotherAreRead() throws {
    let reading = try ArchiveReading(good + end + tarPart([0x7A], [1]) + end)
    #expect(reading.contents.keys.sorted() == ["a!/good.log", "a!/z"])
    let trailing = try ArchiveReading(good + end + [UInt8](repeating: 7, count: 700))
    #expect(trailing.problems == ["bytes after the end of the tar archive were not read"])
  }

  @Test func impossibleSizesAreDamage() throws {
    let pax = tarPart([0x78], [], type: "x", size: 1 << 30)
    #expect(try ArchiveReading(good + pax).problems.first?.contains("impossible size") == true)
    var negative = tarPart([0x6E], [])
    negative.replaceSubrange(124..<136, with: [UInt8](repeating: 0xFF, count: 12))
    negative.replaceSubrange(148..<156, with: [UInt8](repeating: 0x20, count: 8))
    let sum = String(negative.reduce(0) { $0 + Int($1) }, radix: 8)
    negative.replaceSubrange(148..<156, with: Array(("00000" + sum).suffix(6).utf8) + [0, 0x20])
    let reading = try ArchiveReading(good + negative + good)
    #expect(reading.skipped["a!/n"] == "its size is negative or not a number: not read")
    #expect(reading.contents.count == 1 && reading.problems.count == 1)
  }

  @Test func limitsHoldForTheWholeArchive() throws {
    var limits = ReadingLimits()
    limits.entries = 2
    let three = tar([("x", "1"), ("y", "2"), ("z", "3")])
    let entries = try ArchiveReading(three, limits: limits)
    #expect(entries.contents.count == 2)
    #expect(entries.problems == ["the archive has more than 2 entries: the rest was not read"])
    limits = ReadingLimits()
    limits.totalBytes = 3
    let total = try ArchiveReading(tar([("x", "12"), ("y", "34"), ("z", "5")]), limits: limits)
    #expect(total.damage["a!/y"] == "the archive expands to more than 3 bytes in total; the rest was not read")
    #expect(total.problems == ["the archive expands to more than 3 bytes in total: the rest was not read"])
    #expect(total.contents["a!/z"] == nil)
    limits = ReadingLimits()
    limits.entryBytes = 3
    let entry = try ArchiveReading(
      tar([("x", String(repeating: "x", count: 9000)), ("y", "1")]), limits: limits, piece: 2)
    #expect(entry.contents["a!/x"]!.count < 9000)
    #expect(entry.damage["a!/x"] == "an entry expands to more than 3 bytes; the rest was not read")
    #expect(entry.text("a!/y") == "1")
  }
}
