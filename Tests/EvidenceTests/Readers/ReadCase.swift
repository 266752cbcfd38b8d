import CaseFolder
import Foundation

@testable import Evidence

/// A case of a few files made for a test, read whole: recognised, split, parsed, merged.
enum ReadCase {
  /// Reads files by name and content; the folder is gone afterwards.
  static func read(_ files: [String: String]) throws -> Evidence {
    let folder = FileManager.default.temporaryDirectory.appending(path: "casebook-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, content) in files {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(content.utf8).write(to: file)
    }
    return EvidenceReader.read(try CaseOpener.open(path: folder.path), options: ReadingOptions(workers: 2))
  }
}
