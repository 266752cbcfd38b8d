import CaseFolder
import Evidence
import Investigation
import Response
import Testing

// Golden values: domain/10, rows "Secrets".

private let response = ExampleCase.response

private func names(_ kind: Text, _ level: ExposureClass) -> [Text] {
  response.exposures.filter { $0.kind == kind && $0.class == level }.map(\.name).sorted()
}

@Test func clusterWideListCompromisesEverySecretThatExisted() {
  #expect(
    names("kubernetes-secret", .compromised) == [
      "ci/aws-deploy-key", "kube-system/legacy-robot-token", "monitoring/grafana-admin", "payments/db-credentials",
      "payments/ecr-pull", "payments/sh.helm.release.v1.payments-api.v12", "payments/stripe-api-key",
      "payments/tls-payments",
    ])
}

@Test func laterSecretAndProbedNameAreNotAffected() {
  #expect(names("kubernetes-secret", .notAffected) == ["payments/post-incident-feature-flag", "vault/root-token"])
}

@Test func directReadIsConfirmedAndListIsHigh() {
  #expect(response.exposure("kubernetes-secret", "payments/db-credentials")?.confidence == .confirmed)
  #expect(response.exposure("kubernetes-secret", "payments/tls-payments")?.confidence == .high)
}

@Test func allRoutesOfASecretAreKept() {
  let routes = response.exposure("kubernetes-secret", "payments/db-credentials")?.routes.map(\.route) ?? []
  #expect(Set(routes) == ["R1", "R2", "R6", "R9"])
}

@Test func compromisedIdentitiesAreThoseOfTheExample() {
  #expect(
    names("service-account", .compromised) == [
      "kube-system/legacy-robot", "kube-system/metrics-sync", "payments/payments-api",
    ])
  #expect(names("iam-role", .compromised) == ["arn:aws:iam::111122223333:role/payments-api-irsa"])
  #expect(names("session", .compromised) == ["AROAEXAMPLEPAYNODE01:i-0a1b2c3d4e5f60718"])
  #expect(names("access-key", .compromised) == ["IAM key in ci/aws-deploy-key"])
  #expect(names("secretsmanager", .compromised) == ["prod/payments/db"])
  #expect(names("parameter", .compromised) == ["/prod/payments/hmac"])
  #expect(names("registry-token", .compromised) == ["111122223333.dkr.ecr.us-west-2.amazonaws.com"])
}

@Test func stolenInstanceRoleDoesNotLiftTheOtherPodsTokens() {
  #expect(names("service-account", .exposed) == ["kube-system/aws-node", "payments/default"])
  #expect(names("node-identity", .exposed) == ["system:node:ip-10-40-12-37.us-west-2.compute.internal"])
}

@Test func tokenSecretCompromisesItsServiceAccountAndWhatIsBound() {
  let robot = response.exposure("service-account", "kube-system/legacy-robot")
  #expect(robot?.references.contains { $0.kind == "binding" && $0.name == "legacy-robot-admin" } == true)
  #expect(robot?.rotation.order == 1)
}

@Test func secretIsReferencedByItsPodsAndWorkload() {
  let references = response.exposure("kubernetes-secret", "payments/db-credentials")?.references ?? []
  #expect(references.filter { $0.kind == "pod" }.count == 2)
  #expect(references.contains { $0.kind == "workload" && $0.name == "Deployment payments/payments-api" })
}

@Test func everyRouteOfACompromisedSecretIsCited() {
  for exposure in response.exposures where exposure.class == .compromised {
    for route in exposure.routes { #expect(!route.citations.isEmpty, "\(exposure.name) \(route.route)") }
  }
}

@Test func withoutASnapshotTheNamesStayUnknownAndTheListIsStillReported() {
  let response = ExampleCase.responseWithoutObjects({ object in
    guard case .kubernetes(let kubernetes) = object.body else { return false }
    return kubernetes.kind == "Secret"
  })
  #expect(response.exposure("kubernetes-secret", "all secrets of all namespaces")?.class == .compromised)
  #expect(response.exposure("kubernetes-secret", "payments/tls-payments")?.class == .compromised)
  #expect(response.exposure("kubernetes-secret", "monitoring/grafana-admin")?.class == .compromised)
  #expect(response.exposure("kubernetes-secret", "ci/aws-deploy-key") == nil)
}
