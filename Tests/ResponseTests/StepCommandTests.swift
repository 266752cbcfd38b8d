import CaseFolder
import Evidence
import Investigation
import Response
import Testing

private let response = ExampleCase.response
private let session: Text = "N2:session/AROAEXAMPLEPAYNODE01:i-0a1b2c3d4e5f60718"

private func commands(_ step: Text) -> Text { text(response.step(step)?.commands) }
private func rollback(_ step: Text) -> Text { text(response.step(step)?.rollback) }

private func text(_ commands: [Command]?) -> Text {
  Text((commands ?? []).map { "\($0.purpose.plain.string)\n\($0.text.string)" }.joined(separator: "\n"))
}

private func place(of part: Text, in text: Text) -> Int { text.range(of: part, from: 0)?.lowerBound ?? -1 }

@Test func anonymousGrantHasNoUndo() {
  let step = response.step("N1:anonymous-debug")
  #expect(step?.rollback.isEmpty == true)
  #expect(step?.warnings.first?.plain == "No undo: give a named subject the right that it needs.")
}

@Test func bindingThatNoRequestNamesIsNotCalledUnused() {
  for step in response.remediation where step.id.hasPrefix("N1:") {
    #expect(!step.blastRadius.contains { $0.plain.contains("It allowed 0 ") })
  }
}

@Test func undoOfADenyTakesTheRecordedPolicyNameAway() {
  #expect(rollback(session).contains("--policy-name='IRDenyInstanceSession'"))
  #expect(rollback(session).contains("Only after the instance is terminated."))
  let unrecorded = ExampleCase.response(withoutCall: "PutRolePolicy").step(session)
  let made = text(unrecorded?.commands)
  let undone = text(unrecorded?.rollback)
  #expect(made.contains("--policy-name='IRDenySession-i-0a1b2c3d4e5f60718'"))
  #expect(undone.contains("--policy-name='IRDenySession-i-0a1b2c3d4e5f60718'"))
}

@Test func secretsAreWrittenAsWhatTheyAre() {
  #expect(commands("R:kubernetes-secret/payments/tls-payments").contains("kubectl create secret tls "))
  #expect(commands("R:kubernetes-secret/payments/ecr-pull").contains("--from-file=.dockerconfigjson="))
  #expect(commands("R:kubernetes-secret/payments/stripe-api-key").contains("kubectl create secret generic "))
  let release = response.step("R:kubernetes-secret/payments/sh.helm.release.v1.payments-api.v12")
  #expect(release?.commands.isEmpty == true)
  #expect(release?.warnings.contains { $0.plain.contains("rotate the values it holds, then helm upgrade") } == true)
}

@Test func newSecretValuesAreNeverStoredInAnAnnotation() {
  for step in response.remediation where step.id.hasPrefix("R:kubernetes-secret/") {
    #expect(!text(step.commands).contains("kubectl apply"), "\(step.id)")
  }
}

@Test func stolenWebIdentityTokenIsDeniedByAddressUntilItExpires() {
  let lines = commands("N2:iam-role/arn:aws:iam::111122223333:role/payments-api-irsa")
  #expect(lines.contains("\"aws:CurrentTime\":\"2026-03-13T02:16:20Z\""))
  #expect(lines.contains("\"NotIpAddress\":{\"aws:SourceIp\":[\"NAT_CIDR\"]}"))
  #expect(lines.contains("oidc-provider/oidc.eks.us-west-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE\""))
}

@Test func keyInASecretIsFoundBeforeItIsDisabled() {
  let lines = commands("N2:access-key/IAM key in ci/aws-deploy-key")
  let steps: [Text] = ["base64 -d", "get-access-key-last-used", "update-access-key"]
  let places = steps.map { place(of: $0, in: lines) }
  #expect(!places.contains(-1))
  #expect(places == places.sorted())
  #expect(lines.contains("--output=jsonpath='{.data.AWS_ACCESS_KEY_ID}'"))
}

@Test func podsOfDaemonSetsEndWithTheirNode() {
  let blast = response.step("N4:i-0a1b2c3d4e5f60718")?.blastRadius.map(\.plain) ?? []
  #expect(blast.contains { $0.hasPrefix("They do not come back") && $0.contains("kube-system/node-tuner-x7k2p") })
  #expect(blast.contains { $0.hasPrefix("Pods of DaemonSets") && $0.contains("kube-system/aws-node-") })
  #expect(blast.contains { $0.hasPrefix("Their controllers") && $0.contains("payments/payments-api-") })
}

@Test func podsOnANodeUnderTheActorsControlEndAfterItsCapture() {
  let captures: [Text] = ["P4a:i-0a1b2c3d4e5f60718", "P4b:i-0a1b2c3d4e5f60718"]
  let ending: [Text] = [
    "R:service-account/payments/default", "R:service-account/kube-system/aws-node",
    "R:kubernetes-secret/payments/stripe-api-key", "N2:service-account/payments/payments-api",
  ]
  for id in ending {
    let after = response.step(id)?.after ?? []
    #expect(captures.allSatisfy(after.contains), "\(id)")
  }
  #expect(response.step("R:parameter//prod/payments/hmac")?.after.contains(captures[0]) == false)
}

@Test func everythingThatIsSwitchedHasItsUndo() {
  #expect(rollback("Q3:198.51.100.23").contains("--egress"))
  #expect(rollback("Q3:198.51.100.23").contains("--ingress"))
  let check = text(response.step("Q3:198.51.100.23")?.verify)
  #expect(check.contains("describe-network-acls"))
  #expect(rollback("Q2:i-0a1b2c3d4e5f60718").contains("--region='us-west-2'"))
  #expect(rollback("P1:i-0a1b2c3d4e5f60718").contains("--no-disable-api-stop"))
}

@Test func retentionIsReadBeforeItIsSet() {
  let lines = commands("P5")
  #expect(place(of: "describe-log-groups", in: lines) >= 0)
  #expect(place(of: "describe-log-groups", in: lines) < place(of: "put-retention-policy", in: lines))
}
