import CaseFolder
import Foundation
import Testing

@testable import Evidence

private let suite = ProcessInfo.processInfo.environment["CASEBOOK_HOSTILE"].map {
  URL(filePath: $0).appending(path: "jsontestsuite")
}

/// The JSON Parsing Test Suite: what a parser must accept, must refuse and may do either with.
@Suite(.enabled(if: suite != nil)) struct JSONSuiteTests {
  private static func files(_ folder: String, _ prefix: String) -> [String] {
    guard let suite else { return [] }
    let names = try? FileManager.default.contentsOfDirectory(atPath: suite.appending(path: folder).path)
    return (names ?? []).filter { $0.hasPrefix(prefix) }.sorted()
  }

  private func bytes(_ folder: String, _ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: try #require(suite).appending(path: folder).appending(path: name)))
  }

  @Test func theSuiteIsWhole() {
    #expect(Self.files("test_parsing", "y_").count == 95)
    #expect(Self.files("test_parsing", "n_").count == 188)
    #expect(Self.files("test_transform", "").count == 22)
  }

  @Test(arguments: Self.files("test_parsing", "y_")) func whatIsJSONIsRead(_ name: String) throws {
    _ = try JSONParser().parse(try bytes("test_parsing", name))
  }

  @Test(arguments: Self.files("test_parsing", "n_")) func whatIsNoJSONIsRefused(_ name: String) throws {
    let bytes = try bytes("test_parsing", name)
    #expect(throws: JSONParser.Failure.self) { try JSONParser().parse(bytes) }
  }

  @Test(arguments: Self.files("test_parsing", "i_")) func whatMayBeEitherDoesNotCrash(_ name: String) throws {
    _ = try? JSONParser().parse(try bytes("test_parsing", name))
  }

  @Test func numbersPrintAsTheyStand() throws {
    let names = Self.files("test_transform", "number_")
    #expect(!names.isEmpty)
    for name in names {
      let bytes = try bytes("test_transform", name)
      let text = bytes.filter { ![0x20, 0x0A, 0x0D, 0x09].contains($0) }
      #expect(try JSONParser().parse(bytes).encoded == text, "\(name)")
    }
  }

  @Test func twinsOfKeysStayApart() throws {
    for name in ["object_key_nfc_nfd.json", "object_key_nfd_nfc.json"] {
      let members = try JSONParser().parse(try bytes("test_transform", name)).members
      #expect(members.count == 2)
      #expect(members.first?.key != members.last?.key)
    }
  }

  @Test func keysThatStandTwiceAreKeptAndTheLastOneWins() throws {
    let value = try JSONParser().parse(try bytes("test_transform", "object_same_key_different_values.json"))
    #expect(value.members.count == 2)
    #expect(value["a"] == .integer(2))
  }

  @Test func loneHalvesKeepTheirIdentity() throws {
    let value = try JSONParser().parse(#"["\ud800","\ud801","\udc00\ud800","\ud83d\ude00"]"#.utf8)
    let halves = value.texts.map { $0.string.unicodeScalars.map { LoneSurrogate.unit(of: $0) } }
    #expect(halves == [[0xD800], [0xD801], [0xDC00, 0xD800], [nil]])
    for name in Self.files("test_transform", "string_") {
      _ = try JSONParser().parse(try bytes("test_transform", name))
    }
  }
}

@Suite struct JSONLimitTests {
  private func nested(_ depth: Int) -> [UInt8] {
    [UInt8](repeating: 0x5B, count: depth) + [UInt8](repeating: 0x5D, count: depth)
  }

  @Test func valuesMayNest256Levels() throws {
    _ = try JSONParser().parse(nested(256))
    #expect(throws: JSONParser.Failure(reason: "it nests deeper than 256 levels")) {
      try JSONParser().parse(nested(257))
    }
  }

  @Test func anObjectMayHave10000Keys() throws {
    func object(_ count: Int) -> [UInt8] {
      Array(("{" + (0..<count).map { "\"k\($0)\":1" }.joined(separator: ",") + "}").utf8)
    }
    #expect(try JSONParser().parse(object(10_000)).members.count == 10_000)
    #expect(throws: JSONParser.Failure(reason: "an object has more than 10,000 keys")) {
      try JSONParser().parse(object(10_001))
    }
  }
}
