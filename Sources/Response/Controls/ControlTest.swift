internal import CaseFolder
internal import Detection
internal import Evidence
internal import Investigation

/// What the evidence says about one control.
struct ControlJudgement {
  var state: ControlState
  var evidence: [Statement] = []
  var workedHere: [Statement] = []

  /// Nothing in the evidence tells.
  static func unknown(_ what: Prose) -> ControlJudgement {
    ControlJudgement(state: .unknown, evidence: [Statement(what, confidence: .notDeterminable, citations: [])])
  }

  init(state: ControlState, evidence: [Statement] = [], workedHere: [Statement] = []) {
    self.state = state
    self.evidence = evidence
    self.workedHere = workedHere
  }

  /// A state with the sentence that proves it.
  init(_ state: ControlState, _ text: Prose, _ citations: [Citation]) {
    self.init(state: state, evidence: [Statement(text, confidence: .confirmed, citations: citations.sortedOnce())])
  }
}

/// A preventative control's evidence test; title, references and configuration are in `controls.json`.
struct ControlTest: Sendable {
  /// The control's id, such as `A1`.
  let id: Text
  /// Judges the case. Unknown stays unknown.
  let judge: @Sendable (StepContext) -> ControlJudgement

  /// All tests in the order of the walkthrough's groups.
  static let all: [ControlTest] = [
    .privateEndpoint, .allowList, .anonymousAdmission, .version, .anonymousBindings, .registries, .tags, .scanning,
    .signatures, .networkPolicies, .podGroups, .podSecurity, .metadataService, .podRights, .standingAdministration,
    .accessEntries, .controlPlaneLogs, .threatDetection, .secretStorage, .organisation, .egress, .networkLogs,
    .systemNamespace, .quotas, .deletionProtection,
  ]
}

extension StepContext {
  /// All controls with their state, in the order of the table.
  func controls() -> [Control] {
    let document = DataFile("Response/Data/controls.json").content
    let entries = document["controls"]?.items ?? []
    return ControlTest.all.map { test in
      let entry = entries.first { $0["id"]?.text == test.id } ?? .null
      let judgement = test.judge(self)
      return Control(
        id: test.id, title: entry["title"]?.text ?? test.id, state: judgement.state, evidence: judgement.evidence,
        breaks: entry["breaks"]?.texts ?? [], workedHere: judgement.workedHere,
        references: (entry["references"]?.texts ?? []).map { reference($0, document["links"] ?? .null) },
        effort: entry["effort"]?.text ?? "", configuration: entry["configuration"].map(configuration))
    }
  }

  /// A reference with its link, if the data file has one for its prefix.
  private func reference(_ label: Text, _ links: JSONValue) -> Reference {
    if let number = label.dropping(prefix: "ATT&CK M"), let base = links["ATT&CK M"]?.text {
      return Reference(label: label, url: Text("\(base.string)\(number.string)/"))
    }
    let link = links.members.first { label.hasPrefix($0.key) }
    return Reference(label: label, url: link?.value.text)
  }

  /// A configuration with this case's names: quoted in a shell, in a manifest only when they are plain.
  private func configuration(_ entry: JSONValue) -> Command {
    let language = entry["language"]?.text ?? "sh"
    let values: [(key: Text, value: Text?, placeholder: Text)] = [
      ("{{cluster}}", cluster, "CLUSTER"), ("{{account}}", account, "ACCOUNT"), ("{{region}}", region, "REGION"),
      ("{{namespace}}", nil, "NAMESPACE"), ("{{instance}}", nil, "INSTANCE_ID"),
    ]
    var text = entry["text"]?.text ?? ""
    for (key, value, placeholder) in values {
      let filled = value.flatMap { language == "sh" ? ShellQuoting.quote($0) : Self.isPlain($0) ? $0 : nil }
      text = text.replacing(key, with: filled ?? placeholder)
    }
    return Command(
      purpose: Prose(parts: [.words(entry["purpose"]?.text?.string ?? "")]), text: text, language: language,
      isDestructive: false)
  }

  private static func isPlain(_ text: Text) -> Bool {
    text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 }
  }
}

extension Text {
  /// The text with every `part` replaced, by bytes.
  func replacing(_ part: Text, with other: Text) -> Text {
    var result: [UInt8] = []
    let bytes = Array(utf8)
    var position = 0
    while let range = range(of: part, from: position) {
      result += bytes[position..<range.lowerBound]
      result += Array(other.utf8)
      position = range.upperBound
    }
    return Text(bytes: result + bytes[position...])
  }
}
