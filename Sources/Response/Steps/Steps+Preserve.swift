internal import CaseFolder
internal import Evidence
internal import Investigation

extension StepContext {
  /// The instances under the actor's control as targets.
  var instanceTargets: [StepTarget] {
    facts.compromisedInstances.map { StepTarget($0.id, instance: $0.id, since: $0.since) }
  }

  /// The pods under the actor's control as targets: those it entered, and those that the scope names.
  var podTargets: [StepTarget] {
    var paths: [Text: Timestamp] = [:]
    for entry in facts.enteredPods { paths[entry.path] = entry.at }
    for (key, entry) in facts.inScope(.pod, atLeast: .compromised) {
      let parts = facts.path(of: key).split(UInt8(ascii: "/"))
      guard parts.count >= 2 else { continue }
      let path = Text("\(parts[0].string)/\(parts[1].string)")
      paths[path] = paths[path] ?? entry.since ?? .zero
    }
    return paths.keys.sorted().map { path in
      let parts = path.split(UInt8(ascii: "/"))
      let node =
        facts.inventory.pods.first { $0.value.path == path }?.value.spec.nodeName ?? facts.nodeName(ofPod: path)
      return StepTarget(
        path, name: parts.count > 1 ? parts[1] : path, namespace: parts.count > 1 ? parts[0] : nil, kind: "pods",
        instance: node.flatMap { facts.inventory.node(named: $0)?.value.facts.instanceID }, since: paths[path])
    }
  }

  /// The responders' calls that name an instance.
  func calls(_ names: Text..., onInstance id: Text) -> [EventView] {
    names.flatMap { facts.calls($0) }.filter { $0.succeeded && facts.names(id, in: $0) }.sorted { $0.time < $1.time }
  }

  /// The Auto Scaling group of an instance, as its node group or a call says.
  func autoScalingGroup(_ id: Text) -> Text? {
    if let event = calls("SetInstanceProtection", "DetachInstances", onInstance: id).last,
      let name = facts.body(event)["requestParameters"]?["autoScalingGroupName"]?.nonEmptyText
    {
      return name
    }
    let tags = facts.inventory.instance(id)?.value.tags ?? []
    if let name = tags["aws:autoscaling:groupName"] { return name }
    let group = tags["eks:nodegroup-name"]
    return facts.inventory.nodeGroups.first { $0.value.name == group }?.value.autoScalingGroups.first
  }
}

extension StepDefinition {
  /// P1: the instance must not be terminated or lose its memory.
  static let protectInstance = StepDefinition(
    id: "P1", phase: "preserve", after: [], owner: "AWS account operator",
    title: { "Protect instance \($0.id) from termination" },
    why: "A terminated or stopped instance takes its memory and its disks with it.",
    targets: { $0.instanceTargets },
    commands: { context, target in
      var commands = [
        Command(
          "Refuse termination.",
          """
          aws ec2 modify-instance-attribute --region=\(context.region, or: "REGION") --instance-id=\(target.id) \
          --disable-api-termination
          """
        ),
        Command(
          "Stop instead of terminate when the instance shuts itself down.",
          """
          aws ec2 modify-instance-attribute --region=\(context.region, or: "REGION") --instance-id=\(target.id) \
          --instance-initiated-shutdown-behavior Value=stop
          """
        ),
        Command(
          "Refuse stopping, which erases the memory.",
          """
          aws ec2 modify-instance-attribute --region=\(context.region, or: "REGION") --instance-id=\(target.id) \
          --disable-api-stop
          """
        ),
        Command(
          "Keep the Auto Scaling group from replacing it.",
          """
          aws autoscaling set-instance-protection --region=\(context.region, or: "REGION") \
          --auto-scaling-group-name=\(context.autoScalingGroup(target.id), or: "AUTO_SCALING_GROUP") \
          --instance-ids=\(target.id) --protected-from-scale-in
          """
        ),
      ]
      if let instance = context.facts.inventory.instance(target.id)?.value,
        let root = instance.rootDevice ?? instance.volumes.first?.key
      {
        let mapping: JSONDocument = "[{\"DeviceName\":\(root),\"Ebs\":{\"DeleteOnTermination\":false}}]"
        commands.insert(
          Command(
            "Keep the root volume.",
            """
            aws ec2 modify-instance-attribute --region=\(context.region, or: "REGION") --instance-id=\(target.id) \
            --block-device-mappings=\(json: mapping)
            """
          ),
          at: 3)
      }
      return commands
    },
    verify: { context, target in
      [
        Command(
          "Prints true.",
          """
          aws ec2 describe-instance-attribute --region=\(context.region, or: "REGION") --instance-id=\(target.id) \
          --attribute disableApiTermination --query DisableApiTermination.Value
          """
        ),
        Command(
          "Prints \"stop\".",
          """
          aws ec2 describe-instance-attribute --region=\(context.region, or: "REGION") --instance-id=\(target.id) \
          --attribute instanceInitiatedShutdownBehavior --query InstanceInitiatedShutdownBehavior.Value
          """
        ),
      ]
    },
    rollback: { context, target in
      [
        Command(
          """
          aws ec2 modify-instance-attribute --region=\(context.region, or: "REGION") --instance-id=\(target.id) \
          --no-disable-api-termination
          """
        ),
        Command(
          """
          aws ec2 modify-instance-attribute --region=\(context.region, or: "REGION") --instance-id=\(target.id) \
          --no-disable-api-stop
          """
        ),
        Command(
          """
          aws ec2 modify-instance-attribute --region=\(context.region, or: "REGION") --instance-id=\(target.id) \
          --instance-initiated-shutdown-behavior Value=terminate
          """
        ),
        Command(
          """
          aws autoscaling set-instance-protection --region=\(context.region, or: "REGION") \
          --auto-scaling-group-name=\(context.autoScalingGroup(target.id), or: "AUTO_SCALING_GROUP") \
          --instance-ids=\(target.id) --no-protected-from-scale-in
          """
        ),
      ]
    },
    warnings: { context, target in
      var warnings: [Prose] = [
        """
        Termination protection does not stop an Auto Scaling group: scale-in protection does. An isolated node \
        can still be replaced by node repair or health checks.
        """
      ]
      if context.facts.inventory.instance(target.id)?.value.lifecycle == "spot" {
        warnings.append("It is a Spot instance: termination protection is not possible, capture at once.")
      }
      if context.autoScalingGroup(target.id) == nil {
        warnings.append("The Auto Scaling group is not in the evidence: fill it in.")
      }
      return warnings
    },
    status: { context, target in
      let attributes = context.calls("ModifyInstanceAttribute", onInstance: target.id)
      let termination = attributes.filter {
        context.facts.body($0)["requestParameters"]?["disableApiTermination"]?["value"]?.flag == true
      }
      let shutdown = attributes.filter {
        context.facts.body($0)["requestParameters"]?["instanceInitiatedShutdownBehavior"]?["value"]?.text == "stop"
      }
      let scaling = context.calls("SetInstanceProtection", "DetachInstances", "EnterStandby", onInstance: target.id)
      let events = termination + shutdown + scaling
      guard !events.isEmpty else { return context.notSeen("a protection of the instance") }
      var parts: [Prose] = []
      if let event = termination.first { parts.append("termination protection at \(event.time)") }
      if let event = shutdown.first { parts.append("shutdown behaviour stop at \(event.time)") }
      if let event = scaling.first { parts.append("\(event.action) at \(event.time)") }
      var status = context.done(events, "Recorded: " + parts.joined() + ".", effective: .yes)
      if termination.isEmpty || shutdown.isEmpty { status.state = .partial }
      if context.facts.calls("TerminateInstances").contains(where: {
        $0.succeeded && context.facts.names(target.id, in: $0)
      }) {
        status.effective = .no
      }
      return status
    })

