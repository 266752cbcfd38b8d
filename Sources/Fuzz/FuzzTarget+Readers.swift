extension FuzzTarget {
  /// A file of any kind, from its first byte on: recognition, unwrapping, and whatever reader it comes to.
  static let anyFile = FuzzTarget(
    name: "any-file", seeds: [Seeds.gzip] + Seeds.readers.flatMap { [$0.whole] }, folders: ["logs", "archives"]
  ) { MemoryFile($0).read() }

  /// One target a reader: the input stands behind a sound record, so that the file is recognised for what it is.
  static let readers: [FuzzTarget] = Seeds.readers.map { seed in
    FuzzTarget(name: seed.name, seeds: [seed.more], folders: seed.isLog ? ["logs"] : []) { bytes in
      MemoryFile(seed.beginning + bytes).read()
    }
  }
}
