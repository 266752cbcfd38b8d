import CaseFolder
import Evidence
import Foundation
import Investigation
import Reporting
import Response

/// The main example with changes, to be read as a case of its own.
struct CaseVariant {
  /// The files by name.
  var files: [String: Data]

  /// The example as it is, without the hashes and sizes that its manifest states.
  init() throws {
    files = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: example) {
      files[name] = try Data(contentsOf: URL(filePath: example).appending(path: name))
    }
  }

  /// Leaves files out.
  mutating func remove(_ names: String...) {
    for name in names { files[name] = nil }
  }

  /// Replaces a text in every file.
  mutating func replaceEverywhere(_ old: String, _ new: String) {
    for (name, data) in files {
      files[name] = Data(String(decoding: data, as: UTF8.self).replacingOccurrences(of: old, with: new).utf8)
    }
  }

  /// Changes the JSON objects of a file of lines; `change` returns the objects that stand for each one.
  mutating func mapLines(_ name: String, _ change: ([String: Any]) -> [[String: Any]]) throws {
    let lines = String(decoding: files[name]!, as: UTF8.self).split(separator: "\n")
    var result = Data()
    for line in lines {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as! [String: Any]
      for changed in change(object) {
        result += try JSONSerialization.data(withJSONObject: changed, options: [.sortedKeys]) + [0x0A]
      }
    }
    files[name] = result
  }

  /// Changes the elements of the array under a key of a file of one document.
  mutating func mapElements(_ name: String, _ key: String, _ change: ([String: Any]) -> [[String: Any]]) throws {
    var document = try JSONSerialization.jsonObject(with: files[name]!) as! [String: Any]
    document[key] = (document[key] as! [[String: Any]]).flatMap(change)
    files[name] = try JSONSerialization.data(withJSONObject: document, options: [.sortedKeys])
  }

  /// The elements of the array under a key of a file of one document.
  func elements(_ name: String, _ key: String) throws -> [[String: Any]] {
    let document = try JSONSerialization.jsonObject(with: files[name]!) as! [String: Any]
    return document[key] as! [[String: Any]]
  }

  /// Changes the manifest.
  mutating func manifest(_ change: (inout [String: Any]) -> Void) throws {
    var manifest = try JSONSerialization.jsonObject(with: files["case.json"]!) as! [String: Any]
    change(&manifest)
    files["case.json"] = try JSONSerialization.data(withJSONObject: manifest, options: [.sortedKeys])
  }

  /// Gives a file another name, in the manifest too.
  mutating func rename(_ old: String, _ new: String) throws {
    files[new] = files.removeValue(forKey: old)
    try manifest { manifest in
      manifest["files"] = (manifest["files"] as! [[String: Any]]).map { file in
        guard file["path"] as! String == old else { return file }
        return file.merging(["path": new]) { $1 }
      }
    }
  }

  /// The report of the variant.
  func report(_ options: InvestigationOptions = InvestigationOptions()) throws -> Report {
    var variant = self
    try variant.manifest { manifest in
      manifest["files"] = (manifest["files"] as! [[String: Any]]).compactMap { file -> [String: Any]? in
        guard files[file["path"] as! String] != nil else { return nil }
        return file.filter { $0.key != "sha256" && $0.key != "bytes" }
      }
    }
    let folder = TemporaryFolder()
    for (name, data) in variant.files { try data.write(to: URL(filePath: folder.path).appending(path: name)) }
    let investigation = Investigator.investigate(
      EvidenceReader.read(try CaseOpener.open(path: folder.path)), options: options)
    return ReportBuilder.build(
      investigation: investigation, response: Responder.respond(to: investigation),
      entities: GraphExport.entities(of: investigation), relationships: GraphExport.relationships(of: investigation),
      options: ReportOptions(version: "test", options: [], sourceDate: nil))
  }
}

extension Report {
  /// What is in scope, as `level type name`, sorted.
  var scopeLines: [String] {
    entities.compactMap { entity in
      entity.level.map { "\($0.rawValue) \(entity.type.rawValue) \(entity.name)" }
    }.sorted()
  }

  /// The exposures, as `class kind name rotation state`, sorted.
  var exposureLines: [String] {
    exposures.map { "\($0.class.rawValue) \($0.kind) \($0.name) \($0.rotation.state.rawValue)" }.sorted()
  }

  /// The moments, as `name time`, sorted.
  var momentLines: [String] {
    metrics.times.map { "\($0.key) \($0.value.at?.description ?? "-")" }.sorted()
  }
}
