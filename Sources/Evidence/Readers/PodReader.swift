internal import CaseFolder

extension PodSpec {
  /// Reads a pod's `spec`, or the part of it that a patch sends.
  init(json spec: JSONValue) {
    self.init()
    nodeName = spec["nodeName"]?.nonEmptyText
    serviceAccount = spec[anyOf: ["serviceAccountName", "serviceAccount"]]?.nonEmptyText ?? "default"
    hostNetwork = spec["hostNetwork"]?.flag ?? false
    hostPID = spec["hostPID"]?.flag ?? false
    hostIPC = spec["hostIPC"]?.flag ?? false
    nodeSelector = [Tag](json: spec["nodeSelector"])
    toleratesEverything =
      spec["tolerations"]?.items.contains { $0["operator"]?.text == "Exists" && $0["key"]?.nonEmptyText == nil }
      ?? false
    automountsToken = spec["automountServiceAccountToken"]?.flag
    containers = ["initContainers", "containers", "ephemeralContainers"].flatMap { key in
      spec[Text(key)]?.items.map(ContainerSpec.init) ?? []
    }
    volumes = spec["volumes"]?.items.map(VolumeSpec.init) ?? []
    imagePullSecrets = spec["imagePullSecrets"]?.items.compactMap { $0["name"]?.nonEmptyText } ?? []
  }
}

extension ContainerSpec {
  /// Reads a container.
  init(json: JSONValue) {
    self.init(name: json["name"]?.text ?? "", image: json["image"]?.text ?? "")
    command = json["command"]?.texts ?? []
    arguments = json["args"]?.texts ?? []
    privileged = json["securityContext"]?["privileged"]?.flag ?? false
    addedCapabilities = json["securityContext"]?["capabilities"]?["add"]?.texts ?? []
    for variable in json["env"]?.items ?? [] {
      if let name = variable["valueFrom"]?["secretKeyRef"]?["name"]?.nonEmptyText { secretsInEnvironment.append(name) }
      if let name = variable["valueFrom"]?["configMapKeyRef"]?["name"]?.nonEmptyText { configMaps.append(name) }
      if let name = variable["name"]?.text, Self.shownVariables.contains(name), let value = variable["value"]?.text {
        awsEnvironment.append(Tag(key: name, value: value))
      }
    }
    for source in json["envFrom"]?.items ?? [] {
      if let name = source["secretRef"]?["name"]?.nonEmptyText { secretsAsEnvironment.append(name) }
      if let name = source["configMapRef"]?["name"]?.nonEmptyText { configMaps.append(name) }
    }
    mounts =
      json["volumeMounts"]?.items.map { mount in
        VolumeMount(
          volume: mount["name"]?.text ?? "", path: mount["mountPath"]?.text ?? "",
          readOnly: mount["readOnly"]?.flag ?? false,
          hasSubPath: mount[anyOf: ["subPath", "subPathExpr"]]?.nonEmptyText != nil)
      } ?? []
  }

  /// Environment variables that name an identity and hold no secret.
  private static let shownVariables: Set<Text> = [
    "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_REGION", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
  ]
}

extension VolumeSpec {
  /// Reads a volume.
  init(json: JSONValue) {
    self.init(name: json["name"]?.text ?? "")
    hostPath = json["hostPath"]?["path"]?.nonEmptyText
    if let name = json["secret"]?["secretName"]?.nonEmptyText { secrets.append(name) }
    if let name = json["configMap"]?["name"]?.nonEmptyText { configMaps.append(name) }
    for source in json["projected"]?["sources"]?.items ?? [] {
      if let name = source["secret"]?["name"]?.nonEmptyText { secrets.append(name) }
      if let name = source["configMap"]?["name"]?.nonEmptyText { configMaps.append(name) }
      if let token = source["serviceAccountToken"] { tokenAudiences.append(token["audience"]?.text ?? "") }
    }
    csiDriver = json["csi"]?["driver"]?.nonEmptyText
    secretProviderClass = json["csi"]?["volumeAttributes"]?["secretProviderClass"]?.nonEmptyText
    if let name = json["csi"]?["nodePublishSecretRef"]?["name"]?.nonEmptyText { secrets.append(name) }
  }
}

extension PodStatus {
  /// Reads a pod's `status`.
  init(json: JSONValue) {
    self.init()
    phase = json["phase"]?.nonEmptyText
    podIP = json["podIP"]?.nonEmptyText
    hostIP = json["hostIP"]?.nonEmptyText
    started = json["startTime"]?.time
    containers = ["initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses"].flatMap { key in
      json[Text(key)]?.items.map(ContainerStatus.init) ?? []
    }
  }
}

extension ContainerStatus {
  /// Reads a container's status; the id loses its scheme, the digest its repository.
  init(json: JSONValue) {
    let imageID = json["imageID"]?.nonEmptyText
    let state = json["state"] ?? .null
    let ended = state["terminated"] ?? json["lastState"]?["terminated"] ?? .null
    self.init(
      name: json["name"]?.text ?? "", image: json["image"]?.text ?? "", imageID: imageID,
      digest: imageID.flatMap(Self.digest), id: json["containerID"]?.nonEmptyText.map(Self.withoutScheme),
      started: state["running"]?["startedAt"]?.time, terminated: ended["finishedAt"]?.time)
  }

  /// `sha256:…` at the end of an image id, or nil.
  static func digest(_ imageID: Text) -> Text? {
    let parts = imageID.split(UInt8(ascii: "@"))
    guard let last = parts.last.map(withoutScheme), last.hasPrefix("sha256:") else { return nil }
    return last
  }

  /// A container or image id without `containerd://` or the like.
  static func withoutScheme(_ id: Text) -> Text {
    id.range(of: "://", from: 0).map { Text(bytes: id.utf8.dropFirst($0.upperBound)) } ?? id
  }
}
