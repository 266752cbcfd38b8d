internal import ArgumentParser
internal import CaseFolder

/// How much may come out of archives and compressed files. Whatever a limit leaves out is reported.
struct LimitOptions: ParsableArguments {
  @Option(help: "What all entries of one archive file may hold together.")
  var maxTotal = ByteCountArgument(bytes: ReadingLimits().totalBytes)

  @Option(help: "What one entry of an archive may hold.")
  var maxEntry = ByteCountArgument(bytes: ReadingLimits().entryBytes)

  @Option(help: "How many times its size a compressed stream may expand to, after its first 10 MiB.")
  var maxRatio = ReadingLimits().ratio

  @Option(help: "How many entries one archive file may have, nested archives included.")
  var maxEntries = ReadingLimits().entries

  @Option(help: "How many archives and compressions may lie inside one another, at most 16.")
  var maxNesting = ReadingLimits().nesting

  @Option(help: "How many bytes an entry's name may have.")
  var maxName = ReadingLimits().nameBytes

  @Option(help: "How many components an entry's name may have.")
  var maxComponents = ReadingLimits().nameComponents

  /// The limits that these options ask for.
  var limits: ReadingLimits {
    var limits = ReadingLimits()
    limits.totalBytes = maxTotal.bytes
    limits.entryBytes = maxEntry.bytes
    limits.ratio = maxRatio
    limits.entries = maxEntries
    limits.nesting = maxNesting
    limits.nameBytes = maxName
    limits.nameComponents = maxComponents
    return limits
  }

  /// The options that differ from the defaults, as a report prints them.
  var printed: [Text] {
    let usual = ReadingLimits()
    func changed(_ name: String, _ value: Int, _ limit: KeyPath<ReadingLimits, Int>, _ words: String? = nil) -> Text? {
      value == usual[keyPath: limit] ? nil : Text("--max-\(name) \(words ?? String(value))")
    }
    return [
      changed("total", maxTotal.bytes, \.totalBytes, maxTotal.words),
      changed("entry", maxEntry.bytes, \.entryBytes, maxEntry.words),
      changed("ratio", maxRatio, \.ratio), changed("entries", maxEntries, \.entries),
      changed("nesting", maxNesting, \.nesting), changed("name", maxName, \.nameBytes),
      changed("components", maxComponents, \.nameComponents),
    ].compactMap { $0 }
  }

  func validate() throws {
    guard [maxRatio, maxEntries, maxName, maxComponents].allSatisfy({ $0 > 0 }), (1...16).contains(maxNesting) else {
      throw ValidationError("The limits --max-… are positive numbers, and --max-nesting is at most 16.")
    }
  }
}

/// A number of bytes, such as `2GiB`, `500MiB` or `1000000`.
struct ByteCountArgument: ExpressibleByArgument {
  let bytes: Int

  init(bytes: Int) {
    self.bytes = bytes
  }

  init?(argument: String) {
    let digits = argument.utf8.prefix { (0x30...0x39).contains($0) }
    let unit = Text(bytes: argument.utf8.dropFirst(digits.count)).asciiLowercased
    let shifts: [Text: Int] = [
      "": 0, "b": 0, "k": 10, "kib": 10, "m": 20, "mib": 20, "g": 30, "gib": 30, "t": 40, "tib": 40,
    ]
    guard let count = Int(Text(bytes: digits).string), count > 0, count < 1 << 20 || unit.isEmpty,
      let shift = shifts[unit]
    else { return nil }
    bytes = count << shift
  }

  /// The number with the greatest unit of which it is a multiple.
  var words: String {
    for (unit, shift) in [("GiB", 30), ("MiB", 20), ("KiB", 10)] where bytes % (1 << shift) == 0 {
      return "\(bytes >> shift)\(unit)"
    }
    return "\(bytes)"
  }

  var defaultValueDescription: String { words }
}
