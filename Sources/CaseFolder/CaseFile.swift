/// One file of a case, or one entry of an archive, found and not yet read.
package struct CaseFile: Sendable {
  /// The path relative to the case, `/`-separated, as the file system wrote it (what is not UTF-8 shows as U+FFFD); an
  /// archive's entry stands behind its archive and `!/`. An entry's name is evidence and never used as a path.
  package var name: Text
  /// Where to open it; empty for an entry. Never printed into a report.
  package var path: String
  /// Its size as delivered, in bytes, when the case was opened.
  package var size: Int
  /// What the manifest says about it; nil: nothing.
  package var stated: ManifestFile?
  /// The path's bytes, which need not be UTF-8, ending in 0.
  let pathBytes: [CChar]
  /// The bytes of configuration that lies in an archive, read when the case was opened; nil for all other files.
  private(set) var held: [UInt8]?

  /// A file by its name in the case and the path where it can be opened.
  package init(name: Text, path: String, size: Int, stated: ManifestFile? = nil) {
    self.init(name: name, pathBytes: Array(path.utf8CString), size: size, stated: stated)
  }

  /// An entry of an archive.
  init(entry name: Text, size: Int, stated: ManifestFile? = nil, held: [UInt8]? = nil) {
    self.init(name: name, pathBytes: [0], size: size, stated: stated)
    self.held = held
  }

  init(name: Text, pathBytes: [CChar], size: Int, stated: ManifestFile? = nil) {
    self.name = name
    self.pathBytes = pathBytes
    self.size = size
    self.stated = stated
    path = String(decoding: pathBytes.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// A warning when the manifest states another SHA-256 than the file has; nil when it states none or the same.
  /// The file is read once only, so whoever has read it asks.
  package func hashMismatch(actual sha256Hex: Text) -> Diagnostic? {
    guard let wanted = stated?.sha256, wanted.asciiLowercased != sha256Hex else { return nil }
    return Diagnostic(
      "manifest.hash-mismatch", .warning,
      Text("its SHA-256 is \(sha256Hex), the manifest says \(wanted)"), file: name,
      kept: "the file was read as it is",
      advice:
        "find out which of the two is right: the file changed after the manifest was written, or the other way round")
  }
}

extension CaseFile {
  /// A warning when the manifest states another size than the file has; nil when it states none or the same.
  package func sizeMismatch(actual bytes: Int) -> Diagnostic? {
    guard let wanted = stated?.bytes, wanted != bytes else { return nil }
    return Diagnostic(
      "manifest.size-mismatch", .warning, Text("its size is \(bytes) bytes, the manifest says \(wanted)"), file: name,
      kept: "the file is read as it is",
      advice: "find out whether the file changed after the manifest was written")
  }
}

/// A case after opening: what people say about it and which files it holds.
package struct OpenedCase: Sendable {
  /// The manifest; one that says nothing when the case has none.
  package var manifest: Manifest
  /// Files that may be evidence, by name.
  package var files: [CaseFile]
  /// `case.yaml`, `case.json`, `lake.yaml` and what lies in `rules/`, `notes/` and `intel/`, by name.
  package var configuration: [CaseFile]
  /// Warnings and notes; errors are thrown instead.
  package var diagnostics: [Diagnostic]
  /// Files that were not offered for reading, each with the reason, by name.
  package var skipped: [LedgerRow]
  /// What holds for its archives and compressed files.
  package var limits: ReadingLimits
  /// Where the case begins inside the archive that it is; nil: it is none.
  let root: ArchiveRoot?

  /// All parts at once.
  package init(
    manifest: Manifest = Manifest(), files: [CaseFile], configuration: [CaseFile] = [], diagnostics: [Diagnostic] = [],
    skipped: [LedgerRow] = [], limits: ReadingLimits = ReadingLimits()
  ) {
    self.init(
      manifest: manifest, files: files, configuration: configuration, diagnostics: diagnostics, skipped: skipped,
      limits: limits, root: nil)
  }

  init(
    manifest: Manifest, files: [CaseFile], configuration: [CaseFile], diagnostics: [Diagnostic] = [],
    skipped: [LedgerRow] = [], limits: ReadingLimits, root: ArchiveRoot?
  ) {
    self.manifest = manifest
    self.files = files
    self.configuration = configuration
    self.diagnostics = diagnostics
    self.skipped = skipped
    self.limits = limits
    self.root = root
  }
}

/// Why a case is unusable. Commands end with exit code 65.
package struct CaseError: Error, Hashable {
  /// The errors, at least one, in the order of their places.
  package var diagnostics: [Diagnostic]

  /// An error with all that is wrong.
  package init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }

  init(_ id: String, _ message: Text, file: Text? = nil, line: Int? = nil, advice: Text? = nil) {
    diagnostics = [Diagnostic(id, .error, message, file: file, line: line, advice: advice)]
  }
}

extension OpenedCase {
  /// The configuration that is threat intelligence: what lies in `intel/`.
  package var intelligence: [CaseFile] {
    configuration.filter { file in
      let inside = file.name.range(of: "!/", from: 0).map { Text(bytes: file.name.utf8.dropFirst($0.upperBound)) }
      return (inside ?? file.name).hasPrefix("intel/")
    }
  }
}
