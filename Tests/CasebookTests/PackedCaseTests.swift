import ArchiveFixtures
import ArgumentParser
import CaseFolder
import Evidence
import Foundation
import Investigation
import Reporting
import Response
import Testing

@testable import casebook

/// A case that is an archive says what its folder says.
@Suite struct PackedCaseTests {
  private let folder = TemporaryFolder()

  /// The example's files, by path.
  private static let files: [(name: String, bytes: [UInt8])] = {
    let names = FileManager.default.enumerator(atPath: example)?.compactMap { $0 as? String } ?? []
    return names.sorted().compactMap { name in
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(atPath: example + "/" + name, isDirectory: &isFolder)
      return !isThere || isFolder.boolValue ? nil : (name, TemporaryFolder.contents(example + "/" + name))
    }
  }()

  private func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = folder.path + "/" + name
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }

  private func zipped(_ top: String, reversed: Bool = false) -> [UInt8] {
    let parts = Self.files.map { ZipPart(Array((top + $0.name).utf8), $0.bytes) }
    return zip(reversed ? parts.reversed() : parts)
  }

  private func tarred(_ top: String) -> [UInt8] {
    Self.files.flatMap { tarPart(Array((top + $0.name).utf8), $0.bytes) } + [UInt8](repeating: 0, count: 1024)
  }

  /// The report on a case, as JSON.
  private func report(_ path: String) throws -> [UInt8] {
    let pipeline = ReportPipeline(settings: ReportPipeline.Settings(path: path))
    return JSONEdition.encode(pipeline.report(on: try pipeline.read()))
  }

  /// The report without the row of the archive and without what is before the entries' names.
  private func comparable(_ bytes: [UInt8], without prefix: String = "") throws -> NSDictionary {
    var text = String(decoding: bytes, as: UTF8.self)
    if !prefix.isEmpty { text = text.replacingOccurrences(of: prefix, with: "", options: .literal) }
    var object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let rows = try #require(object["ledger"] as? [[String: Any]])
    object["ledger"] = rows.filter { !["zip", "tar"].contains($0["format"] as? String ?? "") }
    return object as NSDictionary
  }

  @Test(arguments: ["zip", "tar.gz", "tar.xz", "flat.tar.zst"])
  func anArchiveSaysWhatItsFolderSays(_ kind: String) throws {
    let bytes =
      switch kind {
      case "zip": zipped("payments-prod/")
      case "tar.gz": gzip(tarred("payments-prod/"))
      case "tar.xz": xz(tarred("./payments-prod/"))
      default: zstandard(tarred(""))
      }
    let top = ["tar.xz": "./payments-prod/", "flat.tar.zst": ""][kind] ?? "payments-prod/"
    let packed = try report(try write("case." + kind, bytes))
    let isSame = try comparable(packed, without: "case.\(kind)!/\(top)") == comparable(report(example))
    #expect(isSame)
  }

  @Test func theOrderOfEntriesChangesNothing() throws {
    let first = try report(try write("case.zip", zipped("c/")))
    let second = try report(try write("case.zip", zipped("c/", reversed: true)))
    func withoutArchive(_ bytes: [UInt8]) throws -> NSDictionary { try comparable(bytes) }
    #expect(try withoutArchive(first) == withoutArchive(second))
  }

  @Test func anArchiveInsideAFolderIsEvidenceAndItsManifestIsNot() throws {
    let audit = #"{"auditID":"1","verb":"get","requestURI":"/","stage":"ResponseComplete"}"# + "\n"
    let inner = tar([("audit.log", audit), ("case.yaml", "title: x\n")])
    _ = try write("logs.zip", zip([ZipPart(Array("b.tar".utf8), inner)]))
    folder.write(
      "case.yaml",
      """
      files:
      - {path: "logs.zip!/b.tar!/audit.log", cluster: c, bytes: 1}
      - {path: "logs.zip!/b.tar!/audti.log", cluster: c}
      """)
    let evidence = EvidenceReader.read(try CaseOpener.open(path: folder.path))
    let rows = evidence.ledger.map { "\($0.format) \($0.file)" }
    #expect(
      rows == [
        "kubernetes-audit logs.zip!/b.tar!/audit.log", "tar logs.zip!/b.tar", "unknown logs.zip!/b.tar!/case.yaml",
        "zip logs.zip",
      ])
    #expect(evidence.coverage.isEmpty || evidence.coverage[0].subject == "c")
    #expect(evidence.diagnostics.map(\.id).sorted() == ["manifest.no-such-file", "manifest.size-mismatch"])
    #expect(evidence.diagnostics.first { $0.id == "manifest.no-such-file" }?.advice?.contains("audit.log") == true)
  }

  @Test func manyEntriesThatAreNotReadAreCountedTogether() throws {
    let audit = #"{"auditID":"1","verb":"get","requestURI":"/","stage":"ResponseComplete"}"# + "\n"
    let empty = (0..<101).map { ZipPart("e\($0)", "") }
    let secret = (0..<101).map { number in ZipPart("s\(number)", "x").with { $0.flags = 1 } }
    func ledger(_ parts: [ZipPart]) throws -> [LedgerRow] {
      let path = try write("case.zip", zip(parts + [ZipPart("a.log", audit)]))
      return EvidenceReader.read(try CaseOpener.open(path: path)).ledger
    }
    let many = try ledger(empty + secret)
    #expect(many.map(\.file) == ["case.zip!/a.log", "case.zip"])
    #expect(
      many[1].flagged == [
        RecordFlag(remark: "entries not read: the file is empty", count: 101),
        RecordFlag(remark: "incomplete: entries not read: encrypted: not read", count: 101),
      ])
    #expect(many[1].isIncomplete)
    #expect(try ledger(Array(empty.dropLast())).count == 102)
  }

  @Test func configurationInsideAnArchiveIsFoundAtItsTopOnly() throws {
    let audit = #"{"auditID":"1","verb":"get","requestURI":"/","stage":"ResponseComplete"}"# + "\n"
    func title(_ files: [(String, String)]) throws -> Text? {
      try CaseOpener.open(path: try write("case.tar", tar(files))).manifest.title
    }
    #expect(try title([("c/case.yaml", "title: x"), ("c/a.log", audit)]) == "x")
    #expect(try title([("./case.yaml", "title: x"), ("./a.log", audit)]) == "x")
    #expect(try title([("c/case.yaml", "title: x"), ("a.log", audit)]) == nil)
    #expect(try title([("c/d/case.yaml", "title: x"), ("c/a.log", audit)]) == nil)
    #expect(throws: CaseError.self) { try title([("c/case.yaml", "titel: x"), ("c/a.log", audit)]) }
    #expect(throws: CaseError.self) { try title([("case.yaml", ""), ("case.json", "{}"), ("a.log", audit)]) }
    let opened = try CaseOpener.open(
      path: try write(
        "case.tar", tar([("c/case.yaml", ""), ("c/lake.yaml", "x"), ("c/notes/n.md", "x"), ("c/a", audit)])))
    #expect(
      opened.configuration.map(\.name) == ["case.tar!/c/case.yaml", "case.tar!/c/lake.yaml", "case.tar!/c/notes/n.md"])
    #expect(opened.configuration(named: "lake.yaml") != nil)
    #expect(EvidenceReader.read(opened).ledger.map(\.file) == ["case.tar!/c/a", "case.tar"])
  }

  @Test func limitsAreOptionsAndPrinted() throws {
    let options = try LimitOptions.parse(["--max-total", "3MiB", "--max-nesting", "5", "--max-entry", "1073741824"])
    #expect(options.limits.totalBytes == 3 << 20 && options.limits.nesting == 5)
    #expect(options.printed == ["--max-total 3MiB", "--max-nesting 5"])
    #expect(try LimitOptions.parse([]).limits == ReadingLimits())
    for arguments in [["--max-total", "0"], ["--max-total", "x"], ["--max-ratio", "0"], ["--max-nesting", "17"]] {
      #expect(throws: (any Error).self) { try LimitOptions.parse(arguments) }
    }
    let path = try write("case.zip", zipped("c/"))
    let result = try CaseCheck.run(path: path, limits: try LimitOptions.parse(["--max-entries", "5"]).limits)
    #expect(result.hasUnreadable)
    #expect(result.diagnostics.contains { $0.message.contains("more than 5 entries") })
  }
}
