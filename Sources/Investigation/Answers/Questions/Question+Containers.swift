internal import CaseFolder
internal import Evidence

extension QuestionDefinition {
  /// So many pods are listed at most; the rest is counted.
  private static let podsShown = 200

  /// 2.1
  static let containersInWindow = QuestionDefinition(
    id: "2.1", title: "Which containers ran in the cluster in the window?",
    why: "What the actor could reach or hide behind runs beside what it made; another window lists other containers.",
    sources: ["kubernetes-audit"], kinds: ["Pod"], needs: ["pods", "audit-log"],
    next: "Compare with what should run there; search for the rest of what did not come from you.",
    answer: { context in
      let pods = context.podsInWindow
      let unseen = unseenWorkloads(context)
      guard !pods.isEmpty || !unseen.isEmpty else {
        return .notAnswerable("No snapshot of pods was supplied, and no record names a pod.")
      }
      let containers = pods.reduce(0) { $0 + max(1, $1.containerCount) }
      let others = context.investigation.pods.count - pods.count
      let rest: Prose =
        others > 0 ? "; \(words: DurationWords.count(others, "other pod")) of the evidence did not run in it" : ""
      var statements = [
        Statement(
          "\(words: DurationWords.count(pods.count, "pod")) with \(words: DurationWords.count(containers, "container")) can have run in the window"
            + rest + ".", confidence: .high,
          citations: Array(pods.compactMap(\.citation).sortedOnce().prefix(25)))
      ]
      statements += pods.prefix(podsShown).map { statement($0, context) } + unseen
      var missing: [Prose] = []
      if !context.supply.kinds.contains("Pod") {
        missing.append("no snapshot of pods: pods that are older than the log are unknown")
      }
      if pods.count > podsShown { missing.append("\(pods.count - podsShown) further pods are counted and not listed") }
      return .answered(statements, missing: sentence(missing))
    })

  private static func statement(_ pod: PodRecord, _ context: QuestionContext) -> Statement {
    let images = pod.images.map { "\($0)" as Prose }.joined()
    let what: Prose = pod.images.isEmpty ? "" : " runs " + images
    let node: Prose = pod.node.map { " on \($0)" } ?? ""
    let since: Prose = pod.created.map { ", since \($0)" } ?? ""
    let until: Prose = pod.deleted.map { " until \($0)" } ?? ""
    let kept: Prose = pod.isInSnapshot ? "" : "; known from the audit log only, no snapshot shows it"
    return Statement(
      "\(pod.path)" + what + node + since + until + kept + ".", confidence: pod.isInSnapshot ? .confirmed : .high,
      citations: pod.citation.map { [$0] } ?? [])
  }

  /// Workloads that findings name and no pod of the evidence belongs to.
  private static func unseenWorkloads(_ context: QuestionContext) -> [Statement] {
    let pods = context.investigation.pods
    var seen: Set<Text> = []
    return context.evidence.findings.filter { !$0.isSample }.compactMap { finding in
      guard let workload = finding.workload, let namespace = workload.namespace, !workload.name.isEmpty else {
        return nil
      }
      let prefix = Text("\(workload.name)-")
      guard
        !pods.contains(where: {
          $0.namespace == namespace && ($0.name == workload.name || $0.name.hasPrefix(prefix))
        }), seen.insert(Text("\(namespace)/\(workload.name)")).inserted
      else { return nil }
      let images = workload.images.isEmpty ? "" : " with " + workload.images.map { "\($0)" as Prose }.joined()
      return Statement(
        "A finding names \(workload.kind) \(namespace)/\(workload.name)" + images + "; no other record shows its pods.",
        confidence: .medium, citations: [finding.citation])
    }
  }

