/// What a case says about its files and about the entries of its archives.
extension OpenedCase {
  /// What the manifest says about a file or an archive's entry. In a case that is an archive itself, the manifest names
  /// entries as in a folder.
  package func stated(_ name: Text) -> ManifestFile? {
    let relative = root?.relative(name)
    return manifest.files.last { $0.path == name || $0.path == relative }
  }

  /// Whether an archive's entry is configuration of the case and so no evidence.
  package func isConfiguration(entry name: Text) -> Bool {
    guard let parts = root?.relative(name)?.split(0x2F) else { return false }
    return CaseConfiguration.contains(parts)
  }

  /// A file of configuration by its path relative to the case.
  package func configuration(named name: Text) -> CaseFile? {
    configuration.first { (root?.relative($0.name) ?? $0.name) == name }
  }

  /// A warning for each entry of an archive that the manifest names and that is not among the names, which are those of
  /// everything that was read or skipped.
  package func missingEntries(found names: [Text]) -> [Diagnostic] { missing(found: names) { $0 } }

  /// The same for files of a folder, whose names are known when it is opened.
  func missingFiles() -> [Diagnostic] {
    missing(found: files.map(\.name) + skipped.map(\.file)) { !$0 }
  }

  private func missing(found names: [Text], where isMeant: (_ isEntry: Bool) -> Bool) -> [Diagnostic] {
    let stated = manifest.files.filter { isMeant(root != nil || $0.path.contains("!/")) }
    guard !stated.isEmpty else { return [] }
    let known = Set(names + names.compactMap { root?.relative($0) })
    return stated.filter { !known.contains($0.path) }.map { stated in
      let near = EditDistance.nearest(to: stated.path, among: known.sorted())
      return Diagnostic(
        "manifest.no-such-file", .warning, Text("files: there is no file \(stated.path)"),
        file: (configuration(named: "case.yaml") ?? configuration(named: "case.json"))?.name,
        advice: near.map { Text("did you mean \($0)?") } ?? "correct or remove the entry")
    }
  }
}
