internal import CaseFolder
internal import Evidence

/// The fields of a record that are taken out of it anyhow, or cheaply: single values whose places in a record are fixed.
///
/// Only of these does a missing value mean that the field is not there. Every other field is looked up in the parsed
/// record, and only when all that is known before leaves the matter open.
enum RecordFields {
  /// The fields by which most records are dismissed: their values come from a small vocabulary.
  static func keys(of source: EventSource) -> [Text] {
    source == .cloudTrail
      ? ["eventName", "eventSource", "errorCode"]
      : ["verb", "objectRef.resource", "objectRef.subresource", "responseStatus.code"]
  }

  /// The fields that tell callers apart: the reader interns them, so that what is known about a caller is looked up.
  static func callers(of source: EventSource) -> [Text] {
    source == .cloudTrail
      ? ["userAgent", "sourceIPAddress", "awsRegion"]
      : ["user.username", "impersonatedUser.username", "userAgent", "objectRef.namespace"]
  }

  /// All of them, the keys first.
  static func all(of source: EventSource) -> [Text] {
    keys(of: source) + (source == .cloudTrail ? cloudTrail : kubernetesAudit)
  }

  /// Lists that nearly always have one element: their first and last element are taken out, and when these are one and
  /// the same, the list is known.
  static func lists(of source: EventSource) -> [Text] {
    source == .cloudTrail ? [] : ["sourceIPs"]
  }

  /// Single values of a CloudTrail record (CloudTrail record contents, version 1.11).
  private static let cloudTrail: [Text] = [
    "eventID", "eventTime", "awsRegion", "sourceIPAddress", "userAgent", "errorMessage", "readOnly", "eventType",
    "eventCategory", "recipientAccountId", "userIdentity.type", "userIdentity.arn", "userIdentity.principalId",
    "userIdentity.userName", "userIdentity.accessKeyId", "userIdentity.accountId", "userIdentity.invokedBy",
    "userIdentity.sessionContext.sessionIssuer.type", "userIdentity.sessionContext.sessionIssuer.arn",
    "userIdentity.sessionContext.sessionIssuer.userName", "userIdentity.sessionContext.attributes.mfaAuthenticated",
    "managementEvent", "vpcEndpointId", "sessionCredentialFromConsole",
  ]

  /// Single values of an audit event (audit.k8s.io/v1).
  private static let kubernetesAudit: [Text] = [
    "auditID", "stage", "level", "requestURI", "userAgent", "user.username", "user.uid", "objectRef.namespace",
    "objectRef.name", "objectRef.apiGroup", "objectRef.apiVersion", "requestReceivedTimestamp", "stageTimestamp",
    "impersonatedUser.username", "responseStatus.status", "responseStatus.reason",
  ]
}

extension RecordField {
  /// The field as a single value; nil when the record must be parsed to know it.
  var value: FieldValue? {
    switch self {
    case .absent, .null: .null
    case .bool(let value): .bool(value)
    case .integer(let value): .integer(value)
    case .double(let value): .number(value)
    case .string(let text): .text(text)
    case .other: nil
    }
  }

  /// Whether the field is there, be it null.
  var isThere: Bool {
    if case .absent = self { false } else { true }
  }
}
