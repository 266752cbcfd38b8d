internal import CaseFolder
internal import Evidence
internal import Investigation

/// Why a network policy does not hold a pod.
struct PolicyObstacle {
  var text: Prose
  var short: Prose
  /// Whether it makes the policy useless, or only may.
  var isDecisive: Bool
  var citations: [Citation]
}

/// A network policy that isolates a pod in both directions.
struct IsolatingPolicy {
  var name: Text
  var at: Timestamp?
  var by: Text?
  var citations: [Citation]
}

extension StepContext {
  /// What keeps a network policy from holding a pod (fact F9).
  func policyObstacles(_ target: StepTarget) -> [PolicyObstacle] {
    var found: [PolicyObstacle] = []
    let pod = facts.inventory.pods.first { $0.value.path == target.id }
    if let pod, pod.value.spec.hostNetwork {
      found.append(
        PolicyObstacle(
          text: "The pod uses its host's network: no network policy holds it. Go on to Q2.",
          short: "the pod uses its host's network", isDecisive: true, citations: [pod.citation]))
    }
    if let pod, pod.value.metadata.owners.isEmpty {
      found.append(
        PolicyObstacle(
          text: "The pod has no owner: the VPC CNI does not enforce policies on it.", short: "the pod has no owner",
          isDecisive: true, citations: [pod.citation]))
    }
    let engine = facts.policyEngine
    if engine.isOn == false {
      found.append(
        PolicyObstacle(
          text: "The VPC CNI's policy engine is off: policies are stored and not enforced.",
          short: "the VPC CNI's policy engine is off", isDecisive: true, citations: engine.citations))
    }
    if let pod, pod.value.hasHostAccess, !pod.value.spec.hostNetwork {
      found.append(
        PolicyObstacle(
          text: "The pod can reach its host, from where it gets around the policy. Go on to Q2.",
          short: "the pod can reach its host", isDecisive: false, citations: [pod.citation]))
    }
    let others = facts.inventory.policies.filter { policy in
      policy.value.metadata.namespace == target.namespace && policy.value.facts.hasRules
        && (pod.map { policy.value.facts.selects($0.value.metadata.labels) } ?? false)
    }
    if !others.isEmpty {
      found.append(
        PolicyObstacle(
          text: "Policies add up: what another policy allows stays allowed. Selecting the pod: "
            + names(others.map(\.value.metadata.name)) + ".",
          short: "other policies allow traffic", isDecisive: false, citations: others.map(\.citation)))
    }
    return found
  }

  /// Q2: which interfaces got an isolating group, and whether traffic with the actor's hosts ended.
  func isolationStatus(_ target: StepTarget) -> StepStatus {
    let interfaces = Set((facts.inventory.instance(target.id)?.value.interfaces ?? []).map(\.id))
    let revoked = facts.calls("RevokeSecurityGroupEgress").filter(\.succeeded)
    let groups = Set(
      revoked.compactMap { facts.body($0)["requestParameters"]?["groupId"]?.text }
        + facts.calls("CreateSecurityGroup").filter(\.succeeded).compactMap {
          facts.body($0)["responseElements"]?["groupId"]?.text
        })
    let moves = facts.calls("ModifyNetworkInterfaceAttribute").filter { event in
      let request = facts.body(event)["requestParameters"]
      guard event.succeeded, let id = request?["networkInterfaceId"]?.text, interfaces.contains(id) else {
        return false
      }
      let wanted = request?["groupSet"]?["items"]?.items.compactMap { $0["groupId"]?.text } ?? []
      return !wanted.isEmpty && wanted.allSatisfy(groups.contains)
    }
    guard let last = moves.last else { return notSeen("a security group put on its interfaces") }
    let moved = Set(moves.compactMap { facts.body($0)["requestParameters"]?["networkInterfaceId"]?.text })
    let used = moves.flatMap {
      facts.body($0)["requestParameters"]?["groupSet"]?["items"]?.items.compactMap { $0["groupId"]?.text } ?? []
    }
    let emptied = revoked.filter { facts.body($0)["requestParameters"]?["groupId"]?.text.map(used.contains) ?? false }
    var status = done(moves + emptied, "")
    status.doneAt = last.time
    var text: Prose =
      "The security group was set on \(moved.count) of \(words: counted(interfaces.count, "interface")) by \(last.time)"
    if emptied.isEmpty {
      text = text + ", but its rule that allows all egress was not removed"
      status.state = .partial
    }
    if moved.count < interfaces.count { status.state = .partial }
    let contacts = self.contacts.filter { $0.instance == target.id }
    let survivors = contacts.filter { ($0.lastAccepted ?? .zero) > last.time }
    let refused = contacts.compactMap { contact in contact.rejectedStarts.filter { $0 >= last.time }.min() }.min()
    if let survivor = survivors.max(by: { ($0.lastAccepted ?? .zero) < ($1.lastAccepted ?? .zero) }),
      let end = survivor.lastAccepted
    {
      status.effective = .no
      var tracked: Prose = "; the open connection with \(address: survivor.host) was accepted until \(end)"
      if let refused, refused < end {
        // Security groups are stateful: a tracked connection lives on (fact F11).
        status.state = .partial
        text = text + "; new connections were refused from \(refused)"
        tracked = tracked + ": it stops new connections, not the tracked one"
      }
      text = text + tracked
      status.provenBy += survivors.flatMap(\.citations) + survivors.flatMap(\.rejections)
    } else if refused != nil {
      status.effective = .yes
      text = text + "; flow logs show no accepted flow with the actor's hosts after that"
      status.provenBy += contacts.flatMap(\.rejections)
    }
    status.text = text + "."
    return status
  }

