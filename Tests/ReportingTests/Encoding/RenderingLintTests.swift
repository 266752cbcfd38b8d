import Foundation
import Testing

/// Ways of handling text that miss a delimiter followed by a combining mark, or that put evidence into markup
/// without an encoder (R2.1). No rendering code may use them.
@Suite struct RenderingLintTests {
  static let forbidden: [(pattern: String, why: String)] = [
    (#"replacingOccurrences|\.replacing\("#, "replaces by Character"),
    (#"\.components\(separatedBy"#, "splits by Character"),
    (#"\.contains\("[<>&|`"']"#, "searches by Character"),
    (#"\bhasPrefix\("[=+@<-]"#, "compares by Character"),
    (#"\bCharacter\("#, "makes a Character"),
    (#"for \w+ in \w+(\.\w+)*\.string \{"#, "walks over Characters"),
    // The name of a tag comes from a list of ours.
    (#""[^"]*<[^"]*\\\((?!tag\.rawValue\))"#, "interpolates into markup"),
    (#"String\(format:"#, "formats with a template"),
    (#"NSRegularExpression|XMLDocument|FoundationXML"#, "uses a Foundation parser"),
  ]

  private static let rooms = ["Reporting", "Publishing"]

  @Test func renderingCodeUsesNoForbiddenPattern() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")
    var files = 0
    for room in Self.rooms {
      let names = try #require(FileManager.default.subpaths(atPath: root.appendingPathComponent(room).path))
      for name in names.sorted() where name.hasSuffix(".swift") {
        files += 1
        let text = try String(
          contentsOf: root.appendingPathComponent(room).appendingPathComponent(name), encoding: .utf8)
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
          let isComment = line.drop { $0 == " " }.hasPrefix("//")
          for rule in Self.forbidden where !isComment && Self.matches(String(line), rule.pattern) {
            Issue.record("\(room)/\(name):\(number + 1) \(rule.why): \(line)")
          }
        }
      }
    }
    #expect(files > 10)
  }

  @Test(arguments: [
    "text.replacingOccurrences(of: a, with: b)", "if text.contains(\"<\") {", "for c in name.string {",
    "let html = \"<b>\\(name)</b>\"", "String(format: \"%s\", x)",
  ])
  func thePatternsCatchWhatTheyShould(line: String) {
    #expect(Self.forbidden.contains { Self.matches(line, $0.pattern) })
  }

  private static func matches(_ line: String, _ pattern: String) -> Bool {
    line.range(of: pattern, options: .regularExpression) != nil
  }
}
