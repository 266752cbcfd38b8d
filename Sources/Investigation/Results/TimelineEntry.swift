package import CaseFolder

/// One entry of the timeline: one event, or a burst of equal ones.
package struct TimelineEntry: Hashable, Codable, Sendable {
  /// `ev-` and 12 hex digits, from the first record's content.
  package var id: Text
  /// When it was.
  package var at: Timestamp
  /// The last of the burst; nil for a single event.
  package var until: Timestamp?
  /// ATT&CK tactic in small letters (`discovery`), `exposure`, `detection`, `response` or `other`.
  package var phase: Text
  /// Who, as evidence names it.
  package var actor: Text
  /// The address it came from.
  package var address: Text?
  /// Verb or API call.
  package var action: Text
  /// On what, as people write it: `clusterrolebindings/anonymous-debug`, `payments/secrets/db-credentials`.
  package var object: Text
  /// `success`, `denied`, `not found`… in small words.
  package var outcome: Text
  /// How often.
  package var count: Int
  /// ATT&CK ids.
  package var techniques: [Text]
  /// Who stands behind it.
  package var side: Side
  /// `kubernetes-audit`, `cloudtrail`, `guardduty`, `vpc-flow`, `resolver`, `eks-authenticator`.
  package var source: Text
  /// What it means, in one sentence.
  package var summary: Prose
  /// The records that prove it.
  package var citations: [Citation]

  /// All parts at once.
  package init(
    id: Text, at: Timestamp, until: Timestamp? = nil, phase: Text, actor: Text, address: Text? = nil, action: Text,
    object: Text, outcome: Text, count: Int, techniques: [Text] = [], side: Side, source: Text, summary: Prose,
    citations: [Citation] = []
  ) {
    self.id = id
    self.at = at
    self.until = until
    self.phase = phase
    self.actor = actor
    self.address = address
    self.action = action
    self.object = object
    self.outcome = outcome
    self.count = count
    self.techniques = techniques
    self.side = side
    self.source = source
    self.summary = summary
    self.citations = citations
  }
}
