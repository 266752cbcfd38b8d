import CaseFolder
import Foundation

@testable import Evidence

/// Inputs of the readers' tests.
enum Sources {
  static let example = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Examples/payments-prod")
  static let corpus = ProcessInfo.processInfo.environment["CASEBOOK_CORPUS"].map { URL(filePath: $0) }

  /// A value of JSON text.
  static func json(_ text: String) throws -> JSONValue {
    try JSONParser().parse(text.utf8)
  }

  /// The bytes of one of the example's files.
  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: example.appending(path: name)))
  }

  /// The values of one of the example's files: one, or one a line.
  static func values(_ name: String) throws -> [JSONValue] {
    let bytes = try bytes(name)
    if let whole = try? JSONParser().parse(bytes) { return [whole] }
    return try bytes.split(separator: 0x0A).map { try JSONParser().parse($0) }
  }

  /// The JSON values of a corpus folder's files, in the order of their paths; files that are no JSON are left out.
  static func corpusValues(_ folder: String) throws -> [JSONValue] {
    let root = corpus!.appending(path: folder)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted()
    return paths.filter { $0.hasSuffix(".json") && !$0.hasSuffix(".expected.json") }.compactMap { path in
      (try? Data(contentsOf: root.appending(path: path))).flatMap { try? JSONParser().parse($0) }
    }
  }
}
