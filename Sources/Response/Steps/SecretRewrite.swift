internal import CaseFolder
internal import Investigation

/// How the value of a Kubernetes secret of some types is written anew.
///
/// `kubectl replace` and not `apply`: apply stores the value in the annotation `last-applied-configuration`. The type
/// of a secret cannot be changed, so each type is written as what it is.
struct SecretRewrite: Sendable {
  /// Whether it writes secrets of a type; nil when the type is not in the evidence.
  let writes: @Sendable (_ type: Text?) -> Bool
  /// The command for a namespace, a name and the type; nil when no one command does it.
  let command: @Sendable (_ namespace: Text, _ name: Text, _ type: Text?) -> ShellLine?
  /// What to do when there is no command.
  var note: Prose?

  /// All ways; the first that fits is taken, and the last fits every type.
  static let all: [SecretRewrite] = [tokenOfAccount, helmRelease, certificate, pullSecret, typed, opaque]

  /// The way of a secret's type.
  static func of(_ type: Text?) -> SecretRewrite { all.first { $0.writes(type) } ?? opaque }

  private static let tokenOfAccount = SecretRewrite(
    writes: { $0 == "kubernetes.io/service-account-token" },
    command: { namespace, name, _ in "kubectl delete --namespace=\(namespace) secret -- \(name)" })

  private static let helmRelease = SecretRewrite(
    writes: { $0 == "helm.sh/release.v1" }, command: { _, _, _ in nil },
    note: "It is a release of Helm: rotate the values it holds, then helm upgrade.")

  private static let certificate = SecretRewrite(
    writes: { $0 == "kubernetes.io/tls" },
    command: { namespace, name, _ in
      """
      kubectl create secret tls --namespace=\(namespace) --cert=\(nil, or: "NEW_CERTIFICATE.pem") \
      --key=\(nil, or: "NEW_KEY.pem") --dry-run=client --output=yaml -- \(name) | kubectl replace --filename=-
      """
    })

  private static let pullSecret = SecretRewrite(
    writes: { $0 == "kubernetes.io/dockerconfigjson" },
    command: { namespace, name, _ in
      """
      kubectl create secret docker-registry --namespace=\(namespace) \
      --from-file=.dockerconfigjson=\(nil, or: "NEW_CONFIG.json") --dry-run=client --output=yaml -- \(name) | kubectl \
      replace --filename=-
      """
    })

  private static let typed = SecretRewrite(
    writes: { $0.map { $0 != "Opaque" } ?? false },
    command: { namespace, name, type in
      """
      kubectl create secret generic --namespace=\(namespace) --type=\(type, or: "TYPE") \
      --from-env-file=\(nil, or: "NEW_VALUES.env") --dry-run=client --output=yaml -- \(name) | kubectl replace \
      --filename=-
      """
    })

  private static let opaque = SecretRewrite(
    writes: { _ in true },
    command: { namespace, name, _ in
      """
      kubectl create secret generic --namespace=\(namespace) --from-env-file=\(nil, or: "NEW_VALUES.env") \
      --dry-run=client --output=yaml -- \(name) | kubectl replace --filename=-
      """
    })
}

extension StepContext {
  /// The commands that write a secret anew and restart what does not see the change by itself.
  func rewriting(_ draft: ExposureDraft) -> [Command] {
    guard let namespace = draft.namespace,
      let line = SecretRewrite.of(secretType(draft)).command(namespace, draft.plainName, secretType(draft))
    else { return [] }
    guard secretType(draft) != "kubernetes.io/service-account-token" else {
      return [Command("Deleting it makes the token invalid.", line, destructive: true)]
    }
    return [
      Command(
        "Write the new value; never on the command line. Labels and annotations are lost: put back what it needs.",
        line, destructive: true)
    ]
      + Set(restarted(by: draft).compactMap(Self.workloadReference)).sorted().map { workload in
        Command(
          "Environment variables do not refresh: restart.",
          "kubectl rollout restart --namespace=\(namespace) \(workload)", destructive: true)
      }
  }

  /// What to know when no command writes a secret anew.
  func rewritingNote(_ draft: ExposureDraft) -> Prose? {
    draft.kind == "kubernetes-secret" ? SecretRewrite.of(secretType(draft)).note : nil
  }

  /// The pods that end when a secret is rotated: those of the workloads that are restarted for it.
  func restarted(by draft: ExposureDraft) -> [PodFacts] {
    (facts.secretReferences[draft.name] ?? []).filter { !$0.refreshes }.compactMap(\.pod).filter {
      Self.workloadReference($0) != nil
    }
  }

  /// `deployment/payments-api`.
  private static func workloadReference(_ pod: PodFacts) -> Text? {
    Inventory.workload(of: pod.metadata).map { Text("\($0.kind.asciiLowercased.string)/\($0.name.string)") }
  }

  /// The type, which Helm's naming tells too when no snapshot shows the secret.
  private func secretType(_ draft: ExposureDraft) -> Text? {
    draft.secretType ?? (draft.plainName.hasPrefix("sh.helm.release.v1.") ? "helm.sh/release.v1" : nil)
  }
}
