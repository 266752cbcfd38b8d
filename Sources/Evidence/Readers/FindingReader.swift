internal import CaseFolder

/// Finds the findings in a value, whichever product made them and in whichever wrapper they were delivered.
enum FindingReader {
  /// The readers of all shapes; the first that finds something decides.
  private static let shapes: [@Sendable (JSONValue, Citation) -> [Finding]] = [
    { value, citation in GuardDutyReader.finding(value, citation).map { [$0] } ?? [] },
    { value, citation in ASFFReader.finding(value, citation).map { [$0] } ?? [] },
    { value, citation in OCSFReader.finding(value, citation).map { [$0] } ?? [] },
    { value, citation in FalcoReader.finding(value, citation).map { [$0] } ?? [] },
    { value, citation in DetectiveReader.findings(value, citation) },
  ]

  /// The findings in a value; none when it holds none. `citation` says where the value stands; each finding's own citation
  /// adds its id.
  static func findings(in value: JSONValue, citation: Citation) -> [Finding] {
    switch value {
    case .array(let items):
      return items.flatMap { findings(in: $0, citation: citation) }
    case .object:
      for read in shapes {
        let found = read(value, citation)
        if !found.isEmpty { return found }
      }
      for inner in [value.at("findings"), value.at("detail"), value.recordedAnswer] {
        switch inner {
        case .array, .object: return findings(in: inner, citation: citation)
        default: continue
        }
      }
      return Unwrapper.records(in: value).compactMap { try? JSONParser().parse($0) }.flatMap {
        findings(in: $0, citation: citation)
      }
    default:
      return []
    }
  }
}

extension JSONValue {
  /// The answer that a recorder of API calls wrapped; `null` when this is no recording.
  var recordedAnswer: JSONValue {
    self["status_code"] == nil ? .null : self["data"] ?? .null
  }
}
