import CaseFolder
import Evidence
import Glibc

/// A file that lives in memory, so that an input is read as the program reads files and leaves nothing behind.
struct MemoryFile: ~Copyable {
  private let descriptor: Int32
  private let size: Int

  /// A file with these bytes.
  init(_ bytes: [UInt8]) {
    // In the memory file system, and without a name once it is open.
    var path = Array("/dev/shm/casebook-fuzz-XXXXXX".utf8CString)
    descriptor = mkstemp(&path)
    unlink(path)
    size = bytes.count
    precondition(descriptor >= 0 && Glibc.write(descriptor, bytes, bytes.count) == bytes.count, "no memory file")
  }

  deinit { close(descriptor) }

  /// The file as a case's only file.
  var caseFile: CaseFile { CaseFile(name: "input", path: "/proc/self/fd/\(descriptor)", size: size) }

  /// Reads the file as `casebook check` does, and holds the promises that its ledger makes.
  @discardableResult
  borrowing func read() -> Evidence {
    let evidence = EvidenceReader.read(OpenedCase(files: [caseFile]), options: ReadingOptions(workers: 1))
    for row in evidence.ledger { precondition(row.isBalanced, "the ledger's sum does not hold") }
    for index in evidence.events.indices {
      precondition(evidence.ledger.indices.contains(Int(evidence.events.file[index])), "an event without a file")
    }
    return evidence
  }
}
