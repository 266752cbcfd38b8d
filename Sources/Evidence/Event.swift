/// An interned byte string: two symbols of one table are equal exactly if their bytes are. 0 is the absent text.
package struct Symbol: Hashable, Comparable, Sendable {
  /// The number in its table.
  package let id: UInt32

  /// The symbol with a number.
  package init(id: UInt32) {
    self.id = id
  }

  /// No text at all.
  package static let none = Symbol(id: 0)

  /// Whether there is no text.
  package var isNone: Bool { id == 0 }

  package static func < (left: Symbol, right: Symbol) -> Bool { left.id < right.id }
}

/// Where an event comes from.
package enum EventSource: UInt8, Sendable, CaseIterable, Codable {
  /// Kubernetes audit log of an EKS control plane.
  case kubernetesAudit
  /// AWS CloudTrail.
  case cloudTrail
  /// EKS authenticator log: which IAM identity became which Kubernetes user.
  case authenticator
  /// Route 53 Resolver query log.
  case resolver
}

/// How a request ended. The words follow the answer codes of Kubernetes (domain rule: allowed is not succeeded).
package enum Outcome: UInt8, Sendable, CaseIterable, Codable {
  /// 2xx or 101; in CloudTrail: no error code.
  case success
  /// 401: the caller was not authenticated.
  case unauthenticated
  /// 403 by authorisation (RBAC, IAM).
  case denied
  /// 403 although authorisation allowed it: admission, PodSecurity, quota.
  case admissionDenied
  /// 404.
  case notFound
  /// Any other refusal: 409, 422, 429, or another CloudTrail error code.
  case failed
  /// 5xx, 0 or no code: nobody can tell whether it took effect.
  case indeterminate

  /// Whether the request was refused for lack of rights.
  package var isForbidden: Bool { self == .denied || self == .admissionDenied || self == .unauthenticated }
}

/// Remarks on an event, as bits.
package struct EventFlags: OptionSet, Sendable, Hashable {
  /// The bits.
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The request changes nothing (get, list, watch; `readOnly` in CloudTrail).
  package static let readOnly = EventFlags(rawValue: 1)
  /// Only the start of a long request is in the log.
  package static let open = EventFlags(rawValue: 2)
  /// The record's body was cut by the API server or by CloudWatch.
  package static let truncated = EventFlags(rawValue: 4)
  /// The caller acted as somebody else: `actor` is who it acted as, `principal` who it was.
  package static let impersonated = EventFlags(rawValue: 8)
  /// The record names a key twice.
  package static let duplicateKeys = EventFlags(rawValue: 16)
  /// The time's source has whole seconds only.
  package static let wholeSeconds = EventFlags(rawValue: 32)
  /// The record has no time that could be read; `time` is 0 and means nothing.
  package static let undated = EventFlags(rawValue: 64)
  /// The record has no id of its own; `id` is the head of the SHA-256 of its bytes.
  package static let noNativeID = EventFlags(rawValue: 128)
}

/// One row of the event store: who did what to what, when, from where, with which outcome.
///
/// What a column means depends a little on the source; the comments say how.
package struct Event: Sendable {
  /// Microseconds since 1970: when the API server received the request; `eventTime` of CloudTrail.
  package var time: Int64 = 0
  /// Where it comes from.
  package var source: EventSource = .kubernetesAudit
  /// How it ended.
  package var outcome: Outcome = .indeterminate
  /// Remarks.
  package var flags: EventFlags = []
  /// The HTTP code of an audit event, 0 without one.
  package var code: UInt16 = 0
  /// The cluster's name (audit, authenticator; from the manifest, the log group or the case's only cluster), or the account id that received the
  /// CloudTrail record.
  package var scope: Symbol = .none
  /// The effective subject: user name in Kubernetes (the impersonated one if any), ARN of the session or user in AWS.
  package var actor: Symbol = .none
  /// The lasting identity behind it: `user.extra.canonicalArn` in Kubernetes (the real user name if impersonated),
  /// the role's or user's ARN in AWS.
  package var principal: Symbol = .none
  /// The unique id: `user.uid` in Kubernetes, `principalId` (`AROA…:session`) in AWS.
  package var principalID: Symbol = .none
  /// Access key id (`user.extra.accessKeyId`, `userIdentity.accessKeyId`), or the token's id
  /// (`user.extra."authentication.kubernetes.io/credential-id"`).
  package var credential: Symbol = .none
  /// Verb, or CloudTrail's `eventName`; `query` for DNS; `authenticate` for the authenticator.
  package var action: Symbol = .none
  /// `resource` or `resource/subresource` in Kubernetes (the path of a non-resource request); `eventSource` in AWS.
  package var resource: Symbol = .none
  /// Namespace in Kubernetes, Region in AWS.
  package var namespace: Symbol = .none
  /// The object's name: `objectRef.name`; in AWS the main thing the call names (secret id, instance id, role name…); the
  /// domain of a DNS query.
  package var name: Symbol = .none
  /// The caller's address: the last of `sourceIPs` (the only one that a client cannot forge), `sourceIPAddress`.
  package var address: Symbol = .none
  /// The user agent.
  package var agent: Symbol = .none
  /// Why: `authorization.k8s.io/reason`, CloudTrail's `errorCode`, the authenticator's error.
  package var reason: Symbol = .none
  /// The file, as an index into `Evidence.ledger`.
  package var file: UInt32 = 0
  /// The line, from 1, or the record's index, from 0, as the file's format has it.
  package var position: UInt32 = 0
  /// 1 + the index of the record's kept text, or 0 when it was not kept.
  package var kept: UInt32 = 0
  /// What an observer called the record while it was read (the rules that it hit), 0 without one.
  package var mark: UInt32 = 0
  /// The native id (auditID, eventID) as 16 bytes: a UUID's own, else the head of a SHA-256.
  package var id: RecordID = .init()
}

/// The 16 bytes that tell records apart.
package struct RecordID: Hashable, Comparable, Sendable {
  /// The first eight bytes, big-endian.
  package var high: UInt64 = 0
  /// The last eight bytes, big-endian.
  package var low: UInt64 = 0

  /// An id of two halves.
  package init(high: UInt64 = 0, low: UInt64 = 0) {
    self.high = high
    self.low = low
  }

  package static func < (left: RecordID, right: RecordID) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}
