internal import CaseFolder
internal import Detection

/// What the report leaves out because of the rules.
enum RuleOmissions {
  /// So many unusable rules are named one by one.
  private static let named = 20

  /// The rules that could not be used, or that no rules were asked for.
  static func omissions(_ rules: RuleFindings?) -> [Omission] {
    guard let rules else {
      return [
        Omission(what: "Detection rules", why: "Switched off with --no-rules: records were matched with no rule.")
      ]
    }
    let unusable = rules.unusable
    var omissions = unusable.prefix(named).map { rule in
      let place = rule.line.map { Text("\(rule.file), line \($0)") } ?? rule.file
      return Omission(what: "The rule \(rule.title ?? rule.id)", why: "\(place): \(rule.reason)")
    }
    if unusable.count > named {
      omissions.append(
        Omission(
          what: "\(unusable.count - named) more rules", why: "They cannot be used; casebook rules list says why."))
    }
    return omissions
  }
}
