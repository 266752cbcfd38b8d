/// A secret that is known by how it begins.
struct SecretShape: Sendable {
  /// The first bytes; matched in their case.
  let prefix: StaticString
  /// What it looks like, for the words that stand in its place.
  let kind: StaticString
  /// How many bytes must follow the prefix, at least.
  let minimum: Int
  /// Bytes that may follow, beside ASCII letters and digits.
  let extra: StaticString

  init(_ prefix: StaticString, _ kind: StaticString, minimum: Int, extra: StaticString = "") {
    self.prefix = prefix
    self.kind = kind
    self.minimum = minimum
    self.extra = extra
  }

  /// The shapes, as their issuers document them.
  static let all: [SecretShape] = [
    SecretShape("ghp_", "a GitHub token", minimum: 30),
    SecretShape("gho_", "a GitHub token", minimum: 30),
    SecretShape("ghu_", "a GitHub token", minimum: 30),
    SecretShape("ghs_", "a GitHub token", minimum: 30),
    SecretShape("ghr_", "a GitHub token", minimum: 30),
    SecretShape("github_pat_", "a GitHub token", minimum: 22, extra: "_"),
    SecretShape("glpat-", "a GitLab token", minimum: 20, extra: "_-."),
    SecretShape("xoxa-", "a Slack token", minimum: 10, extra: "-"),
    SecretShape("xoxb-", "a Slack token", minimum: 10, extra: "-"),
    SecretShape("xoxe-", "a Slack token", minimum: 10, extra: "-"),
    SecretShape("xoxe.", "a Slack token", minimum: 10, extra: "-."),
    SecretShape("xoxo-", "a Slack token", minimum: 10, extra: "-"),
    SecretShape("xoxp-", "a Slack token", minimum: 10, extra: "-"),
    SecretShape("xoxr-", "a Slack token", minimum: 10, extra: "-"),
    SecretShape("xoxs-", "a Slack token", minimum: 10, extra: "-"),
    SecretShape("xapp-", "a Slack token", minimum: 10, extra: "-"),
    SecretShape("hooks.slack.com/services/", "a Slack webhook", minimum: 20, extra: "/"),
    SecretShape("sk_live_", "a Stripe key", minimum: 10),
    SecretShape("sk_test_", "a Stripe key", minimum: 10),
    SecretShape("rk_live_", "a Stripe key", minimum: 10),
    SecretShape("rk_test_", "a Stripe key", minimum: 10),
    SecretShape("whsec_", "a Stripe webhook secret", minimum: 20, extra: "+/="),
    SecretShape("AIza", "a Google API key", minimum: 35, extra: "_-"),
    SecretShape("ya29.", "a Google access token", minimum: 20, extra: "_-."),
    SecretShape("npm_", "an npm token", minimum: 36),
    SecretShape("pypi-AgEI", "a PyPI token", minimum: 30, extra: "_-"),
    SecretShape("dckr_pat_", "a Docker token", minimum: 20, extra: "_-"),
    SecretShape("hvs.", "a Vault token", minimum: 20, extra: "_-"),
    SecretShape("SG.", "a SendGrid key", minimum: 60, extra: "_-."),
    SecretShape("sk-ant-", "an API key", minimum: 30, extra: "_-"),
    SecretShape("sk-proj-", "an API key", minimum: 30, extra: "_-"),
    SecretShape("AGE-SECRET-KEY-", "a private key", minimum: 40),
    // A presigned request to AWS STS, by which a caller of EKS proves its identity.
    SecretShape("k8s-aws-v1.", "an EKS token", minimum: 20, extra: "_-="),
    // Session tokens of AWS STS begin with the encoded region of their issuer.
    SecretShape("IQoJb3JpZ2lu", "an AWS session token", minimum: 80, extra: "+/="),
    SecretShape("FwoGZXIvYXdz", "an AWS session token", minimum: 80, extra: "+/="),
    SecretShape("FQoGZXIvYXdz", "an AWS session token", minimum: 80, extra: "+/="),
  ]

  /// The shapes by the first byte of their prefix.
  static let byFirstByte: [[SecretShape]] = {
    var table = Array(repeating: [SecretShape](), count: 256)
    for shape in all { table[Int(shape.prefix.utf8Start.pointee)].append(shape) }
    return table
  }()

  /// The end of such a secret that begins at `start`, or nil.
  func end(in bytes: [UInt8], from start: Int) -> Int? {
    let prefixBytes = UnsafeBufferPointer(start: prefix.utf8Start, count: prefix.utf8CodeUnitCount)
    let extraBytes = UnsafeBufferPointer(start: extra.utf8Start, count: extra.utf8CodeUnitCount)
    guard bytes.count - start >= prefixBytes.count + minimum, bytes[start...].starts(with: prefixBytes) else {
      return nil
    }
    var end = start + prefixBytes.count
    while end < bytes.count, CharacterClasses.isAlphanumeric(bytes[end]) || extraBytes.contains(bytes[end]) { end += 1 }
    return end - start - prefixBytes.count >= minimum ? end : nil
  }
}
