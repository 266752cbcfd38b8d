internal import Glibc

/// Finds the files of a case folder.
struct CaseWalk {
  /// The folder as it was given, without a trailing `/`, ending in 0.
  private let root: [CChar]
  /// The folder after resolving links, for telling whether a link stays inside.
  private let resolvedRoot: [UInt8]
  private(set) var files: [CaseFile] = []
  private(set) var configuration: [CaseFile] = []
  private(set) var skipped: [LedgerRow] = []
  private(set) var diagnostics: [Diagnostic] = []
  private var links: [(name: [UInt8], path: [CChar])] = []
  private var seen: Set<FileIdentity> = []

  /// Report-rules R3.2: folders nested deeper are not read.
  private static let depthLimit = 64

  private struct FileIdentity: Hashable {
    let device: UInt64
    let inode: UInt64
  }

  init(root: String) {
    var bytes = Array(root.utf8CString)
    while bytes.count > 2, bytes[bytes.count - 2] == CChar(0x2F) { bytes.remove(at: bytes.count - 2) }
    self.root = bytes
    resolvedRoot = Self.resolve(bytes) ?? []
  }

  /// Walks the whole folder; throws when the folder itself cannot be listed.
  mutating func run() throws(CaseError) {
    if let reason = walk(name: [], path: root, depth: 0) {
      throw CaseError(
        "case.unreadable-folder", Text("the case folder cannot be listed: \(reason)"),
        advice: "make it readable for the user that runs casebook")
    }
    for link in links { follow(link) }
    files.sort { $0.name < $1.name }
    configuration.sort { $0.name < $1.name }
    skipped.sort { $0.file < $1.file }
  }

  /// Lists one folder; returns why it cannot be listed.
  private mutating func walk(name: [UInt8], path: [CChar], depth: Int) -> Text? {
    guard depth <= Self.depthLimit else { return "folders are nested more than 64 deep" }
    guard let directory = opendir(path) else { return SystemMessage.text(errno) }
    defer { closedir(directory) }
    var entries: [[UInt8]] = []
    while let entry = readdir(directory) {
      let length = strlen(entry.entryName)
      let bytes = UnsafeRawBufferPointer(start: entry.entryName, count: length).map { $0 }
      if bytes != [0x2E], bytes != [0x2E, 0x2E] { entries.append(bytes) }
    }
    entries.sort { $0.lexicographicallyPrecedes($1) }
    for entry in entries {
      let child = name.isEmpty ? entry : name + [0x2F] + entry
      visit(
        child, entry: entry, path: path.dropLast() + [0x2F] + entry.map { CChar(bitPattern: $0) } + [0], depth: depth)
    }
    return nil
  }

  private mutating func visit(_ name: [UInt8], entry: [UInt8], path: [CChar], depth: Int) {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      skip(name, SystemMessage.text(errno), format: .unreadable)
      return
    }
    if let junk = Junk.reason(Text(bytes: entry)) {
      skip(name, junk, bytes: status.isRegular ? Int(status.st_size) : 0)
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: add(name, path: path, status: status)
    case S_IFDIR:
      if let reason = walk(name: name, path: path, depth: depth + 1) {
        skip(name, Text("the folder cannot be listed: \(reason)"), format: .unreadable)
      }
    case S_IFLNK: links.append((name, path))
    default:
      skip(name, Text("\(RegularFile.kind(ofMode: status.st_mode)): only regular files are read"), format: .unreadable)
    }
  }

  /// Adds a regular file to the evidence or the configuration.
  private mutating func add(_ name: [UInt8], path: [CChar], status: stat) {
    seen.insert(FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)))
    let file = CaseFile(name: Text(bytes: name), pathBytes: path, size: Int(status.st_size))
    if Array(file.name.utf8) != name {
      diagnostics.append(
        Diagnostic("case.name-not-utf8", .warning, "a file name is not UTF-8 and is shown repaired", file: file.name))
    }
    if CaseConfiguration.contains(file.name.split(0x2F)) {
      configuration.append(file)
      return
    }
    switch RegularFile.open(path) {
    case .refused(let reason): skip(name, reason, bytes: file.size, format: .unreadable)
    case .opened(let descriptor, let size):
      close(descriptor)
      if size == 0 {
        skip(name, "the file is empty", format: .empty, sha256: Text(SHA256.hex([])))
      } else {
        files.append(file)
      }
    }
  }

  /// Follows a link when it leads to a file of the case that is not read under its own name.
  private mutating func follow(_ link: (name: [UInt8], path: [CChar])) {
    var status = stat()
    guard let target = Self.resolve(link.path), stat(link.path, &status) == 0 else {
      return skip(link.name, "a link that leads nowhere")
    }
    guard target.starts(with: resolvedRoot + [0x2F]) else {
      return skip(link.name, "a link that leaves the case: not followed")
    }
    guard status.isRegular else { return skip(link.name, "a link to something that is not a file: not followed") }
    guard !seen.contains(FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))) else {
      return skip(link.name, "a link to a file that is read under its own name")
    }
    add(link.name, path: link.path, status: status)
  }

  private mutating func skip(
    _ name: [UInt8], _ reason: Text, bytes: Int = 0, format: EvidenceFormat = .unknown, sha256: Text = ""
  ) {
    var row = LedgerRow(file: Text(bytes: name), sha256: sha256, bytes: bytes, format: Text(format.rawValue))
    row.skipped = reason
    skipped.append(row)
  }

  private static func resolve(_ path: [CChar]) -> [UInt8]? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)).map { $0 }
  }
}

extension UnsafeMutablePointer<dirent> {
  /// Where the entry's name begins.
  fileprivate var entryName: UnsafePointer<CChar> {
    let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
    return UnsafeRawPointer(self).advanced(by: offset).assumingMemoryBound(to: CChar.self)
  }
}

extension stat {
  fileprivate var isRegular: Bool { st_mode & S_IFMT == S_IFREG }
}
