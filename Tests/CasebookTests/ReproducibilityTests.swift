import CaseFolder
import Glibc
import Reporting
import Testing

@testable import casebook

@Suite struct ReproducibilityTests {
  /// Every edition of a case, by name.
  private func editions(_ path: String) throws -> [Text: [UInt8]] {
    let pipeline = ReportPipeline(settings: ReportPipeline.Settings(path: path))
    let files = try pipeline.editions(of: pipeline.report(on: pipeline.read()))
    return Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.bytes) })
  }

  /// Copies the example, with other names if wanted, the last file first. The manifest follows the names.
  private func copy(to folder: TemporaryFolder, names: [String: String] = [:]) {
    for name in TemporaryFolder.names(example).reversed() {
      var text = String(decoding: TemporaryFolder.contents(example + "/" + name), as: UTF8.self)
      if name == "case.json" { for (old, new) in names { text = replace(old, by: new, in: text) } }
      folder.write(names[name] ?? name, text)
    }
  }

  private func replace(_ old: String, by new: String, in text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    let wanted = Array(old.utf8)
    while let first = rest.first {
      if rest.starts(with: wanted) {
        bytes += new.utf8
        rest = rest.dropFirst(wanted.count)
      } else {
        bytes.append(first)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func anotherFolderGivesTheSameBytes() throws {
    let folder = TemporaryFolder()
    copy(to: folder)
    #expect(try editions(folder.path) == editions(example))
  }

  @Test func anotherFolderNameWithoutAManifestGivesTheSameCaseId() throws {
    let folders = [TemporaryFolder(), TemporaryFolder()]
    for folder in folders {
      copy(to: folder)
      TemporaryFolder.remove(folder.path + "/case.json")
    }
    #expect(try editions(folders[0].path) == editions(folders[1].path))
  }

  @Test func renamedFilesChangeOnlyThePrintedNames() throws {
    let folder = TemporaryFolder()
    var names: [String: String] = [:]
    let old = TemporaryFolder.names(example).filter { $0 != "case.json" }
    // In the opposite order, so that whatever is sorted by name would move.
    for (index, name) in old.enumerated() { names[name] = "evidence-\(100 - index).bin" }
    copy(to: folder, names: names)
    let renamed = try editions(folder.path)
    let original = try editions(example)
    var text = String(decoding: renamed["report.json"] ?? [], as: UTF8.self)
    for (name, new) in names { text = replace(new, by: name, in: text) }
    #expect(text == String(decoding: original["report.json"] ?? [], as: UTF8.self))
    #expect(renamed["report.html"] != original["report.html"])
  }
}
