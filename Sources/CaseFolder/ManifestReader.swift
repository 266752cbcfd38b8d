/// Reads `case.yaml` or `case.json`.
package enum ManifestReader {
  /// A manifest may be so big, in bytes.
  package static let sizeLimit = 4 << 20

  /// Reads a manifest; throws all that is wrong with it at once.
  package static func read(bytes: [UInt8], file: Text) throws(CaseError) -> Manifest {
    guard bytes.count <= sizeLimit else {
      throw CaseError("manifest.too-big", "it is bigger than 4 MiB", file: file)
    }
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    let text = Text(bytes: bytes)
    guard text.utf8.count == bytes.count, text.utf8.elementsEqual(bytes) else {
      throw CaseError("manifest.syntax", "it is not UTF-8", file: file)
    }
    let isJSON = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{") && file.hasSuffix(".json")
    let root = try isJSON ? ConfigurationJSON.read(text, file: file) : ConfigurationYAML.read(text, file: file)
    var manifest = Manifest()
    var problems = ConfigurationProblems(file: file, prefix: "manifest")
    problems.map(root, "the manifest", keys: ManifestKeys.top, into: &manifest)
    guard problems.diagnostics.isEmpty else { throw CaseError(problems.diagnostics) }
    return manifest
  }
}
