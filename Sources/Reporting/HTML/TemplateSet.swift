internal import CTemplates
import CaseFolder

/// The files of the HTML edition that people may want to change: the shell, the stylesheet, the script, the grammar.
package struct TemplateSet: Sendable {
  /// The files by name, without a folder.
  package private(set) var files: [String: [UInt8]]

  /// The names of the files of a page.
  package static let names = ["page.html", "page.css", "app.js", "page.rng"]

  /// The files that are built into the program.
  package static let builtIn: TemplateSet = {
    var files: [String: [UInt8]] = [:]
    for index in 0..<casebook_embedded_count() {
      let file = casebook_embedded_at(index)
      let name = Text(String(cString: file.name))
      guard let short = name.dropping(prefix: "Templates/"), names.contains(short.string) else { continue }
      files[short.string] = Array(UnsafeBufferPointer(start: file.bytes, count: file.length))
    }
    return TemplateSet(files: files)
  }()

  private init(files: [String: [UInt8]]) {
    self.files = files
  }

  /// The built-in files, with those replaced that `read` finds under the same name (`--templates DIR`).
  ///
  /// - Parameter read: the bytes of a file of the folder by its name; nil when it is not there.
  package static func replacing(_ read: (String) -> [UInt8]?) -> TemplateSet {
    var set = builtIn
    for name in set.files.keys.sorted() {
      if let bytes = read(name) { set.files[name] = bytes }
    }
    return set
  }

  /// The files by name, sorted: what `templates export` writes.
  package var sorted: [(name: String, bytes: [UInt8])] {
    files.sorted { $0.key < $1.key }.map { (name: $0.key, bytes: $0.value) }
  }

  /// The bytes of a file; empty when there is none.
  subscript(name: String) -> [UInt8] { files[name] ?? [] }
}
