package import CaseFolder

extension CallTrait {
  /// The traits of a command, from its words (domain rules K19 and K20).
  package static func traits(ofCommand words: [Text]) -> Set<CallTrait> {
    var command: [UInt8] = []
    for word in words {
      if !command.isEmpty { command.append(0x20) }
      command.append(contentsOf: word.utf8)
    }
    let text = Text(bytes: command)
    var traits: Set<CallTrait> = []
    for (trait, marks) in marks where marks.contains(where: { text.contains($0) }) {
      traits.insert(trait)
    }
    let fetches = text.contains("curl") || text.contains("wget")
    if fetches && ["| sh", "|sh", "| bash", "|bash", "chmod +x"].contains(where: { text.contains($0) }) {
      traits.insert(.downloadCommand)
    }
    if text.contains("/var/run/secrets/") && !traits.contains(.tokenFileCommand) {
      traits.insert(.credentialFileCommand)
    }
    if text.contains("/proc/") && text.contains("/environ") { traits.insert(.credentialFileCommand) }
    return traits
  }

  private static let marks: [(CallTrait, [Text])] = [
    (
      .instanceMetadataCommand,
      ["169.254.169.254", "fd00:ec2::254", "169.254.170.23", "/latest/meta-data", "/latest/api/token"]
    ),
    (
      .tokenFileCommand,
      ["eks.amazonaws.com/serviceaccount/token", "pods.eks.amazonaws.com", "kubernetes.io/serviceaccount/token"]
    ),
    (.credentialFileCommand, [".aws/credentials", "/etc/shadow", "kubeconfig"]),
    (.hostCommand, ["chroot /host", "nsenter"]),
    (.shellCommand, ["/dev/tcp/", "nc -e", "mkfifo", "socat"]),
  ]
}
