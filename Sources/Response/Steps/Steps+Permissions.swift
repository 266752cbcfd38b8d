internal import CaseFolder
internal import Evidence
internal import Investigation

extension BindingHistory {
  /// Whether it gives rights to callers without a name.
  var grantsAnonymous: Bool {
    subjects.contains {
      ($0.kind == "User" && $0.name == "system:anonymous")
        || ($0.kind == "Group" && $0.name == "system:unauthenticated")
    }
  }

  /// Whether it comes with Kubernetes: load balancers read the version by it.
  var isBuiltIn: Bool { name == "system:public-info-viewer" }

  /// `namespace/name`, or the name alone.
  var path: Text { namespacedName(namespace, name) }
}

extension StepDefinition {
  /// N1: no rights for callers without a name.
  static let removeAnonymousGrants = StepDefinition(
    id: "N1", phase: "remove permissions", after: ["P5"], owner: "cluster operator",
    title: { "Remove the rights that binding \($0.id) gives to everybody" },
    why: "While one such binding exists, anybody who reaches the API has its role.",
    targets: { context in
      context.facts.investigation.bindings.filter { $0.grantsAnonymous && !$0.isBuiltIn }.map {
        StepTarget($0.path, name: $0.name, namespace: $0.namespace, kind: $0.kind)
      }
    },
    commands: { context, target in
      let isShared =
        context.binding(target)?.subjects.contains {
          $0.name != "system:anonymous" && $0.name != "system:unauthenticated"
        } ?? false
      var commands = [Command("Save it.", "kubectl get \(kind: target) --output=yaml -- \(target.name)")]
      if isShared {
        commands.append(
          Command(
            "It has other subjects too: take only these two out.",
            "kubectl get \(kind: target) --output=json -- \(target.name) | jq 'del(.subjects[]|select(.name==\"system:anonymous\" or .name==\"system:unauthenticated\"))' | kubectl replace --filename=-",
            destructive: true))
      } else {
        commands.append(Command("kubectl delete \(kind: target) -- \(target.name)", destructive: true))
      }
      return commands
    },
    verify: { context, _ in
      var commands = [Command("kubectl auth can-i --list --as=system:anonymous --as-group=system:unauthenticated")]
      if let endpoint = context.facts.inventory.clusters.first?.value.endpoint {
        commands.append(
          Command(
            "Expect 401 or 403.",
            "curl --silent --insecure --output /dev/null --write-out '%{http_code}\\n' --url \(Text("\(endpoint.string)/api/v1/namespaces"))"
          ))
      }
      return commands
    },
    rollback: { _, _ in [Command("With what was saved.", "kubectl apply --filename=\(nil, or: "SAVED_BINDING.yaml")")]
    },
    blastRadius: { context, target in
      guard let binding = context.binding(target) else { return [] }
      return [
        "It allowed \(words: counted(binding.requestsAllowed, "request")) of the evidence, for "
          + context.names(binding.subjects.map(\.subjectName)) + "."
      ]
    },
    warnings: { context, _ in
      var warnings: [Prose] = ["Keep system:public-info-viewer: health checks of load balancers rely on it."]
      if let version = context.facts.inventory.clusters.first?.value.version, context.facts.limitsAnonymous(version) {
        warnings.append(
          "The cluster runs \(version), which answers anonymous requests on health paths only: the binding breaks a policy, it is no open door."
        )
      }
      return warnings
    },
    status: { context, target in context.bindingStatus(target) })

  /// N2: credentials under the actor's control stop working.
  static let revokeCredentials = StepDefinition(
    id: "N2", phase: "remove permissions", after: ["P5"], owner: "identity administrator",
    title: { "Revoke \($0.name)" },
    why: "What the actor holds works until it is revoked, also from outside.",
    targets: { context in
      context.list.drafts.indices.compactMap { index in
        let draft = context.list.drafts[index]
        guard draft.class == .compromised,
          ["session", "iam-role", "access-key", "service-account"].contains(draft.kind)
        else { return nil }
        return StepTarget(
          Text("\(draft.kind.string)/\(draft.name.string)"), name: draft.name, namespace: draft.namespace,
          kind: draft.kind, since: draft.since, exposure: index)
      }
    },
    commands: { context, target in context.revocation(target) },
    verify: { context, target in context.revocationCheck(target) },
    rollback: { context, target in
      guard let role = context.draft(target)?.role ?? (target.kind == "iam-role" ? target.name : nil),
        target.kind != "service-account"
      else { return [] }
      return [
        Command(
          "aws iam delete-role-policy --role-name=\(context.roleName(role)) --policy-name=\(context.policyName(target))"
        )
      ]
    },
    blastRadius: { context, target in context.users(of: target) },
    warnings: { _, target in
      target.kind == "session" || target.kind == "iam-role"
        ? [
          "An explicit deny does not stop the keys from logging in to the cluster: remove access entry, mapping and bindings of the role as well, but not the entry that healthy nodes share."
        ] : []
    },
    status: { context, target in
      guard let index = target.exposure else { return context.notSeen("a revocation") }
      return context.status(ofRotation: context.list.exposures[index])
    })
}

