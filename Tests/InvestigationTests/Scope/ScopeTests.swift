import CaseFolder
import Evidence
import Investigation
import Testing

/// The scope of the main example, line by line (domain/10, row "Scope").
@Suite struct ScopeTests {
  private let scope = ScopeExample.investigation.scope
  private let cluster: Text = "payments-prod"

  @Test func everyCompromisedEntityIsListed() {
    let tuner =
      "pod:payments-prod/kube-system/node-tuner-x7k2p/2b7e1516-28ae-4d2a-abf7-158809cf4f3c"
    let api =
      "pod:payments-prod/payments/payments-api-6d5f7c9b8-q2w4e/31f3b0a2-6f0b-4c51-9c9b-7a5b1a2c3d01"
    let expected: Set<String> = [
      "access-key:ASIAEXAMPLEIRSA00001", "access-key:ASIAEXAMPLENODE00001",
      "aws-resource:ecr-authorization-token/111122223333.dkr.ecr.us-west-2.amazonaws.com",
      "binding:payments-prod/clusterrolebindings/eks-metrics-reader",
      "binding:payments-prod/clusterrolebindings/metrics-sync",
      "file:" + String(repeating: "c0ffee00", count: 8),
      "iam-role:arn:aws:iam::111122223333:role/payments-api-irsa",
      "image:sha256:" + String(repeating: "1", count: 64), "instance:i-0a1b2c3d4e5f60718",
      "node:payments-prod/ip-10-40-12-37.us-west-2.compute.internal",
      "parameter:/prod/payments/hmac", tuner, api,
      "secret:payments-prod/ci/aws-deploy-key",
      "secret:payments-prod/kube-system/legacy-robot-token",
      "secret:payments-prod/monitoring/grafana-admin",
      "secret:payments-prod/payments/db-credentials",
      "secret:payments-prod/payments/ecr-pull",
      "secret:payments-prod/payments/sh.helm.release.v1.payments-api.v12",
      "secret:payments-prod/payments/stripe-api-key", "secret:payments-prod/payments/tls-payments",
      "secretsmanager:prod/payments/db", "service-account:payments-prod/kube-system/legacy-robot",
      "service-account:payments-prod/kube-system/metrics-sync",
      "service-account:payments-prod/payments/payments-api",
      "session:AROAEXAMPLEPAYIRSA01:x", "session:AROAEXAMPLEPAYNODE01:i-0a1b2c3d4e5f60718",
      "token:JTI=7d3a6c1e-5b0f-4a53-8a4d-1f2e3d4c5b6a", "volume:vol-0abcdef1234567890",
      "workload:payments-prod/daemonsets/kube-system/node-tuner",
    ]
    let found = Set(ScopeExample.names(.compromised))
    #expect(found.subtracting(expected) == [])
    #expect(expected.subtracting(found) == [])
  }

  @Test func everyExposedEntityIsListed() {
    #expect(
      ScopeExample.names(.exposed) == [
        "ip:10.40.21.9",
        "pod:payments-prod/kube-system/aws-node-4kd9s/31f3b0a2-6f0b-4c51-9c9b-7a5b1a2c3d05",
        "pod:payments-prod/payments/payments-web-5c6d7e8f9-h3j4k/31f3b0a2-6f0b-4c51-9c9b-7a5b1a2c3d03",
        "service-account:payments-prod/kube-system/aws-node",
        "service-account:payments-prod/payments/default",
        "subject:payments-prod/system:node:ip-10-40-12-37.us-west-2.compute.internal",
      ])
    #expect(ScopeExample.names(.suspect).isEmpty)
    #expect(ScopeExample.names(.affected).isEmpty)
  }

  @Test func everyRelatedEntityIsListed() {
    #expect(
      ScopeExample.names(.related) == [
        "binding:payments-prod/clusterrolebindings/anonymous-debug", "instance:i-0b2c3d4e5f6071829",
        "instance:i-0c3d4e5f607182930", "ip:203.0.113.88",
        "node:payments-prod/ip-10-40-13-52.us-west-2.compute.internal",
        "node:payments-prod/ip-10-40-14-90.us-west-2.compute.internal",
        "pod:payments-prod/monitoring/grafana-7b9c8d7f6-m1n2b/31f3b0a2-6f0b-4c51-9c9b-7a5b1a2c3d04",
        "pod:payments-prod/payments/payments-api-6d5f7c9b8-z9x8c/31f3b0a2-6f0b-4c51-9c9b-7a5b1a2c3d02",
        "subject:payments-prod/arn:aws:sts::111122223333:assumed-role/DevOpsEngineer/alice-example.com",
      ])
  }

  @Test func ownAddressesAndLaterSecretsStayOut() {
    #expect(scope[EntityKey(.ip, "198.51.100.200")] == nil)
    #expect(scope[EntityKey(.ip, "192.0.2.10")] == nil)
    #expect(scope[.inCluster(.secret, cluster, "payments", "post-incident-feature-flag")] == nil)
    #expect(scope[.inCluster(.secret, cluster, "vault", "root-token")] == nil)
    #expect(scope[.user(cluster, "system:anonymous")] == nil)
  }

  @Test func confidenceFollowsTheRecord() {
    #expect(
      scope[.inCluster(.secret, cluster, "payments", "stripe-api-key")]?.confidence == .confirmed)
    #expect(scope[.inCluster(.secret, cluster, "payments", "tls-payments")]?.confidence == .high)
    #expect(
      scope[EntityKey(.session, "AROAEXAMPLEPAYNODE01:i-0a1b2c3d4e5f60718")]?.confidence
        == .confirmed)
    #expect(scope[EntityKey(.ip, "203.0.113.88")]?.confidence == .low)
  }

  @Test func everythingInScopeHasAProofWithCitations() {
    for (key, entry) in scope {
      #expect(!entry.proof.isEmpty)
      #expect(entry.proof.last?.to == key.id)
      #expect(entry.proof.allSatisfy { !$0.citations.isEmpty }, "\(key.key)")
    }
  }
}
