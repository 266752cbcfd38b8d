internal import CTemplates
package import CaseFolder
package import Evidence

/// A data file that is built into the program.
package enum DataFile {
  /// The document of an embedded file such as `Response/Data/rotation.json`; null when there is none of this name.
  package static func load(_ name: Text) -> JSONValue {
    for index in 0..<casebook_embedded_count() {
      let file = casebook_embedded_at(index)
      guard Text(String(cString: file.name)) == name else { continue }
      let bytes = UnsafeBufferPointer(start: file.bytes, count: file.length)
      return (try? JSONParser().parse(bytes)) ?? .null
    }
    return .null
  }
}
