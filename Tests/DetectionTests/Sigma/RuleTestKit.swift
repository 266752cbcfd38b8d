import CaseFolder
import Detection
import Evidence

/// Rules and records in short form.
enum RuleTestKit {
  /// A CloudTrail rule around a detection; each line of it is indented by four blanks.
  static func cloudTrail(_ detection: String, id: String = "rule") -> String {
    """
    title: A rule
    id: \(id)
    logsource:
      product: aws
      service: cloudtrail
    detection:
    \(detection.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
    level: high
    """
  }

  /// The rule set of some files, named by their order.
  static func set(_ files: String...) -> RuleSet {
    RuleSet(
      files.enumerated().map { index, text in
        RuleFile(name: Text("rule-\(index).yml"), bytes: Array(text.utf8), origin: .supplied)
      })
  }

  /// The rule set of one file and its placeholders.
  static func set(_ file: String, placeholders: String) -> RuleSet {
    RuleSet([
      RuleFile(name: "rule.yml", bytes: Array(file.utf8), origin: .supplied),
      RuleFile(name: "placeholders.yml", bytes: Array(placeholders.utf8), origin: .supplied),
    ])
  }

  /// Why the only rule of a file cannot be used.
  static func reason(_ file: String) -> String? {
    set(file).unusable.first?.reason.string
  }

  /// A record.
  static func record(_ json: String) -> JSONValue {
    (try? JSONParser().parse(json.utf8)) ?? .null
  }

  /// Whether a record matches a selection, which is all of the detection.
  static func matches(_ selection: String, _ json: String) -> Bool {
    let lines = selection.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
    let set = set(cloudTrail("sel:\n\(lines)\ncondition: sel"))
    guard let rule = set.rules.first else { return false }
    return rule.matches(record(json))
  }
}
