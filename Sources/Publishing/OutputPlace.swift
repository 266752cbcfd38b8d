internal import CaseFolder
internal import Glibc

/// The place of an output folder: where it is, and whether what stands there may be replaced.
struct OutputPlace {
  /// The path without trailing slashes; links resolved when it is there.
  let path: String
  /// The folder around it.
  let parent: String
  /// The files of the report that stands there and gives way.
  private let oldFiles: [Text]
  private let isThere: Bool

  /// Looks at a place; refuses one that may not be replaced.
  init(_ given: Text) throws(OutputError) {
    var bytes = Array(given.utf8)
    while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    guard !bytes.isEmpty, !bytes.contains(0) else { throw .cannotCreate(path: given, reason: "it is no path") }
    var path = String(decoding: bytes, as: UTF8.self)
    if let resolved = realpath(path, nil) {
      path = String(cString: resolved)
      free(resolved)
    }
    self.path = path
    parent = POSIXFolder.parent(path)
    var status = stat()
    isThere = lstat(path, &status) == 0
    if isThere {
      guard status.st_mode & S_IFMT == S_IFDIR else { throw .notAFolder(path: given) }
      oldFiles = try Self.reportFiles(path, given)
    } else {
      oldFiles = []
      guard POSIXFolder.make(parent) else { throw .cannotCreate(path: given, reason: POSIXReason.current) }
    }
  }

  /// The files of the report in a folder; refuses a folder that holds anything else.
  private static func reportFiles(_ path: String, _ given: Text) throws(OutputError) -> [Text] {
    guard let names = POSIXFolder.names(path) else { throw .cannotReplace(path: given, reason: POSIXReason.current) }
    guard !names.isEmpty else { return [] }
    let own = Set(listed(in: "\(path)/\(OutputFolder.sumsName.string)")).union([OutputFolder.sumsName])
    let others =
      own.contains("report.json") ? names.filter { !own.contains($0) || !isFile("\(path)/\($0.string)") } : names
    guard others.isEmpty, names.contains("report.json"), names.contains(OutputFolder.sumsName) else {
      throw .notAReport(path: given, others: Array((others.isEmpty ? names : others).prefix(3)))
    }
    return names
  }

  /// The names that a file of digests lists.
  private static func listed(in path: String) -> [Text] {
    guard let file = fopen(path, "re") else { return [] }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return Text(bytes: bytes[..<count]).split(0x0A).compactMap { line in
      line.utf8.count > 66 ? Text(bytes: line.utf8.dropFirst(66)) : nil
    }
  }

  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Puts a finished folder into the place, all at once.
  func put(_ staging: String) throws(OutputError) {
    guard isThere else {
      guard rename(staging, path) == 0 else { throw .cannotReplace(path: Text(path), reason: POSIXReason.current) }
      _ = POSIXFolder.sync(parent)
      return
    }
    // Both folders change places in one step, so that readers see the old report or the new one.
    if Self.exchange(staging, path) {
      POSIXFolder.remove(staging)
    } else {
      try putInTwoSteps(staging)
    }
    _ = POSIXFolder.sync(parent)
  }

  /// `renameat2` with RENAME_EXCHANGE, which the C library has since version 2.28 but Swift does not import.
  private static func exchange(_ left: String, _ right: String) -> Bool {
    typealias Rename = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
    guard let symbol = dlsym(nil, "renameat2") else { return false }
    let rename = unsafeBitCast(symbol, to: Rename.self)
    let exchange: UInt32 = 2
    return rename(AT_FDCWD, left, AT_FDCWD, right, exchange) == 0
  }

  /// For file systems that cannot exchange: the old folder steps aside, and comes back if the new one cannot take its place.
  private func putInTwoSteps(_ staging: String) throws(OutputError) {
    let aside = staging + ".old"
    guard rename(path, aside) == 0 else { throw .cannotReplace(path: Text(path), reason: POSIXReason.current) }
    guard rename(staging, path) == 0 else {
      let reason = POSIXReason.current
      rename(aside, path)
      throw .cannotReplace(path: Text(path), reason: reason)
    }
    POSIXFolder.remove(aside)
  }
}
