internal import CaseFolder
internal import Evidence
internal import Investigation

extension ExposureRule {
  /// R10: the credentials of an instance's role: asked for in an exec, used away from the instance, or told by a
  /// finding.
  static let instanceRole = ExposureRule(id: "R10") { facts, book in
    for session in facts.instanceSessionsOfActor() {
      book.add(
        "session", session.id, facts.key(.session, anyOf: [session.id, session.arn]),
        route: facts.route(
          "R10", "The session of instance \(session.instance) was used from \(address: session.address).",
          at: session.at, .compromised, .high, session.citations)
      ) { draft in
        draft.role = session.role
        draft.plainName = session.instance
        draft.isUsedOutside = true
      }
    }
    for entry in facts.enteredPods where entry.commands.contains(where: facts.asksForInstanceCredentials) {
      guard let node = entry.pod?.spec.nodeName ?? facts.nodeName(ofPod: entry.path),
        let instance = facts.inventory.node(named: node)?.value.facts.instanceID
      else { continue }
      guard let session = book.all("session").first(where: { $0.plainName == instance }) else {
        book.add(
          "session", Text("role session of \(instance.string)"), EntityKey(.instance, instance),
          route: facts.route(
            "R10",
            "A command in pod \(entry.path) asked the metadata service of \(instance) for its role's credentials.",
            at: entry.at, .compromised, .high, entry.citations)
        ) { draft in
          draft.plainName = instance
        }
        continue
      }
      book.add(
        "session", session.name, session.key,
        route: facts.route(
          "R10", "A command in pod \(entry.path) asked the metadata service of \(instance) for its role's credentials.",
          at: entry.at, .compromised, .high, entry.citations))
    }
  }

  /// R11: the role of a service account (IRSA): assumed by the actor, or its token read.
  static let webIdentity = ExposureRule(id: "R11") { facts, book in
    let call = facts.symbol("AssumeRoleWithWebIdentity")
    for event in facts.actorEvents(where: { $0.source == .cloudTrail && $0.action == call }) where event.succeeded {
      let record = facts.body(event)
      guard let role = record["requestParameters"]?["roleArn"]?.nonEmptyText ?? event.name.nonEmpty else { continue }
      let subject = record["responseElements"]?["subjectFromWebIdentityToken"]?.nonEmptyText ?? event.actor
      book.add(
        "iam-role", role, facts.key(.iamRole, anyOf: [role]),
        route: facts.route(
          "R11", "Assumed from \(address: event.address) with a token of \(subject).", at: event.time, .compromised,
          .confirmed, [facts.citation(event)])
      ) { draft in
        draft.role = role
        draft.isUsedOutside = true
      }
    }
    for entry in facts.enteredPods {
      guard let pod = entry.pod,
        let role = facts.inventory.role(ofServiceAccount: pod.metadata.namespace ?? "", pod.spec.serviceAccount)
      else { continue }
      let wasRead = entry.commands.contains { command in
        command.contains { $0.contains("/secrets/eks.amazonaws.com/serviceaccount/token") }
      }
      let text: Prose =
        wasRead
        ? "A command in pod \(entry.path) read the token with which it is assumed."
        : "The token with which it is assumed lies in pod \(entry.path), in which the actor ran commands."
      book.add(
        "iam-role", role, facts.key(.iamRole, anyOf: [role]),
        route: facts.route("R11", text, at: entry.at, .compromised, wasRead ? .confirmed : .high, entry.citations)
      ) { draft in
        draft.role = role
        // A projected token for STS is valid for a day (fact F12).
        let end = entry.at.wholeSecond.advanced(bySeconds: 86_400)
        draft.expires = max(draft.expires ?? end, end)
      }
    }
  }

  /// R15: sessions that the actor's credentials issued (domain rule 7.2).
  static let derivedSessions = ExposureRule(id: "R15") { facts, book in
    let calls = Set(["AssumeRole", "GetSessionToken", "GetFederationToken", "AssumeRoot"].map(facts.symbol))
    for event in facts.actorEvents(where: { $0.source == .cloudTrail && calls.contains($0.action) })
    where event.succeeded {
      let answer = facts.body(event)["responseElements"]
      guard let key = answer?["credentials"]?["accessKeyId"]?.nonEmptyText else { continue }
      let role = facts.body(event)["requestParameters"]?["roleArn"]?.nonEmptyText
      book.add(
        "session", answer?["assumedRoleUser"]?["assumedRoleId"]?.nonEmptyText ?? key,
        facts.key(.session, anyOf: [answer?["assumedRoleUser"]?["assumedRoleId"]?.nonEmptyText ?? key]),
        route: facts.route(
          "R15", "Issued to the actor by \(event.action).", at: event.time, .compromised, .confirmed,
          [facts.citation(event)])
      ) { draft in
        draft.role = role
        draft.isUsedOutside = true
      }
    }
  }

