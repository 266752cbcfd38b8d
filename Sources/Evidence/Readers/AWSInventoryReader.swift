internal import CaseFolder

/// Reads answers of AWS inventory calls, told apart by the keys of the answer.
package enum AWSInventoryReader {
  /// The objects in an answer, a list of answers, or an answer that a recorder wrapped; none for anything else.
  package static func objects(in value: JSONValue) -> [AWSObject] {
    if case .array(let items) = value { return items.flatMap { objects(in: $0) } }
    if value["status_code"] != nil, let data = value["data"] { return objects(in: data) }
    for shape in shapes {
      guard let found = value[shape.key] else { continue }
      let objects = shape.read(found, value)
      if !objects.isEmpty { return objects }
    }
    for listing in AWSListing.all {
      let objects = listing.objects(in: value)
      if !objects.isEmpty { return objects }
    }
    return EC2Instance(json: value).map { [.instance($0)] } ?? ECRRepository(json: value).map { [.repository($0)] }
      ?? []
  }

  /// How one answer is told, and what it holds: the member of `key`, and the whole answer.
  private struct Shape {
    let key: Text
    let read: @Sendable (JSONValue, JSONValue) -> [AWSObject]
  }

  private static let shapes = [
    Shape(key: "cluster") { found, _ in EKSCluster(json: found).map { [.cluster($0)] } ?? [] },
    Shape(key: "nodegroup") { found, _ in EKSNodeGroup(json: found).map { [.nodeGroup($0)] } ?? [] },
    Shape(key: "accessEntry") { found, _ in EKSAccessEntry(json: found).map { [.accessEntry($0)] } ?? [] },
    Shape(key: "associatedAccessPolicies") { _, answer in
      EKSAccessPolicies(json: answer).map { [.accessPolicies($0)] } ?? []
    },
    Shape(key: "addon") { found, _ in EKSAddon(json: found).map { [.addon($0)] } ?? [] },
    Shape(key: "association") { found, _ in
      EKSPodIdentityAssociation(json: found).map { [.podIdentityAssociation($0)] } ?? []
    },
    Shape(key: "associations") { found, _ in
      found.items.compactMap { EKSPodIdentityAssociation(json: $0).map { .podIdentityAssociation($0) } }
    },
    Shape(key: "Reservations") { found, _ in
      found.items.flatMap {
        ($0["Instances"] ?? .null).items.compactMap { EC2Instance(json: $0).map { .instance($0) } }
      }
    },
    Shape(key: "Instances") { found, _ in found.items.compactMap { EC2Instance(json: $0).map { .instance($0) } } },
    Shape(key: "repositories") { found, _ in
      found.items.compactMap { ECRRepository(json: $0).map { .repository($0) } }
    },
  ]
}
