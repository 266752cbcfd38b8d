package import CaseFolder

/// A Kubernetes object as far as an investigation needs it, from an inventory or from an audit event's body.
/// Secret values are dropped while reading.
package struct KubernetesObject: Sendable {
  /// What is special to the kind.
  package enum Content: Sendable {
    case pod(PodSpec, PodStatus)
    /// Deployment, DaemonSet, StatefulSet, ReplicaSet, Job, CronJob: the pod template, and the replicas wanted.
    case workload(PodSpec, replicas: Int?)
    case node(NodeFacts)
    case namespace
    /// Type and the names of its keys; never a value.
    case secret(type: Text?, keys: [Text])
    case configMap(keys: [Text])
    case serviceAccount(imagePullSecrets: [Text], automountsToken: Bool?)
    /// ClusterRoleBinding or RoleBinding.
    case binding(role: RoleReference, subjects: [BindingSubject])
    /// ClusterRole or Role.
    case role([PolicyRule])
    case networkPolicy(NetworkPolicyFacts)
    /// Any other kind: only kind and metadata are kept.
    case other
  }

  /// The kind in the singular, such as `ClusterRoleBinding`.
  package var kind: Text
  package var metadata: ObjectMetadata
  package var content: Content

  /// An object of a kind.
  package init(kind: Text, metadata: ObjectMetadata, content: Content) {
    self.kind = kind
    self.metadata = metadata
    self.content = content
  }
}

/// `metadata` of an object.
package struct ObjectMetadata: Hashable, Sendable {
  package var name: Text = ""
  /// nil for cluster-wide kinds.
  package var namespace: Text?
  package var uid: Text?
  package var created: Timestamp?
  package var deleted: Timestamp?
  package var labels: [Tag] = []
  package var annotations: [Tag] = []
  package var owners: [ObjectOwner] = []
  /// Who changed it, when, as `managedFields` says.
  package var managers: [FieldManager] = []

  /// All parts at once.
  package init(
    name: Text = "", namespace: Text? = nil, uid: Text? = nil, created: Timestamp? = nil, deleted: Timestamp? = nil,
    labels: [Tag] = [], annotations: [Tag] = [], owners: [ObjectOwner] = [], managers: [FieldManager] = []
  ) {
    self.name = name
    self.namespace = namespace
    self.uid = uid
    self.created = created
    self.deleted = deleted
    self.labels = labels
    self.annotations = annotations
    self.owners = owners
    self.managers = managers
  }
}

/// One entry of `metadata.ownerReferences`.
package struct ObjectOwner: Hashable, Sendable {
  package var kind: Text
  package var name: Text
  package var uid: Text?

  /// All parts at once.
  package init(
    kind: Text, name: Text, uid: Text? = nil
  ) {
    self.kind = kind
    self.name = name
    self.uid = uid
  }
}

/// One entry of `metadata.managedFields`.
package struct FieldManager: Hashable, Sendable {
  package var manager: Text
  package var operation: Text
  package var time: Timestamp?

  /// All parts at once.
  package init(
    manager: Text, operation: Text, time: Timestamp? = nil
  ) {
    self.manager = manager
    self.operation = operation
    self.time = time
  }
}

/// A pod's specification, or a workload's template.
package struct PodSpec: Sendable {
  package var nodeName: Text?
  /// `default` when the object does not say.
  package var serviceAccount: Text = "default"
  package var hostNetwork = false
  package var hostPID = false
  package var hostIPC = false
  package var nodeSelector: [Tag] = []
  package var toleratesEverything = false
  package var automountsToken: Bool?
  /// Init, ephemeral and ordinary containers together.
  package var containers: [ContainerSpec] = []
  package var volumes: [VolumeSpec] = []
  package var imagePullSecrets: [Text] = []

  /// Whether a container runs privileged.
  package var hasPrivilegedContainer: Bool { containers.contains { $0.privileged } }

  /// All parts at once.
  package init(
    nodeName: Text? = nil, serviceAccount: Text = "default", hostNetwork: Bool = false, hostPID: Bool = false,
    hostIPC: Bool = false, nodeSelector: [Tag] = [], toleratesEverything: Bool = false, automountsToken: Bool? = nil,
    containers: [ContainerSpec] = [], volumes: [VolumeSpec] = [], imagePullSecrets: [Text] = []
  ) {
    self.nodeName = nodeName
    self.serviceAccount = serviceAccount
    self.hostNetwork = hostNetwork
    self.hostPID = hostPID
    self.hostIPC = hostIPC
    self.nodeSelector = nodeSelector
    self.toleratesEverything = toleratesEverything
    self.automountsToken = automountsToken
    self.containers = containers
    self.volumes = volumes
    self.imagePullSecrets = imagePullSecrets
  }
}