  /// R16: secrets of Secrets Manager and parameters of Systems Manager that the actor read.
  static let awsSecrets = ExposureRule(id: "R16") { facts, book in
    let calls = Set(
      [
        "GetSecretValue", "BatchGetSecretValue", "GetParameter", "GetParameters", "GetParametersByPath",
        "DescribeSecret",
      ]
      .map(facts.symbol))
    for event in facts.actorEvents(where: { $0.source == .cloudTrail && calls.contains($0.action) })
    where event.succeeded {
      let request = facts.body(event)["requestParameters"] ?? .null
      let isSecret = event.action.contains("Secret")
      let isDecrypted = isSecret || request["withDecryption"]?.flag == true
      var names: [Text] = []
      if isSecret {
        names = [request["secretId"]?.nonEmptyText ?? event.name.nonEmpty].compactMap { $0 }
        if event.action == "BatchGetSecretValue" { names = request["secretIdList"]?.texts ?? names }
      } else if event.action == "GetParametersByPath" {
        names = [request["path"]?.nonEmptyText].compactMap { $0 }.map { Text("\($0.string)/*") }
      } else {
        names = request["names"]?.texts ?? []
        if names.isEmpty { names = [request["name"]?.nonEmptyText ?? event.name.nonEmpty].compactMap { $0 } }
      }
      let isRead = event.action != "DescribeSecret" && isDecrypted
      let text: Prose =
        isRead
        ? "Read with \(event.action) from \(address: event.address) as \(event.actor)."
        : "Named in \(event.action) by the actor; its value was not returned in clear."
      for name in names {
        let type: EntityType = isSecret ? .awsSecret : .parameter
        let plain = isSecret ? secretName(name) : parameterName(name)
        book.add(
          isSecret ? "secretsmanager" : "parameter", plain, facts.key(type, anyOf: [plain, name]),
          route: facts.route(
            "R16", text, at: event.time, isRead ? .compromised : .review, .confirmed, [facts.citation(event)])
        ) { draft in
          draft.plainName = plain
          draft.role = draft.role ?? event.principal.nonEmpty
        }
      }
    }
  }

  /// R17: a token for the container registry.
  static let registryToken = ExposureRule(id: "R17") { facts, book in
    let call = facts.symbol("GetAuthorizationToken")
    for event in facts.actorEvents(where: { $0.source == .cloudTrail && $0.action == call }) where event.succeeded {
      let account = facts.body(event)["userIdentity"]?["accountId"]?.nonEmptyText ?? event.scope
      let registry = Text("\(account.string).dkr.ecr.\(event.namespace.string).amazonaws.com")
      book.add(
        "registry-token", registry, EntityKey(.awsResource, Text("ecr-authorization-token/\(registry.string)")),
        route: facts.route(
          "R17", "A registry token was issued to the actor at \(address: event.address).", at: event.time,
          .compromised, .confirmed, [facts.citation(event)])
      ) { draft in
        let end = event.time.wholeSecond.advanced(bySeconds: 12 * 3600)
        draft.expires = max(draft.expires ?? end, end)
        draft.role = event.principal.nonEmpty
      }
    }
  }
}

/// A secret's name from a name or an ARN, without the six characters that Secrets Manager adds to ARNs.
func secretName(_ id: Text) -> Text {
  guard id.hasPrefix("arn:"), let range = id.range(of: ":secret:", from: 0) else { return id }
  var name = Array(id.utf8)[range.upperBound...]
  let isSuffix =
    name.count > 7 && name[name.endIndex - 7] == UInt8(ascii: "-")
    && name.suffix(6).allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) }
  if isSuffix { name = name.dropLast(7) }
  return Text(bytes: name)
}

/// A parameter's name from a name or an ARN, as it is printed: a path keeps its leading slash.
func parameterName(_ id: Text) -> Text {
  guard id.hasPrefix("arn:"), let range = id.range(of: ":parameter/", from: 0) else { return id }
  let name = Text(bytes: Array(id.utf8)[range.upperBound...])
  return name.contains("/") ? Text("/\(name.string)") : name
}

extension Text {
  /// The text, or nil without any byte.
  var nonEmpty: Text? { isEmpty ? nil : self }
}
