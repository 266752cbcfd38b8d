import CaseFolder
import Investigation
import Reporting
import Response

extension SampleReport {
  static let exposures: [Exposure] = [
    exposure(
      "service-account", "kube-system/legacy-robot", id("service-account", 0x11), .compromised, .high,
      [
        route(
          "R1", "Its token Secret was in the cluster-wide list", "2026-03-12T02:11:05.300781Z", .high, [audit(22, 21)])
      ],
      [], 1, "Delete the token Secret and the binding \(name("legacy-robot-admin"))", .notSeen,
      "No deletion recorded until \(at("2026-03-12T09:45:00Z"))", [], nil),
    exposure(
      "iam-role", "arn:aws:iam::111122223333:role/payments-api-irsa", id("iam-role", 0x12), .compromised, .confirmed,
      [route("R11", "Assumed from outside with the pod's token", "2026-03-12T02:18:09Z", .confirmed, [trail(7)])],
      [
        ExposureReference(
          kind: "service-account", name: "payments/payments-api", how: "role of the service account",
          citations: [snapshot("kubectl-serviceaccounts.json", 2)])
      ],
      1, "Change the trust policy, then revoke sessions", .partial, "Sessions revoked, trust policy untouched",
      [trail(19)],
      "The stolen token can assume the role again until \(at("2026-03-13T02:16:20Z"))."),
    exposure(
      "kubernetes-secret", "ci/aws-deploy-key", id("secret", 0x13), .compromised, .high,
      [route("R1", "In the cluster-wide list", "2026-03-12T02:11:05.300781Z", .high, [audit(22, 21)])], [], 1,
      "Disable and replace the access key it holds", .notSeen, "Nothing recorded", [], nil),
    exposure(
      "kubernetes-secret", "payments/db-credentials", id("secret", 0x15), .compromised, .confirmed,
      [
        route("R1", "In the cluster-wide list", "2026-03-12T02:11:05.300781Z", .high, [audit(22, 21)]),
        route("R2", "Read by name", "2026-03-12T02:12:18.774900Z", .confirmed, [audit(23, 22)]),
      ],
      [
        ExposureReference(
          kind: "pod", name: "payments/payments-api-6d5f7c9b8-q2w4e", how: "environment",
          citations: [snapshot("kubectl-pods.json", 1)]),
        ExposureReference(
          kind: "pod", name: "payments/payments-api-6d5f7c9b8-z9x8c", how: "environment",
          citations: [snapshot("kubectl-pods.json", 2)]),
      ], 2, "Change the password and restart payments-api", .partial, "Patched, no restart recorded", [audit(37, 35)],
      nil),
    exposure(
      "kubernetes-secret", "payments/stripe-api-key", id("secret", 0x16), .compromised, .confirmed,
      [route("R2", "Read by name", "2026-03-12T02:12:24.105562Z", .confirmed, [audit(24, 23)])], [], 2,
      "Roll the key at the provider", .notSeen, "Nothing recorded", [], nil),
    exposure(
      "parameter", "/prod/payments/hmac", id("parameter", 0x18), .compromised, .confirmed,
      [route("R16", "Read with the pod's role", "2026-03-12T02:18:47Z", .confirmed, [trail(9)])], [], 3,
      "Replace the signing key", .notSeen, "Nothing recorded", [], nil),
    exposure(
      "secretsmanager", "prod/payments/db", id("secretsmanager", 0x17), .compromised, .confirmed,
      [route("R16", "Read with the pod's role", "2026-03-12T02:18:31Z", .confirmed, [trail(8)])], [], 3,
      "Rotate", .done, "RotationSucceeded 5 h 57 m 10 s after the read", [trail(23), trail(25)],
      "Rotated while \(name("payments-api-irsa")) could still be assumed with the stolen token: close the trust policy, and rotate again if it was."
    ),
    exposure(
      "registry-token", "ECR registry token", id("token", 0x14), .compromised, .confirmed,
      [route("R17", "Issued to the stolen session", "2026-03-12T02:15:30Z", .confirmed, [trail(5)])], [], 4,
      "Cannot be revoked; wait for its end and check pushes", .notProvable, "Ends at \(at("2026-03-12T14:15:30Z"))", [],
      nil),
    exposure(
      "kubernetes-secret", "payments/post-incident-feature-flag", id("secret", 0x30), .notAffected, .confirmed, [], [],
      0,
      "None: it was created after the list", .notSeen, "Created at \(at("2026-03-12T09:30:00Z"))", [], nil),
  ]