/// A container's specification.
package struct ContainerSpec: Sendable {
  package var name: Text
  package var image: Text
  package var command: [Text] = []
  package var arguments: [Text] = []
  package var privileged = false
  package var addedCapabilities: [Text] = []
  /// Names of secrets that `env[].valueFrom.secretKeyRef` reads.
  package var secretsInEnvironment: [Text] = []
  /// Names of secrets that `envFrom[].secretRef` reads.
  package var secretsAsEnvironment: [Text] = []
  /// Names of ConfigMaps read by `env` and `envFrom`.
  package var configMaps: [Text] = []
  /// Plain environment entries whose name begins with `AWS_` (role ARN, token file): names and values.
  package var awsEnvironment: [Tag] = []
  package var mounts: [VolumeMount] = []

  /// All parts at once.
  package init(
    name: Text, image: Text, command: [Text] = [], arguments: [Text] = [], privileged: Bool = false,
    addedCapabilities: [Text] = [], secretsInEnvironment: [Text] = [], secretsAsEnvironment: [Text] = [],
    configMaps: [Text] = [], awsEnvironment: [Tag] = [], mounts: [VolumeMount] = []
  ) {
    self.name = name
    self.image = image
    self.command = command
    self.arguments = arguments
    self.privileged = privileged
    self.addedCapabilities = addedCapabilities
    self.secretsInEnvironment = secretsInEnvironment
    self.secretsAsEnvironment = secretsAsEnvironment
    self.configMaps = configMaps
    self.awsEnvironment = awsEnvironment
    self.mounts = mounts
  }
}

/// A container's mount of a volume.
package struct VolumeMount: Hashable, Sendable {
  package var volume: Text
  package var path: Text
  package var readOnly: Bool
  package var hasSubPath: Bool

  /// All parts at once.
  package init(
    volume: Text, path: Text, readOnly: Bool, hasSubPath: Bool
  ) {
    self.volume = volume
    self.path = path
    self.readOnly = readOnly
    self.hasSubPath = hasSubPath
  }
}

/// A pod's volume.
package struct VolumeSpec: Sendable {
  package var name: Text
  /// The host's path of a `hostPath` volume.
  package var hostPath: Text?
  /// Secrets it shows: `secret.secretName` and `projected.sources[].secret.name`.
  package var secrets: [Text] = []
  package var configMaps: [Text] = []
  /// Audiences of projected service account tokens; an empty text is the API server's own.
  package var tokenAudiences: [Text] = []
  /// `csi.driver` and `volumeAttributes.secretProviderClass`.
  package var csiDriver: Text?
  package var secretProviderClass: Text?

  /// All parts at once.
  package init(
    name: Text, hostPath: Text? = nil, secrets: [Text] = [], configMaps: [Text] = [], tokenAudiences: [Text] = [],
    csiDriver: Text? = nil, secretProviderClass: Text? = nil
  ) {
    self.name = name
    self.hostPath = hostPath
    self.secrets = secrets
    self.configMaps = configMaps
    self.tokenAudiences = tokenAudiences
    self.csiDriver = csiDriver
    self.secretProviderClass = secretProviderClass
  }
}

/// A pod's status.
package struct PodStatus: Sendable {
  package var phase: Text?
  package var podIP: Text?
  package var hostIP: Text?
  package var started: Timestamp?
  package var containers: [ContainerStatus] = []

  /// All parts at once.
  package init(
    phase: Text? = nil, podIP: Text? = nil, hostIP: Text? = nil, started: Timestamp? = nil,
    containers: [ContainerStatus] = []
  ) {
    self.phase = phase
    self.podIP = podIP
    self.hostIP = hostIP
    self.started = started
    self.containers = containers
  }
}

