internal import CaseFolder
internal import Evidence
internal import Investigation

extension StepContext {
  /// The command that undoes a call, for the few calls where one command does.
  func undo(_ target: StepTarget) -> [Command] {
    switch target.kind {
    case "CreateUser":
      [
        Command("What it holds.", "aws iam list-access-keys --user-name=\(target.name)"),
        Command(
          "After its keys, policies and groups.", "aws iam delete-user --user-name=\(target.name)", destructive: true),
      ]
    case "CreateRole":
      [Command("After its policies.", "aws iam delete-role --role-name=\(target.name)", destructive: true)]
    case "CreateLoginProfile", "UpdateLoginProfile":
      [Command("aws iam delete-login-profile --user-name=\(target.name)", destructive: true)]
    case "CreateAccessKey":
      [
        Command(
          """
          aws iam update-access-key --user-name=\(target.name) --access-key-id=\(nil, or: "ACCESS_KEY_ID") \
          --status Inactive
          """,
          destructive: true)
      ]
    case "RunInstances":
      [
        Command(
          "After a snapshot of their disks.",
          "aws ec2 terminate-instances --region=\(region, or: "REGION") --instance-ids=\(nil, or: "INSTANCE_IDS")",
          destructive: true)
      ]
    default: []
    }
  }

  /// Whether an object of the actor is gone.
  func artefactStatus(_ target: StepTarget) -> StepStatus {
    guard let artefact = artefacts.first(where: { $0.id == target.id }) else { return notSeen("its deletion") }
    guard artefact.isCreated else { return notSeen("that it was restored") }
    if let deletion = artefact.deletion {
      var status = done([deletion], "Deleted at \(deletion.time) by \(deletion.actor).", effective: .yes)
      let living = facts.livingPods(ofWorkload: artefact.path, kind: artefact.resource)
      if !living.isEmpty {
        status.state = .partial
        status.effective = .unknown
        status.text =
          """
          Deleted at \(deletion.time) by \(deletion.actor); no record that its \
          \(words: counted(living.count, "pod")) ended: 
          """
          + names(living.map(\.value.path)) + "."
        status.provenBy += living.map(\.citation)
      }
      return status
    }
    if let binding = facts.bindingsByPath[Text("\(artefact.resource.string)/\(artefact.path.string)")],
      let deleted = binding.deleted
    {
      return StepStatus(
        state: .done, text: "Deleted at \(deleted).", effective: .yes, doneAt: deleted, doneBy: binding.deletedBy,
        provenBy: binding.citations)
    }
    if let absent = artefact.absentAt {
      return StepStatus(state: .done, text: "The snapshot at \(absent) no longer shows it.", effective: .yes)
    }
    return notSeen("its deletion")
  }

  /// Whether a workload's pods are newer than containment.
  func redeployStatus(_ target: StepTarget) -> StepStatus {
    let path = namespacedName(target.namespace, target.name)
    let since = facts.moment("T4") ?? target.since ?? .zero
    let pods = facts.livingPods(ofWorkload: path, kind: target.kind)
    if let observed = facts.inventory.podsObserved, observed <= since {
      return StepStatus(
        state: .notSeen,
        text: "The pods snapshot at \(observed) is older than containment; no redeployment is recorded.",
        provenBy: pods.map(\.citation))
    }
    guard !pods.isEmpty else { return notSeen("a redeployment") }
    let old = pods.filter { ($0.value.status.started ?? .zero) <= since }
    if old.isEmpty {
      return StepStatus(
        state: .done, text: "All its pods started after containment.", effective: .yes,
        doneAt: pods.compactMap(\.value.status.started).max(), provenBy: pods.map(\.citation))
    }
    return StepStatus(
      state: old.count < pods.count ? .partial : .notSeen,
      text: "Started before containment: " + names(old.map(\.value.path)) + ".", provenBy: old.map(\.citation))
  }

  /// The commands that rotate an exposure.
  func rotation(_ target: StepTarget) -> [Command] {
    guard let draft = draft(target) else { return [] }
    switch draft.kind {
    case "kubernetes-secret": return rewriting(draft)
    case "secretsmanager":
      return [
        Command(
          """
          aws secretsmanager rotate-secret --region=\(region, or: "REGION") --secret-id=\(draft.name) \
          --rotate-immediately
          """,
          destructive: true)
      ]
    case "parameter":
      return [
        Command(
          """
          aws ssm put-parameter --region=\(region, or: "REGION") --name=\(draft.name) --type SecureString \
          --overwrite --value=\(nil, or: "file://NEW_VALUE")
          """,
          destructive: true)
      ]
    case "service-account":
      return facts.pods(runningAs: draft.namespace ?? "", draft.plainName).map {
        Command(
          "A token bound to a pod ends with the pod.",
          "kubectl delete --namespace=\(draft.namespace ?? "default") pod -- \($0.value.metadata.name)",
          destructive: true)
      }
    default: return []
    }
  }
}