  /// Q3: entries that deny a host, and whether traffic ended.
  func aclStatus(_ target: StepTarget) -> StepStatus {
    let events = (facts.calls("CreateNetworkAclEntry") + facts.calls("ReplaceNetworkAclEntry")).filter { event in
      let request = facts.body(event)["requestParameters"]
      guard event.succeeded, request?["ruleAction"]?.text == "deny" else { return false }
      let block = request?["cidrBlock"]?.text ?? request?["ipv6CidrBlock"]?.text
      return block.map { covers($0, target.id) } ?? false
    }
    let contacts = self.contacts.filter { $0.host == target.id }
    let lastAccepted = contacts.compactMap(\.lastAccepted).max()
    guard let executed = events.map(\.time).max(), let first = events.map(\.time).min() else {
      var status = notSeen("an entry that denies it")
      if let lastAccepted { status.text = status.text + " Last accepted flow: \(lastAccepted)." }
      return status
    }
    let directions = Set(events.compactMap { facts.body($0)["requestParameters"]?["egress"]?.flag })
    var status = done(events, "")
    if directions.count < 2 { status.state = .partial }
    var text: Prose = "Entries that deny it were made at \(first)"
    if executed > first { text = text + " and \(executed)" }
    if let lastAccepted {
      // A capture window may end a moment after the entry: what counts is whether a later window was accepted.
      let laterStart = contacts.compactMap(\.lastAcceptedStart).max() ?? .zero
      let refused = contacts.flatMap(\.rejectedStarts).filter { $0 >= first }.min()
      text = text + "; last accepted flow to \(lastAccepted)"
      if let refused { text = text + ", refused from \(refused)" }
      status.effective = laterStart > executed ? .no : refused == nil ? .unknown : .yes
      status.provenBy += contacts.flatMap(\.citations) + contacts.flatMap(\.rejections)
    }
    status.text = text + "."
    return status
  }

  /// The ACL that a responder changed.
  var aclID: Text? {
    facts.calls("CreateNetworkAclEntry").compactMap {
      facts.body($0)["requestParameters"]?["networkAclId"]?.nonEmptyText
    }.first
  }

