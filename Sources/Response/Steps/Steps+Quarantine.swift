internal import CaseFolder
internal import Evidence
internal import Investigation

extension StepDefinition {
  /// E0: who can reach the API at all.
  static let narrowEndpoint = StepDefinition(
    id: "E0", phase: "early containment", after: [], owner: "cluster operator",
    title: { "Narrow the public API endpoint of \($0.name)" },
    why: "It is reversible, destroys no evidence, and keeps the actor from the API while the rest is prepared.",
    targets: { context in
      context.facts.inventory.clusters.filter { $0.value.endpointPublicAccess == true }.map {
        StepTarget($0.value.name)
      }
    },
    commands: { context, target in
      [
        Command(
          "Private access first, so that nodes keep their way.",
          """
          aws eks update-cluster-config --region=\(context.region, or: "REGION") --name=\(target.name) \
          --resources-vpc-config=endpointPublicAccess=true,endpointPrivateAccess=true,publicAccessCidrs=\(nil, or: "VPN_CIDRS")
          """
        )
      ]
    },
    verify: { context, target in
      [
        Command(
          """
          aws eks describe-cluster --region=\(context.region, or: "REGION") --name=\(target.name) --query \
          cluster.resourcesVpcConfig.publicAccessCidrs
          """
        )
      ]
    },
    rollback: { context, target in
      let old = context.facts.inventory.clusters.first { $0.value.name == target.name }?.value.publicAccessCIDRs ?? []
      let cidrs = old.isEmpty ? nil : Text(old.map(\.string).joined(separator: ","))
      return [
        Command(
          """
          aws eks update-cluster-config --region=\(context.region, or: "REGION") --name=\(target.name) \
          --resources-vpc-config=publicAccessCidrs=\(cidrs, or: "OLD_CIDRS")
          """
        )
      ]
    },
    blastRadius: { _, _ in ["Everybody who reaches the API from outside the list: people, CI, tools."] },
    warnings: { _, _ in ["VPN_CIDRS is to be filled in: the networks from which people and CI come."] },
    status: { context, target in
      let events = context.facts.calls("UpdateClusterConfig").filter { event in
        let request = context.facts.body(event)["requestParameters"]
        return event.succeeded && request?["resourcesVpcConfig"] != nil
          && context.facts.names(target.name, in: event) && event.time > context.facts.moment("T1") ?? .zero
      }
      if let event = events.last {
        return context.done([event], "The endpoint's configuration was changed at \(event.time) by \(event.actor).")
      }
      let cluster = context.facts.inventory.clusters.first { $0.value.name == target.name }
      if let cluster, let observed = cluster.observed {
        let cidrs = cluster.value.publicAccessCIDRs.map { "\($0)" as Prose }.joined()
        return StepStatus(
          state: .notSeen, text: "At \(observed) the endpoint was still open to " + cidrs + ".",
          provenBy: [cluster.citation])
      }
      return context.notSeen("a change of the endpoint")
    })

  /// Q1: a policy that isolates the pod.
  static let networkPolicy = StepDefinition(
    id: "Q1", phase: "quarantine", after: ["P2"], follows: { $0.id == $1.id }, owner: "cluster operator",
    title: { "Deny all traffic of pod \($0.id) by a network policy" },
    why: "It isolates one pod and nothing else, where network policies are enforced.",
    targets: { $0.podTargets },
    commands: { context, target in
      let name = Text("quarantine-\(context.nameSuffix.string)")
      return [
        Command(
          "Apply with kubectl apply -f.",
          yaml: """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: \(name), namespace: \(target.namespace ?? "default")}
            spec:
              podSelector: {matchLabels: {casebook/quarantine: "true"}}
              policyTypes: [Ingress, Egress]
            """)
      ]
    },
    verify: { _, target in
      [
        Command(
          "And REJECT records in the flow logs.",
          "kubectl get --namespace=\(target.namespace ?? "default") networkpolicies,policyendpoints.networking.k8s.aws")
      ]
    },
    rollback: { context, target in
      [
        Command(
          """
          kubectl delete --namespace=\(target.namespace ?? "default") networkpolicy -- \
          \(Text("quarantine-\(context.nameSuffix.string)"))
          """
        )
      ]
    },
    warnings: { context, target in context.policyObstacles(target).map(\.text) },
    status: { context, target in
      guard let policy = context.facts.isolatingPolicies(ofPod: target.id).first else {
        return context.notSeen("a network policy that isolates the pod")
      }
      let obstacles = context.policyObstacles(target).filter(\.isDecisive)
      var text: Prose = "Network policy \(policy.name)"
      if let at = policy.at { text = text + " created at \(at)" }
      if !obstacles.isEmpty { text = text + ", without effect: " + obstacles.map(\.short).joined() }
      return StepStatus(
        state: .done, text: text + ".", effective: obstacles.isEmpty ? .unknown : .no, doneAt: policy.at,
        doneBy: policy.by, provenBy: policy.citations + obstacles.flatMap(\.citations))
    })

