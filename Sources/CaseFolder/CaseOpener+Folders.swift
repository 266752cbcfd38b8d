internal import Glibc

extension CaseOpener {
  /// The regular files below a folder that is no case (rules, for instance), by name; a single file is its own list. Junk,
  /// pipes, devices and links that lead out of the folder are left out.
  package static func files(below path: String) throws(CaseError) -> [CaseFile] {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
      let name = Text(bytes: Array(path.utf8).split(separator: UInt8(ascii: "/")).last ?? [])
      return [CaseFile(name: name, path: path, size: Int(status.st_size))]
    }
    var walk = CaseWalk(root: path)
    try walk.run()
    return (walk.files + walk.configuration).sorted { $0.name < $1.name }
  }
}
