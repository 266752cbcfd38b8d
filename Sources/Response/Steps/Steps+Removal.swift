internal import CaseFolder
internal import Evidence
internal import Investigation

extension StepDefinition {
  /// N3: what the actor made in the cluster.
  static let removeArtefacts = StepDefinition(
    id: "N3", phase: "remove permissions", after: ["P4a", "P4b", "P5"], owner: "cluster operator",
    title: { "Remove what the actor made: \($0.id)" },
    why: "Objects of the actor keep its access or its code alive.",
    targets: { context in
      let anonymous = Set(
        context.facts.investigation.bindings.filter(\.grantsAnonymous).map { "\($0.kind.string)/\($0.path.string)" })
      return context.artefacts.filter { !anonymous.contains($0.id.string) }
        .map { StepTarget($0.id, name: $0.name, namespace: $0.namespace.nonEmpty, kind: $0.resource, since: $0.at) }
    },
    commands: { context, target in
      let artefact = context.artefacts.first { $0.id == target.id }
      if artefact?.isCreated == false {
        return [
          Command(
            "The actor changed an object that was there: restore the version before it, from Git or backup.",
            "kubectl get \(kind: target) --output=yaml -- \(target.name)")
        ]
      }
      return [Command("kubectl delete \(kind: target) -- \(target.name)", destructive: true)]
    },
    verify: { _, target in [Command("Expect NotFound.", "kubectl get \(kind: target) -- \(target.name)")] },
    warnings: { _, _ in ["Delete owners, not what they own: a controller makes it again."] },
    status: { context, target in context.artefactStatus(target) })

  /// N3 in AWS: changing calls of the actor, to be undone.
  static let undoCalls = StepDefinition(
    id: "N3a", phase: "remove permissions", after: ["P5"], owner: "AWS account operator",
    title: { "Undo the actor's \($0.kind) on \($0.name)" },
    why: "Users, keys, policies and resources that the actor made or changed keep its access alive.",
    targets: { $0.calls.map(\.target) },
    commands: { context, target in context.undo(target) },
    warnings: { context, target in
      context.undo(target).isEmpty
        ? ["No command is known for it: look at the cited record, and restore what was there before."] : []
    },
    status: { context, target in context.callStatus(target) })

  /// N4: clean copies of workloads that the actor entered.
  static let redeploy = StepDefinition(
    id: "N4", phase: "redeploy", after: ["P4a", "P4b", "N1", "N2", "N3"],
    follows: { target, other in other.instance.map(target.endsPodsOn.contains) ?? true }, owner: "application owner",
    title: { "Redeploy \($0.id)" },
    why: "What ran under the actor's control may have been changed in memory and on disk.",
    targets: { context in
      var found: [Text: StepTarget] = [:]
      let made = Set(context.artefacts.map(\.id))
      for target in context.podTargets {
        guard let pod = context.facts.inventory.pods.first(where: { $0.value.path == target.id }),
          let owner = Inventory.workload(of: pod.value.metadata)
        else { continue }
        let kind = Text("\(owner.kind.asciiLowercased.string)s")
        let path = namespacedName(pod.value.metadata.namespace, owner.name)
        let id = Text("\(kind.string)/\(path.string)")
        guard !made.contains(id) else { continue }
        found[id] = StepTarget(
          id, name: owner.name, namespace: pod.value.metadata.namespace, kind: kind, since: target.since,
          endsPodsOn: context.instances(of: context.facts.livingPods(ofWorkload: path, kind: kind).map(\.value)))
      }
      return found.keys.sorted().compactMap { found[$0] }
    },
    commands: { _, target in
      [
        Command(
          "After the weakness is fixed and the image is built again or pinned by its digest.",
          """
          kubectl rollout restart --namespace=\(target.namespace ?? "default") \
          \(Text("\(target.kind.string)/\(target.name.string)"))
          """,
          destructive: true)
      ]
    },
    verify: { _, target in
      [
        Command(
          """
          kubectl rollout status --namespace=\(target.namespace ?? "default") \
          \(Text("\(target.kind.string)/\(target.name.string)"))
          """
        )
      ]
    },
    rollback: { _, target in
      [
        Command(
          """
          kubectl rollout undo --namespace=\(target.namespace ?? "default") \
          \(Text("\(target.kind.string)/\(target.name.string)"))
          """
        )
      ]
    },
    blastRadius: { context, target in
      let path = namespacedName(target.namespace, target.name)
      let pods = context.facts.livingPods(ofWorkload: path, kind: target.kind).map(\.value.path)
      return pods.isEmpty ? [] : ["\(words: counted(pods.count, "pod")) start again: " + context.names(pods) + "."]
    },
    warnings: { _, _ in ["Delete the old pods only when the replacement is healthy, and after the capture."] },
    status: { context, target in context.redeployStatus(target) })