extension ShellLine.StringInterpolation {
  /// The kind of a binding with its namespace, as arguments of kubectl: `clusterrolebinding`, or
  /// `--namespace='…' rolebinding`.
  mutating func appendInterpolation(kind target: StepTarget) {
    if let namespace = target.namespace, !namespace.isEmpty {
      appendLiteral("--namespace=")
      appendInterpolation(namespace)
      appendLiteral(" ")
    }
    appendInterpolation(resource: target.kind)
  }

  /// A resource of Kubernetes: small letters, digits, dots and hyphens stand as they are, everything else is quoted.
  mutating func appendInterpolation(resource: Text) {
    let isPlain = resource.utf8.first.map { (97...122).contains($0) } ?? false
    if isPlain, resource.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 46 })
    {
      appendLiteral(resource.string)
    } else {
      appendInterpolation(resource)
    }
  }
}

extension StepContext {
  /// The binding of a target.
  func binding(_ target: StepTarget) -> BindingHistory? {
    facts.investigation.bindings.first { $0.kind == target.kind && $0.path == target.id }
  }

  /// The draft of a target's exposure.
  func draft(_ target: StepTarget) -> ExposureDraft? { target.exposure.map { list.drafts[$0] } }

  /// The name of a role in its ARN.
  func roleName(_ role: Text) -> Text { role.split(UInt8(ascii: "/")).last ?? role }

  /// The name of the deny policy for a target.
  func policyName(_ target: StepTarget) -> Text {
    target.kind == "session" ? Text("IRDenySession-\(label.string)") : "AWSRevokeOlderSessions"
  }

  func bindingStatus(_ target: StepTarget) -> StepStatus {
    guard let binding = binding(target) else { return notSeen("its deletion") }
    if let deleted = binding.deleted {
      var text: Prose = "Deleted at \(deleted)"
      if let by = binding.deletedBy { text = text + " by \(by)" }
      return StepStatus(
        state: .done, text: text + ".", effective: .yes, doneAt: deleted, doneBy: binding.deletedBy,
        provenBy: binding.citations)
    }
    if let seen = binding.seenInSnapshotAt {
      return StepStatus(
        state: .notSeen, text: "The snapshot at \(seen) still shows it.", effective: .no, provenBy: binding.citations)
    }
    return notSeen("its deletion")
  }

  /// A rotation's state as a step's.
  func status(ofRotation exposure: Exposure) -> StepStatus {
    let rotation = exposure.rotation
    let state: StepState =
      switch rotation.state {
      case .done, .attested: .done
      case .partial: .partial
      case .notSeen: .notSeen
      case .notProvable: .notProvable
      }
    return StepStatus(
      state: state, text: rotation.stateText, effective: rotation.state == .done ? .yes : .unknown,
      doneAt: rotation.doneAt, provenBy: rotation.provenBy)
  }

