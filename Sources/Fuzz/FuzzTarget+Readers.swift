import ArchiveFixtures

extension FuzzTarget {
  /// A file of any kind, from its first byte on: recognition, unwrapping, and whatever reader it comes to.
  static let anyFile = FuzzTarget(
    name: "any-file", seeds: [Seeds.gzip] + Seeds.readers.flatMap { [$0.whole] }, folders: ["logs", "archives"]
  ) { MemoryFile($0).read() }

  /// A file that is an archive or compressed, each sound seed with a log in it.
  static let archive = FuzzTarget(name: "archive", seeds: archiveSeeds, folders: ["archives"]) { MemoryFile($0).read() }

  private static var archiveSeeds: [[UInt8]] {
    let log = Seeds.trail + "\n"
    let files = tar([("a/b.json", log), ("a/c.json", log)])
    let bytes = Array(log.utf8)
    return [
      files, gzip(files), zip([ZipPart("a.json", log), ZipPart(Array("b.tar".utf8), files)]),
      zip([
        ZipPart("a.json", log).with {
          $0.method = 8
          $0.stored = deflate(bytes)
        }
      ]),
      bzip2(bytes), xz(bytes), zstandard(bytes),
    ]
  }

  /// One target a reader: the input stands behind a sound record, so that the file is recognised for what it is.
  static let readers: [FuzzTarget] = Seeds.readers.map { seed in
    FuzzTarget(name: seed.name, seeds: [seed.more], folders: seed.isLog ? ["logs"] : []) { bytes in
      MemoryFile(seed.beginning + bytes).read()
    }
  }
}
