internal import CaseFolder
internal import Detection
internal import Glibc

/// Where the rules of a run come from.
struct RuleSources {
  /// `--rules DIR`, or one file; nil without it.
  var folder: String?

  /// The built-in pack, the rules in the case's `rules/`, and those that were supplied.
  func load(case opened: OpenedCase? = nil) throws(CaseError) -> RuleSet {
    var files = [RuleFile.builtIn]
    for file in opened?.configuration ?? [] where file.name.hasPrefix("rules/") && Self.isYAML(file.name) {
      files.append(RuleFile(name: file.name, bytes: try Self.bytes(file), origin: .ofCase))
    }
    if let folder { files += try Self.files(at: folder) }
    return RuleSet(files)
  }

  /// The rule files below a folder, or one rule file.
  static func files(at path: String) throws(CaseError) -> [RuleFile] {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw CaseError([Diagnostic("rules.not-found", .error, "there are no rules at this path", file: Text(path))])
    }
    var files: [RuleFile] = []
    for file in try CaseOpener.files(below: path) where isYAML(file.name) || status.st_mode & S_IFMT == S_IFREG {
      files.append(RuleFile(name: file.name, bytes: try bytes(file), origin: .supplied))
    }
    guard !files.isEmpty else {
      throw CaseError([
        Diagnostic("rules.empty", .error, "there is no .yml or .yaml file in this folder", file: Text(path))
      ])
    }
    return files
  }

  private static func isYAML(_ name: Text) -> Bool {
    let name = name.asciiLowercased
    return name.hasSuffix(".yml") || name.hasSuffix(".yaml")
  }

  private static func bytes(_ file: CaseFile) throws(CaseError) -> [UInt8] {
    let source = try ByteSource(file)
    var bytes = [UInt8](repeating: 0, count: min(file.size, RuleSet.sizeLimit) + 1)
    let count = bytes.withUnsafeMutableBytes { source.read(into: $0) }
    return Array(bytes.prefix(count))
  }
}
