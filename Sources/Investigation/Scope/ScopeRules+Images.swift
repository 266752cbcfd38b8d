internal import CaseFolder
internal import Evidence

extension ScopeRule {
  /// SP16: pods that run the actor's image.
  static let sameImage = ScopeRule(id: "SP16") { engine in
    for (image, entry) in engine.entities(.image, .compromised) where image.key.hasPrefix("sha256:") {
      for use in engine.graph.edges(to: image, type: .uses) where use.from.type == .container {
        for edge in engine.graph.edges(to: use.from, type: .started) {
          engine.mark(
            edge.from, .compromised, .high, since: entry.since, rule: "SP16", from: image, by: .uses,
            "runs the actor's image", use.citations)
        }
      }
    }
  }

  /// SP16: pods whose image has the same public name as the actor's and another digest. A tag moves, so that this proves
  /// nothing: it is a question.
  static let sameTag = ScopeRule(id: "SP16") { engine in
    for (image, entry) in engine.entities(.image, .compromised) where image.key.hasPrefix("sha256:") {
      guard let name = engine.graph[image]?.name, !ImageReference(name).isPrivateRepository else { continue }
      for twin in engine.images(named: name) where twin != image && twin.key.hasPrefix("sha256:") {
        for use in engine.graph.edges(to: twin, type: .uses) where use.from.type == .container {
          for edge in engine.graph.edges(to: use.from, type: .started) {
            engine.mark(
              edge.from, .suspect, .low, since: edge.validFrom ?? entry.since, rule: "SP16", from: image, by: .uses,
              "runs an image of the same name (\(name)) with another digest", use.citations)
          }
        }
      }
    }
  }

  /// SP20: an image that the actor pushed is its artefact; pods that started from its repository afterwards are a question,
  /// since a tag may lead to it.
  static let pushedImages = ScopeRule(id: "SP20") { engine in
    for act in engine.acts where act.succeeded && act.source == .cloudTrail && act.action == "PutImage" {
      guard let repository = act.object else { continue }
      let record = engine.builder.bodies.record(act.index)
      let digest =
        record?["responseElements"]?["image"]?["imageId"]?["imageDigest"]?.nonEmptyText
        ?? record?["requestParameters"]?["imageDigest"]?.nonEmptyText
      if let digest {
        engine.mark(
          EntityKey(.image, digest), .compromised, .confirmed, since: act.time, rule: "SP20", from: act.caller,
          by: .called, "pushed by \(act.who)", [act.citation])
      }
      guard let name = ARN(repository.key)?.resource.dropping(prefix: "repository/") else { continue }
      for use in engine.starts(fromRepository: name, at: repository, after: act.time) {
        engine.mark(
          use.pod, .suspect, .medium, since: use.started, rule: "SP20", from: repository, by: .uses,
          "started from this repository after the actor had pushed to it", use.citations + [act.citation])
      }
    }
  }
}

extension ScopeEngine {
  /// Images that are shown under a name, in order.
  func images(named name: Text) -> [EntityKey] {
    graph.sortedEntities.lazy.filter { $0.key.type == .image }
      .filter { image in
        image.name == name || image.attributes.contains { $0.name == "reference" && $0.value == name }
      }
      .map(\.key)
  }

  /// A pod that started a container of a repository.
  struct RepositoryStart {
    let pod: EntityKey
    let started: Timestamp
    let citations: [Citation]
  }

  /// The pods that started a container of an ECR repository at or after a moment, each once, in order.
  func starts(fromRepository name: Text, at repository: EntityKey, after moment: Timestamp) -> [RepositoryStart] {
    guard let arn = ARN(repository.key) else { return [] }
    var found: [RepositoryStart] = []
    for image in graph.sortedEntities where image.key.type == .image {
      let references = [image.name] + image.attributes.filter { $0.name == "reference" }.map(\.value)
      let isFromThere = references.contains { reference in
        let parts = ImageReference(reference)
        return parts.repository == name && parts.registry.hasPrefix(Text("\(arn.account.string).dkr.ecr."))
          && parts.registry.contains(Text(".\(arn.region.string)."))
      }
      guard isFromThere else { continue }
      for use in graph.edges(to: image.key, type: .uses) {
        let pods =
          use.from.type == .container
          ? graph.edges(to: use.from, type: .started).map { ($0.from, $0.validFrom ?? use.validFrom) }
          : use.from.type == .pod ? [(use.from, use.validFrom)] : []
        for (pod, started) in pods {
          guard let started, started >= moment, !found.contains(where: { $0.pod == pod }) else { continue }
          found.append(RepositoryStart(pod: pod, started: started, citations: use.citations))
        }
      }
    }
    return found.sorted { ($0.started, $0.pod) < ($1.started, $1.pod) }
  }
}

extension ImageReference {
  /// Whether the image lies in a private repository of Amazon ECR, whose owner an account id tells.
  var isPrivateRepository: Bool { registry.contains(".dkr.ecr.") }
}
