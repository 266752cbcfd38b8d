import CaseFolder
import Evidence
import Foundation
import Reporting

/// The sample report with hostile text wherever a report holds text of evidence.
enum HostileReport {
  /// Members whose strings any attacker or careless team may choose, as far as decoding allows.
  private static let keys: Set<Text> = [
    "value", "indicator", "name", "file", "actor", "address", "action", "object", "outcome", "title", "owner", "doneBy",
    "text", "resource", "peer", "key", "id", "subject", "source", "format", "remark", "reason", "excerpt", "command",
    "kind", "how", "phase", "rule", "lead", "status", "severity", "severityLabel", "tlp", "clusters", "accounts",
    "files",
    "techniques", "label", "url", "effort", "language", "basis", "product", "options", "version", "date", "breaks",
    "after", "joins", "formula", "protocol", "transport", "tactic", "movedTo", "entity", "route", "skipped",
    "reportStatus", "controlSets",
  ]

  /// The report; `offset` chooses which text stands where.
  static func report(_ texts: [Text], offset: Int) throws -> Report {
    var next = offset
    let value = try JSONParser().parse(JSONEdition.encode(SampleReport.report))
    let hostile = replacing(value, isEvidence: false) {
      next += 1
      return texts[next % texts.count]
    }
    return try JSONEdition.decode(bytes(hostile))
  }

  private static func replacing(_ value: JSONValue, isEvidence: Bool, _ text: () -> Text) -> JSONValue {
    switch value {
    case .string: return isEvidence ? .string(text()) : value
    case .array(let items):
      // A sentence is a list whose strings are words of ours.
      let isProse = items.contains { $0["value"] != nil || $0["indicator"] != nil || $0["at"] != nil }
      return .array(items.map { replacing($0, isEvidence: isEvidence && !isProse && items.count > 0, text) })
    case .object(let members):
      return .object(
        members.map { member in
          let isTyped = member.key == "type" || member.key == "schema" || member.key == "at"
          return JSONMember(
            key: member.key,
            value: replacing(
              member.value, isEvidence: keys.contains(member.key) && !isTyped && !isSentence(member), text))
        })
    default: return value
    }
  }

  /// Members that hold sentences in one place and texts in another.
  private static func isSentence(_ member: JSONMember) -> Bool {
    guard ["text", "title", "reason", "action"].contains(member.key), case .array = member.value else { return false }
    return true
  }

  private static func bytes(_ value: JSONValue) -> [UInt8] {
    switch value {
    case .null: Array("null".utf8)
    case .bool(let flag): Array("\(flag)".utf8)
    case .integer(let number): Array("\(number)".utf8)
    case .unsigned(let number): Array("\(number)".utf8)
    case .double(let number): Array("\(number)".utf8)
    case .number(let text): Array(text.utf8)
    case .string(let text): string(text)
    case .array(let items): [0x5B] + items.map(bytes).joined(separator: [0x2C]) + [0x5D]
    case .object(let members):
      [0x7B] + members.map { string($0.key) + [0x3A] + bytes($0.value) }.joined(separator: [0x2C]) + [0x7D]
    }
  }

  private static func string(_ text: Text) -> [UInt8] {
    var out: [UInt8] = [0x22]
    for unit in text.string.utf16 {
      let digits = String(unit, radix: 16)
      out += Array("\\u".utf8) + Array(repeating: 0x30, count: 4 - digits.utf8.count) + Array(digits.utf8)
    }
    return out + [0x22]
  }
}