  /// P2: pod and node carry the incident's label.
  static let label = StepDefinition(
    id: "P2", phase: "preserve", after: ["P1"], owner: "cluster operator",
    title: { "Label pod \($0.id) as under investigation" },
    why: "The label lets everybody see that the pod is evidence, and the quarantine policy select it.",
    targets: { $0.podTargets },
    commands: { context, target in
      [
        Command(
          """
          kubectl label --overwrite --namespace=\(target.namespace ?? "default") pod -- \(target.name) \
          \(Text("casebook/incident=\(context.label.string)")) casebook/quarantine=true
          """
        )
      ]
    },
    verify: { _, target in
      [Command("kubectl get --namespace=\(target.namespace ?? "default") pod --show-labels -- \(target.name)")]
    },
    rollback: { _, target in
      [
        Command(
          """
          kubectl label --namespace=\(target.namespace ?? "default") pod -- \(target.name) casebook/incident- \
          casebook/quarantine-
          """
        )
      ]
    },
    warnings: { _, _ in
      [
        """
        Adding labels is harmless. Removing a label that the workload selects orphans the pod and starts a \
        replacement: do that only after the capture.
        """
      ]
    },
    status: { context, target in
      let events = context.facts.changes("pods", to: target.id).filter {
        $0.succeeded && $0.action == "patch"
          && context.facts.body($0)["requestObject"]?["metadata"]?["labels"] != nil
      }
      guard let event = events.first else { return context.notSeen("labels put on the pod") }
      return context.done([event], "Labels put on the pod at \(event.time) by \(event.actor).", effective: .yes)
    })

  /// P3: no new pods on the node.
  static let cordon = StepDefinition(
    id: "P3", phase: "preserve", after: ["P1"], owner: "cluster operator",
    title: { "Cordon node \($0.name)" },
    why: "New pods on a node under the actor's control would be lost to it.",
    targets: { context in
      context.facts.compromisedInstances.compactMap { instance in
        instance.node.map { StepTarget($0, instance: instance.id, since: instance.since) }
      }
    },
    commands: { _, target in [Command("kubectl cordon -- \(target.name)")] },
    verify: { _, target in
      [Command("Prints true.", "kubectl get node --output=jsonpath='{.spec.unschedulable}' -- \(target.name)")]
    },
    rollback: { _, target in [Command("kubectl uncordon -- \(target.name)")] },
    blastRadius: { context, target in
      context.podsOnNode(target.instance ?? "", "They keep running; only new pods go elsewhere.")
    },
    warnings: { _, _ in
      [
        """
        DaemonSet pods ignore it. Do not drain the node before the capture: draining evicts the pods that are \
        evidence.
        """
      ]
    },
    status: { context, target in
      let events = context.facts.changes("nodes", to: target.name).filter {
        $0.succeeded && ($0.action == "patch" || $0.action == "update")
          && context.facts.body($0)["requestObject"]?["spec"]?["unschedulable"]?.flag == true
      }
      guard let event = events.first else {
        if let node = context.facts.inventory.node(named: target.name), node.value.facts.isUnschedulable {
          return StepStatus(
            state: .done, text: "The nodes snapshot shows it as unschedulable.", effective: .yes,
            provenBy: [node.citation])
        }
        return context.notSeen("the node made unschedulable")
      }
      return context.done([event], "Cordoned at \(event.time) by \(event.actor).", effective: .yes)
    })
}
