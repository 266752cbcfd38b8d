import CaseFolder
import Testing

@testable import Reporting

struct PageShellTests {
  private func templates(_ name: String, _ text: String) -> TemplateSet {
    .replacing { $0 == name ? Array(text.utf8) : nil }
  }

  @Test func builtInTemplatesAreThere() {
    #expect(Set(TemplateSet.names).isSubset(of: TemplateSet.builtIn.sorted.map(\.name)))
    for name in TemplateSet.names { #expect(!TemplateSet.builtIn[name].isEmpty) }
    #expect(TemplateSet.builtIn["page.css"].count + TemplateSet.builtIn["app.js"].count <= 60_000)
  }

  @Test func missingFilesFallBackToTheBuiltInOnes() {
    let set = templates("app.js", "1")
    #expect(set["app.js"] == Array("1".utf8))
    #expect(set["page.css"] == TemplateSet.builtIn["page.css"])
  }

  @Test func placeholdersAreCutOnceSoThatEvidenceCannotHoldOne() throws {
    var report = SampleReport.report
    report.case.title = "{{style}} $& {{evidence}}"
    let page = String(decoding: try HTMLEdition.render(report, templates: .builtIn), as: UTF8.self)
    #expect(page.utf8.firstRange(of: "<h1>{{style}} $&amp; {{evidence}}</h1>".utf8) != nil)
  }

  @Test(arguments: [
    ("page.html", "<p>{{nothing}}</p>"), ("page.html", "{{open"), ("page.css", "a{} </StYle><script>"),
    ("app.js", "x = ']]>'"), ("app.js", "'</script>'"), ("page.html", "<html lang=\"en\"><img src=\"x\"/></html>"),
  ])
  func unusableTemplatesAreRefused(name: String, text: String) {
    #expect(throws: GateError.self) {
      try HTMLEdition.render(SampleReport.report, templates: templates(name, text))
    }
  }

  @Test func scriptMayUseSignsThatXMLReserves() throws {
    _ = try HTMLEdition.render(SampleReport.report, templates: templates("app.js", "if (1 < 2 && 3 > 2) { }"))
  }

  @Test func policyNamesTheHashesOfStyleAndScript() throws {
    let page = String(decoding: try HTMLEdition.render(SampleReport.report, templates: .builtIn), as: UTF8.self)
    let style = try #require(between("<style>", "</style>", page))
    let hash = "style-src 'sha256-\(Base64.text(SHA256.digest(style)))'"
    #expect(page.utf8.firstRange(of: hash.utf8) != nil)
  }

  private func between(_ start: String, _ end: String, _ page: String) -> [UInt8]? {
    let bytes = Array(page.utf8)
    guard let first = bytes.firstRange(of: Array(start.utf8)) else { return nil }
    let rest = Array(bytes[first.upperBound...])
    return rest.firstRange(of: Array(end.utf8)).map { Array(rest[..<$0.lowerBound]) }
  }
}
