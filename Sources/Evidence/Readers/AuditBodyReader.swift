package import CaseFolder

/// Reads the bodies of kept records.
package enum AuditBodyReader {
  /// The body of an audit event.
  package static func body(of record: JSONValue) -> AuditBody {
    var body = AuditBody()
    body.requestURI = record["requestURI"]?.text ?? ""
    body.query = QueryString.pairs(of: body.requestURI)
    body.groups = record["user"]?["groups"]?.texts ?? []
    for member in (record["user"]?["extra"] ?? .null).members {
      body.extra += member.value.texts.map { Tag(key: member.key, value: $0) }
    }
    body.annotations = [Tag](json: record["annotations"])
    body.requestObject = record["requestObject"]
    body.responseObject = record["responseObject"]
    body.object =
      body.responseObject.flatMap { KubernetesObject(json: $0) }
      ?? body.requestObject.flatMap { KubernetesObject(json: $0) }
      ?? fragment(record)
    body.object?.metadata.complete(with: record["objectRef"] ?? .null)
    body.end = record["stageTimestamp"]?.time
    return body
  }

  /// The object of a merge patch that names no kind: the kind follows from the resource. Bodies of other requests that
  /// name none, such as options of a deletion, are no objects.
  private static func fragment(_ record: JSONValue) -> KubernetesObject? {
    guard let request = record["requestObject"], case .object = request,
      record["verb"]?.text == "patch", request["kind"] == nil, patchesObject(record),
      let resource = record["objectRef"]?["resource"]?.text, let kind = kinds[resource]
    else { return nil }
    var members = request.members
    if request["metadata"] == nil {
      members.append(JSONMember(key: "metadata", value: .object([])))
    }
    return KubernetesObject(json: .object(members), kind: kind)
  }

  /// Whether the body has the object's own shape, as it has not for `scale` and the like.
  private static func patchesObject(_ record: JSONValue) -> Bool {
    let subresource = record["objectRef"]?["subresource"]?.nonEmptyText
    return subresource == nil || subresource == "status" || subresource == "ephemeralcontainers"
  }

  private static let kinds: [Text: Text] = [
    "pods": "Pod", "nodes": "Node", "deployments": "Deployment", "daemonsets": "DaemonSet",
    "statefulsets": "StatefulSet", "cronjobs": "CronJob", "jobs": "Job", "namespaces": "Namespace",
    "serviceaccounts": "ServiceAccount", "clusterrolebindings": "ClusterRoleBinding", "rolebindings": "RoleBinding",
  ]
}

extension ObjectMetadata {
  /// Fills in what a body leaves to the request's path.
  fileprivate mutating func complete(with reference: JSONValue) {
    if name.isEmpty { name = reference["name"]?.text ?? "" }
    namespace = namespace ?? reference["namespace"]?.nonEmptyText
    uid = uid ?? reference["uid"]?.nonEmptyText
  }
}

/// Reads the bodies of kept CloudTrail records.
package enum CloudTrailBodyReader {
  /// The body of a CloudTrail record.
  package static func body(of record: JSONValue) -> CloudTrailBody {
    CloudTrailBody(
      userIdentity: record["userIdentity"] ?? .null, requestParameters: record["requestParameters"] ?? .null,
      responseElements: record["responseElements"] ?? .null,
      additionalEventData: record["additionalEventData"] ?? .null, errorMessage: record["errorMessage"]?.nonEmptyText,
      eventType: record["eventType"]?.nonEmptyText,
      resources: record["resources"]?.items.compactMap { $0["ARN"]?.nonEmptyText } ?? [])
  }
}

extension EventStore {
  /// The JSON of an event's kept record, or nil when it was not kept.
  package func json(_ index: Int) -> JSONValue? {
    guard let bytes = records.bytes(kept[index]) else { return nil }
    return try? JSONParser().parse(bytes)
  }

  /// The body of a kept audit event.
  package func auditBody(_ index: Int) -> AuditBody? {
    source[index] == .kubernetesAudit ? json(index).map(AuditBodyReader.body) : nil
  }

  /// The body of a kept CloudTrail record.
  package func cloudTrailBody(_ index: Int) -> CloudTrailBody? {
    source[index] == .cloudTrail ? json(index).map(CloudTrailBodyReader.body) : nil
  }
}

/// Decodes the query of a request URI.
package enum QueryString {
  /// Keys and values in their order, percent and plus decoded; a key may stand several times.
  package static func pairs(of uri: Text) -> [Tag] {
    guard let mark = uri.utf8.firstIndex(of: UInt8(ascii: "?")) else { return [] }
    return uri.utf8[uri.utf8.index(after: mark)...].split(separator: UInt8(ascii: "&")).map { pair in
      let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      return Tag(key: decode(parts[0]), value: parts.count > 1 ? decode(parts[1]) : "")
    }
  }

  /// Decodes `%41` and `+`; a percent sign that begins no code stays as it is.
  package static func decode(_ text: some Collection<UInt8>) -> Text {
    let bytes = Array(text)
    var decoded: [UInt8] = []
    var position = 0
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "%"), position + 2 < bytes.count, let high = digit(bytes[position + 1]),
        let low = digit(bytes[position + 2])
      {
        decoded.append(high << 4 | low)
        position += 3
      } else {
        decoded.append(bytes[position] == UInt8(ascii: "+") ? 0x20 : bytes[position])
        position += 1
      }
    }
    return Text(bytes: decoded)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