  /// The subnets of the instances that had contact with a host, and what else lies in them.
  func subnetsOf(host: Text) -> [Prose] {
    let instances = Set(contacts.filter { $0.host == host }.compactMap(\.instance))
    let subnets = Set(instances.compactMap { facts.inventory.instance($0)?.value.subnet }).sorted()
    guard !subnets.isEmpty else { return ["All subnets of the ACL and everything in them."] }
    return subnets.map { subnet in
      let inside = Set(facts.inventory.instances.filter { $0.value.subnet == subnet }.map(\.value.id)).sorted()
      return "Subnet \(subnet) with \(words: counted(inside.count, "instance")) of the inventory: "
        + names(inside)
        + "; and every other subnet of the same ACL."
    }
  }

  /// Whether a CIDR block covers an address: IPv4 by bits, IPv6 only as a single address or everything.
  private func covers(_ block: Text, _ address: Text) -> Bool {
    let parts = block.split(UInt8(ascii: "/"))
    guard parts.count == 2, let length = Int(parts[1].string) else { return block == address }
    if let network = Self.bits(parts[0]), let host = Self.bits(address) {
      guard (0...32).contains(length) else { return false }
      return length == 0 || network >> (32 - length) == host >> (32 - length)
    }
    return parts[0] == address || (length == 0 && address.utf8.contains(UInt8(ascii: ":")))
  }

  private static func bits(_ address: Text) -> UInt32? {
    let parts = address.split(UInt8(ascii: ".")).map { UInt8($0.string) }
    guard parts.count == 4, parts.allSatisfy({ $0 != nil }) else { return nil }
    return parts.reduce(0) { $0 << 8 | UInt32($1!) }
  }
}

extension NetworkPolicyFacts {
  /// Whether its selector matches labels; with expressions nobody can tell, so it counts as a match.
  func selects(_ labels: [Tag]) -> Bool {
    matchLabels.allSatisfy { labels[$0.key] == $0.value }
  }
}

extension CaseFacts {
  /// Whether network policies are enforced, and what tells it.
  var policyEngine: (isOn: Bool?, citations: [Citation]) {
    let engine = NetworkPolicyEngine(evidence)
    return (engine.isOn, engine.citations)
  }

  /// Policies that isolate a pod in both directions: they select it, have no rules, and name both directions.
  func isolatingPolicies(ofPod path: Text) -> [IsolatingPolicy] {
    let parts = path.split(UInt8(ascii: "/"))
    guard parts.count == 2 else { return [] }
    var labels = inventory.pods.first { $0.value.path == path }?.value.metadata.labels ?? []
    for event in changes("pods", to: path) where event.succeeded && event.action == "patch" {
      for label in body(event)["requestObject"]?["metadata"]?["labels"]?.members ?? [] {
        if let value = label.value.text { labels.append(Tag(key: label.key, value: value)) }
      }
    }
    let makers = changes("networkpolicies").filter {
      $0.succeeded && $0.action == "create" && $0.namespace == parts[0]
    }
    var found: [IsolatingPolicy] = []
    for policy in inventory.policies
    where policy.value.metadata.namespace == parts[0] && policy.value.facts.selects(labels)
      && policy.value.facts.isolatesIngress && policy.value.facts.isolatesEgress && !policy.value.facts.hasRules
      && !policy.value.facts.hasExpressions
    {
      let maker = makers.first { $0.name == policy.value.metadata.name }
      found.append(
        IsolatingPolicy(
          name: policy.value.metadata.name, at: maker?.time ?? policy.value.metadata.created, by: maker?.actor,
          citations: [policy.citation] + (maker.map { [citation($0)] } ?? [])))
    }
    for maker in makers where !found.contains(where: { $0.name == maker.name }) {
      let spec = body(maker)["requestObject"]?["spec"]
      let wanted = spec?["podSelector"]?["matchLabels"]?.members ?? []
      let directions = spec?["policyTypes"]?.texts ?? []
      let selects = wanted.allSatisfy { label in labels.contains { $0.key == label.key && $0.value == label.value.text }
      }
      let isEmpty = (spec?["ingress"]?.items ?? []).isEmpty && (spec?["egress"]?.items ?? []).isEmpty
      if spec != nil, selects, isEmpty, directions.contains("Ingress"), directions.contains("Egress") {
        found.append(IsolatingPolicy(name: maker.name, at: maker.time, by: maker.actor, citations: [citation(maker)]))
      }
    }
    return found
  }
}
