/// What a call's body or command shows beside its verb and object. The raw values are the words of `calls.json`.
package enum CallTrait: String, Hashable, Sendable, CaseIterable {
  /// The command asks the instance metadata service.
  case instanceMetadataCommand = "instance-metadata-command"
  /// The command names a service account's token file.
  case tokenFileCommand = "token-file-command"
  /// The command names another file that holds credentials.
  case credentialFileCommand = "credential-file-command"
  /// The command leaves the container for its host.
  case hostCommand = "host-command"
  /// The command fetches a program and runs it.
  case downloadCommand = "download-command"
  /// The command opens a shell to elsewhere.
  case shellCommand = "shell-command"
  /// A container runs privileged.
  case privilegedContainer = "privileged-container"
  /// A volume shows a directory of the host that gives power over it.
  case sensitiveHostPath = "sensitive-host-path"
  /// The pod shares the host's processes or IPC.
  case hostNamespaces = "host-namespaces"
  /// The caller's address is a public one.
  case publicAddress = "public-address"
  /// The credential of an instance is used from a public address.
  case instanceCredentialOutside = "instance-credential-outside"
  /// The call switches control-plane logging off.
  case loggingDisabled = "logging-disabled"
  /// The call opens the cluster's endpoint to everybody.
  case endpointOpened = "endpoint-opened"
  /// The call gives an interface or instance other security groups.
  case securityGroupsChanged = "security-groups-changed"
}
