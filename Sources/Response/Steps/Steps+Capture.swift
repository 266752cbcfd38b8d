internal import CaseFolder
internal import Evidence
internal import Investigation

extension StepDefinition {
  /// P4a: what is lost when the machine stops, in the order of RFC 3227.
  static let captureMemory = StepDefinition(
    id: "P4a", phase: "preserve", after: ["P1"], owner: "forensics",
    title: { "Capture the volatile state of \($0.id)" },
    why: "Memory, processes and connections are gone after isolation, a reboot or a stop.",
    targets: { $0.instanceTargets },
    commands: { context, target in
      let since = Text((target.since ?? context.facts.moment("T1") ?? .zero).description)
      let collect: JSONDocument =
        """
        {"commands":["date -u","uname -a","ss -tunap","ps auxwwf","ls -l \
        /proc/[0-9]*/exe","lsmod","mount","crictl pods -o json","crictl ps -a -o json","for c in $(crictl ps -q); \
        do crictl inspect $c; crictl logs --tail 2000 $c; \
        done",\(Text("journalctl -u kubelet --since \(since.string)"))]}
        """
      return [
        Command(
          """
          Through Systems Manager, into a bucket that the node cannot delete from. Memory itself: AVML or LiME \
          onto an attached evidence volume, hashed on capture.
          """,
          """
          aws ssm send-command --region=\(context.region, or: "REGION") --instance-ids=\(target.id) \
          --document-name AWS-RunShellScript --comment=\(Text("\(context.label.string) volatile")) \
          --parameters=\(json: collect) --output-s3-bucket-name=\(nil, or: "EVIDENCE_BUCKET") \
          --output-s3-key-prefix=\(Text("\(context.label.string)/volatile"))
          """
        )
      ]
    },
    verify: { context, target in
      [
        Command(
          "The command's status is Success and its output lies in the bucket.",
          """
          aws ssm list-command-invocations --region=\(context.region, or: "REGION") --instance-id=\(target.id) \
          --details
          """
        )
      ]
    },
    warnings: { _, _ in
      [
        "EVIDENCE_BUCKET is not in the evidence: fill it in.",
        """
        Do this before the instance is isolated: isolation cuts Systems Manager. Bottlerocket and Auto Mode need \
        other means.
        """,
      ]
    },
    status: { context, target in
      let events = context.calls("SendCommand", "StartSession", onInstance: target.id)
      guard let event = events.first else { return context.notSeen("a command or session on the instance") }
      return StepStatus(
        state: .notProvable,
        text:
          """
          \(event.action) on the instance at \(event.time) by \(event.actor); what it ran is hidden in \
          CloudTrail, so the evidence cannot show that it captured memory. Ask for the capture and its hash.
          """,
        doneAt: event.time, doneBy: event.actor, provenBy: events.map(context.facts.citation))
    })

