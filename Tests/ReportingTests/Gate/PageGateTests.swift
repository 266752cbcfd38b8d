import Testing

@testable import Reporting

/// The gate refuses whatever a page must not hold, and says why.
struct PageGateTests {
  /// A page around a body, which passes.
  static func page(_ body: String, head: String = "", policyFirst: Bool = true) -> [UInt8] {
    let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\"/>"
    let top = policyFirst ? "<meta charset=\"utf-8\"/>\(policy)" : "\(policy)<meta charset=\"utf-8\"/>"
    return Array(
      """
      <!DOCTYPE html>
      <html lang="en"><head>\(top)\(head)</head>
      <body><h1>Title</h1>
      \(body)
      </body></html>
      """.utf8)
  }

  private func refusal(_ bytes: [UInt8]) -> GateError? {
    do {
      try PageGate.check(bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test func plainPagePasses() {
    #expect(refusal(Self.page("<p id=\"a1\">x &lt;b&gt; &amp; &quot;</p><a href=\"#a1\">up</a>")) == nil)
  }

  @Test(arguments: [
    ("<img src=\"x\"/>", "element img"), ("<iframe></iframe>", "element iframe"), ("<form></form>", "element form"),
    ("<p onclick=\"x\">a</p>", "attribute onclick on element p"),
    ("<p style=\"color:red\">a</p>", "attribute style on element p"),
    ("<a href=\"javascript:alert(1)\">a</a>", "a link to somewhere that is not on the list"),
    ("<a href=\"https://evil.example/\">a</a>", "a link to somewhere that is not on the list"),
    ("<a href=\"https://attack.mitre.org@evil.example/\">a</a>", "a link to somewhere that is not on the list"),
    ("<a href=\"//evil.example/\">a</a>", "a link to somewhere that is not on the list"),
    ("<a href=\"#nowhere\">a</a>", "the fragment #nowhere does not exist"),
    ("<p id=\"aa\">a</p><p id=\"aa\">b</p>", "the id aa stands in line 4 already"),
    ("<p id=\"a b\">a</p>", "an id that is not derived from content"),
    ("<!-- x -->", "a comment"), ("<?x y?>", "a processing instruction"),
    ("<p><![CDATA[<b>]]></p>", "character data in p"),
    ("<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>", "a namespace"),
    ("<svg><foreignObject></foreignObject></svg>", "element foreignObject"),
    ("<svg><use href=\"#x\"/></svg>", "element use"), ("<h1>again</h1>", "2 main headings instead of one"),
    ("<p xml:base=\"http://x/\">a</p>", "an attribute with a namespace"),
    ("<meta http-equiv=\"refresh\" content=\"0;url=http://x\"/>", "http-equiv other than a policy"),
  ])
  func refusesWhatMayNotOccur(body: String, reason: String) {
    #expect(refusal(Self.page(body))?.reason == reason)
  }

  @Test(arguments: ["<p>", "<p>a & b</p>", "<p>&undefined;</p>", "<p a=\"1\" a=\"2\"></p>", "<br>", "<p>\u{1}</p>"])
  func refusesWhatIsNotWellFormed(body: String) {
    #expect(refusal(Self.page(body)) != nil)
  }

  @Test func refusesEntitiesOfADocumentType() {
    let text = "<!DOCTYPE html [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><html lang=\"en\"><body>&x;</body></html>"
    #expect(refusal(Array(text.utf8)) != nil)
    #expect(refusal(Array("<!DOCTYPE html SYSTEM \"about:legacy-compat\"><html/>".utf8)) != nil)
  }

  @Test func wantsCharsetAndPolicyFirst() {
    #expect(
      refusal(Self.page("", policyFirst: false))?.reason
        == "charset and policy are not the first two elements of the head")
  }

  @Test func namesTheLine() {
    #expect(refusal(Self.page("<p>a</p>\n<blink>b</blink>")) == GateError(line: 5, reason: "element blink"))
  }

  @Test func everyEmptyPageIsRefused() {
    #expect(refusal([]) != nil)
    #expect(refusal(Array("<!DOCTYPE html>".utf8)) != nil)
  }

  @Test func grammarAgreesOnTheSampleAndRefusesWhatTheGateRefuses() throws {
    let grammar = TemplateSet.builtIn["page.rng"]
    let bytes = try HTMLEdition.render(SampleReport.report, templates: .builtIn)
    #expect(PageGrammar.objections(to: bytes, grammar: grammar) == [])
    #expect(!PageGrammar.objections(to: Self.page("<p onclick=\"x\">a</p>"), grammar: grammar).isEmpty)
  }
}
