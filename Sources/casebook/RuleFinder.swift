internal import CaseFolder
internal import Detection
internal import Glibc
internal import Investigation

/// A rule of any kind.
enum FoundRule {
  /// A Sigma rule on single records.
  case record(SigmaRule)
  /// A Sigma correlation.
  case correlation(CorrelationRule)
  /// A built-in rule that compares records with what was usual.
  case investigation(InvestigationRule)
}

/// Finds rules by what people call them.
enum RuleFinder {
  /// The rules of a file, or those of the set whose id, name, title or pattern (`K12`) is `word` (letters in any case); ends the program
  /// when there is none.
  static func find(_ word: String, _ options: RulesOptions, _ console: Console) throws -> [FoundRule] {
    let wanted = Text(word)
    let isFile = wanted.hasSuffix(".yml") || wanted.hasSuffix(".yaml") || access(word, R_OK) == 0
    if isFile {
      do {
        let set = RuleSet(try RuleSources.files(at: word))
        console.show(set.unusable.map(\.diagnostic))
        let found = all(set)
        guard !found.isEmpty else { throw ExitStatus.usage }
        return found
      } catch let error as CaseError {
        console.show(error.diagnostics)
        throw ExitStatus.usage
      }
    }
    let set = try options.load(console)
    let candidates = all(set) + InvestigationRule.all.map { .investigation($0) }
    let folded = wanted.asciiLowercased
    // The built-in rules' names begin with their pattern: k12_secrets_listed…
    let pattern = Text(folded.string + "_")
    let found = candidates.filter { candidate in
      candidate.names.contains { $0.asciiLowercased == folded || $0.asciiLowercased.hasPrefix(pattern) }
    }
    if !found.isEmpty { return found }
    if let unusable = set.unusable.first(where: { $0.id.asciiLowercased == folded }) {
      console.show([unusable.diagnostic])
    } else {
      let near = EditDistance.nearest(to: wanted, among: candidates.flatMap(\.names))
      console.show([
        Diagnostic(
          "rules.unknown", .error, Text("there is no rule \(wanted)"),
          advice: near.map { Text("did you mean \($0)?") } ?? "casebook rules list shows all rules")
      ])
    }
    throw ExitStatus.usage
  }

  private static func all(_ set: RuleSet) -> [FoundRule] {
    set.rules.map { .record($0) } + set.correlations.map { .correlation($0) }
  }
}

extension FoundRule {
  /// What people may call the rule.
  var names: [Text] {
    switch self {
    case .record(let rule): [rule.header.id, rule.header.name, rule.header.title].compactMap { $0 }
    case .correlation(let rule): [rule.header.id, rule.header.name, rule.header.title].compactMap { $0 }
    case .investigation(let rule): [rule.id, rule.title]
    }
  }
}

extension UnusableRule {
  /// The rule as a diagnostic.
  var diagnostic: Diagnostic {
    Diagnostic("rules.unusable", .warning, reason, file: file, line: line, kept: "all other rules")
  }
}
