import CaseFolder
import Investigation
import Testing

@testable import Reporting

struct HTMLWriterTests {
  private func written(_ node: HTMLNode) -> String { String(decoding: HTMLWriter.bytes(of: node), as: UTF8.self) }

  @Test func escapesFiveBytesInTextAndAttributes() {
    let text: Text = "a<b>&\"'"
    #expect(written(.text(Shown(text))) == "a&lt;b&gt;&amp;&quot;&#39;")
    #expect(written(.make(.span, nil, [.title(Shown(text))])) == "<span title=\"a&lt;b&gt;&amp;&quot;&#39;\"></span>")
  }

  @Test(arguments: [
    ("system:anonymous", ["system:", "anonymous"]), ("abcdefghijklmnop", ["abcdefghijkl", "mnop"]),
    ("short", ["short"]), ("ip-10-40-12-37.us-west-2", ["ip-10-40-12-", "37.us-west-2"]),
  ])
  func namesAreCutAfterSeparators(text: String, lines: [String]) {
    #expect(Shown(Text(text)).lines(of: 12).map(\.string) == lines)
  }

  @Test(arguments: ["\u{301}", "\u{20DD}", "\u{1F3FB}", "\u{5B0}", "\u{654}"])
  func escapesDelimitersThatCarryAMark(mark: String) {
    let bytes = HTMLWriter.bytes(of: .make(.span, nil, [.title(Shown(Text("\"\(mark) onmouseover=\"x<\(mark)b")))]))
    #expect(bytes.count { $0 == UInt8(ascii: "\"") } == 2)
    #expect(bytes.count { $0 == UInt8(ascii: "<") } == 2)
  }

  @Test func voidAndEmptyElementsAreWellFormed() {
    #expect(written(.make(.br)) == "<br/>")
    #expect(written(.make(.path, nil, [.path(PathData())])) == "<path d=\"\"/>")
    #expect(written(.make(.td)) == "<td></td>")
  }

  @Test func proseKeepsWordsAndEvidenceApart() {
    let name: Text = "<i>x</i>"
    let prose: Prose = "read \(name) from \(address: "203.0.113.57")"
    let html = HTMLNode.prose(prose).map { written($0) }.joined()
    #expect(html == "read <code>&lt;i&gt;x&lt;/i&gt;</code> from <code>203[.]0[.]113[.]57</code>")
  }

  @Test func shorteningKeepsBothEndsAndNeverCutsOffAMark() {
    #expect(Shown("0123456789").shortened(to: 5).string == "01…89")
    #expect(Shown("short").shortened(to: 5).string == "short")
    let marked = Shown("ab\u{301}cdefgh").shortened(to: 5)
    #expect(marked.string.unicodeScalars.first == "a")
    #expect(!marked.string.unicodeScalars.contains("\u{301}") || marked.string.utf8.starts(with: "ab\u{301}".utf8))
  }

  @Test(
    arguments: [
      (0, "0 s"), (59, "59 s"), (961, "16 m 1 s"), (146_929, "1 d 16 h 48 m 49 s"), (86_400, "1 d"),
      (-300, "5 m earlier"),
    ] as [(Int64, String)])
  func durationsNameTheirUnits(seconds: Int64, text: String) {
    #expect(Durations.full(seconds).string == text)
  }

  @Test(arguments: [
    ("https://attack.mitre.org/techniques/T1552/007/", true), ("https://kubernetes.io/docs/?a=b#c", true),
    ("http://kubernetes.io/docs/", false), ("https://kubernetes.io.evil.example/", false),
    ("https://kubernetes.io\\@evil.example/", false), ("https://kubernetes.io/\"onclick=x", false),
    ("javascript:alert(1)", false), ("https://KUBERNETES.io/", false), ("https://kubernetes.io:443/", false),
  ])
  func documentsAreOnKnownHostsOnly(url: String, isAllowed: Bool) {
    #expect((DocumentURL(Text(url)) != nil) == isAllowed)
  }

  @Test(arguments: [("T1552", true), ("T1552.007", true), ("T1552.07", false), ("T15a2", false), ("T1552/../x", false)])
  func techniquesLinkByTheirIdsOnly(id: String, isAllowed: Bool) {
    #expect((DocumentURL(technique: Text(id)) != nil) == isAllowed)
  }

  @Test func idsHaveTheShapeOfIds() {
    #expect(ElementID(Text("ev-0123456789ab")) != nil)
    for bad in ["", "a", "1a", "a b", "a\"b", "A-b", "a\u{301}b"] { #expect(ElementID(Text(bad)) == nil) }
  }

  @Test func base64IsThatOfTheStandard() {
    let pairs = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
    for (text, encoded) in pairs { #expect(Base64.text(Array(text.utf8)) == encoded) }
  }
}
