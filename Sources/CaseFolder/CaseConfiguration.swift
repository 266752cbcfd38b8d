/// Which files of a case are configuration and not evidence.
enum CaseConfiguration {
  private static let files: Set<Text> = ["case.yaml", "case.json", "lake.yaml"]
  private static let folders: Set<Text> = ["rules", "notes", "intel"]

  /// Whether a path relative to the case is one of its configuration, by its parts.
  static func contains(_ parts: [Text]) -> Bool {
    parts.count == 1 ? files.contains(parts[0]) : parts.first.map { isFolder($0) } ?? false
  }

  /// Whether a folder of this name at the top of a case holds configuration.
  static func isFolder(_ name: Text) -> Bool { folders.contains(name) }

  /// Whether a file is the case's manifest.
  static func isManifest(_ name: Text, in root: ArchiveRoot?) -> Bool {
    ["case.yaml", "case.json"].contains(root?.relative(name) ?? name)
  }
}