  /// Q2: a security group without rules on every interface of the host.
  static let isolationGroup = StepDefinition(
    id: "Q2", phase: "quarantine", after: ["P1", "P4a", "P4b"], owner: "network operator",
    title: { "Isolate instance \($0.id) by a security group" },
    why:
      "A pod that reaches its node is not held by network policies; the host's security group holds everything on it.",
    targets: { $0.instanceTargets },
    commands: { context, target in
      let instance = context.facts.inventory.instance(target.id)?.value
      let permissions: JSONDocument = "[{\"IpProtocol\":\"-1\",\"IpRanges\":[{\"CidrIp\":\"0.0.0.0/0\"}]}]"
      var commands = [
        Command(
          "Save what is there.",
          """
          aws ec2 describe-network-interfaces --region=\(context.region, or: "REGION") \
          --filters=\(Text("Name=attachment.instance-id,Values=\(target.id.string)")) --query \
          'NetworkInterfaces[].{eni:NetworkInterfaceId,sg:Groups[].GroupId}'
          """
        ),
        Command(
          "A group of its own.",
          """
          SG=$(aws ec2 create-security-group --region=\(context.region, or: "REGION") \
          --vpc-id=\(instance?.vpc, or: "VPC_ID") \
          --group-name=\(Text("ir-isolation-\(context.nameSuffix.string)")) \
          --description=\(Text("IR isolation \(context.label.string)")) --query GroupId --output text)
          """
        ),
        Command(
          "A new group allows all egress: without this step it does not isolate.",
          """
          aws ec2 revoke-security-group-egress --region=\(context.region, or: "REGION") --group-id "$SG" \
          --ip-permissions=\(json: permissions)
          """
        ),
      ]
      for interface in (instance?.interfaces ?? []).map(\.id).sorted() {
        commands.append(
          Command(
            """
            aws ec2 modify-network-interface-attribute --region=\(context.region, or: "REGION") \
            --network-interface-id=\(interface) --groups "$SG"
            """,
            destructive: true))
      }
      if instance == nil {
        commands.append(
          Command(
            "For every interface of the instance.",
            """
            aws ec2 modify-network-interface-attribute --region=\(context.region, or: "REGION") \
            --network-interface-id=\(nil, or: "INTERFACE_ID") --groups "$SG"
            """,
            destructive: true))
      }
      return commands
    },
    verify: { context, target in
      [
        Command(
          "All interfaces show only the new group, and flow logs show no ACCEPT any more.",
          """
          aws ec2 describe-network-interfaces --region=\(context.region, or: "REGION") \
          --filters=\(Text("Name=attachment.instance-id,Values=\(target.id.string)")) --query \
          'NetworkInterfaces[].Groups[].GroupId'
          """
        )
      ]
    },
    rollback: { context, _ in
      [
        Command(
          "Restore the groups that were saved, for every interface.",
          """
          aws ec2 modify-network-interface-attribute --region=\(context.region, or: "REGION") \
          --network-interface-id=\(nil, or: "INTERFACE_ID") --groups \(nil, or: "OLD_GROUPS")
          """
        )
      ]
    },
    blastRadius: { context, target in
      context.podsOnNode(
        target.id,
        """
        All of them lose the network; the node becomes NotReady and controllers start replacements elsewhere. \
        Systems Manager is cut.
        """
      )
    },
    warnings: { _, _ in
      [
        """
        Existing tracked connections live on until they end or time out (5 days by default): check the flow logs, \
        and cut them with Q3 or by stopping the process.
        """,
        """
        The VPC resolver, the metadata service and time stay reachable: turn the metadata service off and block \
        by DNS Firewall.
        """,
        "Deletions of pods on an isolated node are not carried out until it is back.",
      ]
    },
    status: { context, target in context.isolationStatus(target) })

