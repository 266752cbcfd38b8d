internal import CaseFolder
internal import Evidence
internal import Investigation

extension StepContext {
  /// The commands that revoke a credential, the narrowest first (domain rule 2.5).
  func revocation(_ target: StepTarget) -> [Command] {
    guard let draft = draft(target) else { return [] }
    let now = Text((facts.cutOff ?? .zero).description)
    switch target.kind {
    case "session":
      guard let role = draft.role else { return [] }
      let policy: JSONDocument =
        """
        {"Version":"2012-10-17","Statement":[{"Sid":"DenySession","Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:userid":\(draft.name)}}}]}
        """
      var commands = [
        Command(
          "Deny this session only.",
          """
          aws iam put-role-policy --role-name=\(roleName(role)) --policy-name=\(policyName(target)) \
          --policy-document=\(json: policy)
          """
        )
      ]
      if let cluster, !draft.plainName.isEmpty {
        commands.append(
          Command(
            "Which way the role's sessions log in to the cluster.",
            """
            aws eks describe-access-entry --region=\(region, or: "REGION") --cluster-name=\(cluster) \
            --principal-arn=\(role)
            """
          ))
      }
      return commands
    case "iam-role":
      let policy: JSONDocument =
        """
        {"Version":"2012-10-17","Statement":[{"Sid":"RevokeOlderSessions","Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":\(now)}}}]}
        """
      return [
        Command(
          "End the sessions issued so far; set the time to now.",
          """
          aws iam put-role-policy --role-name=\(roleName(draft.name)) --policy-name=\(policyName(target)) \
          --policy-document=\(json: policy)
          """
        ),
        Command(
          "Save the trust policy.",
          "aws iam get-role --role-name=\(roleName(draft.name)) --query Role.AssumeRolePolicyDocument"),
        tokenDenial(draft),
        Command(
          "With the saved policy and this statement.",
          """
          aws iam update-assume-role-policy --role-name=\(roleName(draft.name)) \
          --policy-document=\(nil, or: "file://TRUST_POLICY.json")
          """,
          destructive: true),
      ]
    case "access-key":
      let id: Text? = draft.container == nil ? draft.name : nil
      return finding(keyOf: draft) + [
        Command(
          """
          aws iam update-access-key --user-name=\(draft.plainName.nonEmpty, or: "USER_NAME") \
          --access-key-id=\(id, or: "ACCESS_KEY_ID") --status Inactive
          """,
          destructive: true)
      ]
    default:
      let namespace = draft.namespace ?? "default"
      var commands: [Command] = []
      for binding in facts.bindings(ofServiceAccount: namespace, draft.plainName) where binding.deleted == nil {
        let bound = StepTarget(binding.path, name: binding.name, namespace: binding.namespace, kind: binding.kind)
        commands.append(
          Command(
            "It has \(binding.role.name) by this binding.", "kubectl delete \(kind: bound) -- \(binding.name)",
            destructive: true))
      }
      for secret in facts.inventory.secrets
      where secret.value.metadata.namespace == namespace
        && secret.value.metadata.annotations["kubernetes.io/service-account.name"] == draft.plainName
      {
        commands.append(
          Command(
            "Deleting its token secret makes the token invalid.",
            "kubectl delete --namespace=\(namespace) secret -- \(secret.value.metadata.name)", destructive: true))
      }
      for pod in facts.pods(runningAs: namespace, draft.plainName) {
        commands.append(
          Command(
            "A token bound to a pod ends with the pod; not before the capture.",
            "kubectl delete --namespace=\(namespace) pod -- \(pod.value.metadata.name)", destructive: true))
      }
      if draft.routes.contains(where: { $0.route == "R13" || $0.route == "R14" }) || commands.isEmpty {
        commands.append(
          Command(
            "Ends every token of it, those that are bound to nothing too.",
            "kubectl delete --namespace=\(namespace) serviceaccount -- \(draft.plainName)", destructive: true))
      }
      return commands
    }
  }

  /// The name of the deny policy for a target: one a session, as a second policy of the same name would replace the
  /// first.
  private func policyName(_ target: StepTarget) -> Text {
    target.kind == "session" ? Text("IRDenySession-\(facts.sessionName(target.name).string)") : "AWSRevokeOlderSessions"
  }

  /// The name of the deny policy that a responder put on the role, as CloudTrail recorded it.
  private func recordedPolicyName(_ target: StepTarget, _ draft: ExposureDraft, role: Text) -> Text? {
    let denials = facts.denials(onRole: role, since: draft.since)
    let denial = denials.last { target.kind == "session" ? $0.covers(session: draft.name) : $0.revokesOlderSessions }
    return denial.flatMap { facts.body($0.event)["requestParameters"]?["policyName"]?.nonEmptyText }
  }

  /// How the id of an access key that lies in a secret is found, and its user with it.
  private func finding(keyOf draft: ExposureDraft) -> [Command] {
    guard let parts = draft.container?.split(UInt8(ascii: "/")), parts.count == 2 else { return [] }
    let keys = facts.secret(parts[0], parts[1])?.value.keys ?? []
    let key = keys.first { $0.asciiLowercased == "aws_access_key_id" } ?? "AWS_ACCESS_KEY_ID"
    return [
      Command(
        "Which key lies in the secret.",
        """
        kubectl get secret --namespace=\(parts[0]) --output=jsonpath=\(Text("{.data.\(key.string)}")) -- \
        \(parts[1]) | base64 -d
        """
      ),
      Command(
        "Its user and its last use.",
        "aws iam get-access-key-last-used --access-key-id=\(nil, or: "ACCESS_KEY_ID")"),
    ]
  }

