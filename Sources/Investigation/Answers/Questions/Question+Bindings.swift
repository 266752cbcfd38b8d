internal import CaseFolder
internal import Evidence

extension QuestionDefinition {
  /// 4.5
  static let bindingsBefore = QuestionDefinition(
    id: "4.5", title: "Were there suspicious role bindings before the first finding?",
    why: "The rights that let an actor in are often given days before the first finding.",
    sources: ["kubernetes-audit"], kinds: ["ClusterRoleBinding", "RoleBinding"],
    needs: ["audit-log", "clusterrolebindings", "rolebindings"],
    next: "Ask who made the enabling binding why; remove every binding that grants more than its subject needs.",
    answer: { context in
      let enabling = EnablingBindings(context.investigation).bindings
      var statements = enabling.flatMap { binding in
        [creation(of: binding, context), use(of: binding, context)].compactMap { $0 }
      }
      statements += end(of: enabling, context)
      statements += standingAdministrators(context, except: Set(enabling.map(\.key)))
      let hasSnapshot = context.supply.kinds.contains("ClusterRoleBinding")
      guard hasSnapshot || context.supply.has("kubernetes-audit") else { return .notAnswerable(noAuditLog) }
      if statements.isEmpty {
        statements = [
          Statement(
            "No binding that let an actor in, and none to cluster-admin outside the system's own, is recorded "
              + context.within("kubernetes-audit") + ".", confidence: .medium, citations: [])
        ]
      }
      let missing: Prose = hasSnapshot ? "" : "Bindings that are older than the log: no snapshot was supplied."
      return .answered(statements, missing: missing)
    })

  private static func creation(of binding: BindingHistory, _ context: QuestionContext) -> Statement? {
    guard let created = binding.created else { return nil }
    let who: Prose = binding.createdBy.map { " by \($0)" } ?? ", its creator is not recorded"
    let from: Prose = binding.createdFrom.map { " from \(address: $0)" } ?? ""
    let subjects = binding.subjects.map { subject -> Prose in "\(subject.kind) \(subject.subjectName)" }.joined()
    return Statement(
      "\(binding.name) gave \(binding.role.name) to " + subjects + "; created at \(created)" + who + from + ".",
      confidence: .confirmed, citations: Array(binding.citations.prefix(2)))
  }

  /// How many of the actor's allowed requests name a binding.
  private static func use(of binding: BindingHistory, _ context: QuestionContext) -> Statement? {
    var reasons: [Symbol: Bool] = [:]
    var naming: [Int] = []
    var allowed: [Symbol: Int] = [:]
    for index in context.requests {
      let event = context.store[index]
      guard !event.reason.isNone, let reason = AuthorizationReason(context.reader.text(event.reason)) else { continue }
      allowed[event.actor, default: 0] += 1
      let names = reason.bindingName == binding.name && reason.bindingResource == binding.kind
      reasons[event.reason] = names
      if names { naming.append(index) }
    }
    guard let first = naming.first else { return nil }
    let actor = context.store[first].actor
    let total = allowed[actor] ?? 0
    let share: Prose = naming.count == total ? "all \(total)" : "\(naming.count) of \(total)"
    return Statement(
      "\(binding.name) is named in the reason of " + share
        + " requests of \(context.reader.text(actor)) that RBAC allowed to the actor.",
      confidence: .confirmed, citations: context.reader.citations(naming))
  }

  /// When the last binding ended that gave the same callers the same rights.
  private static func end(of enabling: [BindingHistory], _ context: QuestionContext) -> [Statement] {
    let names = Set(enabling.flatMap { $0.subjects.map(\.subjectName) })
    let isAnonymous = names.contains("system:anonymous") || names.contains("system:unauthenticated")
    guard isAnonymous else { return [] }
    let roles = Set(enabling.map(\.role))
    let doors = context.investigation.bindings.filter { binding in
      roles.contains(binding.role)
        && binding.subjects.contains { ["system:anonymous", "system:unauthenticated"].contains($0.subjectName) }
    }.sorted { ($0.deleted ?? .distantPast, $0.name) < ($1.deleted ?? .distantPast, $1.name) }
    let citations = { (binding: BindingHistory) in Array(binding.citations.suffix(2)) }
    if let open = doors.first(where: { $0.deleted == nil }) {
      return [
        Statement(
          "No record shows the end of \(open.name), which gives the same to anonymous callers.", confidence: .high,
          citations: citations(open))
      ]
    }
    guard let last = doors.last, let deleted = last.deleted else { return [] }
    let other: Prose = doors.count > 1 ? ", the last of \(doors.count) such bindings" : ""
    return [
      Statement(
        "Anonymous callers kept these rights until \(deleted), when \(last.name) was deleted" + other + ".",
        confidence: .confirmed, citations: citations(last))
    ]
  }

  /// Old bindings to cluster-admin that nobody made in the logs: a standing risk.
  private static func standingAdministrators(
    _ context: QuestionContext, except known: Set<EntityKey>
  ) -> [Statement] {
    let firstSuccess = IncidentMoments(context.investigation).firstSuccess.at
    return context.investigation.bindings.filter { binding in
      !known.contains(binding.key) && binding.role.name == "cluster-admin"
        && !(binding.subjects.allSatisfy { $0.subjectName == "system:masters" })
        && (firstSuccess.map { (binding.created ?? .distantPast) < $0 } ?? true)
    }.map { binding in
      let subjects = binding.subjects.map { subject -> Prose in "\(subject.subjectName)" }.joined()
      let age: Prose = binding.created.map { ", created at \($0)" } ?? ""
      let who: Prose = binding.createdBy.map { " by \($0)" } ?? "; its creator is not in the supplied logs"
      return Statement(
        "\(binding.name) gives cluster-admin to " + subjects + age + who + ".", confidence: .confirmed,
        citations: Array(binding.citations.prefix(2)))
    }.sorted { $0.text.plain < $1.text.plain }
  }
}
