import CaseFolder
import Evidence
import Foundation
import Reporting
import Testing

/// Checks a value against the parts of JSON Schema that our schema uses.
struct SchemaCheck {
  let schema: JSONValue

  /// Why the value does not match, with the places.
  func problems(_ value: JSONValue) -> [String] {
    problems(value, schema, at: "$")
  }

  private func problems(_ value: JSONValue, _ rule: JSONValue, at path: String) -> [String] {
    var found: [String] = []
    for member in rule.members {
      switch member.key {
      case "$ref":
        let name = member.value.text?.dropping(prefix: "#/$defs/") ?? ""
        guard let target = schema["$defs"]?[name] else { return ["\(path): no definition \(name)"] }
        found += problems(value, target, at: path)
      case "type":
        let types = member.value.text.map { [$0] } ?? member.value.texts
        if !types.contains(where: { Self.isOfType(value, $0) }) { found.append("\(path): is no \(types)") }
      case "const": if value != member.value { found.append("\(path): is not \(member.value)") }
      case "enum": if !member.value.items.contains(value) { found.append("\(path): \(value) is not allowed") }
      case "oneOf":
        let matches = member.value.items.count { problems(value, $0, at: path).isEmpty }
        if matches != 1 { found.append("\(path): matches \(matches) of the alternatives") }
      case "required":
        for key in member.value.texts where value[key] == nil { found.append("\(path): lacks \(key)") }
      case "properties":
        for property in value.members {
          if let rule = member.value[property.key] {
            found += problems(property.value, rule, at: "\(path).\(property.key)")
          } else if rule["additionalProperties"] == .bool(false) {
            found.append("\(path): \(property.key) is not in the contract")
          }
        }
      case "additionalProperties":
        if rule["properties"] == nil { found += value.members.flatMap { problems($0.value, member.value, at: path) } }
      case "items":
        for (index, item) in value.items.enumerated() {
          found += problems(item, member.value, at: "\(path)[\(index)]")
        }
      case "minimum":
        if let number = value.number, number < member.value.number ?? 0 { found.append("\(path): is too small") }
      case "pattern":
        if let text = value.text, let pattern = member.value.text,
          text.string.range(of: pattern.string, options: .regularExpression) == nil
        {
          found.append("\(path): \(text) does not match \(pattern)")
        }
      case "$schema", "$id", "$defs", "title", "description": break
      default: found.append("the schema uses \(member.key), which this check does not know")
      }
    }
    return found
  }

  private static func isOfType(_ value: JSONValue, _ type: Text) -> Bool {
    switch (value, type) {
    case (.object, "object"), (.array, "array"), (.string, "string"), (.bool, "boolean"), (.null, "null"): true
    case (.integer, "integer"), (.unsigned, "integer"), (.integer, "number"), (.unsigned, "number"),
      (.double, "number"):
      true
    default: false
    }
  }
}

@Suite struct ReportSchemaTests {
  private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Templates/report.schema.json")

  static func schema() throws -> SchemaCheck {
    SchemaCheck(schema: try JSONParser().parse(try Data(contentsOf: file)))
  }

  @Test func aReportMatchesItsSchema() throws {
    let report = try JSONParser().parse(JSONEdition.encode(SampleReport.report))
    #expect(try Self.schema().problems(report) == [])
  }

  @Test func everyKeyOfTheContractIsRequired() throws {
    let schema = try Self.schema().schema
    let keys = try JSONParser().parse(JSONEdition.encode(SampleReport.report)).members.map(\.key)
    #expect(schema["required"]?.texts == keys)
    #expect(schema["properties"]?.members.map(\.key) == keys)
  }

  @Test func aReportThatBreaksTheContractIsFound() throws {
    var members = try JSONParser().parse(JSONEdition.encode(SampleReport.report)).members
    members.removeAll { $0.key == "ledger" }
    members.append(JSONMember(key: "extra", value: .null))
    let problems = try Self.schema().problems(.object(members))
    #expect(problems.contains("$: lacks ledger") && problems.contains("$: extra is not in the contract"))
  }

  /// A second opinion, where Python's jsonschema is installed and `CASEBOOK_PYTHON` names its interpreter.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["CASEBOOK_PYTHON"] != nil))
  func pythonAgrees() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("report-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(JSONEdition.encode(SampleReport.report)).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(ProcessInfo.processInfo.environment["CASEBOOK_PYTHON"]))
    process.arguments = [
      "-c",
      """
      import json, jsonschema, sys
      schema = json.load(open(sys.argv[1]))
      jsonschema.Draft202012Validator.check_schema(schema)
      jsonschema.Draft202012Validator(schema).validate(json.load(open(sys.argv[2])))
      """, Self.file.path, file.path,
    ]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
