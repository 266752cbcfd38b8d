internal import CaseFolder
internal import Evidence

/// What a successful call hands to its caller: the identities that come with it are the caller's from then on.
enum Issued: Hashable {
  /// A Kubernetes user name.
  case subject(Text)
  /// An access key id or a token id.
  case credential(Text)
}

/// One way to get a further identity (domain rules R13-R15, 7.2).
struct IssuingCall: Sendable {
  /// The scope rule that it belongs to.
  let rule: Text
  /// In words, for the reason.
  let words: String
  let source: EventSource
  /// Verb or event name.
  let action: Text
  /// Resource of a Kubernetes call; nil for AWS.
  let resource: Text?
  /// What an event hands out.
  let issued: @Sendable (_ event: Event, _ index: Int, _ builder: GraphBuilder) -> [Issued]
}

extension IssuingCall {
  /// All ways that are known.
  static let all: [IssuingCall] =
    [
      IssuingCall(
        rule: "SP2", words: "service account created by the actor", source: .kubernetesAudit,
        action: "create",
        resource: "serviceaccounts",
        issued: { event, _, builder in
          let namespace = builder.evidence.events.text(event.namespace)
          let name = builder.evidence.events.text(event.name)
          guard !namespace.isEmpty, !name.isEmpty else { return [] }
          return [.subject(Text("system:serviceaccount:\(namespace.string):\(name.string)"))]
        }),
      IssuingCall(
        rule: "SP10", words: "token issued to the actor", source: .kubernetesAudit,
        action: "create",
        resource: "serviceaccounts/token",
        issued: { _, index, builder in
          let id = builder.bodies.annotation(
            "authentication.kubernetes.io/issued-credential-id", of: index)
          return [id].compactMap { $0 }.map { .credential($0) }
        }),
      IssuingCall(
        rule: "SP10", words: "access key created by the actor", source: .cloudTrail,
        action: "CreateAccessKey",
        resource: nil,
        issued: { _, index, builder in
          let answer = builder.bodies.record(index)?["responseElements"]
          return [answer?["accessKey"]?["accessKeyId"]?.nonEmptyText].compactMap { $0 }.map {
            .credential($0)
          }
        }),
    ] + sessionCalls

  /// Calls whose answer holds temporary credentials.
  private static let sessionCalls: [IssuingCall] = [
    "AssumeRole", "AssumeRoleWithWebIdentity", "AssumeRoleWithSAML", "AssumeRoot",
    "GetSessionToken",
    "GetFederationToken", "CreateSession",
  ].map { (action: Text) in
    IssuingCall(
      rule: "SP10", words: "temporary credentials issued to the actor", source: .cloudTrail,
      action: action,
      resource: nil,
      issued: { _, index, builder in
        let answer = builder.bodies.record(index)?["responseElements"]
        return [answer?["credentials"]?["accessKeyId"]?.nonEmptyText].compactMap { $0 }.map {
          .credential($0)
        }
      })
  }
}
