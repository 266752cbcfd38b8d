/// Where a case begins inside the archive that it is.
struct ArchiveRoot: Sendable {
  /// The archive's name and `!/`.
  let prefix: Text
  /// The one folder at its top in which everything lies; nil: there is none.
  let folder: Text?

  /// The parts of an entry's name, without those that lead nowhere; nil when it is no entry of this archive.
  func parts(_ name: Text) -> [Text]? {
    name.dropping(prefix: prefix)?.split(0x2F).filter { !$0.isEmpty && $0 != "." }
  }

  /// An entry's name relative to the case, as a folder would have it; nil when it does not lie in the case.
  func relative(_ name: Text) -> Text? {
    guard let parts = parts(name), folder == nil || parts.first == folder else { return nil }
    return Text(parts.dropFirst(folder == nil ? 0 : 1).map(\.string).joined(separator: "/"))
  }
}

/// A case that is an archive: its configuration is read when it is opened, its evidence later. A tar is gone through twice
/// for that; a zip has a directory.
struct ArchiveCase {
  /// Where the case begins.
  private(set) var root: ArchiveRoot
  /// The configuration, with its bytes, by name.
  private(set) var configuration: [CaseFile] = []
  /// What could not be read of it.
  private(set) var diagnostics: [Diagnostic] = []

  /// One file of configuration may be so big, and all of them together, in bytes.
  private static let fileLimit = 16 << 20
  private static let totalLimit = 64 << 20

  /// Looks through an archive.
  init(_ source: ByteSource) {
    let top = ArchiveRoot(prefix: Text("\(source.file.name.string)!/"), folder: nil)
    var folders: Set<Text> = []
    var hasTopFile = false
    var candidates: [CaseFile] = []
    var heldBytes = 0
    var problems: [Diagnostic] = []
    var walk = ArchiveWalk(source) { name in
      guard let parts = top.parts(name), let first = parts.first, !parts.contains(where: { Junk.reason($0) != nil })
      else { return false }
      if parts.count > 1 { folders.insert(first) } else { hasTopFile = true }
      return CaseConfiguration.contains(parts) || CaseConfiguration.contains(Array(parts.dropFirst()))
    }
    walk.run { entry in
      guard case .open(let source) = entry else {
        if case .skipped(let row) = entry, row.format == Text(EvidenceFormat.empty.rawValue) {
          candidates.append(CaseFile(entry: row.file, size: 0, held: []))
        }
        return
      }
      let bytes = source.content.bytes(Self.fileLimit + 1)
      heldBytes += bytes.count
      guard bytes.count <= Self.fileLimit, heldBytes <= Self.totalLimit else {
        problems.append(
          Diagnostic(
            "case.configuration-too-big", .warning, "this file of configuration is too big and was not read",
            file: source.file.name, advice: "a file may have 16 MiB, all of them together 64 MiB"))
        return
      }
      candidates.append(CaseFile(entry: source.file.name, size: bytes.count, held: bytes))
    }
    let only = folders.count == 1 && !hasTopFile ? folders.first : nil
    let root = ArchiveRoot(prefix: top.prefix, folder: only.flatMap { CaseConfiguration.isFolder($0) ? nil : $0 })
    func belongs(_ name: Text) -> Bool {
      root.relative(name).map { CaseConfiguration.contains($0.split(0x2F)) } ?? false
    }
    self.root = root
    configuration = candidates.filter { belongs($0.name) }.sorted { $0.name < $1.name }
    diagnostics = problems.filter { $0.file.map(belongs) ?? true }
  }
}
