import CaseFolder
import Evidence
import Foundation
import Testing

/// The collected hostile strings, when `CASEBOOK_HOSTILE` names their folder.
enum HostileCorpus {
  /// Whether the corpus is there.
  static let isAvailable = folder != nil

  private static let folder = ProcessInfo.processInfo.environment["CASEBOOK_HOSTILE"].map {
    URL(fileURLWithPath: $0).appendingPathComponent("own")
  }

  /// All strings that are Unicode text, by file. Lone surrogates cannot stand in a text; those strings are left out.
  static func strings() throws -> [(file: String, text: Text)] {
    guard let folder else { return [] }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
      .sorted()
    return try names.flatMap { name in
      // One string a line: a lone surrogate makes a parser refuse the whole of its document.
      let lines = try Data(contentsOf: folder.appendingPathComponent(name)).split(separator: 0x0A)
      return lines.compactMap { line in
        let bytes = line.last == UInt8(ascii: ",") ? line.dropLast() : line
        return (try? JSONParser().parse(bytes))?.text.map { (name, $0) }
      }
    }
  }
}

/// Strings of every class that the encoders must handle, for tests that need no corpus.
enum HostileStrings {
  static let all: [Text] = [
    "", " ", "   ", "plain", "a|b", "\\|", "`", "``x``", "`a", "a`", "\u{202E}gnp.exe", "a\u{0}b", "a\nb", "a\r\nb",
    "\u{1B}[31mred\u{1B}[0m", "\u{9B}31m", "ad\u{AD}min", "zero\u{200B}width", "\u{FEFF}bom", "tag\u{E0041}",
    "\u{2028}", "\u{3164}", "\u{2800}", "\u{FE0F}", "\u{E000}", "caf\u{E9}", "cafe\u{301}",
    "\"\u{301} onmouseover=alert(1) x=\"", "<\u{338}script>", "=\u{301}1+1", "|\u{301}", "`\u{301}`",
    "a\u{301}\u{302}\u{303}\u{304}\u{305}b", "\\u{202E}", "\\\\u{41}", "=1+1", "@org/team", " \"=cmd", "\u{FF1D}1",
    "```\n# heading\n```", "-->", "]]>", "https://evil.example/x", "user@evil.example", "#1", "{noformat}", "[code]",
  ]
}