  /// The commands that revoke a credential, the narrowest first (domain rule 2.5).
  func revocation(_ target: StepTarget) -> [Command] {
    guard let draft = draft(target) else { return [] }
    let now = Text((facts.cutOff ?? .zero).description)
    switch target.kind {
    case "session":
      guard let role = draft.role else { return [] }
      let policy: JSONDocument =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"DenySession\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:userid\":\(draft.name)}}}]}"
      var commands = [
        Command(
          "Deny this session only.",
          "aws iam put-role-policy --role-name=\(roleName(role)) --policy-name=\(policyName(target)) --policy-document=\(json: policy)"
        )
      ]
      if let cluster, !draft.plainName.isEmpty {
        commands.append(
          Command(
            "Which way the role's sessions log in to the cluster.",
            "aws eks describe-access-entry --region=\(region, or: "REGION") --cluster-name=\(cluster) --principal-arn=\(role)"
          ))
      }
      return commands
    case "iam-role":
      let policy: JSONDocument =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"RevokeOlderSessions\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"DateLessThan\":{\"aws:TokenIssueTime\":\(now)}}}]}"
      return [
        Command(
          "End the sessions issued so far; set the time to now.",
          "aws iam put-role-policy --role-name=\(roleName(draft.name)) --policy-name=\(policyName(target)) --policy-document=\(json: policy)"
        ),
        Command(
          "Read the trust policy, pin subject and audience in it by StringEquals, and deny for as long as a stolen token lives.",
          "aws iam get-role --role-name=\(roleName(draft.name)) --query Role.AssumeRolePolicyDocument"),
        Command(
          "aws iam update-assume-role-policy --role-name=\(roleName(draft.name)) --policy-document=\(nil, or: "file://TRUST_POLICY.json")",
          destructive: true),
      ]
    case "access-key":
      let id: Text? = draft.container == nil ? draft.name : nil
      return [
        Command(
          "aws iam update-access-key --user-name=\(nil, or: "USER_NAME") --access-key-id=\(id, or: "ACCESS_KEY_ID") --status Inactive",
          destructive: true)
      ]
    default:
      let namespace = draft.namespace ?? "default"
      var commands: [Command] = []
      for binding in facts.bindings(ofServiceAccount: namespace, draft.plainName) where binding.deleted == nil {
        let bound = StepTarget(binding.path, name: binding.name, namespace: binding.namespace, kind: binding.kind)
        commands.append(
          Command(
            "It has \(binding.role.name) by this binding.", "kubectl delete \(kind: bound) -- \(binding.name)",
            destructive: true))
      }
      for secret in facts.inventory.secrets
      where secret.value.metadata.namespace == namespace
        && secret.value.metadata.annotations["kubernetes.io/service-account.name"] == draft.plainName
      {
        commands.append(
          Command(
            "Deleting its token secret makes the token invalid.",
            "kubectl delete --namespace=\(namespace) secret -- \(secret.value.metadata.name)", destructive: true))
      }
      for pod in facts.pods(runningAs: namespace, draft.plainName) {
        commands.append(
          Command(
            "A token bound to a pod ends with the pod; not before the capture.",
            "kubectl delete --namespace=\(namespace) pod -- \(pod.value.metadata.name)", destructive: true))
      }
      if draft.routes.contains(where: { $0.route == "R13" || $0.route == "R14" }) || commands.isEmpty {
        commands.append(
          Command(
            "Ends every token of it, those that are bound to nothing too.",
            "kubectl delete --namespace=\(namespace) serviceaccount -- \(draft.plainName)", destructive: true))
      }
      return commands
    }
  }

  /// How to see that a credential no longer works.
  func revocationCheck(_ target: StepTarget) -> [Command] {
    guard let draft = draft(target) else { return [] }
    switch target.kind {
    case "session", "iam-role":
      let role = target.kind == "iam-role" ? draft.name : draft.role ?? ""
      return [
        Command(
          "The deny is there; CloudTrail shows AccessDenied for the old key.",
          "aws iam list-role-policies --role-name=\(roleName(role))")
      ]
    case "service-account":
      return [
        Command(
          "Nothing that it does not need.",
          "kubectl auth can-i --list --as=\(Text("system:serviceaccount:\(draft.namespace?.string ?? ""):\(draft.plainName.string)"))"
        )
      ]
    default: return []
    }
  }

  /// Who else uses a credential.
  func users(of target: StepTarget) -> [Prose] {
    guard let draft = draft(target) else { return [] }
    switch target.kind {
    case "session", "iam-role":
      let role = target.kind == "iam-role" ? draft.name : draft.role ?? ""
      let instances = facts.instances(ofRole: role).map(\.value.id).filter { $0 != draft.plainName }
      let pods = facts.references(of: draft).filter { $0.kind == "pod" }.map(\.name)
      var found: [Prose] = []
      if !instances.isEmpty {
        found.append("\(words: counted(instances.count, "other instance")) share the role: " + names(instances) + ".")
      }
      if !pods.isEmpty { found.append("\(words: counted(pods.count, "pod")) use the role: " + names(pods) + ".") }
      return found.isEmpty ? ["Who else uses the role is not in the evidence."] : found
    case "service-account":
      let pods = facts.pods(runningAs: draft.namespace ?? "", draft.plainName).map(\.value.path)
      return [
        pods.isEmpty
          ? "No pod of the snapshot runs as it; users outside the cluster are not visible."
          : "\(words: counted(pods.count, "pod")) run as it: " + names(pods) + "."
      ]
    default: return []
    }
  }
}

extension CaseFacts {
  /// Whether an EKS version answers anonymous requests on health paths only: 1.32 and later (fact F1).
  func limitsAnonymous(_ version: Text) -> Bool {
    let parts = version.split(UInt8(ascii: ".")).map { Int($0.string) }
    guard parts.count >= 2, let major = parts[0], let minor = parts[1] else { return false }
    return major > 1 || (major == 1 && minor >= 32)
  }
}
