internal import CaseFolder
package import Evidence

/// Parsed bodies of single events, for the few whose bodies matter.
package struct BodyReader {
  private let events: EventStore

  /// Reads the bodies of a store's kept records.
  package init(_ events: EventStore) {
    self.events = events
  }

  /// The body of an audit event, or nil when it was not kept.
  package func audit(_ index: Int) -> AuditBody? { nil }

  /// The body of a CloudTrail record, or nil when it was not kept.
  package func trail(_ index: Int) -> CloudTrailBody? { nil }
}