  /// N4 for a node: a new one instead of a cleaned one.
  static let replaceNode = StepDefinition(
    id: "N4", phase: "redeploy", after: ["P4a", "P4b", "N1", "N2", "N3"], owner: "cluster operator",
    title: { "Replace the node on instance \($0.id)" },
    why: "A host under the actor's control is replaced, not cleaned.",
    targets: { $0.instanceTargets },
    commands: { context, target in
      let node = context.facts.inventory.nodeName(ofInstance: target.id)
      return [
        Command(
          "When forensics has released the instance.", "kubectl delete node -- \(node, or: "NODE_NAME")",
          destructive: true),
        Command(
          "aws ec2 terminate-instances --region=\(context.region, or: "REGION") --instance-ids=\(target.id)",
          destructive: true),
      ]
    },
    blastRadius: { context, target in context.podsLost(withInstance: target.id) },
    warnings: { _, _ in ["Termination protection must be taken back first, on purpose: only after release."] },
    status: { context, target in
      let events = context.calls("TerminateInstances", onInstance: target.id)
      if let event = events.last {
        return context.done([event], "Terminated at \(event.time) by \(event.actor).", effective: .yes)
      }
      if let instance = context.facts.inventory.instance(target.id), let observed = instance.observed {
        return StepStatus(
          state: .notSeen, text: "The instance was \(instance.value.state ?? "still there") at \(observed).",
          provenBy: [instance.citation])
      }
      return context.notSeen("its end")
    })

  /// R: one exposure is rotated. Identities that N2 revokes have no second step.
  static let rotate = StepDefinition(
    id: "R", phase: "rotate", after: ["P4a", "P4b", "N1", "N2"],
    follows: { target, other in other.instance.map(target.endsPodsOn.contains) ?? target.isReadThrough(other) },
    owner: "secret owner",
    title: { "Rotate \($0.name)" },
    why: "Known values work wherever they are accepted, also outside the cluster.",
    targets: { context in
      context.list.drafts.indices.compactMap { index in
        let draft = context.list.drafts[index]
        guard draft.class == .compromised || draft.class == .exposed else { return nil }
        if draft.class == .compromised, ["session", "iam-role", "access-key", "service-account"].contains(draft.kind) {
          return nil
        }
        return StepTarget(
          Text("\(draft.kind.string)/\(draft.name.string)"), name: draft.name, namespace: draft.namespace,
          kind: draft.kind, since: draft.since, endsPodsOn: context.instances(of: context.endedPods(draft)),
          exposure: index)
      }
    },
    commands: { context, target in context.rotation(target) },
    blastRadius: { context, target in
      guard let index = target.exposure else { return [] }
      let references = context.list.exposures[index].references.filter { $0.kind == "pod" || $0.kind == "instance" }
      return references.isEmpty
        ? ["No consumer is in the evidence; users outside the cluster are not visible: ask the owner."]
        : ["\(words: counted(references.count, "consumer")): " + context.names(references.map(\.name)) + "."]
    },
    warnings: { context, target in
      guard let index = target.exposure else { return [] }
      return [context.list.exposures[index].rotation.warning, context.rewritingNote(context.list.drafts[index])]
        .compactMap { $0 }
    },
    status: { context, target in
      guard let index = target.exposure else { return context.notSeen("a rotation") }
      return context.status(ofRotation: context.list.exposures[index])
    })
}
