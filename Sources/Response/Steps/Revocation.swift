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
          """
          Read the trust policy, pin subject and audience in it by StringEquals, and deny for as long as a stolen \
          token lives.
          """,
          "aws iam get-role --role-name=\(roleName(draft.name)) --query Role.AssumeRolePolicyDocument"),
        Command(
          """
          aws iam update-assume-role-policy --role-name=\(roleName(draft.name)) \
          --policy-document=\(nil, or: "file://TRUST_POLICY.json")
          """,
          destructive: true),
      ]
    case "access-key":
      let id: Text? = draft.container == nil ? draft.name : nil
      return [
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
      return found.isEmpty ? ["Who else uses the role is not in the evidence."] : found
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
