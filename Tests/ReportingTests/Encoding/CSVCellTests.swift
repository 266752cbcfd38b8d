import CaseFolder
import Reporting
import Testing

@Suite struct CSVCellTests {
  @Test(arguments: [
    ("a", "\"a\""), ("a\"b", "\"a\"\"b\""), ("=1+1", "\"'=1+1\""), (" =1", "\"' =1\""), ("\"@x", "\"'\"\"@x\""),
    ("-1", "\"'-1\""), ("\u{FF1D}1", "\"'\u{FF1D}1\""), ("a\nb", "\"a\\u{A}b\""), ("=\u{301}1", "\"'=\u{301}1\""),
    ("\"\u{301},x", "\"\"\"\u{301},x\""),
  ])
  func cellsAreNeitherFormulasNorRows(evidence: String, cell: String) {
    #expect(CSVCell.encode(Text(evidence)).utf8.elementsEqual(cell.utf8))
  }

  @Test func hostileTextStaysInItsCell() throws {
    for text in HostileStrings.all + (try HostileCorpus.strings().map(\.text)) {
      let cell = Array(CSVCell.encode(text).utf8)
      #expect(cell.first == UInt8(ascii: "\"") && cell.last == UInt8(ascii: "\"") && cell.count >= 2)
      #expect(cell.dropFirst().dropLast().split { $0 != UInt8(ascii: "\"") }.allSatisfy { $0.count.isMultiple(of: 2) })
      #expect(!cell.contains(0x0A) && !cell.contains(0x0D))
    }
  }
}
