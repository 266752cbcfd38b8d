import CaseFolder
import Evidence
import Investigation
import Response
import Testing

// Golden values: domain/10, rows "Rotation state", "Order" and "Warning".

private let response = ExampleCase.response

@Test func rotationCountsOnlyWithItsSuccess() {
  let database = response.exposure("secretsmanager", "prod/payments/db")?.rotation
  #expect(database?.state == .done)
  #expect(database?.doneAt == at("2026-03-12T08:15:41Z"))
  #expect(database?.stateText.plain.contains("5 h 57 m 10 s after it was read") == true)
  let started = ExampleCase.response(withoutCall: "RotationSucceeded").exposure("secretsmanager", "prod/payments/db")
  #expect(started?.rotation.state == .partial)
  let silent = ExampleCase.responseWithoutEvents({ event, events in
    events.text(event.action) == "RotationSucceeded" || events.text(event.action) == "RotateSecret"
  })
  #expect(silent.exposure("secretsmanager", "prod/payments/db")?.rotation.state == .notSeen)
}

@Test func rotationWhileTheDoorWasOpenCarriesAWarning() {
  let warning = response.exposure("secretsmanager", "prod/payments/db")?.rotation.warning?.plain ?? ""
  #expect(warning.contains("2026-03-12T02:18:09Z"))
  #expect(warning.contains("2026-03-13T02:16:20Z"))
}

@Test func writtenSecretWithoutRestartIsPartial() {
  let rotation = response.exposure("kubernetes-secret", "payments/db-credentials")?.rotation
  #expect(rotation?.state == .partial)
  #expect(rotation?.doneAt?.seconds == at("2026-03-12T08:20:47Z")?.seconds)
  #expect(rotation?.stateText.plain.contains("older than the rotation") == true)
}

@Test func revokedSessionsAreNotEnoughForAWebIdentityRole() {
  let role = response.exposure("iam-role", "arn:aws:iam::111122223333:role/payments-api-irsa")?.rotation
  #expect(role?.state == .partial)
  #expect(role?.doneAt == at("2026-03-12T07:47:15Z"))
}

@Test func deletedAccountAndDeniedSessionAreDone() {
  #expect(response.exposure("service-account", "kube-system/metrics-sync")?.rotation.state == .done)
  let session = response.exposure("session", "AROAEXAMPLEPAYNODE01:i-0a1b2c3d4e5f60718")?.rotation
  #expect(session?.state == .done)
  #expect(session?.doneAt == at("2026-03-12T07:48:01Z"))
}

@Test func registryTokenCannotBeProvenBeforeItEnds() {
  let token = response.exposure("registry-token", "111122223333.dkr.ecr.us-west-2.amazonaws.com")?.rotation
  #expect(token?.state == .notProvable)
  #expect(token?.stateText.plain.contains("2026-03-12T14:15:30Z") == true)
}

@Test func theOtherSecretsAreNotSeen() {
  let open = response.exposures.filter { $0.class == .compromised && $0.rotation.state == .notSeen }.map(\.name)
  #expect(
    Set(open) == [
      "kube-system/legacy-robot", "kube-system/legacy-robot-token", "ci/aws-deploy-key", "IAM key in ci/aws-deploy-key",
      "payments/payments-api", "payments/stripe-api-key", "payments/tls-payments", "/prod/payments/hmac",
      "payments/ecr-pull", "monitoring/grafana-admin", "payments/sh.helm.release.v1.payments-api.v12",
    ])
  let list = response.exposure("kubernetes-secret", "payments/ecr-pull")?.rotation
  #expect(list?.stateText.plain.contains("at least 7 h 33 m 55 s") == true)
}

@Test func openItemsAreOrderedByWhatTheyOpen() {
  let order = response.exposures.filter { $0.rotation.order > 0 }.sorted { $0.rotation.order < $1.rotation.order }
  #expect(order.map(\.rotation.order) == Array(1...order.count))
  let names = order.map(\.name)
  func place(_ name: Text) -> Int { names.firstIndex(of: name) ?? -1 }
  #expect(names.first == "kube-system/legacy-robot")
  let rising: [Text] = [
    "kube-system/legacy-robot", "arn:aws:iam::111122223333:role/payments-api-irsa", "ci/aws-deploy-key",
    "payments/db-credentials", "payments/stripe-api-key", "payments/tls-payments", "/prod/payments/hmac",
    "payments/ecr-pull", "payments/default",
  ]
  #expect(rising.map(place) == rising.map(place).sorted())
}

@Test func attestedRotationCountsWhereEvidenceIsSilent() {
  var evidence = ExampleCase.evidence
  evidence.manifest.rotations = [
    ManifestRotation(secret: "parameter:/prod/payments/hmac", doneAt: at("2026-03-12T09:00:00Z"), by: "payments team")
  ]
  let attested = Responder.respond(to: Investigation(investigating: evidence)).exposure(
    "parameter", "/prod/payments/hmac")
  #expect(attested?.rotation.state == .attested)
  #expect(attested?.rotation.doneAt == at("2026-03-12T09:00:00Z"))
}
