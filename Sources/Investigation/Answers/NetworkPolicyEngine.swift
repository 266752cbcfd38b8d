package import CaseFolder
package import Evidence

/// Whether anything in the cluster enforces network policies: they are objects without any effect otherwise (domain fact F9).
package struct NetworkPolicyEngine: Sendable {
  /// Whether they are enforced; nil when no record tells.
  package private(set) var isOn: Bool?
  /// How that is known, in words.
  package private(set) var words: Prose = ""
  /// The records that tell.
  package private(set) var citations: [Citation] = []

  /// The engine of a case: the configuration of the VPC CNI, the argument of its agent, or another engine's pods.
  package init(_ evidence: Evidence) {
    readAddons(evidence)
    if isOn == nil { readAgents(evidence) }
    if isOn != true { readOthers(evidence) }
  }

  private mutating func readAddons(_ evidence: Evidence) {
    for object in evidence.objects {
      guard case .aws(.addon(let addon)) = object.body, addon.name == "vpc-cni", let text = addon.configuration,
        let value = try? JSONParser().parse(Array(text.utf8))["enableNetworkPolicy"]
      else { continue }
      // The add-on's schema takes the flag as a text, and people write it as a boolean.
      isOn = value.flag ?? (value.text == "true")
      words = "the configuration of the VPC CNI add-on"
      citations = [object.citation]
    }
  }

  private mutating func readAgents(_ evidence: Evidence) {
    for object in evidence.objects {
      guard case .kubernetes(let kubernetes) = object.body,
        kubernetes.metadata.labels["k8s-app"] == "aws-node" || kubernetes.metadata.name == "aws-node"
      else { continue }
      let spec: PodSpec
      switch kubernetes.content {
      case .pod(let found, _): spec = found
      case .workload(let found, _): spec = found
      default: continue
      }
      let agent = spec.containers.first { $0.name == "aws-eks-nodeagent" }
      isOn = agent?.arguments.contains("--enable-network-policy=true") ?? false
      words = agent == nil ? "the VPC CNI runs without its agent" : "the argument of aws-eks-nodeagent"
      citations = [object.citation]
      return
    }
  }

  private mutating func readOthers(_ evidence: Evidence) {
    for object in evidence.objects {
      guard case .kubernetes(let kubernetes) = object.body, case .pod = kubernetes.content,
        let name = kubernetes.metadata.labels["k8s-app"], name == "cilium" || name == "calico-node"
      else { continue }
      isOn = true
      words = "pods of another engine run"
      citations = [object.citation]
      return
    }
  }
}
