#if canImport(Glibc)
  internal import Glibc
#endif

/// A temporary folder for generated evidence.
final class ScratchFolder {
  /// Why evidence could not be written.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  let path: String
  private var files: [String] = []

  init() throws {
    var template = Array(
      "\(getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp")/casebook-benchmark-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(description: "no temporary folder can be made") }
    path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }

  /// Writes a file.
  func write(_ bytes: [UInt8], name: String, rawSize: Int) throws -> EvidenceFile {
    let file = "\(path)/\(name)"
    files.append(file)
    guard let stream = fopen(file, "wb") else { throw Failure(description: "\(file) cannot be written") }
    let written = fwrite(bytes, 1, bytes.count, stream)
    guard fclose(stream) == 0, written == bytes.count else {
      throw Failure(description: "\(file) cannot be written")
    }
    return EvidenceFile(path: file, rawSize: rawSize)
  }

  /// Removes the files.
  func empty() {
    for file in files { unlink(file) }
    files = []
  }

  /// Removes the files and the folder.
  func remove() {
    empty()
    rmdir(path)
  }
}
