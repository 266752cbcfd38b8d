package import CaseFolder
package import Evidence

extension CallTrait {
  /// The traits of a pod specification, or of a workload's template (domain rules K26 to K28).
  package static func traits(ofWorkload object: JSONValue) -> Set<CallTrait> {
    guard let spec = podSpec(of: object) else { return [] }
    var traits: Set<CallTrait> = []
    let containers = ["containers", "initContainers", "ephemeralContainers"].flatMap { spec[$0]?.items ?? [] }
    if containers.contains(where: { $0["securityContext"]?["privileged"]?.flag == true }) {
      traits.insert(.privilegedContainer)
    }
    if spec["hostPID"]?.flag == true || spec["hostIPC"]?.flag == true { traits.insert(.hostNamespaces) }
    let paths = (spec["volumes"]?.items ?? []).compactMap { $0["hostPath"]?["path"]?.text }
    if paths.contains(where: isSensitiveHostPath) { traits.insert(.sensitiveHostPath) }
    return traits
  }

  /// The pod specification inside a pod, a workload or a cron job.
  package static func podSpec(of object: JSONValue) -> JSONValue? {
    guard let spec = object["spec"] else { return nil }
    if let template = spec["jobTemplate"]?["spec"]?["template"]?["spec"] { return template }
    if let template = spec["template"]?["spec"] { return template }
    return spec["containers"] == nil ? nil : spec
  }

  /// The traits of a CloudTrail call's parameters (T10, T11, and what isolates an instance).
  package static func traits(ofParameters parameters: JSONValue) -> Set<CallTrait> {
    var traits: Set<CallTrait> = []
    let logging = parameters["logging"]?["clusterLogging"]?.items ?? []
    if logging.contains(where: { $0["enabled"]?.flag == false }) { traits.insert(.loggingDisabled) }
    let network = parameters["resourcesVpcConfig"]
    let addresses = network?["publicAccessCidrs"]?.texts ?? []
    if network?["endpointPublicAccess"]?.flag == true || addresses.contains("0.0.0.0/0") {
      traits.insert(.endpointOpened)
    }
    if parameters["groupSet"] != nil { traits.insert(.securityGroupsChanged) }
    return traits
  }

  /// Whether a path of a host, or what lies below it, gives power over the host.
  package static func isSensitiveHostPath(_ path: Text) -> Bool {
    path == "/"
      || [
        "/etc", "/root", "/home", "/proc", "/sys", "/dev", "/boot", "/var/lib/kubelet", "/var/lib/containerd",
        "/run", "/var/run", "/var/log",
      ].contains { path == $0 || path.hasPrefix(Text($0.string + "/")) } || path == "/var"
  }
}