  /// P4b: the disks.
  static let snapshotDisks = StepDefinition(
    id: "P4b", phase: "preserve", after: ["P1", "P4a"], owner: "forensics",
    title: { "Snapshot the volumes of \($0.id)" },
    why: "The disks hold the actor's files and the container layers.",
    targets: { $0.instanceTargets },
    commands: { context, target in
      let specification: JSONDocument = "{\"InstanceId\":\(target.id),\"ExcludeBootVolume\":false}"
      let tags: JSONDocument =
        """
        [{"ResourceType":"snapshot","Tags":[{"Key":"incident","Value":\(context.label)},{"Key":"evidence","Value":"true"}]}]
        """
      return [
        Command(
          """
          aws ec2 create-snapshots --region=\(context.region, or: "REGION") \
          --instance-specification=\(json: specification) --copy-tags-from-source volume \
          --description=\(Text("\(context.label.string) evidence")) --tag-specifications=\(json: tags)
          """
        ),
        Command(
          "Keep each snapshot from being deleted.",
          """
          aws ec2 lock-snapshot --region=\(context.region, or: "REGION") \
          --snapshot-id=\(context.snapshots(of: target.id).first, or: "SNAPSHOT_ID") --lock-mode governance \
          --lock-duration 90
          """
        ),
        Command(
          "Share it with the forensic account.",
          """
          aws ec2 modify-snapshot-attribute --region=\(context.region, or: "REGION") \
          --snapshot-id=\(context.snapshots(of: target.id).first, or: "SNAPSHOT_ID") --attribute \
          createVolumePermission --operation-type add --user-ids=\(nil, or: "FORENSIC_ACCOUNT")
          """
        ),
      ]
    },
    verify: { context, target in
      [
        Command(
          "State is completed.",
          """
          aws ec2 describe-snapshots --region=\(context.region, or: "REGION") \
          --snapshot-ids=\(context.snapshots(of: target.id).first, or: "SNAPSHOT_ID") --query \
          'Snapshots[].{id:SnapshotId,state:State,encrypted:Encrypted,key:KmsKeyId}'
          """
        )
      ]
    },
    warnings: { context, target in
      var warnings: [Prose] = [
        "FORENSIC_ACCOUNT is not in the evidence: fill it in.",
        """
        Snapshots under the AWS-managed key aws/ebs cannot be shared: copy them with another key first. \
        Instance-store disks cannot be snapshotted.
        """,
      ]
      if !context.snapshots(of: target.id).isEmpty, context.facts.calls("LockSnapshot").isEmpty {
        warnings.append("No lock of the snapshot is recorded.")
      }
      return warnings
    },
    status: { context, target in
      let volumes = context.facts.inventory.instance(target.id)?.value.volumes.map(\.value) ?? []
      let events =
        context.calls("CreateSnapshots", onInstance: target.id)
        + context.facts.calls("CreateSnapshot").filter { event in
          event.succeeded && volumes.contains { context.facts.names($0, in: event) }
        }
      guard let event = events.min(by: { $0.time < $1.time }) else {
        return context.notSeen("a snapshot of its volumes")
      }
      let snapshots = context.snapshots(of: target.id)
      var text: Prose = "\(event.action) at \(event.time) by \(event.actor)"
      if !snapshots.isEmpty { text = text + ": " + context.names(snapshots) }
      return context.done(events, text + ".", effective: .yes)
    })

  /// P5: logs and objects.
  static let keepLogs = StepDefinition(
    id: "P5", phase: "preserve", after: [], owner: "security operations",
    title: { _ in "Export and keep the logs and the cluster's objects" },
    why: "Retention ends, and objects change with every step of the response.",
    targets: { [StepTarget("", name: $0.cluster ?? "")] },
    commands: { context, target in
      let group = context.cluster.map { Text("/aws/eks/\($0.string)/cluster") }
      return [
        Command(
          "The control plane's logs.",
          """
          aws logs create-export-task --region=\(context.region, or: "REGION") \
          --log-group-name=\(group, or: "LOG_GROUP") --from=\(nil, or: "FROM_MILLISECONDS") \
          --to=\(nil, or: "TO_MILLISECONDS") --destination=\(nil, or: "EVIDENCE_BUCKET")
          """
        ),
        Command(
          "How long they are kept; an empty list means for ever.",
          """
          aws logs describe-log-groups --region=\(context.region, or: "REGION") \
          --log-group-name-prefix=\(group, or: "LOG_GROUP") --query 'logGroups[].retentionInDays'
          """
        ),
        Command(
          "Keep them for a year, only if that was shorter than 365 days: a shorter time deletes what is older.",
          """
          aws logs put-retention-policy --region=\(context.region, or: "REGION") \
          --log-group-name=\(group, or: "LOG_GROUP") --retention-in-days 365
          """
        ),
        Command(
          "Objects; of secrets the metadata only.",
          """
          kubectl get pods,nodes,namespaces,serviceaccounts,networkpolicies,clusterrolebindings,rolebindings \
          --all-namespaces --output=json
          """
        ),
      ]
    },
    warnings: { _, _ in ["EVIDENCE_BUCKET and the times are to be filled in."] },
    status: { context, _ in
      let files = context.facts.evidence.ledger.count { !$0.isArchive }
      return StepStatus(
        state: .partial,
        text:
          """
          \(words: counted(files, "evidence file")) with SHA-256 in this case; retention and the export of whole \
          logs are not visible.
          """
      )
    })
}

extension StepContext {
  /// Ids of the snapshots that the responders made of an instance's volumes.
  func snapshots(of instance: Text) -> [Text] {
    let events = calls("CreateSnapshots", onInstance: instance)
    return Set(events.flatMap { ids(in: facts.body($0)["responseElements"] ?? .null) }).sorted()
  }

  private func ids(in value: JSONValue) -> [Text] {
    switch value {
    case .array(let items): items.flatMap(ids(in:))
    case .object(let members):
      members.flatMap { $0.key == "snapshotId" ? [$0.value.text].compactMap { $0 } : ids(in: $0.value) }
    default: []
    }
  }
}
