internal import CTemplates
package import CaseFolder
package import Evidence

/// A data file that is built into the program: knowledge about the world, with a version and a date.
package struct DataFile: Sendable {
  /// The file's name as in the source tree, such as `Detection/Data/attack.json`.
  package let name: Text
  /// Its `version`.
  package let version: Text
  /// Its `date`.
  package let date: Text
  /// All of it.
  package let content: JSONValue

  /// Reads an embedded file. A missing or broken file is a mistake of the build, which tests catch: it reads as empty.
  package init(_ name: Text) {
    self.name = name
    content = Self.bytes(name).flatMap { try? JSONParser().parse($0) } ?? .null
    version = content["version"]?.text ?? ""
    date = content["date"]?.text ?? ""
  }

  /// The bytes of an embedded file, or nil when there is none of that name.
  package static func bytes(_ name: Text) -> [UInt8]? {
    for index in 0..<casebook_embedded_count() {
      let file = casebook_embedded_at(index)
      if Text(String(cString: file.name)) == name {
        return Array(UnsafeBufferPointer(start: file.bytes, count: file.length))
      }
    }
    return nil
  }
}
