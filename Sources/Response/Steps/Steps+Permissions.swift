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
            """
            kubectl get \(kind: target) --output=json -- \(target.name) | jq \
            'del(.subjects[]|select(.name=="system:anonymous" or .name=="system:unauthenticated"))' | kubectl \
            replace --filename=-
            """,
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
            """
            curl --silent --insecure --output /dev/null --write-out '%{http_code}\\n' --url \
            \(Text("\(endpoint.string)/api/v1/namespaces"))
            """
          ))
      }
      return commands
    },
    blastRadius: { context, target in
      guard let binding = context.binding(target) else { return [] }
      // The authorizer stops at the first binding that allows, and the audit log names that one only.
      guard binding.requestsAllowed > 0 else {
        return [
          """
          No request names it; RBAC names only the first binding that allows, so it may have allowed the same ones.
          """
        ]
      }
      return [
        "It allowed \(words: counted(binding.requestsAllowed, "request")) of the evidence, for "
          + context.names(binding.subjects.map(\.subjectName)) + "."
      ]
    },
    warnings: { context, _ in
      var warnings: [Prose] = [
        "No undo: give a named subject the right that it needs.",
        "Keep system:public-info-viewer: health checks of load balancers rely on it.",
      ]
      if let version = context.facts.inventory.clusters.first?.value.version, context.facts.limitsAnonymous(version) {
        warnings.append(
          """
          The cluster runs \(version), which answers anonymous requests on health paths only: the binding breaks \
          a policy, it is no open door.
          """
        )
      }
      return warnings
    },
    status: { context, target in context.bindingStatus(target) })

  /// N2: credentials under the actor's control stop working.
  static let revokeCredentials = StepDefinition(
    id: "N2", phase: "remove permissions", after: ["P4a", "P4b", "P5"],
    follows: { target, other in other.instance.map(target.endsPodsOn.contains) ?? true },
    owner: "identity administrator",
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
          kind: draft.kind, since: draft.since, endsPodsOn: context.instances(of: context.endedPods(draft)),
          exposure: index)
      }
    },
    commands: { context, target in context.revocation(target) },
    verify: { context, target in context.revocationCheck(target) },
    rollback: { context, target in
      context.revocationUndo(target)
    },
    blastRadius: { context, target in context.users(of: target) },
    warnings: { _, target in
      target.kind == "session" || target.kind == "iam-role"
        ? [
          """
          An explicit deny does not stop the keys from logging in to the cluster: remove access entry, mapping \
          and bindings of the role as well, but not the entry that healthy nodes share.
          """
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
    facts.bindingsByPath[Text("\(target.kind.string)/\(target.id.string)")]
  }

  /// The draft of a target's exposure.
  func draft(_ target: StepTarget) -> ExposureDraft? { target.exposure.map { list.drafts[$0] } }

  /// The name of a role in its ARN.
  func roleName(_ role: Text) -> Text { role.split(UInt8(ascii: "/")).last ?? role }

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
}

extension CaseFacts {
  /// Whether an EKS version answers anonymous requests on health paths only: 1.32 and later (fact F1).
  func limitsAnonymous(_ version: Text) -> Bool {
    let parts = version.split(UInt8(ascii: ".")).map { Int($0.string) }
    guard parts.count >= 2, let major = parts[0], let minor = parts[1] else { return false }
    return major > 1 || (major == 1 && minor >= 32)
  }
}
