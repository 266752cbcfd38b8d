internal import CaseFolder
internal import Evidence
internal import Investigation

/// Where the events stand that exposures, rotations and steps ask for: one pass over all events by symbols.
struct EventIndex {
  /// CloudTrail events of the calls that matter here, by `eventName`, in time order.
  private(set) var calls: [Text: [Int]] = [:]
  /// Changing Kubernetes requests by `resource` or `resource/subresource`, in time order.
  private(set) var changes: [Text: [Int]] = [:]
  /// Whose the event is; one element an event.
  private(set) var sides: [UInt8]

  /// Resources of which changes are looked up.
  static let resources: [Text] = [
    "secrets", "serviceaccounts", "serviceaccounts/token", "pods", "nodes", "networkpolicies", "clusterrolebindings",
    "rolebindings", "daemonsets", "deployments", "statefulsets", "replicasets", "jobs", "cronjobs",
    "validatingadmissionpolicies", "validatingadmissionpolicybindings", "namespaces", "pods/status",
  ]

  /// CloudTrail calls that are looked up.
  static let names: [Text] = [
    // Rotation and revocation.
    "RotateSecret", "RotationSucceeded", "RotationFailed", "RotationStarted", "PutSecretValue", "UpdateSecret",
    "DeleteSecret", "PutParameter", "DeleteParameter", "DeleteParameters", "UpdateAccessKey", "DeleteAccessKey",
    "PutRolePolicy", "AttachRolePolicy", "UpdateAssumeRolePolicy", "DeleteRole", "DisassociateIamInstanceProfile",
    "TerminateInstances", "DeletePodIdentityAssociation", "DeleteAccessEntry", "DisassociateAccessPolicy",
    "AssumeRoleWithWebIdentity",
    // Preservation and quarantine.
    "ModifyInstanceAttribute", "SetInstanceProtection", "DetachInstances", "EnterStandby", "SuspendProcesses",
    "CreateTags", "SendCommand", "StartSession", "CreateSnapshot", "CreateSnapshots", "LockSnapshot", "CopySnapshot",
    "StartMalwareScan", "CreateSecurityGroup", "RevokeSecurityGroupEgress", "ModifyNetworkInterfaceAttribute",
    "CreateNetworkAclEntry", "ReplaceNetworkAclEntry", "ReplaceNetworkAclAssociation", "UpdateClusterConfig",
    "ModifyInstanceMetadataOptions",
  ]

  /// Goes over all events once.
  init(_ investigation: Investigation) {
    let events = investigation.evidence.events
    let symbols = events.symbols
    var wanted = [UInt8](repeating: 0, count: symbols.count)
    for name in Self.names { if let symbol = symbols.lookup(name) { wanted[Int(symbol.id)] |= 1 } }
    for name in Self.resources { if let symbol = symbols.lookup(name) { wanted[Int(symbol.id)] |= 2 } }
    sides = [UInt8](repeating: 0, count: events.count)
    for index in investigation.actor.responderEvents where index < sides.count { sides[index] = 2 }
    for index in investigation.actor.events where index < sides.count { sides[index] = 1 }
    var callsBySymbol: [Symbol: [Int]] = [:]
    var changesBySymbol: [Symbol: [Int]] = [:]
    for index in events.indices {
      let source = events.source[index]
      if source == .cloudTrail {
        let action = events.action[index]
        if wanted[Int(action.id)] & 1 != 0 { callsBySymbol[action, default: []].append(index) }
      } else if source == .kubernetesAudit, !events.flags[index].contains(.readOnly) {
        let resource = events.resource[index]
        if wanted[Int(resource.id)] & 2 != 0 { changesBySymbol[resource, default: []].append(index) }
      }
    }
    for (symbol, indices) in callsBySymbol { calls[symbols.text(symbol)] = indices }
    for (symbol, indices) in changesBySymbol { changes[symbols.text(symbol)] = indices }
  }
}
