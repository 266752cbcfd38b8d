import CaseFolder
import Evidence
import Foundation
import Testing
/// Records, and whether a built-in rule must match them: a line of `RuleCases/*.jsonl`.
struct RuleCase: Sendable, CustomTestStringConvertible {
  /// The rule's name.
  let rule: Text
  /// What the records are, for people.
  let words: Text
  /// Whether the rule must match. A rule on single records must then match each of the records, a correlation all together.
  let matches: Bool
  /// The records.
  let events: [JSONValue]

  var testDescription: String { "\(rule): \(words)" }

  /// All cases, by file and line.
  static let all: [RuleCase] = ["cloudtrail", "kubernetes"].flatMap { name -> [RuleCase] in
    let file = Bundle.module.url(forResource: name, withExtension: "jsonl", subdirectory: "RuleCases")
    guard let file, let content = try? Data(contentsOf: file) else { return [] }
    return content.split(separator: UInt8(ascii: "\n")).compactMap { line in
      guard let item = try? JSONParser().parse(line), let rule = item["rule"]?.text, let words = item["case"]?.text,
        let matches = item["matches"]?.flag, let events = item["events"]?.items
      else { return nil }
      return RuleCase(rule: rule, words: words, matches: matches, events: events)
    }
  }
}
