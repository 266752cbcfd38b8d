import CaseFolder
import Foundation
import Investigation
import Testing

@testable import Reporting

/// The page as a whole. `CASEBOOK_PAGE=FILE` writes the sample page there, for the browser check of Tests/Browser.
struct HTMLEditionTests {
  @Test func samplePagePassesTheGateAndSaysEverything() throws {
    let bytes = try HTMLEdition.render(SampleReport.report, templates: .builtIn)
    if let path = ProcessInfo.processInfo.environment["CASEBOOK_PAGE"] {
      try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
    let page = String(decoding: bytes, as: UTF8.self)
    for text in ["TLP:AMBER", "CB-2026-0312", "Contained with open paths", "legacy-robot", "1 d 16 h 48 m 49 s"] {
      #expect(page.utf8.firstRange(of: text.utf8) != nil, "missing: \(text)")
    }
  }
}
