import CaseFolder
import Reporting
import Testing

/// Every secret here is made up: parts are joined at run time, so that no scanner takes this file for a leak.
@Suite struct MaskingTests {
  static let awsKey = "wJalrXUtnFEMI/K7MDENG/" + "bPxRfiCYEXAMPLEKEY"
  static let jwt = "eyJhbGciOiJSUzI1NiIsImtpZCI6IjAifQ" + ".eyJpc3MiOiJodHRwczovL29pZGMifQ.c2lnbmF0dXJl"

  static let secrets: [(text: String, masked: String)] = [
    (awsKey, "[redacted: looks like an AWS secret key]"),
    ("x \(awsKey) y", "x [redacted: looks like an AWS secret key] y"),
    ("AWS_SECRET_ACCESS_KEY=\(awsKey)", "AWS_SECRET_ACCESS_KEY=[redacted: looks like an AWS secret key]"),
    ("AWS_SECRET_ACCESS_KEY=short", "AWS_SECRET_ACCESS_KEY=[redacted: looks like an AWS secret key]"),
    ("Bearer \(jwt)", "Bearer [redacted: looks like a JWT]"),
    ("\\n\(jwt)\\n", "\\n[redacted: looks like a JWT]\\n"),
    (
      "curl -H token:gh\("p_")\(String(repeating: "a1B2", count: 9))",
      "curl -H token:[redacted: looks like a GitHub token]"
    ),
    ("xox\("b-")1234567890-abcdefghij", "[redacted: looks like a Slack token]"),
    ("key=sk_\("live_")4eC39HqLyjWDarjtT1", "key=[redacted: looks like a Stripe key]"),
    (
      "postgres://app:hunter2@db.internal:5432/x", "postgres://app:[redacted: looks like a password]@db.internal:5432/x"
    ),
    ("https://u:p@ss@h/", "https://u:[redacted: looks like a password]@h/"),
    ("mysql --password=hunter2 -h db", "mysql --password=[redacted: looks like a password] -h db"),
    ("mysql --password hunter2 -h db", "mysql --password [redacted: looks like a password] -h db"),
    ("mysql -uroot -phunter2", "mysql -uroot -p[redacted: looks like a password]"),
    ("sshpass -p hunter2 ssh x", "sshpass -p [redacted: looks like a password] ssh x"),
    ("curl -u admin:hunter2 http://x", "curl -u admin:[redacted: looks like a password] http://x"),
    ("[\"--password\",\"hunter2\"]", "[\"--password\",\"[redacted: looks like a password]\"]"),
    ("command=--password&command=hunter2&x=1", "command=--password&command=[redacted: looks like a password]&x=1"),
    ("{\"DB_PASSWORD\":\"hun\\\"ter2\",\"a\":1}", "{\"DB_PASSWORD\":\"[redacted: looks like a password]\",\"a\":1}"),
    (
      "{\"name\":\"DB_PASSWORD\",\"value\":\"hunter2\"}",
      "{\"name\":\"DB_PASSWORD\",\"value\":\"[redacted: looks like a password]\"}"
    ),
    ("{\\\"password\\\":\\\"hunter2\\\"}", "{\\\"password\\\":\\\"[redacted: looks like a password]\\\"}"),
    ("clientSecret: abc~123", "clientSecret: [redacted: looks like a client secret]"),
    ("a -----BEGIN PRIVATE KEY-----\\nMIIB\\n-----END PRIVATE KEY----- b", "a [redacted: looks like a private key] b"),
    ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blbn", "[redacted: looks like a private key]"),
    (
      "k8s-aws-v1.aHR0cHM6Ly9zdHMuYW1hem9uYXdzLmNvbS8",
      "[redacted: looks like an EKS token]"
    ),
    ("IQoJb3JpZ2luX2Vj\(String(repeating: "Ab3/", count: 40))==", "[redacted: looks like an AWS session token]"),
    (
      "Authorization: Basic YWRtaW46aHVudGVyMg==",
      "Authorization: Basic [redacted: looks like a credential of a request]"
    ),
    ("--token abcdef.0123456789abcdef", "--token [redacted: looks like a token]"),
  ]

  @Test(arguments: secrets)
  func secretsAreMasked(text: String, masked: String) {
    #expect(Masking.mask(Text(text)).string == masked)
  }

  @Test(arguments: [
    "AKIAIOSFODNN7EXAMPLE", "ASIAQ3EGRIFYPOLEXAMP", "AROAQ3EGRIFYPOLEXAMP:i-0a1b2c3d4e5f60718",
    "arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS",
    "arn:aws:sts::111122223333:assumed-role/eksctl-payments-prod-NodeInstanceRole-1X2Y3Z4A5B6C/i-0a1b2c3d4e5f60718",
    "da39a3ee5e6b4b0d3255bfef95601890afd80709", "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709",
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "0a000000-0000-4000-8000-000000000003",
    "/api/v1/namespaces/payments/secrets/db-credentials", "/apis/authorization/v1/selfsubjectaccessreviews",
    "/aws/containerinsights/PaymentsProd1/host", "secretsmanager:prod/payments/db", "PasswordPolicyChange",
    "aws secretsmanager get-secret-value --secret-id prod/payments/db", "password", "password:", "PWD=/root",
    "HIDDEN_DUE_TO_SECURITY_REASONS", "{\"password\":\"HIDDEN_DUE_TO_SECURITY_REASONS\"}", "{\"password\":null}",
    "password=$DB_PASSWORD", "{\"nextToken\":\"AAAAKjsdf83\"}", "\"clientRequestToken\":\"0a000000-0000-4000-8000\"",
    "kubectl create secret generic db --from-literal=user=x", "docker run -u 1000:1000 x", "https://host:443/a@b",
    "mkdir -p /tmp/x", "token", "PasswordLastUsed", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
    "[redacted: looks like a password]",
  ])
  func whatIsNoSecretStays(text: String) {
    #expect(Masking.mask(Text(text)) == Text(text))
  }

  @Test func maskingTwiceChangesNothing() {
    for text in [
      "password=hunter2", "mysql -phunter2", "a://b:c@d", "{\"password\":\"x\"}", "curl -u a:b x", Self.awsKey,
    ] {
      let once = Masking.mask(Text(text))
      #expect(once != Text(text))
      #expect(Masking.mask(once) == once)
    }
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: ["eyJ-", "-p ", "curl -u ", "-----BEGIN ", "a://b:", "password ", "\\\"", "basic "])
  func noTextTakesLong(piece: String) {
    let text = Text(String(repeating: piece, count: 200_000 / piece.utf8.count))
    #expect(Masking.mask(text).utf8.count > 100_000)
  }

  @Test func everyWriterMasks() {
    let secret = Text("password=hunter2")
    #expect(!Visible.text(secret).utf8.elementsEqual("password=hunter2".utf8))
    #expect(MarkdownCode.span(secret, inTable: false) == "`password=[redacted: looks like a password]`")
    #expect(CSVCell.encode(secret) == "\"password=[redacted: looks like a password]\"")
    #expect(TerminalText.line(secret) == "password=[redacted: looks like a password]")
  }

  @Test func bytesAroundASecretStay() {
    #expect(
      Masking.mask("caf\u{E9} ghp_000000000000000000000000000000000000 cafe\u{301}").utf8.elementsEqual(
        "caf\u{E9} [redacted: looks like a GitHub token] cafe\u{301}".utf8))
  }
}
