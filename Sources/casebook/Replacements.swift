internal import CTemplates
internal import CaseFolder
internal import Evidence
internal import Glibc
internal import Reporting

/// Files that take the place of those which are built into the program: `--data DIR` and `--templates DIR`.
enum Replacements {
  /// A replacement may be so big, in bytes.
  private static let sizeLimit = 16 << 20

  /// Puts the data files of a folder in the place of the built-in ones of the same name. Each needs `version` and `date`,
  /// which the report prints. Call it before anything is computed.
  static func useData(from folder: String) throws(CaseError) {
    let builtIn = dataFiles()
    for (name, bytes) in try files(in: folder, known: builtIn.map(\.name), id: "data") {
      guard let index = builtIn.first(where: { $0.name == name })?.index else { continue }
      guard let value = try? JSONParser().parse(bytes), value["version"]?.text != nil, value["date"]?.text != nil else {
        throw CaseError([
          Diagnostic(
            "data.invalid", .error, "it is no JSON document with version and date",
            file: Text(folder + "/" + name.string))
        ])
      }
      // Kept for as long as the program runs, as the built-in bytes are.
      let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
      copy.initialize(from: bytes, count: bytes.count)
      casebook_embedded_replace(index, copy, bytes.count)
    }
  }

  /// The templates with those of a folder in the place of the built-in ones of the same name.
  static func templates(from folder: String) throws(CaseError) -> TemplateSet {
    let known = TemplateSet.builtIn.sorted.map { Text($0.name) }
    var replaced: [Text: [UInt8]] = [:]
    for (name, bytes) in try files(in: folder, known: known, id: "templates") { replaced[name] = bytes }
    return TemplateSet.replacing { replaced[Text($0)] }
  }

  /// The built-in data files by their last name.
  private static func dataFiles() -> [(name: Text, index: Int)] {
    (0..<casebook_embedded_count()).compactMap { index in
      let parts = Text(String(cString: casebook_embedded_at(index).name)).split(UInt8(ascii: "/"))
      return parts.contains("Data") ? parts.last.map { ($0, index) } : nil
    }
  }

  /// The files of a folder, all of which must have known names.
  private static func files(
    in folder: String, known: [Text], id: String
  ) throws(CaseError) -> [(name: Text, bytes: [UInt8])] {
    guard let directory = opendir(folder) else {
      throw CaseError([Diagnostic("\(id).no-folder", .error, "there is no such folder", file: Text(folder))])
    }
    closedir(directory)
    let opened = try CaseOpener.open(path: folder)
    var files: [(name: Text, bytes: [UInt8])] = []
    for file in opened.files {
      guard known.contains(file.name) else {
        let near = EditDistance.nearest(to: file.name, among: known)
        throw CaseError([
          Diagnostic(
            "\(id).unknown-file", .error, "no built-in file has this name", file: file.name,
            advice: near.map { Text("did you mean \($0)?") }
              ?? Text("known names: \(known.sorted().map(\.string).joined(separator: ", "))"))
        ])
      }
      let source = try ByteSource(file)
      var bytes = [UInt8](repeating: 0, count: min(file.size, sizeLimit) + 1)
      let count = bytes.withUnsafeMutableBytes { source.read(into: $0) }
      files.append((file.name, Array(bytes.prefix(count))))
    }
    return files
  }
}