  /// 2.2
  static let unusualContainers = QuestionDefinition(
    id: "2.2", title: "Does anything about them look out of the ordinary?",
    why: "Containers that nobody authorised show by their privileges, their mounts, and by who made them.",
    sources: ["kubernetes-audit"], kinds: ["Pod"], needs: ["pods", "clusterrolebindings"],
    next: "Remove what nobody authorised, after its memory and disk are kept; find out which guardrail was missing.",
    answer: { context in
      let pods = context.podsInWindow.filter { $0.spec != nil }
      guard !pods.isEmpty else { return .notAnswerable("No record holds the specification of a pod.") }
      let start = context.windows.finding?.from
      let found = pods.compactMap { pod -> Statement? in
        let signs = context.podSigns.signs(of: pod)
        guard !signs.isEmpty else { return nil }
        let isActors = context.podSigns.actorsPods.contains(pod.key)
        let isOld = start.map { (pod.created ?? .distantPast) < $0 } ?? true
        let age: Prose = isOld && !isActors ? "; it is older than the window" : ""
        return Statement(
          "\(pod.path): " + signs.joined() + age + ".", confidence: isActors ? .confirmed : isOld ? .low : .high,
          citations: [pod.citation, context.origins[pod.key]?.creation.map { context.reader.citation($0) }]
            .compactMap { $0 }.sortedOnce())
      }
      guard found.isEmpty else {
        return .answered(found.sorted { ($1.confidence, $0.text.plain) < ($0.confidence, $1.text.plain) })
      }
      return .answered([
        Statement(
          "None of the \(words: DurationWords.count(pods.count, "pod")) whose specification is known shows privileges, mounts, rights or an origin that stand out.",
          confidence: .medium, citations: Array(pods.compactMap(\.citation).sortedOnce().prefix(10)))
      ])
    })

  /// 2.3
  static let publicImages = QuestionDefinition(
    id: "2.3", title: "Does a container use a public image?",
    why: "Anybody can push to a public registry, so unauthorised containers usually come from there.",
    kinds: ["Pod", "repository"], needs: ["pods"],
    next: "Let images from approved registries in only; check the public ones against what your teams deploy.",
    answer: { context in
      var users: [Text: [PodRecord]] = [:]
      for pod in context.podsInWindow { for image in pod.images { users[image, default: []].append(pod) } }
      guard !users.isEmpty else { return .notAnswerable("No record names the image of a container in the window.") }
      let start = context.windows.finding?.from
      let ranked = users.sorted { $0.key < $1.key }.map { ($0.key, $0.value, context.origin(ofImage: $0.key)) }
      var statements = ranked.filter { $0.2 == .publicRegistry }.map { image, pods, _ -> Statement in
        let first = pods.compactMap(\.created).min()
        let isActors = pods.contains { context.podSigns.actorsPods.contains($0.key) }
        let isOld = first.map { created in start.map { created < $0 } ?? false } ?? false
        let verdict: Prose =
          isActors
          ? "; the actor brought it" : isOld ? "; it ran before the window, so the image alone is not suspicious" : ""
        let names = pods.prefix(5).map { "\($0.path)" as Prose }.joined()
        let since: Prose = first.map { " since \($0)" } ?? ""
        return Statement(
          "\(image) is public: used by " + names + since + verdict + ".", confidence: .confirmed,
          citations: Array(pods.compactMap(\.citation).sortedOnce().prefix(5)))
      }
      for origin in [ImageOrigin.own, .awsManaged, .pullThrough] {
        let images = ranked.filter { $0.2 == origin }
        guard !images.isEmpty else { continue }
        let verb = images.count == 1 ? "is" : "are"
        statements.append(
          Statement(
            "\(words: DurationWords.count(images.count, "image")) \(words: verb) \(words: origin.words): "
              + images.map { "\($0.0)" as Prose }.joined() + ".", confidence: .high,
            citations: Array(images.flatMap(\.1).compactMap(\.citation).sortedOnce().prefix(10))))
      }
      var unknown = 0
      for (image, pods, origin) in ranked {
        switch origin {
        case .otherAccount(let account):
          unknown += 1
          statements.append(
            Statement(
              "\(image) comes from account \(account), which nobody named as an own one.", confidence: .medium,
              citations: Array(pods.compactMap(\.citation).sortedOnce().prefix(5))))
        case .unknown:
          unknown += 1
          statements.append(
            Statement(
              "\(image) comes from a registry that is not on the list of registries.", confidence: .low,
              citations: Array(pods.compactMap(\.citation).sortedOnce().prefix(5))))
        default: break
        }
      }
      return .answered(
        statements,
        missing: unknown > 0 ? "Whose \(unknown) registries are: name own accounts and registries in the manifest." : ""
      )
    })

  /// Several remarks as one.
  static func sentence(_ remarks: [Prose]) -> Prose {
    remarks.isEmpty ? "" : remarks.joined("; ", last: "; ") + "."
  }
}

extension PodRecord {
  /// How many containers it has, according to its specification or its status.
  var containerCount: Int { max(spec?.containers.count ?? 0, containers.count) }
}
