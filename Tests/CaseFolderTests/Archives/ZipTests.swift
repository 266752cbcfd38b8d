import ArchiveFixtures
import CaseFolder
import Testing

@Suite struct ZipTests {
  private let good = ZipPart("good.log", "x\n")

  private func reasons(_ part: ZipPart) throws -> [String: String] {
    let reading = try ArchiveReading(zip([good, part]))
    #expect(reading.text("a!/good.log") == "x\n")
    #expect(reading.refused.isEmpty)
    return reading.skipped
  }

  @Test(arguments: 0..<5)
  func everyMethodIsRead(_ index: Int) throws {
    let content = Array("some text, some text\n".utf8)
    let stored = [content, deflate(content), bzip2(content), zstandard(content), xz(content)][index]
    let part = ZipPart(Array("f".utf8), content).with {
      $0.method = [0, 8, 12, 93, 95][index]
      $0.stored = stored
    }
    let reading = try ArchiveReading(zip([part, good]))
    #expect(reading.contents["a!/f"] == content && reading.text("a!/good.log") == "x\n")
    #expect(reading.damage.isEmpty && reading.problems.isEmpty)
  }

  @Test func whatTheLocalHeaderContradictsIsSkipped() throws {
    let part = ZipPart("f", "abc")
    let another = "than the directory (mismatch): not read"
    #expect(try reasons(part.with { $0.localName = [0x67] })["a!/f"] == "its local header has another name \(another)")
    #expect(
      try reasons(part.with { $0.localMethod = 8 })["a!/f"]
        == "its local header has another compression method \(another)")
    #expect(try reasons(part.with { $0.localSize = 9 })["a!/f"] == "its local header has another size \(another)")
  }

  @Test func whatCannotBeReadIsSkipped() throws {
    let part = ZipPart("f", "abc")
    #expect(try reasons(part.with { $0.flags = 1 }) == ["a!/f": "encrypted: not read"])
    #expect(try reasons(part.with { $0.method = 99 }) == ["a!/f": "encrypted: not read"])
    #expect(try reasons(part.with { $0.mode = 0o120777 }) == ["a!/f": "a link: not followed"])
    #expect(try reasons(part.with { $0.mode = 0o010644 }) == ["a!/f": "a pipe: not read"])
    #expect(
      try reasons(part.with { $0.method = 9 })
        == ["a!/f": "compressed by method 9 (Deflate64), which is not supported: not read"])
    #expect(try reasons(ZipPart("f\0g", "abc")) == ["a!/f\0g": "its name holds a NUL: not read"])
    #expect(try reasons(ZipPart("f/", "abc")) == ["a!/f/": "a folder that has content: not read"])
    #expect(try reasons(ZipPart("f/", "")).isEmpty)
    #expect(
      try reasons(part.with { $0.offset = 1_000_000 }) == ["a!/f": "its local header is damaged or missing: not read"])
  }

  @Test func contentThatDiffersFromTheDirectoryIsMarked() throws {
    let size = try ArchiveReading(zip([ZipPart("f", "abc").with { $0.size = 2 }]))
    #expect(size.text("a!/f") == "abc")
    #expect(size.damage["a!/f"] == "its size is 3 bytes, the zip's directory says 2")
    let sum = try ArchiveReading(zip([ZipPart("f", "abc").with { $0.checksum = 1 }]))
    #expect(sum.damage["a!/f"] == "its checksum (CRC) is wrong")
  }

  @Test func overlappingEntriesRefuseTheArchive() throws {
    let twice = zip([ZipPart("f", "abc"), ZipPart("f", "abc").with { $0.offset = 0 }])
    let reading = try ArchiveReading(twice)
    #expect(reading.refused == ["a"] && reading.contents.isEmpty)
    #expect(reading.problems == ["entries of the zip overlap: the archive is refused"])
  }

  @Test func theEndRecordIsTheOneThatEndsTheFile() throws {
    let fake = Array(zip([]))
    #expect(try ArchiveReading(zip([good], comment: fake + [1])).text("a!/good.log") == "x\n")
    let cut = try ArchiveReading(Array(zip([good]).dropLast()))
    #expect(cut.refused == ["a"])
    #expect(cut.problems == ["the zip has no end record: it is truncated, or other bytes follow it"])
    #expect(try ArchiveReading(zip([])).problems.isEmpty)
  }

  @Test func bytesBeforeTheFirstEntryAreAllowedFor() throws {
    // A first entry's magic, then bytes that belong to no entry, then a zip whose offsets do not count them.
    #expect(try ArchiveReading([0x50, 0x4B, 3, 4, 9, 9] + zip([good])).text("a!/good.log") == "x\n")
  }

  @Test func aDamagedDirectoryKeepsItsFirstEntries() throws {
    var bytes = zip([good, ZipPart("f", "abc")])
    let second = try #require(bytes.indices.last { bytes[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
    bytes[second + 2] = 9
    let reading = try ArchiveReading(bytes)
    #expect(reading.contents.keys.sorted() == ["a!/good.log"])
    #expect(reading.problems == ["the zip's directory is damaged: the rest of its entries is not known"])
  }

  @Test func archivesNestThreeDeep() throws {
    func around(_ bytes: [UInt8]) -> [UInt8] { zip([good, ZipPart(Array("i".utf8), bytes)]) }
    let three = try ArchiveReading(around(around(zip([good]))))
    #expect(three.contents.keys.sorted() == ["a!/good.log", "a!/i!/good.log", "a!/i!/i!/good.log"])
    let four = try ArchiveReading(around(around(around(zip([good])))))
    #expect(four.contents.count == 3)
    #expect(four.skipped["a!/i!/i!/i"] == "nested more than 3 archives or compressions deep: not read")
    #expect(try ArchiveReading(gzip(around(zip([good])))).text("a!/i!/good.log") == "x\n")
  }

  @Test func gzipInsideAZipIsInflatedAndChecked() throws {
    let part = ZipPart(Array("l.gz".utf8), gzip([1, 2, 3], checksum: 7))
    let reading = try ArchiveReading(zip([part, good]))
    #expect(reading.contents["a!/l.gz"] == [1, 2, 3])
    #expect(reading.damage["a!/l.gz"] == "the gzip checksum (CRC) or length is wrong")
  }

  @Test func entriesBeyondTheLimitAreCounted() throws {
    var limits = ReadingLimits()
    limits.entries = 2
    let reading = try ArchiveReading(zip([good, ZipPart("f", "1"), ZipPart("g", "1")]), limits: limits)
    #expect(reading.contents.count == 2)
    #expect(reading.problems == ["the archive has more than 2 entries: the rest was not read"])
  }

  @Test func anEntryIsHashedAsTheArchiveGivesIt() throws {
    let folder = TemporaryCase()
    let inner = gzip([1, 2, 3])
    let path = folder.write(
      "a.zip",
      zip([
        ZipPart(Array("l.gz".utf8), deflate(inner)).with {
          $0.content = inner
          $0.method = 8
          $0.stored = deflate(inner)
        }
      ]))
    let source = try ByteSource(CaseFile(name: "a.zip", path: path, size: 0))
    var found: [Text] = []
    var walk = ArchiveWalk(source)
    walk.run { entry in
      guard case .open(let source) = entry else { return }
      found.append(source.sha256Hex)
      #expect(source.deliveredBytes == inner.count)
    }
    #expect(found == [Text(SHA256.hex(inner))])
    #expect(source.sha256Hex == Text(SHA256.hex(contents(of: path))))
  }

  @Test func randomDamageNeverCrashes() throws {
    let bytes = zip([good, ZipPart(Array("t".utf8), tar([("x", "1")])), ZipPart(Array("z".utf8), zip([good]))])
    var seed: UInt64 = 1
    for _ in 0..<2000 {
      var damaged = bytes
      for _ in 0..<3 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        damaged[Int(seed >> 33) % damaged.count] = UInt8(truncatingIfNeeded: seed >> 25)
      }
      _ = try ArchiveReading(damaged)
    }
  }
}
