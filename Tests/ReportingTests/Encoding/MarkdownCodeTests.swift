import CaseFolder
import Investigation
import Reporting
import Testing

@Suite struct MarkdownCodeTests {
  @Test(arguments: [
    ("a", "`a`"), ("", "`(empty)`"), ("  ", "`(2 spaces)`"), ("`", "`` ` ``"), ("a``b", "```a``b```"),
    (" a", "`  a `"), ("a|b", "`a\\|b`"), ("a\\|b", "`a\\\\|b`"), ("a\nb", "`a\\u{A}b`"),
    ("`\u{301}", "`` `\u{301} ``"),
  ])
  func spansHoldWhateverTheyAreGiven(evidence: String, span: String) {
    #expect(MarkdownCode.span(Text(evidence), inTable: true).utf8.elementsEqual(span.utf8))
  }

  @Test func barsStayOutsideTables() {
    #expect(MarkdownCode.span("a|b", inTable: false) == "`a|b`")
  }

  @Test func fencesAreLongerThanAnyRunOfBackticks() {
    #expect(MarkdownCode.fence("a", language: "sh") == "```sh\na\n```")
    #expect(MarkdownCode.fence("```\n# x\n````\n") == "`````\n```\n# x\n````\n`````")
    #expect(MarkdownCode.fence("a\n\nb", language: "sh", indent: 2) == "  ```sh\n  a\n\n  b\n  ```")
    #expect(MarkdownCode.fence("a", language: "x`<") == "```\na\n```")
  }

  @Test func spansOfHostileTextEndWhereTheyShould() throws {
    for text in HostileStrings.all + (try HostileCorpus.strings().map(\.text)) {
      let span = Array(MarkdownCode.span(text, inTable: true).utf8)
      let fence = span.prefix { $0 == UInt8(ascii: "`") }.count
      #expect(fence > 0 && span.suffix(fence).allSatisfy { $0 == UInt8(ascii: "`") })
      // No run of exactly the fence's length may stand inside.
      let runs = span.dropFirst(fence).dropLast(fence).split { $0 != UInt8(ascii: "`") }.map(\.count)
      #expect(!runs.contains(fence))
      #expect(!span.contains(0x0A))
      for (index, byte) in span.enumerated() where byte == UInt8(ascii: "|") { #expect(span[index - 1] == 0x5C) }
    }
  }

  @Test func wordsOfOursAreNoMarkup() {
    #expect(MarkdownText.words("a_b *c* [d](e) <f> | `g` #1") == "a\\_b \\*c\\* \\[d\\](e) \\<f\\> \\| \\`g\\` #1")
    #expect(MarkdownText.words("# no heading") == "\\# no heading")
    #expect(MarkdownText.words("8. item") == "8\\. item")
    #expect(MarkdownText.words("8 of 9.") == "8 of 9.")
  }

  @Test(arguments: [
    ("When was it created?", "When was it created?"), ("ATT&CK M1035", "ATT\\&CK M1035"),
    ("Only system:anonymous is bound", "Only `system:anonymous` is bound"), ("v18.1 of 2.0", "v18.1 of 2.0"),
    ("see evil.example now", "see `evil.example` now"), ("@org/team fix", "`@org/team` fix"),
    ("fixes #1", "fixes `#1`"),
    ("1. item", "`1.` item"), ("- item", "`-` item"), ("/close", "`/close`"),
    ("javascript:alert(1)", "`javascript:alert(1)`"),
    ("deadbeef is a commit", "`deadbeef` is a commit"), ("GH-12", "`GH-12`"), ("a  b", "`a  b`"), (" a", "`  a `"),
    ("a `b` c", "``a `b` c``"), ("&1 x", "`&1` x"), ("a|b", "`a\\|b`"), ("ü", "`ü`"), ("", "`(empty)`"),
    ("<b>", "`<b>`"), ("*x* _y_", "`*x*` `_y_`"), (":sa: smile", "`:sa:` smile"), ("title: words", "title: words"),
  ])
  func namesKeepTheirPlainWords(text: String, shown: String) {
    #expect(MarkdownText.name(Text(text), inTable: true) == shown)
  }

  @Test func partsOfASentenceAreEncodedByTheirKind() {
    let name: Text = "a`b"
    let prose: Prose =
      "\(2) calls by \(name) from \(address: "203.0.113.57") at \(Timestamp("2026-03-12T02:03:11.5Z")!)"
    #expect(
      MarkdownText.line(prose) == "2 calls by ``a`b`` from `203[.]0[.]113[.]57` at 2026-03-12 02:03:11Z")
    #expect(TerminalText.line(prose) == "2 calls by a`b from 203[.]0[.]113[.]57 at 2026-03-12 02:03:11Z")
  }
}
