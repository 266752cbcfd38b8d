internal import Glibc

/// Opens a case: a folder, an archive, or a single evidence file.
package enum CaseOpener {
  /// Finds the files of a case and reads its manifest; reads no evidence.
  ///
  /// Throws when nothing can be reported on: no such path, an empty folder, a folder without evidence, a pipe or
  /// device, two manifests, or a manifest with errors.
  package static func open(
    path: String, limits: ReadingLimits = ReadingLimits()
  ) throws(CaseError) -> OpenedCase {
    var status = stat()
    guard stat(path, &status) == 0 else {
      let number = errno
      throw CaseError(
        number == ENOENT ? "case.not-found" : "case.unreadable",
        Text(
          number == ENOENT
            ? "there is no case at this path" : "the case cannot be opened: \(SystemMessage.text(number))"),
        file: Text(path), advice: "give a folder with evidence, an archive of one, or one evidence file")
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return try folder(path, limits)
    case S_IFREG: return try singleFile(path, limits)
    default:
      throw CaseError(
        "case.not-a-file", Text("\(RegularFile.kind(ofMode: status.st_mode)), not a folder or file"), file: Text(path),
        advice: "give a folder with evidence, an archive of one, or one evidence file")
    }
  }

  private static func folder(_ path: String, _ limits: ReadingLimits) throws(CaseError) -> OpenedCase {
    var walk = CaseWalk(root: path)
    try walk.run()
    guard !(walk.files.isEmpty && walk.configuration.isEmpty && walk.skipped.isEmpty) else {
      throw CaseError(
        "case.empty", "the folder is empty", file: Text(path),
        advice: "put evidence files into it; `casebook init` prints the commands that collect them")
    }
    let manifest = try manifest(in: walk.configuration, root: nil)
    guard !walk.files.isEmpty else { throw withoutEvidence(path, skipped: walk.skipped) }
    var opened = OpenedCase(
      manifest: manifest, files: walk.files, configuration: walk.configuration, diagnostics: walk.diagnostics,
      skipped: walk.skipped, limits: limits)
    attachStatements(to: &opened)
    return opened
  }

  private static func singleFile(_ path: String, _ limits: ReadingLimits) throws(CaseError) -> OpenedCase {
    let bytes = Array(path.utf8)
    let name = Text(bytes: bytes[(bytes.lastIndex(of: 0x2F).map { $0 + 1 } ?? 0)...])
    switch RegularFile.open(Array(path.utf8CString)) {
    case .refused(let reason):
      throw CaseError("case.unreadable", Text("the file cannot be opened: \(reason)"), file: Text(path))
    case .opened(let descriptor, let size):
      close(descriptor)
      guard size > 0 else { throw CaseError("case.empty", "the file is empty", file: Text(path)) }
      return try singleFile(CaseFile(name: name, path: path, size: size), limits)
    }
  }

  private static func singleFile(_ file: CaseFile, _ limits: ReadingLimits) throws(CaseError) -> OpenedCase {
    let source = try ByteSource(file, limits: limits)
    guard source.archive != nil, source.refusal == nil else { return OpenedCase(files: [file], limits: limits) }
    let archive = ArchiveCase(source)
    var opened = OpenedCase(
      manifest: try manifest(in: archive.configuration, root: archive.root), files: [file],
      configuration: archive.configuration, diagnostics: archive.diagnostics, limits: limits, root: archive.root)
    attachStatements(to: &opened)
    return opened
  }

  /// The error of a folder in which nothing may be evidence; it names the first reasons.
  private static func withoutEvidence(_ path: String, skipped: [LedgerRow]) -> CaseError {
    var diagnostics = [
      Diagnostic(
        "case.no-evidence", .error, "the folder holds no evidence file", file: Text(path),
        advice: "`casebook init` prints the commands that collect evidence")
    ]
    for row in skipped.prefix(5) {
      diagnostics.append(Diagnostic("case.skipped", .note, row.skipped ?? "not read", file: row.file))
    }
    return CaseError(diagnostics)
  }

  private static func manifest(
    in configuration: [CaseFile], root: ArchiveRoot?
  ) throws(CaseError) -> Manifest {
    let found = configuration.filter { CaseConfiguration.isManifest($0.name, in: root) }
    guard let file = found.first else { return Manifest() }
    guard found.count == 1 else {
      throw CaseError(
        "manifest.two", "there is a case.yaml and a case.json: which one holds is unclear", file: file.name,
        advice: "keep one of them")
    }
    return try ManifestReader.read(bytes: contents(of: file), file: file.name)
  }

  private static func contents(of file: CaseFile) throws(CaseError) -> [UInt8] {
    let source = try ByteSource(file)
    var bytes = [UInt8](repeating: 0, count: ManifestReader.sizeLimit + 1)
    let count = bytes.withUnsafeMutableBytes { source.read(into: $0) }
    if let damage = source.damage { throw CaseError("manifest.unreadable", damage, file: file.name) }
    return Array(bytes.prefix(count))
  }

  /// Joins what the manifest says about files to the files; entries of archives are joined while they are read.
  private static func attachStatements(to opened: inout OpenedCase) {
    for index in opened.files.indices {
      opened.files[index].stated = opened.stated(opened.files[index].name)
      opened.diagnostics += [opened.files[index].sizeMismatch(actual: opened.files[index].size)].compactMap { $0 }
    }
    opened.diagnostics += opened.missingFiles()
  }
}
