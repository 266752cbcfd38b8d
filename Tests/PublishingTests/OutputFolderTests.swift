import CaseFolder
import Foundation
import Publishing
import Testing

@Suite struct OutputFolderTests {
  static let files: [(name: Text, bytes: [UInt8])] = [
    ("report.json", Array("{}\n".utf8)), ("report.html", Array("<p>".utf8)), ("empty.txt", []),
  ]

  /// A folder that goes away after the test.
  private static func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("casebook-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private static func names(_ folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  private static func text(_ folder: URL, _ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
  }

  @Test func allFilesAppearWithTheirSums() throws {
    try Self.withFolder { folder in
      let place = folder.appendingPathComponent("a/b/report")
      try OutputFolder.write(files: Self.files, to: Text(place.path + "/"))
      #expect(try Self.names(place) == ["SHA256SUMS", "empty.txt", "report.html", "report.json"])
      #expect(try Self.text(place, "report.json") == "{}\n")
      #expect(try Self.names(place.deletingLastPathComponent()) == ["report"])
    }
  }

  @Test func theSumsAreThoseOfTheSystem() throws {
    try Self.withFolder { folder in
      let place = folder.appendingPathComponent("report")
      try OutputFolder.write(files: Self.files, to: Text(place.path))
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
      process.arguments = ["--strict", "--quiet", "-c", "SHA256SUMS"]
      process.currentDirectoryURL = place
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      #expect(
        try Self.text(place, "SHA256SUMS").hasPrefix(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  empty.txt\n"))
    }
  }

  @Test func modesDoNotDependOnTheUmask() throws {
    try Self.withFolder { folder in
      let place = folder.appendingPathComponent("report")
      try OutputFolder.write(files: Self.files, to: Text(place.path))
      func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      }
      #expect(try mode(place.path) == 0o755)
      #expect(try mode(place.path + "/report.json") == 0o644)
      #expect(try mode(place.path + "/SHA256SUMS") == 0o644)
    }
  }

  @Test func anOlderReportGivesWay() throws {
    try Self.withFolder { folder in
      let place = folder.appendingPathComponent("report")
      try OutputFolder.write(files: Self.files + [("events.ndjson", [])], to: Text(place.path))
      try OutputFolder.write(files: [("report.json", [0x31])], to: Text(place.path))
      #expect(try Self.names(place) == ["SHA256SUMS", "report.json"])
      #expect(try Self.text(place, "report.json") == "1")
      #expect(try Self.names(folder) == ["report"])
    }
  }

  @Test func anEmptyFolderIsFilled() throws {
    try Self.withFolder { folder in
      try OutputFolder.write(files: Self.files, to: Text(folder.path))
      #expect(try Self.names(folder).count == 4)
    }
  }

  @Test func aFolderWithOtherFilesStaysAsItIs() throws {
    try Self.withFolder { folder in
      let place = folder.appendingPathComponent("thesis")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      try Data("mine".utf8).write(to: place.appendingPathComponent("chapter.txt"))
      #expect(throws: OutputError.notAReport(path: Text(place.path), others: ["chapter.txt"])) {
        try OutputFolder.write(files: Self.files, to: Text(place.path))
      }
      #expect(try Self.names(place) == ["chapter.txt"])
      #expect(try Self.names(folder) == ["thesis"])
    }
  }

  @Test func aReportWithSomebodysNotesStaysAsItIs() throws {
    try Self.withFolder { folder in
      let place = folder.appendingPathComponent("report")
      try OutputFolder.write(files: Self.files, to: Text(place.path))
      try Data("mine".utf8).write(to: place.appendingPathComponent("notes.md"))
      #expect(throws: OutputError.notAReport(path: Text(place.path), others: ["notes.md"])) {
        try OutputFolder.write(files: Self.files, to: Text(place.path))
      }
      #expect(try Self.text(place, "notes.md") == "mine")
    }
  }

  @Test func aFolderOfSumsThatIsNoReportStaysAsItIs() throws {
    try Self.withFolder { folder in
      try Data("\(String(repeating: "0", count: 64))  iso.img\n".utf8).write(
        to: folder.appendingPathComponent("SHA256SUMS"))
      try Data().write(to: folder.appendingPathComponent("iso.img"))
      #expect(throws: OutputError.self) { try OutputFolder.write(files: Self.files, to: Text(folder.path)) }
      #expect(try Self.names(folder) == ["SHA256SUMS", "iso.img"])
    }
  }

  @Test func aFileInThePlaceIsRefused() throws {
    try Self.withFolder { folder in
      let place = folder.appendingPathComponent("file")
      try Data("mine".utf8).write(to: place)
      #expect(throws: OutputError.notAFolder(path: Text(place.path))) {
        try OutputFolder.write(files: Self.files, to: Text(place.path))
      }
      #expect(throws: OutputError.self) {
        try OutputFolder.write(files: Self.files, to: Text(place.path + "/below"))
      }
      #expect(try Self.text(folder, "file") == "mine")
    }
  }

  @Test func aFailureLeavesNothingBehind() throws {
    try Self.withFolder { folder in
      let place = folder.appendingPathComponent("report")
      try OutputFolder.write(files: Self.files, to: Text(place.path))
      // A folder in which nobody may write, unless root does.
      let missing = Text("/proc/casebook/report")
      #expect(throws: OutputError.self) { try OutputFolder.write(files: Self.files, to: missing) }
      #expect(try Self.names(folder) == ["report"])
    }
  }

  @Test(arguments: ["../x", "a/b", ".hidden", "", "-o", "a b", "SHA256SUMS", "ü"])
  func namesThatAreNoFileNamesAreRefused(name: String) throws {
    try Self.withFolder { folder in
      #expect(throws: OutputError.unusableName(Text(name))) {
        try OutputFolder.write(files: [(Text(name), [])], to: Text(folder.appendingPathComponent("r").path))
      }
      let left = try Self.names(folder)
      #expect(left.isEmpty)
    }
  }

  @Test func aLinkToAReportIsFollowed() throws {
    try Self.withFolder { folder in
      let place = folder.appendingPathComponent("report")
      let link = folder.appendingPathComponent("latest")
      try OutputFolder.write(files: Self.files, to: Text(place.path))
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: place)
      try OutputFolder.write(files: [("report.json", [0x32])], to: Text(link.path))
      #expect(try Self.text(place, "report.json") == "2")
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == place.path)
    }
  }
}
