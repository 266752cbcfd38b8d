internal import CTemplates
internal import CaseFolder
internal import Evidence

/// Versions and dates of the data files that are built into the program.
enum DataVersions {
  /// The data files, by name.
  static func embedded() -> [DataVersion] {
    (0..<casebook_embedded_count()).compactMap { index in
      let file = casebook_embedded_at(index)
      let name = Text(String(cString: file.name))
      guard name.contains("/Data/"), name.hasSuffix(".json"),
        let content = try? JSONParser().parse(UnsafeBufferPointer(start: file.bytes, count: file.length)),
        let version = content["version"]?.text, let date = content["date"]?.text
      else { return nil }
      return DataVersion(name: name, version: version, date: date)
    }.sorted { $0.name < $1.name }
  }
}
