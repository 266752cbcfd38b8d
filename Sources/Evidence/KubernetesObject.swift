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
  /// `metadata`.
  package var metadata: ObjectMetadata
  /// What is special to its kind.
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
  /// Its name.
  package var name: Text = ""
  /// nil for cluster-wide kinds.
  package var namespace: Text?
  /// Its unique id.
  package var uid: Text?
  /// When it was created.
  package var created: Timestamp?
  /// When it was deleted.
  package var deleted: Timestamp?
  /// Its labels.
  package var labels: [Tag] = []
  /// Its annotations.
  package var annotations: [Tag] = []
  /// Its owners.
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
  /// Which kind it is.
  package var kind: Text
  /// Its name.
  package var name: Text
  /// Its unique id.
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
  /// Who manages the fields.
  package var manager: Text
  /// `Apply` or `Update`.
  package var operation: Text
  /// When it was.
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
  /// The node it was put on.
  package var nodeName: Text?
  /// `default` when the object does not say.
  package var serviceAccount: Text = "default"
  /// Whether it uses its host's network.
  package var hostNetwork = false
  /// Whether it sees its host's processes.
  package var hostPID = false
  /// Whether it shares its host's IPC.
  package var hostIPC = false
  /// The labels a node must have.
  package var nodeSelector: [Tag] = []
  /// Whether it tolerates every taint.
  package var toleratesEverything = false
  /// Whether a token is mounted; nil when it does not say.
  package var automountsToken: Bool?
  /// Init, ephemeral and ordinary containers together.
  package var containers: [ContainerSpec] = []
  /// Its volumes.
  package var volumes: [VolumeSpec] = []
  /// The names of secrets for pulling its images.
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
  /// Its name.
  package var name: Text
  /// The image, as the specification names it.
  package var image: Text
  /// What it runs.
  package var command: [Text] = []
  /// The arguments of its command.
  package var arguments: [Text] = []
  /// Whether it runs privileged.
  package var privileged = false
  /// Capabilities beyond the default ones.
  package var addedCapabilities: [Text] = []
  /// Names of secrets that `env[].valueFrom.secretKeyRef` reads.
  package var secretsInEnvironment: [Text] = []
  /// Names of secrets that `envFrom[].secretRef` reads.
  package var secretsAsEnvironment: [Text] = []
  /// Names of ConfigMaps read by `env` and `envFrom`.
  package var configMaps: [Text] = []
  /// Plain environment entries whose name begins with `AWS_` (role ARN, token file): names and values.
  package var awsEnvironment: [Tag] = []
  /// Where it mounts volumes.
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
  /// The volume's name.
  package var volume: Text
  /// Where it is mounted, or where it lies.
  package var path: Text
  /// Whether it cannot be written.
  package var readOnly: Bool
  /// Whether only a part of it is mounted; such mounts never refresh.
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
  /// Its name.
  package var name: Text
  /// The host's path of a `hostPath` volume.
  package var hostPath: Text?
  /// Secrets it shows: `secret.secretName` and `projected.sources[].secret.name`.
  package var secrets: [Text] = []
  /// The names of ConfigMaps.
  package var configMaps: [Text] = []
  /// Audiences of projected service account tokens; an empty text is the API server's own.
  package var tokenAudiences: [Text] = []
  /// `csi.driver` and `volumeAttributes.secretProviderClass`.
  package var csiDriver: Text?
  /// The class that a CSI driver takes secrets from.
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
  /// The phase it belongs to.
  package var phase: Text?
  /// Its address.
  package var podIP: Text?
  /// The address of its host.
  package var hostIP: Text?
  /// When it started.
  package var started: Timestamp?
  /// Its containers.
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
  /// Its name.
  package var name: Text
  /// The image, as the specification names it.
  package var image: Text
  /// The image that really runs, with its repository.
  package var imageID: Text?
  /// The digest of the image that really runs.
  package var digest: Text?
  /// What identifies it; in reports from content, so that it stays the same.
  package var id: Text?
  /// When it started.
  package var started: Timestamp?
  /// When it ended.
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
  /// Its addresses.
  package var addresses: [Text] = []
  /// Whether it is cordoned.
  package var isUnschedulable = false
  /// The version of its kubelet.
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
  /// Which kind it is.
  package var kind: Text
  /// Its name.
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
  /// Which kind it is.
  package var kind: Text
  /// Its name.
  package var name: Text
  /// Its namespace; nil or empty when it is cluster-wide.
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
  /// Verbs it allows.
  package var verbs: [Text] = []
  /// API groups it allows.
  package var apiGroups: [Text] = []
  /// Resources it allows.
  package var resources: [Text] = []
  /// Names it is limited to.
  package var resourceNames: [Text] = []
  /// Paths it allows.
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
  /// Whether its selector has expressions.
  package var hasExpressions = false
  /// Whether it isolates incoming traffic.
  package var isolatesIngress = true
  /// Whether it isolates outgoing traffic.
  package var isolatesEgress = false
  /// Whether it lets anything through.
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
