import CaseFolder
import Glibc

/// A folder that lives as long as the value.
final class TemporaryCase {
  let path: String

  init() {
    var template = Array("/tmp/casebook-test-XXXXXX".utf8CString)
    path = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
  }

  deinit { Self.remove(path) }

  /// Writes a file, with its folders.
  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) -> String {
    var folder = path
    for part in name.split(separator: "/").dropLast() {
      folder += "/" + part
      mkdir(folder, 0o755)
    }
    let target = path + "/" + name
    let file = fopen(target, "w")!
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
    return target
  }

  @discardableResult
  func write(_ name: String, _ text: String) -> String { write(name, Array(text.utf8)) }

  private static func remove(_ path: String) {
    guard let directory = opendir(path) else {
      unlink(path)
      return
    }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name != ".", name != ".." else { continue }
      let child = path + "/" + name
      var status = stat()
      if lstat(child, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { remove(child) } else { unlink(child) }
    }
    closedir(directory)
    rmdir(path)
  }
}

/// A file's whole content.
func contents(of path: String) -> [UInt8] {
  guard let file = fopen(path, "r") else { return [] }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&piece, 1, piece.count, file), count > 0 { bytes += piece[..<count] }
  return bytes
}

/// Recognises text.
func recognise(_ text: String, isWhole: Bool = true) -> Recognition { recognise(Array(text.utf8), isWhole: isWhole) }

func recognise(_ bytes: [UInt8], isWhole: Bool = true) -> Recognition {
  bytes.withUnsafeBufferPointer { Recognizer.recognise(head: $0, isWhole: isWhole) }
}

/// The errors of opening something.
func errors<T>(_ body: () throws(CaseError) -> T) -> [Diagnostic] {
  do {
    _ = try body()
    return []
  } catch {
    return error.diagnostics
  }
}
