internal import Glibc

/// Opens a case: a folder, or a single evidence file.
package enum CaseOpener {
  /// Finds the files of a case and reads its manifest; reads no evidence.
  ///
  /// Throws when nothing can be reported on: no such path, an empty folder, a folder without evidence, a pipe or
  /// device, two manifests, or a manifest with errors.
  package static func open(path: String) throws(CaseError) -> OpenedCase {
    var status = stat()
    guard stat(path, &status) == 0 else {
      let number = errno
      throw CaseError(
        number == ENOENT ? "case.not-found" : "case.unreadable",
        Text(
          number == ENOENT
            ? "there is no case at this path" : "the case cannot be opened: \(SystemMessage.text(number))"),
        file: Text(path), advice: "give a folder with evidence, or one evidence file")
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return try folder(path)
    case S_IFREG: return try singleFile(path)
    default:
      throw CaseError(
        "case.not-a-file", Text("\(RegularFile.kind(ofMode: status.st_mode)), not a folder or file"), file: Text(path),
        advice: "give a folder with evidence, or one evidence file")
    }
  }

  private static func folder(_ path: String) throws(CaseError) -> OpenedCase {
    var walk = CaseWalk(root: path)
    try walk.run()
    guard !(walk.files.isEmpty && walk.configuration.isEmpty && walk.skipped.isEmpty) else {
      throw CaseError(
        "case.empty", "the folder is empty", file: Text(path),
        advice: "put evidence files into it; `casebook init` prints the commands that collect them")
    }
    let manifest = try manifest(in: walk.configuration)
    guard !walk.files.isEmpty else { throw withoutEvidence(path, skipped: walk.skipped) }
    var opened = OpenedCase(
      manifest: manifest, files: walk.files, configuration: walk.configuration, diagnostics: walk.diagnostics,
      skipped: walk.skipped)
    attachStatements(to: &opened)
    return opened
  }

  private static func singleFile(_ path: String) throws(CaseError) -> OpenedCase {
    let bytes = Array(path.utf8)
    let name = Text(bytes: bytes[(bytes.lastIndex(of: 0x2F).map { $0 + 1 } ?? 0)...])
    switch RegularFile.open(Array(path.utf8CString)) {
    case .refused(let reason):
      throw CaseError("case.unreadable", Text("the file cannot be opened: \(reason)"), file: Text(path))
    case .opened(let descriptor, let size):
      close(descriptor)
      guard size > 0 else { throw CaseError("case.empty", "the file is empty", file: Text(path)) }
      return OpenedCase(files: [CaseFile(name: name, path: path, size: size)])
    }
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

  private static func manifest(in configuration: [CaseFile]) throws(CaseError) -> Manifest {
    let found = configuration.filter { $0.name == "case.yaml" || $0.name == "case.json" }
    guard let file = found.first else { return Manifest() }
    guard found.count == 1 else {
      throw CaseError(
        "manifest.two", "there is a case.yaml and a case.json: which one holds is unclear", file: "case.yaml",
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

  /// Joins what the manifest says about files to the files.
  private static func attachStatements(to opened: inout OpenedCase) {
    let names = opened.files.map(\.name)
    for stated in opened.manifest.files {
      guard let index = opened.files.firstIndex(where: { $0.name == stated.path }) else {
        if !opened.skipped.contains(where: { $0.file == stated.path }) {
          let near = EditDistance.nearest(to: stated.path, among: names)
          opened.diagnostics.append(
            Diagnostic(
              "manifest.no-such-file", .warning, Text("files: there is no file \(stated.path)"),
              file: manifestName(opened),
              advice: near.map { Text("did you mean \($0)?") } ?? "correct or remove the entry"))
        }
        continue
      }
      opened.files[index].stated = stated
      if let bytes = stated.bytes, bytes != opened.files[index].size {
        opened.diagnostics.append(
          Diagnostic(
            "manifest.size-mismatch", .warning,
            Text("its size is \(opened.files[index].size) bytes, the manifest says \(bytes)"), file: stated.path,
            kept: "the file is read as it is",
            advice: "find out whether the file changed after the manifest was written"))
      }
    }
  }

  private static func manifestName(_ opened: OpenedCase) -> Text? {
    opened.configuration.first { $0.name == "case.yaml" || $0.name == "case.json" }?.name
  }
}
