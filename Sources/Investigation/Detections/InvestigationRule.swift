package import CaseFolder
package import Detection

/// A detection that a record alone cannot give: it needs what was usual before, whose an address is, or another record.
///
/// It stands beside the Sigma rules of the built-in pack and counts for a pattern of domain/05 or domain/07, as they do.
package struct InvestigationRule: Sendable {
  /// The pattern, such as `K46`; `T7.2` for the rule of domain/07 section 7.2.
  package let id: Text
  /// What it detects, in a few words.
  package let title: Text
  /// How much a hit matters.
  package let level: RuleLevel
  /// The ATT&CK tactic, by its slug.
  package let tactic: Text
  /// ATT&CK ids.
  package let techniques: [Text]
  /// Why it matters.
  package let why: Prose
  /// When a hit is harmless.
  package let falsePositives: [Text]
  let find: @Sendable (DetectionContext) -> [InvestigationHit]

  /// All rules, by id.
  package static let all: [InvestigationRule] = [
    .bindingUsed, .secretReadFirst, .hiddenCommand, .lookAlikeWorkload, .imageReplaced, .containerAdded, .tokenSecret,
    .serviceAccountOutside, .nodeOutside, .auditGap, .scaledUp, .activityAfterContainment, .workloadRoleOutside,
    .foreignAccount, .awsSecretReadFirst, .identityAskedFromNewAddress, .awsActivityAfterContainment,
    .instanceCredentialOutside,
  ]

  /// The hits of all rules, by time, then rule.
  package static func hits(in investigation: Investigation) -> [InvestigationHit] {
    let context = DetectionContext(investigation)
    return all.flatMap { $0.find(context) }.sorted { ($0.first, $0.rule, $0.subject) < ($1.first, $1.rule, $1.subject) }
  }
}

/// One thing that an investigation rule found: many records of one subject are one hit.
package struct InvestigationHit: Hashable, Sendable {
  /// The rule's id.
  package var rule: Text
  /// Who or what it is about.
  package var subject: Text
  /// The sentence that says what was found.
  package var text: Prose
  /// When it began.
  package var first: Timestamp
  /// When it was last seen.
  package var last: Timestamp
  /// How many records show it.
  package var count: Int
  /// The records that prove it: the first few and the last.
  package var citations: [Citation]
}