/// A container's status. `id` is without its scheme (`containerd://`), `digest` is `sha256:…` without the repository.
package struct ContainerStatus: Hashable, Sendable {
  package var name: Text
  package var image: Text
  package var imageID: Text?
  package var digest: Text?
  package var id: Text?
  package var started: Timestamp?
  package var terminated: Timestamp?

  /// All parts at once.
  package init(
    name: Text, image: Text, imageID: Text? = nil, digest: Text? = nil, id: Text? = nil, started: Timestamp? = nil,
    terminated: Timestamp? = nil
  ) {
    self.name = name
    self.image = image
    self.imageID = imageID
    self.digest = digest
    self.id = id
    self.started = started
    self.terminated = terminated
  }
}

/// What a Node tells.
package struct NodeFacts: Sendable {
  /// `spec.providerID`, such as `aws:///us-west-2a/i-…`.
  package var providerID: Text?
  /// The instance id in it.
  package var instanceID: Text?
  package var addresses: [Text] = []
  package var isUnschedulable = false
  package var kubeletVersion: Text?

  /// All parts at once.
  package init(
    providerID: Text? = nil, instanceID: Text? = nil, addresses: [Text] = [], isUnschedulable: Bool = false,
    kubeletVersion: Text? = nil
  ) {
    self.providerID = providerID
    self.instanceID = instanceID
    self.addresses = addresses
    self.isUnschedulable = isUnschedulable
    self.kubeletVersion = kubeletVersion
  }
}

/// `roleRef` of a binding.
package struct RoleReference: Hashable, Sendable {
  package var kind: Text
  package var name: Text

  /// All parts at once.
  package init(
    kind: Text, name: Text
  ) {
    self.kind = kind
    self.name = name
  }
}

/// One of a binding's subjects. `kind` is User, Group or ServiceAccount.
package struct BindingSubject: Hashable, Sendable {
  package var kind: Text
  package var name: Text
  package var namespace: Text?

  /// The user name or group name that a request would carry.
  package var subjectName: Text {
    kind == "ServiceAccount" ? Text("system:serviceaccount:\(namespace?.string ?? ""):\(name.string)") : name
  }

  /// All parts at once.
  package init(
    kind: Text, name: Text, namespace: Text? = nil
  ) {
    self.kind = kind
    self.name = name
    self.namespace = namespace
  }
}

/// One rule of a role.
package struct PolicyRule: Hashable, Sendable {
  package var verbs: [Text] = []
  package var apiGroups: [Text] = []
  package var resources: [Text] = []
  package var resourceNames: [Text] = []
  package var nonResourceURLs: [Text] = []

  /// All parts at once.
  package init(
    verbs: [Text] = [], apiGroups: [Text] = [], resources: [Text] = [], resourceNames: [Text] = [],
    nonResourceURLs: [Text] = []
  ) {
    self.verbs = verbs
    self.apiGroups = apiGroups
    self.resources = resources
    self.resourceNames = resourceNames
    self.nonResourceURLs = nonResourceURLs
  }
}

/// What a NetworkPolicy selects and isolates.
package struct NetworkPolicyFacts: Sendable {
  /// `podSelector.matchLabels`; empty with no expressions selects every pod of the namespace.
  package var matchLabels: [Tag] = []
  package var hasExpressions = false
  package var isolatesIngress = true
  package var isolatesEgress = false
  package var hasRules = false

  /// All parts at once.
  package init(
    matchLabels: [Tag] = [], hasExpressions: Bool = false, isolatesIngress: Bool = true, isolatesEgress: Bool = false,
    hasRules: Bool = false
  ) {
    self.matchLabels = matchLabels
    self.hasExpressions = hasExpressions
    self.isolatesIngress = isolatesIngress
    self.isolatesEgress = isolatesEgress
    self.hasRules = hasRules
  }
}
