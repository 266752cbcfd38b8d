import CaseFolder
import Reporting
import Testing

@Suite struct VisibleTests {
  @Test(arguments: [
    ("\u{202E}gnp", "\\u{202E}gnp"), ("a\u{0}b", "a\\u{0}b"), ("a\nb", "a\\u{A}b"), ("\u{7F}", "\\u{7F}"),
    ("\u{9B}31m", "\\u{9B}31m"), ("\u{2028}", "\\u{2028}"), ("ad\u{AD}min", "ad\\u{AD}min"), ("\u{200D}", "\\u{200D}"),
    ("x\u{FEFF}", "x\\u{FEFF}"), ("\u{E0041}", "\\u{E0041}"), ("\u{FE0F}", "\\u{FE0F}"), ("\u{A0}", "\\u{A0}"),
    ("\u{3000}", "\\u{3000}"), ("\u{115F}\u{1160}\u{3164}\u{FFA0}", "\\u{115F}\\u{1160}\\u{3164}\\u{FFA0}"),
    ("\u{2800}", "\\u{2800}"), ("\u{34F}", "\\u{34F}"), ("\u{17B4}\u{17B5}", "\\u{17B4}\\u{17B5}"),
    ("\u{180B}\u{180F}", "\\u{180B}\\u{180F}"), ("\u{378}", "\\u{378}"), ("\u{E000}", "\\u{E000}"),
  ])
  func hiddenScalarsAreShown(evidence: String, shown: String) {
    #expect(Visible.text(Text(evidence)) == shown)
  }

  @Test(arguments: [0xFFFE, 0xFDD0, 0x1FFFF, 0x10FFFF] as [UInt32])
  func noncharactersAreShown(value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    #expect(Visible.text(Text(String(scalar))) == "\\u{\(String(value, radix: 16, uppercase: true))}")
  }

  @Test(arguments: ["plain", "über", "日本語", "שלום", "a b", "🦊", "e\u{301}", "<b>&\"'", "C:\\temp"])
  func legalLettersStay(evidence: String) {
    #expect(Array(Visible.text(Text(evidence)).utf8) == Array(evidence.utf8))
  }

  @Test func theMappingIsReversible() {
    #expect(Visible.text("\\u{202E}") == "\\\\u{202E}")
    #expect(Visible.text("\\\\u{41}") == "\\\\\\u{41}")
    #expect(Visible.text("\\x") == "\\x")
  }

  @Test func marksAfterTheThirdAreShown() {
    let shown = Visible.text("a\u{301}\u{302}\u{303}\u{304}\u{305}b\u{306}")
    #expect(Array(shown.unicodeScalars) == Array("a\u{301}\u{302}\u{303}\\u{304}\\u{305}b\u{306}".unicodeScalars))
  }

  @Test func equivalentTextsStayApart() {
    let composed = Visible.text("caf\u{E9}")
    let decomposed = Visible.text("cafe\u{301}")
    #expect(Array(composed.utf8) != Array(decomposed.utf8))
    #expect(Array(Visible.text("\u{212A}").utf8) != Array("K".utf8))
  }

  @Test func longTextsAreCutAndCounted() {
    #expect(Visible.text(Text(String(repeating: "a", count: 4096))) == String(repeating: "a", count: 4096))
    #expect(Visible.text(Text(String(repeating: "a", count: 5000))) == String(repeating: "a", count: 4096) + "…(+904)")
    #expect(Visible.text(Text(String(repeating: "\n", count: 4097))).hasSuffix("\\u{A}…(+1)"))
  }

  @Test func aCutNeverPartsABaseFromItsMark() {
    let text = String(repeating: "a", count: 4095) + "e\u{301}z"
    let shown = Visible.text(Text(text))
    #expect(Array(shown.utf8) == Array((String(repeating: "a", count: 4095) + "…(+3)").utf8))
  }

  @Test func linesKeepTheirBreaksAndNothingElse() {
    #expect(Visible.lines("a\nb\r\nc\td") == ["a", "b\\u{D}", "c\\u{9}d"])
  }

  @Test func aKeyOverSeveralLinesIsMaskedBeforeTheCut() {
    let key: Text = "x\n-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nAAAA\n-----END RSA PRIVATE KEY-----\ny"
    #expect(Visible.lines(key) == ["x", "[redacted: looks like a private key]", "y"])
  }

  @Test func nothingHiddenIsLeftInHostileText() {
    for text in HostileStrings.all { expectHarmless(Visible.text(text)) }
  }

  @Test(.enabled(if: HostileCorpus.isAvailable)) func nothingHiddenIsLeftInTheCorpus() throws {
    let strings = try HostileCorpus.strings()
    #expect(strings.count > 1000)
    for (_, text) in strings { expectHarmless(Visible.text(text)) }
  }

  private func expectHarmless(_ shown: String) {
    var marks = 0
    for scalar in shown.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
        Issue.record("U+\(String(scalar.value, radix: 16)) is left in \(shown.debugDescription)")
      case .spaceSeparator: #expect(scalar == " ")
      default: break
      }
      marks = scalar.properties.canonicalCombiningClass == .notReordered ? 0 : marks + 1
      #expect(marks <= 3)
    }
  }
}
