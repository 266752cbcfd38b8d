internal import CaseFolder
internal import Glibc

/// The folder beside its place in which output is written before it is shown.
struct StagingFolder {
  /// Where it is.
  let path: String

  /// Makes it.
  init(beside place: OutputPlace) throws(OutputError) {
    var template = Array("\(place.parent)/.casebook-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { mkdtemp($0.baseAddress!) != nil }
    guard made else { throw .cannotCreate(path: Text(place.path), reason: POSIXReason.current) }
    path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }

  /// Writes a file and makes it durable.
  func write(_ bytes: [UInt8], as name: Text) throws(OutputError) {
    let descriptor = open("\(path)/\(name.string)", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .cannotWrite(name: name, reason: POSIXReason.current) }
    var failure: Text?
    var position = 0
    while position < bytes.count, failure == nil {
      let written = bytes[position...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written >= 0 { position += written } else if errno != EINTR { failure = POSIXReason.current }
    }
    if failure == nil, fchmod(descriptor, 0o644) != 0 || fsync(descriptor) != 0 { failure = POSIXReason.current }
    if close(descriptor) != 0, failure == nil { failure = POSIXReason.current }
    if let failure { throw .cannotWrite(name: name, reason: failure) }
  }

  /// Opens it to readers and makes its list of files durable.
  func finish() throws(OutputError) {
    guard chmod(path, 0o755) == 0, POSIXFolder.sync(path) else {
      throw .cannotWrite(name: Text(path), reason: POSIXReason.current)
    }
  }

  /// Takes it away with all that was written.
  func remove() {
    POSIXFolder.remove(path)
  }
}

/// What the system says about its last failure.
enum POSIXReason {
  static var current: Text { Text(String(cString: strerror(errno))) }
}

/// Folders without Foundation.
enum POSIXFolder {
  /// Makes the list of a folder's files durable.
  static func sync(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0
  }

  /// The names in a folder by their bytes, or nil when it cannot be read.
  static func names(_ path: String) -> [Text]? {
    guard let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var names: [Text] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { Text(String(cString: $0)) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes a folder of plain files.
  static func remove(_ path: String) {
    for name in names(path) ?? [] { unlink("\(path)/\(name.string)") }
    rmdir(path)
  }

  /// Whether a folder is there.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Makes a folder and its missing parents.
  static func make(_ path: String) -> Bool {
    if exists(path) { return true }
    let parent = Self.parent(path)
    guard parent == path || make(parent) else { return false }
    return mkdir(path, 0o755) == 0 || (errno == EEXIST && exists(path))
  }

  /// The folder in which a path stands.
  static func parent(_ path: String) -> String {
    let bytes = Array(path.utf8)
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == 0 ? "/" : String(decoding: bytes[..<slash], as: UTF8.self)
  }
}
