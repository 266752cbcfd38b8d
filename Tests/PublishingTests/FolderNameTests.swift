import CaseFolder
import Publishing
import Testing

@Suite struct FolderNameTests {
  @Test(arguments: ["CB-2026-0312", "case-0123456789", "a.b_c"])
  func plainIdsNameTheirFolder(id: String) {
    #expect(FolderName.name(ofCase: Text(id)) == Text(id))
  }

  @Test(arguments: ["", ".", "..", "../x", "a/b", "-o", "a b", "ü", "a.", "a\u{0}"])
  func otherIdsAreNeverPaths(id: String) {
    let name = FolderName.name(ofCase: Text(id))
    #expect(name != Text(id))
    #expect(
      name.utf8.count <= 60
        && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
    #expect(name.utf8.first != UInt8(ascii: "-"))
  }

  @Test func textsThatDifferHaveSlugsThatDiffer() {
    let texts: [Text] = [
      "caf\u{E9}", "cafe\u{301}", "A", "a", "a ", "a/", "K", "\u{212A}", String(repeating: "x", count: 90).text,
    ]
    #expect(Set(texts.map(FolderName.slug)).count == texts.count)
    #expect(Set(texts.map { FolderName.slug($0).asciiLowercased }).count == texts.count)
  }
}

extension String {
  fileprivate var text: Text { Text(self) }
}
