package import CaseFolder
package import Evidence

/// A call as the classifier looks at it: texts, not symbols.
package struct Call: Sendable {
  /// The evidence it comes from.
  package var source: EventSource
  /// Who acted.
  package var actor: Text
  /// Verb, or API call.
  package var action: Text
  /// What was acted on, by kind.
  package var resource: Text
  /// Its namespace; nil or empty when it is cluster-wide.
  package var namespace: Text
  /// Its name.
  package var name: Text
  /// How it ended.
  package var outcome: Outcome
  /// What its body shows.
  package var traits: Set<CallTrait>

  /// All parts at once.
  package init(
    source: EventSource, actor: Text, action: Text, resource: Text, namespace: Text = "", name: Text = "",
    outcome: Outcome, traits: Set<CallTrait> = []
  ) {
    self.source = source
    self.actor = actor
    self.action = action
    self.resource = resource
    self.namespace = namespace
    self.name = name
    self.outcome = outcome
    self.traits = traits
  }
}

/// Which phase of an attack a call belongs to when the actor makes it.
package struct CallClass: Hashable, Sendable {
  /// Slug of the tactic that the first matching rule names.
  package var tactic: Text
  /// Techniques of all matching rules, by id.
  package var techniques: [Text]
}

/// Sorts calls into ATT&CK tactics and techniques by the rules of `calls.json` (domain rules 5.4 and 7.4).
///
/// This says what a call is good for, not that it is an attack: that depends on who made it.
package struct CallClassifier: Sendable {
  private let rules: [CallRule]

  /// The built-in rules.
  package static let builtIn = CallClassifier(DataFile("Detection/Data/calls.json"))

  /// The rules in a data file.
  package init(_ file: DataFile) {
    rules = (file.content["rules"]?.items ?? []).compactMap(CallRule.init)
  }

  /// The rules in their order: the first that matches gives the tactic.
  package var all: [CallRule] { rules }

  /// The class of a call, or nil when no rule knows it.
  package func classify(_ call: Call) -> CallClass? {
    var tactic: Text?
    var techniques: Set<Text> = []
    for rule in rules where rule.matches(call) {
      if rule.isFallback && tactic != nil { continue }
      tactic = tactic ?? rule.tactic
      techniques.formUnion(rule.techniques)
    }
    return tactic.map { CallClass(tactic: $0, techniques: techniques.sorted()) }
  }
}

/// One rule of the classifier. Every condition that it states must hold; a list holds when one of its words does.
package struct CallRule: Sendable {
  /// The rule's id in the domain's tables, such as `K12` or `T29`.
  package let id: Text
  /// The evidence it comes from.
  package let source: EventSource
  /// The ATT&CK tactic.
  package let tactic: Text
  /// ATT&CK ids.
  package let techniques: [Text]
  let actors: [Text]
  /// Verbs or event names; any when empty.
  package let actions: [Text]
  let resources: [Text]
  let namespaces: [Text]
  let names: [Text]
  let traits: [CallTrait]
  let outcome: Ending?
  /// Whether it counts only when no rule before it matched.
  package let isFallback: Bool

  /// How a call must have ended.
  enum Ending: String {
    case success
    /// For lack of rights, before admission looked at it.
    case denied
    /// Anything but success.
    case refused

    func holds(_ outcome: Outcome) -> Bool {
      switch self {
      case .success: outcome == .success
      case .denied: outcome == .denied || outcome == .unauthenticated
      case .refused: outcome != .success
      }
    }
  }

  init?(_ item: JSONValue) {
    guard let id = item["id"]?.text, let tactic = item["tactic"]?.text,
      let source = item["source"]?.text.flatMap(EventSource.init(slug:))
    else { return nil }
    self.id = id
    self.source = source
    self.tactic = tactic
    techniques = item["techniques"]?.texts ?? []
    actors = item["actors"]?.texts ?? []
    actions = item["actions"]?.texts ?? []
    resources = item["resources"]?.texts ?? []
    namespaces = item["namespaces"]?.texts ?? []
    names = item["names"]?.texts ?? []
    traits = (item["traits"]?.texts ?? []).compactMap { CallTrait(rawValue: $0.string) }
    outcome = item["outcome"]?.text.flatMap { Ending(rawValue: $0.string) }
    isFallback = item["fallback"]?.flag ?? false
  }

  func matches(_ call: Call) -> Bool {
    source == call.source && holds(actions, call.action) && holds(resources, call.resource)
      && holds(actors, call.actor) && holds(namespaces, call.namespace) && holds(names, call.name)
      && (outcome?.holds(call.outcome) ?? true)
      && (traits.isEmpty || traits.contains { call.traits.contains($0) })
  }

  private func holds(_ words: [Text], _ text: Text) -> Bool {
    words.isEmpty
      || words.contains { word in
        word.hasSuffix("*") ? text.hasPrefix(Text(bytes: word.utf8.dropLast())) : word == text
      }
  }
}

extension EventSource {
  /// The word for the source in data files, ids, timelines and coverage, such as `kubernetes-audit`.
  package var slug: Text {
    switch self {
    case .kubernetesAudit: "kubernetes-audit"
    case .cloudTrail: "cloudtrail"
    case .authenticator: "eks-authenticator"
    case .resolver: "resolver"
    }
  }

  /// The source of a word.
  package init?(slug: Text) {
    guard let source = Self.allCases.first(where: { $0.slug == slug }) else { return nil }
    self = source
  }
}