  /// How the deny on a role is taken back, and when that is safe.
  func revocationUndo(_ target: StepTarget) -> [Command] {
    guard let draft = draft(target), target.kind == "session" || target.kind == "iam-role",
      let role = target.kind == "iam-role" ? draft.name : draft.role
    else { return [] }
    let when: Prose =
      if target.kind == "iam-role" {
        "Only after the sessions issued before it have ended, 12 hours at most."
      } else if facts.instance(ofSession: draft) != nil {
        "Only after the instance is terminated."
      } else {
        "Only after the session has ended, and its name cannot be used again."
      }
    return [
      Command(
        when,
        """
        aws iam delete-role-policy --role-name=\(roleName(role)) \
        --policy-name=\(recordedPolicyName(target, draft, role: role) ?? policyName(target))
        """
      )
    ]
  }

  /// How to see that a credential no longer works.
  func revocationCheck(_ target: StepTarget) -> [Command] {
    guard let draft = draft(target) else { return [] }
    switch target.kind {
    case "session", "iam-role":
      let role = target.kind == "iam-role" ? draft.name : draft.role ?? ""
      return [
        Command(
          "The deny is there; CloudTrail shows AccessDenied for the old key.",
          "aws iam list-role-policies --role-name=\(roleName(role))")
      ]
    case "service-account":
      return [
        Command(
          "Nothing that it does not need.",
          """
          kubectl auth can-i --list \
          --as=\(Text("system:serviceaccount:\(draft.namespace?.string ?? ""):\(draft.plainName.string)"))
          """
        )
      ]
    default: return []
    }
  }

  /// Who else uses a credential.
  func users(of target: StepTarget) -> [Prose] {
    guard let draft = draft(target) else { return [] }
    switch target.kind {
    case "session": return users(ofSession: draft)
    case "iam-role":
      let instances = facts.instances(ofRole: draft.name).map(\.value.id)
      let pods = facts.references(of: draft).filter { $0.kind == "pod" }.map(\.name)
      var found: [Prose] = []
      if !instances.isEmpty {
        found.append("Instances of the role: " + names(instances) + ".")
      }
      if !pods.isEmpty { found.append("Pods that use the role: " + names(pods) + ".") }
      if found.isEmpty { found.append("Who else uses the role is not in the evidence.") }
      found.append(
        """
        Revoking older sessions refuses the calls of those who use it until they renew their session or restart; a \
        deny in the trust policy without the address condition stops the pods of the role altogether.
        """
      )
      return found
    case "service-account":
      let pods = facts.pods(runningAs: draft.namespace ?? "", draft.plainName).map(\.value.path)
      return [
        pods.isEmpty
          ? "No pod of the snapshot runs as it; users outside the cluster are not visible."
          : "Pods that run as it: " + names(pods) + "."
      ]
    default: return []
    }
  }

  /// The statement that keeps a stolen token from assuming a role from outside (fact F12): subject and audience of the
  /// token are right, so pinning them does not stop it.
  private func tokenDenial(_ draft: ExposureDraft) -> Command {
    let call = (facts.calls("AssumeRoleWithWebIdentity", byActor: true) + facts.calls("AssumeRoleWithWebIdentity"))
      .first { event in
        (facts.body(event)["requestParameters"]?["roleArn"]?.text ?? event.name) == draft.name
          && facts.body(event)["userIdentity"]?["identityProvider"] != nil
      }
    let provider = call.flatMap { facts.body($0)["userIdentity"]?["identityProvider"]?.nonEmptyText }
    let end = draft.expires.map { Text($0.description) }
    let statement: JSONDocument =
      """
      {"Sid":"DenyStolenToken","Effect":"Deny","Principal":{"Federated":\(provider ?? "PROVIDER_ARN")},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"DateLessThan":{"aws:CurrentTime":\(end ?? "TOKEN_EXPIRY")},"NotIpAddress":{"aws:SourceIp":["NAT_CIDR"]}}}
      """
    return Command(
      """
      Add to the trust policy: until the stolen token expires, only the cluster's own addresses assume the role. \
      NAT_CIDR is to be filled in; pods that reach STS by a VPC endpoint need aws:VpcSourceIp instead. Pinning \
      subject and audience does not stop the stolen token.
      """,
      json: statement)
  }

  /// Who a deny by `aws:userid` hits: one session, never the other sessions of its role.
  private func users(ofSession draft: ExposureDraft) -> [Prose] {
    guard let instance = facts.instance(ofSession: draft) else {
      return ["Only this session; the other sessions of the role keep working."]
    }
    let others = facts.instances(ofRole: draft.role ?? "").map(\.value.id).filter { $0 != instance }
    var rest: Prose = "Other instances share the role, not the session: they keep working"
    if !others.isEmpty { rest = rest + " (" + names(others) + ")" }
    return [
      """
      Only instance \(instance): the calls of its node with the instance's role are refused, such as image pulls, \
      those of the VPC CNI and of Systems Manager, also after the credentials renew themselves.
      """,
      rest + ".",
    ]
  }
}