  /// Q3: a network ACL that denies the actor's hosts.
  static let networkACL = StepDefinition(
    id: "Q3", phase: "quarantine", after: ["P4a", "P4b", "Q2"], owner: "network operator",
    title: { "Deny \(address: $0.id) by the subnets' network ACL" },
    why: "Network ACLs are stateless: they cut tracked connections too.",
    targets: { context in
      Set(context.contacts.filter { $0.firstAccepted != nil }.map(\.host)).sorted().map { StepTarget($0) }
    },
    commands: { context, target in
      let cidr = Text("\(target.id.string)/\(target.id.utf8.contains(UInt8(ascii: ":")) ? 128 : 32)")
      let isVersion6 = target.id.utf8.contains(UInt8(ascii: ":"))
      let list = context.aclID
      let option: StaticString = isVersion6 ? "ipv6-cidr-block" : "cidr-block"
      return [
        Command(
          """
          aws ec2 create-network-acl-entry --region=\(context.region, or: "REGION") \
          --network-acl-id=\(list, or: "NETWORK_ACL_ID") --rule-number \(nil, or: "FREE_RULE_NUMBER") --egress \
          --protocol=-1 --rule-action deny --\(option: option)=\(cidr)
          """,
          destructive: true),
        Command(
          """
          aws ec2 create-network-acl-entry --region=\(context.region, or: "REGION") \
          --network-acl-id=\(list, or: "NETWORK_ACL_ID") --rule-number \(nil, or: "FREE_RULE_NUMBER") --ingress \
          --protocol=-1 --rule-action deny --\(option: option)=\(cidr)
          """,
          destructive: true),
      ]
    },
    verify: { context, _ in
      [
        Command(
          "Both entries stand, with numbers below those that allow; flow logs show no ACCEPT with the host any more.",
          """
          aws ec2 describe-network-acls --region=\(context.region, or: "REGION") \
          --network-acl-ids=\(context.aclID, or: "NETWORK_ACL_ID") --query 'NetworkAcls[].[Associations,Entries]'
          """
        )
      ]
    },
    rollback: { context, _ in
      [
        Command(
          """
          aws ec2 delete-network-acl-entry --region=\(context.region, or: "REGION") \
          --network-acl-id=\(context.aclID, or: "NETWORK_ACL_ID") --rule-number \(nil, or: "RULE_NUMBER") --egress
          """
        ),
        Command(
          """
          aws ec2 delete-network-acl-entry --region=\(context.region, or: "REGION") \
          --network-acl-id=\(context.aclID, or: "NETWORK_ACL_ID") --rule-number \(nil, or: "RULE_NUMBER") --ingress
          """
        ),
      ]
    },
    blastRadius: { context, target in context.subnetsOf(host: target.id) },
    warnings: { context, _ in
      var warnings: [Prose] = [
        "A low rule number wins; use one that is free. Traffic inside one subnet never crosses an ACL.",
        "Every subnet of the ACL is affected: print the associations before the command.",
      ]
      if context.aclID == nil {
        warnings.append(
          "NETWORK_ACL_ID is not in the evidence: take it from describe-network-acls for the node's subnet.")
      }
      return warnings
    },
    status: { context, target in context.aclStatus(target) })
}
