internal import CaseFolder
internal import Detection
internal import Evidence

/// What an act of the responders is for, from `response-acts.json`.
enum ResponseStage: String {
  case preservation, containment, eradication, recovery
}

/// Sorts the responders' acts into stages.
struct ResponseActs {
  private struct Rule {
    let stage: ResponseStage
    let source: EventSource
    let actions: [Text]
    let resources: [Text]
    let trait: CallTrait?
  }

  private let rules: [Rule]

  static let builtIn = ResponseActs(DataFile("Investigation/Data/response-acts.json"))

  init(_ file: DataFile) {
    rules = (file.content["acts"]?.items ?? []).compactMap { item in
      guard let stage = item["stage"]?.text.flatMap({ ResponseStage(rawValue: $0.string) }),
        let source = item["source"]?.text.flatMap(EventSource.init(slug:))
      else { return nil }
      return Rule(
        stage: stage, source: source, actions: item["actions"]?.texts ?? [],
        resources: item["resources"]?.texts ?? [],
        trait: item["trait"]?.text.flatMap { CallTrait(rawValue: $0.string) })
    }
  }

  /// The stage of a successful act, or nil when the act is none of the response's.
  func stage(_ index: Int, _ reader: EventReader) -> ResponseStage? {
    let event = reader.evidence.events[index]
    guard event.outcome == .success else { return nil }
    let action = reader.text(event.action)
    let resource = reader.text(event.resource)
    return rules.first { rule in
      rule.source == event.source && rule.actions.contains(action)
        && (rule.resources.isEmpty || rule.resources.contains(resource))
        && (rule.trait.map { reader.traits(index).contains($0) } ?? true)
    }?.stage
  }
}
