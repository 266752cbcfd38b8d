import CaseFolder
import Evidence
import Investigation
import Testing

@Suite struct IdentityTests {
  @Test(
    arguments: [
      ("192.0.2.1", [192, 0, 2, 1]), ("::ffff:192.0.2.1", [192, 0, 2, 1]),
      ("::", [UInt8](repeating: 0, count: 16)),
      ("2001:db8::1", [0x20, 1, 0xD, 0xB8] + [UInt8](repeating: 0, count: 11) + [1]),
      ("1:2:3:4:5:6:7:8", [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8]),
    ] as [(Text, [UInt8])])
  func addressesAreRead(_ text: Text, _ bytes: [UInt8]) {
    #expect(IPAddress(text)?.bytes == bytes)
  }

  @Test(arguments: [
    "", "1.2.3", "1.2.3.256", "1.2.3.4.5", "1::2::3", "AWS Internal", "12345::", ":1", "1:2",
    "+1::",
  ])
  func othersAreNoAddresses(_ text: String) {
    #expect(IPAddress(Text(text)) == nil)
  }

  @Test func networksContainByPrefix() throws {
    let network = try #require(IPNetwork("198.51.100.192/27"))
    #expect(network.contains(try #require(IPAddress("198.51.100.223"))))
    #expect(!network.contains(try #require(IPAddress("198.51.100.224"))))
    #expect(!network.contains(try #require(IPAddress("2001:db8::1"))))
    #expect(IPNetwork("198.51.100.0/33") == nil)
  }

  @Test func aReasonNamesItsBinding() throws {
    let reason = try #require(
      AuthorizationReason(
        "RBAC: allowed by RoleBinding \"deploy/ci\" of Role \"a \\\"b\\\"\" to ServiceAccount \"bot/ci\""
      ))
    #expect(reason.bindingName == "deploy")
    #expect(reason.bindingNamespace == "ci")
    #expect(reason.bindingResource == "rolebindings")
    #expect(reason.roleName == "a \"b\"")
    #expect(reason.subjectName == "bot/ci")
    #expect(
      AuthorizationReason(
        "EKS Access Policy: allowed by ClusterRoleBinding \"x\" of ClusterRole \"y\"") == nil)
    #expect(AuthorizationReason("RBAC: allowed by ClusterRoleBinding \"x") == nil)
  }

  @Test func awsNamesMeanOneThing() {
    let arn: Text = "arn:aws:secretsmanager:us-west-2:111122223333:secret:prod/payments/db-AbCdEf"
    #expect(EntityKey.awsSecret(arn) == .awsSecret("prod/payments/db"))
    #expect(EntityKey.parameter("arn:aws:ssm:us-west-2:1:parameter/a/b") == .parameter("/a/b"))
    #expect(ARN("arn:aws:sts::1:assumed-role/R/s@x")?.sessionName == "s@x")
    #expect(ARN("arn:aws:iam::1:role/path/R")?.roleName == "R")
  }

  @Test func podsOfOneNameStayApart() {
    var pods = PodIndex()
    for (uid, from, to) in [("u1", 100, 200), ("u2", 300, 400)] as [(Text, Int64, Int64)] {
      var pod = PodRecord(cluster: "c", namespace: "n", name: "p", uid: uid)
      pod.created = Timestamp(seconds: from)
      pod.deleted = Timestamp(seconds: to)
      pods.add(pod)
    }
    #expect(pods.pod("c", "n", "p", at: Timestamp(seconds: 150))?.uid == "u1")
    #expect(pods.pod("c", "n", "p", at: Timestamp(seconds: 350))?.uid == "u2")
    #expect(pods.pod("c", "n", "p", at: Timestamp(seconds: 250)) == nil)
  }
}
