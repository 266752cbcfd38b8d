package import CaseFolder

/// What a case holds about a query.
package struct SearchResult: Hashable, Codable, Sendable {
  /// The contract's name and version.
  package var schema: Text = "casebook-find/1"
  /// As it was typed.
  package var query: Text
  /// What was found: those with the most activity first.
  package var matches: [SearchMatch]
  /// How many matches are left out of the list.
  package var leftOut: Int
  /// What the evidence covers: a silence beyond it means nothing.
  package var coverage: [CoverageRow]
}

/// One thing that a query names.
package struct SearchMatch: Hashable, Codable, Sendable {
  /// What it is: `ip`, `subject`, `principal`, `pod`, `image` or `secret`.
  package var kind: SearchKind
  /// What it is called.
  package var name: Text
  /// Its place in the scope of the incident; nil when it is not in scope.
  package var level: Level?
  /// Whether it counts as the actor's.
  package var isActors: Bool
  /// When it was first seen, in whichever source; nil when no record has a time.
  package var first: Timestamp?
  /// When it was last seen.
  package var last: Timestamp?
  /// All its requests, or those about it, by how they ended.
  package var requests = RequestCounts()
  /// The same by call, the busiest first.
  package var calls: [SearchCall] = []
  /// What it talked to or had to do with, the most frequent first.
  package var contacts: [SearchContact] = []
  /// Traffic with it.
  package var flows: [FlowRow] = []
  /// Other addresses of its /24 or /64.
  package var neighbours: [NeighbourRow] = []
  /// Ids of findings that name it.
  package var findings: [Text] = []
  /// The first and the last record that show it.
  package var citations: [Citation] = []
}

/// The requests with one call.
package struct SearchCall: Hashable, Codable, Sendable {
  /// The call: `list secrets`, `ssm:GetParameter`.
  package var call: Text
  /// `kubernetes` or `aws`.
  package var source: Text
  /// By how they ended.
  package var requests: RequestCounts
  /// When it was first seen.
  package var first: Timestamp
  /// When it was last seen.
  package var last: Timestamp
}

/// Something that a thing had to do with.
package struct SearchContact: Hashable, Codable, Sendable {
  /// What it is to the thing: `identity`, `address`, `object`, `domain`, `node`, `service account`, `pod`, `image`, `secret`.
  package var kind: Text
  /// What it is called.
  package var name: Text
  /// How often.
  package var count: Int
  /// When it was first seen; nil when no record has a time.
  package var first: Timestamp?
  /// When it was last seen.
  package var last: Timestamp?
}