  private static func route(_ id: Text, _ text: Prose, _ time: Text, _ confidence: Confidence, _ citations: [Citation])
    -> ExposureRoute
  {
    ExposureRoute(
      route: id, text: text, at: at(time), class: .compromised, confidence: confidence, citations: citations)
  }

  private static func exposure(
    _ kind: Text, _ name: Text, _ entity: Text, _ value: ExposureClass, _ confidence: Confidence,
    _ routes: [ExposureRoute],
    _ references: [ExposureReference], _ order: Int, _ action: Prose, _ state: RotationState, _ stateText: Prose,
    _ provenBy: [Citation], _ warning: Prose?
  ) -> Exposure {
    Exposure(
      kind: kind, name: name, entity: entity, class: value, confidence: confidence, routes: routes,
      references: references,
      rotation: Rotation(
        action: action, invalidate: "The old value stops working when the new one is set.", order: order,
        reason: "What it opens, and whether it still works", state: state, stateText: stateText,
        doneAt: state == .done ? at("2026-03-12T08:15:41Z") : nil, provenBy: provenBy, warning: warning))
  }

  static let remediation: [RemediationStep] = [
    RemediationStep(
      id: "P1:i-0a1b2c3d4e5f60718", title: "Keep the instance from being terminated", phase: "preserve",
      why: "Its memory and volumes are evidence.", owner: "responder",
      commands: [
        Command(
          purpose: "",
          text: "aws ec2 modify-instance-attribute --instance-id 'i-0a1b2c3d4e5f60718' --disable-api-termination",
          language: "sh", isDestructive: false)
      ],
      verify: [
        Command(
          purpose: "",
          text:
            "aws ec2 describe-instance-attribute --instance-id 'i-0a1b2c3d4e5f60718' --attribute disableApiTermination",
          language: "sh", isDestructive: false)
      ], state: .done, stateText: "Done at \(at("2026-03-12T06:55:04Z"))", effective: .yes,
      doneAt: at("2026-03-12T06:55:04Z"),
      doneBy: "bob", provenBy: [trail(11)]),
    RemediationStep(
      id: "Q2:i-0a1b2c3d4e5f60718", title: "Cut the node off by a deny-all network policy", phase: "quarantine",
      after: ["P1:i-0a1b2c3d4e5f60718"], why: "Mining and commands go through its network.", owner: "platform",
      commands: [
        Command(
          purpose: "Deny all for the labelled pod",
          text:
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: quarantine\n  namespace: kube-system\nspec:\n  podSelector: {matchLabels: {quarantine: \"true\"}}\n  policyTypes: [Ingress, Egress]",
          language: "yaml", isDestructive: false)
      ], warnings: ["The pod uses the host's network: a policy never applies to it."], state: .done,
      stateText: "Executed, ineffective: mining went on until \(at("2026-03-12T07:50:29Z"))", effective: .no,
      doneAt: at("2026-03-12T07:31:44.090561Z"), doneBy: "bob", provenBy: [audit(30, 29), flow(678)]),
    RemediationStep(
      id: "R1:legacy-robot-admin", title: "Delete the binding \(name("legacy-robot-admin"))",
      phase: "remove permissions",
      why: "Cluster-admin for a token that the actor holds.", owner: "platform",
      commands: [
        Command(
          purpose: "", text: "kubectl delete clusterrolebinding 'legacy-robot-admin'", language: "sh",
          isDestructive: true)
      ],
      verify: [
        Command(
          purpose: "", text: "kubectl auth can-i '*' '*' --as='system:serviceaccount:kube-system:legacy-robot'",
          language: "sh",
          isDestructive: false)
      ],
      rollback: [
        Command(
          purpose: "",
          text:
            "kubectl create clusterrolebinding 'legacy-robot-admin' --clusterrole=cluster-admin --serviceaccount='kube-system:legacy-robot'",
          language: "sh", isDestructive: false)
      ],
      blastRadius: [
        "Whatever still runs as \(name("kube-system/legacy-robot")) stops working; no use of it is recorded."
      ],
      state: .notSeen, stateText: "The binding stands in the snapshot of \(at("2026-03-12T09:40:00Z"))",
      effective: .unknown),
    RemediationStep(
      id: "D1:payments-api", title: "Restart \(name("payments/payments-api")) with the new password", phase: "redeploy",
      why: "Environment variables do not refresh.", owner: "payments-platform",
      commands: [
        Command(
          purpose: "", text: "kubectl -n 'payments' rollout restart deployment 'payments-api'", language: "sh",
          isDestructive: true)
      ],
      state: .notSeen, stateText: "No restart recorded", effective: .unknown),
    RemediationStep(
      id: "O1:ci/aws-deploy-key", title: "Replace the deploy key", phase: "rotate", why: "It was in the list.",
      owner: "ci",
      commands: [
        Command(
          purpose: "", text: "aws iam update-access-key --access-key-id '<KEY_ID>' --status Inactive", language: "sh",
          isDestructive: true)
      ],
      blastRadius: ["Deployments stop until CI has the new key."], state: .notSeen, stateText: "Nothing recorded",
      effective: .unknown),
    RemediationStep(
      id: "S1:payments-prod", title: "Look for bindings to anonymous users", phase: "sweep",
      why: "The actor made one of its own.",
      owner: "responder", state: .partial, stateText: "Two of two known ones deleted", effective: .yes,
      provenBy: [audit(31, 30), audit(32, 31)]),
  ]

  static let controls: [Control] = [
    Control(
      id: "B3", title: "No binding grants anything to anonymous users", state: .present,
      evidence: [
        say(
          "Violated from \(at("2026-03-10T09:14:22Z")) to \(at("2026-03-12T07:42:11Z")), kept in the snapshot of 09:40.",
          .confirmed, [audit(3, 3), audit(32, 31)])
      ],
      breaks: ["S1"],
      references: [
        Reference(
          label: "RBAC good practices", url: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/")
      ],
      effort: "L"),
    Control(
      id: "B1", title: "Admission refuses bindings to anonymous users", state: .missing,
      evidence: [say("Two such bindings were created without objection.", .confirmed, [audit(3, 3), audit(11, 11)])],
      breaks: ["S1", "S3"],
      references: [
        Reference(
          label: "Validating admission policy",
          url: "https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/")
      ],
      effort: "M",
      configuration: Command(
        purpose: "",
        text:
          "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingAdmissionPolicy\nmetadata:\n  name: no-anonymous-bindings",
        language: "yaml", isDestructive: false)),
    Control(
      id: "M2", title: "IMDSv2 only, hop limit 1", state: .missing,
      evidence: [
        say("All 3 nodes allow IMDSv1 with a hop limit of 2.", .confirmed, [snapshot("ec2-describe-instances.json", 0)])
      ],
      breaks: ["S4"],
      references: [
        Reference(
          label: "Use IMDSv2",
          url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html")
      ],
      effort: "L"),
    Control(
      id: "M1", title: "Pod Security admission", state: .partial,
      evidence: [
        say("\(name("baseline")) on \(name("payments")) only.", .confirmed, [snapshot("kubectl-namespaces.json", 2)])
      ],
      breaks: ["S3"],
      workedHere: [say("It refused the privileged pod in \(name("payments")).", .confirmed, [audit(15, 15)])],
      effort: "L"),
    Control(id: "C4", title: "Images are signed and verified", state: .unknown, effort: "H"),
  ]

  static let attackSteps: [AttackStep] = [
    AttackStep(id: "S1", title: "Anonymous API access", observed: true, citations: [audit(4, 4)]),
    AttackStep(id: "S2", title: "Discovery", observed: true, citations: [audit(6, 6)]),
    AttackStep(id: "S3", title: "Privileged workload", observed: true, citations: [audit(16, 16)]),
    AttackStep(id: "S4", title: "Node credentials", observed: true, citations: [audit(20, 20)]),
    AttackStep(id: "S5", title: "Mining", observed: true, citations: [flow(4)]),
  ]
}
