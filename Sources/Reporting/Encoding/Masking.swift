package import CaseFolder

/// Replaces what looks like a secret by words that say what it looked like (domain/09 §9.6).
///
/// Masked are AWS secret keys and session tokens, JWTs, tokens of well-known services, private keys, passwords in URLs,
/// command lines and named values. Access key ids, hex digests, ARNs, UUIDs and image digests are no secrets and stay.
/// No hash of a secret is ever printed. Masking a masked text changes nothing.
package enum Masking {
  /// The text with every secret in it replaced by `[redacted: looks like …]`.
  package static func mask(_ text: Text) -> Text {
    guard text.utf8.count >= SecretScanner.shortestText else { return text }
    var scanner = SecretScanner(Array(text.utf8))
    let found = scanner.scan()
    guard !found.isEmpty else { return text }
    var bytes: [UInt8] = []
    var position = 0
    for secret in found where secret.range.lowerBound >= position {
      bytes.append(contentsOf: scanner.bytes[position..<secret.range.lowerBound])
      bytes.append(contentsOf: "\(SecretScanner.maskPrefix)\(secret.kind)]".utf8)
      position = secret.range.upperBound
    }
    bytes.append(contentsOf: scanner.bytes[position...])
    return Text(bytes: bytes)
  }

  /// Whether a text holds anything that would be masked.
  package static func findsSecret(in text: Text) -> Bool {
    mask(text) != text
  }
}
