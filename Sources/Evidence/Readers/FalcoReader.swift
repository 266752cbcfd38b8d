internal import CaseFolder

/// Reads Falco alerts as its JSON output and falcosidekick write them: dotted keys under `output_fields`, `<NA>` for what is
/// not known, times in nanoseconds.
enum FalcoReader {
  /// A finding; nil for anything that is no alert.
  static func finding(_ value: JSONValue, _ citation: Citation) -> Finding? {
    guard let rule = value["rule"]?.nonEmptyText, value["priority"] != nil, let output = value["output"]?.text,
      case .object? = value["output_fields"] ?? .object([])
    else { return nil }
    let fields = value["output_fields"] ?? .null
    func field(_ keys: Text...) -> Text? { keys.lazy.compactMap { fields[$0]?.falcoText }.first }
    let id = value["uuid"]?.nonEmptyText ?? Text("falco-\(SHA256.hex(value.encoded, digits: 32))")
    var citation = citation
    citation.id = id
    var finding = Finding(product: "Falco", id: id, type: rule, citation: citation)
    // What Falco writes about itself, such as lost system calls, is told by its rule's name.
    finding.category = rule.hasPrefix("Falco internal:") ? .status : .detection
    finding.title = rule
    finding.description = output
    finding.severity = value["priority"]?.text.flatMap { FindingSeverity.number(of: $0) } ?? 0
    let time = value["time"]?.falcoTime ?? fields["evt.time.iso8601"]?.falcoTime ?? fields["evt.time"]?.falcoTime
    (finding.created, finding.firstSeen, finding.lastSeen) = (time, time, time)
    if let pod = field("k8s.pod.name") {
      finding.workload = FindingWorkload(
        kind: "pods", namespace: field("k8s.ns.name"), name: pod, uid: field("k8s.pod.uid", "k8s.pod.id"))
    }
    if let image = image(field("container.image.repository", "container.image"), tag: field("container.image.tag")) {
      finding.workload?.images = [image]
    }
    if let container = field("container.id"), container != "host" { finding.workload?.containerIDs = [container] }
    if fields["container.privileged"]?.flag == true { finding.workload?.hasPrivilegedContainer = true }
    let process = FindingProcess(
      name: field("proc.name"), path: field("proc.exepath"), commandLine: field("proc.cmdline"),
      user: field("user.name"), pid: fields["proc.pid"]?.int, parent: field("proc.pname"))
    finding.process = process == FindingProcess() ? nil : process
    readAudit(field, &finding)
    return finding
  }

  /// Alerts of the Kubernetes audit plugin name the user, the call and its source.
  private static func readAudit(_ field: (Text...) -> Text?, _ finding: inout Finding) {
    if let user = field("ka.user.name") { finding.user = FindingUser(name: user) }
    if let verb = field("ka.verb") {
      finding.action = FindingAction(
        kind: "KUBERNETES_API_CALL", name: verb, resource: field("ka.target.resource"),
        namespace: field("ka.target.namespace"), resourceName: field("ka.target.name"), requestURI: field("ka.uri"),
        statusCode: field("ka.response.code").flatMap { Int($0.string) }, userAgent: field("ka.useragent"))
    }
    if let address = field("ka.sourceips", "fd.rip") { finding.remoteAddresses = [address] }
  }

  private static func image(_ repository: Text?, tag: Text?) -> Text? {
    repository.map { repository in tag.map { Text("\(repository.string):\($0.string)") } ?? repository }
  }
}

extension JSONValue {
  /// What Falco knows of a field: its text or number, unless it wrote `<NA>`.
  fileprivate var falcoText: Text? {
    guard let text = textOrNumber else { return nil }
    return ["<NA>", "N/A", "null"].contains(text) ? nil : text
  }

  /// A time, which may be whole nanoseconds in a text.
  fileprivate var falcoTime: Timestamp? {
    if let text, let nanoseconds = Int64(text.string) { return JSONValue.integer(nanoseconds).time }
    return time
  }
}
