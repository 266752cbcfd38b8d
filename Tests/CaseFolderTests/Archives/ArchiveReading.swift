import CaseFolder

/// What came out of an archive.
struct ArchiveReading {
  /// The bytes of each entry that was read, by its full name, nested ones included.
  var contents: [String: [UInt8]] = [:]
  /// What is wrong with an entry, by its full name.
  var damage: [String: String] = [:]
  /// Why entries were not read, by their full names.
  var skipped: [String: String] = [:]
  /// Rows of what was not read.
  var rows: [LedgerRow] = []
  /// What is wrong with the archive, or with one inside it.
  var problems: [String] = []
  var refused: [String] = []

  /// Reads a file named `a`, through a buffer of some size.
  init(_ bytes: [UInt8], limits: ReadingLimits = ReadingLimits(), piece: Int = 1000) throws {
    let folder = TemporaryCase()
    let path = folder.write("a", bytes)
    read(try ByteSource(CaseFile(name: "a", path: path, size: bytes.count), limits: limits), piece)
  }

  private mutating func read(_ source: ByteSource, _ piece: Int) {
    let name = source.file.name.string
    if let refusal = source.refusal {
      skipped[name] = refusal.string
      return
    }
    guard source.archive != nil else {
      var buffer = [UInt8](repeating: 0, count: piece)
      var content: [UInt8] = []
      while case let count = buffer.withUnsafeMutableBytes({ source.read(into: $0) }), count > 0 {
        content += buffer[..<count]
      }
      contents[name] = content
      damage[name] = source.damage?.string
      return
    }
    var walk = ArchiveWalk(source)
    walk.run { entry in
      switch entry {
      case .open(let source): read(source, piece)
      case .skipped(let row):
        skipped[row.file.string] = row.skipped?.string
        rows.append(row)
      }
    }
    problems += walk.problems.map(\.string)
    if walk.isRefused { refused.append(name) }
    damage[name] = source.damage?.string
  }

  /// The content of an entry as text.
  func text(_ name: String) -> String? { contents[name].map { String(decoding: $0, as: UTF8.self) } }
}
