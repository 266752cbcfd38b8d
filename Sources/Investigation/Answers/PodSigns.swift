internal import CaseFolder
internal import Detection
internal import Evidence

/// What about a pod is out of the ordinary (domain question 2.2): each sign is one value.
struct PodSign: Sendable {
  /// How much a sign says by itself.
  enum Weight {
    /// Enough to list the pod.
    case strong
    /// Only listed beside a strong one.
    case weak
  }

  let weight: Weight
  /// In words; nil when the pod does not show it.
  let words: @Sendable (PodRecord, PodSpec, PodSignContext) -> Prose?

  static let all: [PodSign] = [
    PodSign(weight: .strong) { pod, _, context in
      context.actorsPods.contains(pod.key) ? "goes back to an act of the actor" : nil
    },
    PodSign(weight: .strong) { _, spec, _ in spec.hasPrivilegedContainer ? "privileged" : nil },
    PodSign(weight: .strong) { _, spec, _ in spec.hostPID ? "sees the processes of its host (hostPID)" : nil },
    PodSign(weight: .strong) { _, spec, _ in spec.hostIPC ? "shares the IPC of its host" : nil },
    PodSign(weight: .strong) { _, spec, _ in
      let paths = spec.volumes.compactMap(\.hostPath).filter { CallTrait.isSensitiveHostPath($0) }
      guard !paths.isEmpty else { return nil }
      let writable = spec.containers.contains { container in
        container.mounts.contains { mount in
          !mount.readOnly
            && spec.volumes.contains { $0.name == mount.volume && $0.hostPath.map(paths.contains) == true }
        }
      }
      let list = Set(paths).sorted().map { "\($0)" as Prose }.joined()
      return "mounts " + list + " of its host" + (writable ? ", writable" : "")
    },
    PodSign(weight: .strong) { _, spec, _ in
      let found = Set(spec.containers.flatMap(\.addedCapabilities).filter { capabilities.contains($0) }).sorted()
      return found.isEmpty ? nil : "adds " + found.map { "\($0)" as Prose }.joined()
    },
    PodSign(weight: .strong) { _, spec, _ in
      let words = spec.containers.flatMap { $0.command + $0.arguments }
      return CallTrait.traits(ofCommand: words).isEmpty
        ? nil : "runs a command that downloads, mines or reads credentials"
    },
    PodSign(weight: .strong) { pod, spec, context in
      context.administrators.contains(Text("system:serviceaccount:\(pod.namespace):\(spec.serviceAccount)"))
        ? "its service account \(spec.serviceAccount) has cluster-admin" : nil
    },
    PodSign(weight: .weak) { _, spec, _ in spec.hostNetwork ? "uses the network of its host" : nil },
    PodSign(weight: .weak) { pod, _, context in
      pod.namespace == "kube-system" && !context.isAWSManaged(pod) ? "runs in kube-system and is no add-on of AWS" : nil
    },
    PodSign(weight: .weak) { _, spec, _ in
      spec.containers.contains { ImageReference($0.image).isFloating } ? "its image has no fixed version" : nil
    },
    PodSign(weight: .weak) { _, spec, _ in spec.toleratesEverything ? "tolerates every taint" : nil },
    PodSign(weight: .weak) { pod, spec, _ in
      spec.nodeName != nil && pod.owners.isEmpty && !pod.isInSnapshot ? "names its node itself" : nil
    },
  ]

  private static let capabilities: Set<Text> = [
    "ALL", "SYS_ADMIN", "SYS_PTRACE", "SYS_MODULE", "NET_ADMIN", "DAC_READ_SEARCH", "BPF", "SYS_RAWIO",
    "CAP_SYS_ADMIN",
  ]
}

/// What signs look at beside the pod.
struct PodSignContext {
  /// Pods that go back to the actor.
  let actorsPods: Set<EntityKey>
  /// Service accounts, as user names, that some binding gives cluster-admin.
  let administrators: Set<Text>
  let own: Set<Text>
  let approved: [Text]

  /// Whether every image of a pod comes from a registry of AWS that publishes add-ons.
  func isAWSManaged(_ pod: PodRecord) -> Bool {
    let images = pod.images
    return !images.isEmpty
      && images.allSatisfy { ImageRegistries.builtIn.origin(of: $0, own: own, approved: approved) == .awsManaged }
  }

  /// The signs of a pod, the strong ones first; none when no strong one is among them. What AWS delivers is as it is.
  func signs(of pod: PodRecord) -> [Prose] {
    guard let spec = pod.spec, actorsPods.contains(pod.key) || !isAWSManaged(pod) else { return [] }
    let found = PodSign.all.compactMap { sign in sign.words(pod, spec, self).map { (sign.weight, $0) } }
    guard found.contains(where: { $0.0 == .strong }) else { return [] }
    return found.filter { $0.0 == .strong }.map(\.1) + found.filter { $0.0 == .weak }.map(\.1)
  }
}

extension PodRecord {
  /// The images of its containers, as they were named, once each.
  var images: [Text] {
    let named = (spec?.containers ?? []).map(\.image)
    return Set(named.isEmpty ? containers.map(\.image) : named).filter { !$0.isEmpty }.sorted()
  }

  /// `namespace/name`.
  var path: Text { Text("\(namespace)/\(name)") }

  /// Whether it can have run within a window.
  func ran(in window: Window?) -> Bool {
    guard let window else { return true }
    return (created.map { $0.wholeSecond <= window.to } ?? true) && (deleted.map { $0 >= window.from } ?? true)
  }
}
