internal import CCrypto

/// A SHA-256 over bytes that arrive in pieces, by libcrypto.
package final class SHA256 {
  private let context: OpaquePointer

  /// An empty digest.
  package init() {
    context = EVP_MD_CTX_new()
    EVP_DigestInit_ex(context, EVP_sha256(), nil)
  }

  deinit {
    EVP_MD_CTX_free(context)
  }

  /// Adds bytes.
  package func update(_ bytes: UnsafeRawBufferPointer) {
    EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  /// Ends the digest and returns its 32 bytes. Call it once.
  package func finish() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    EVP_DigestFinal_ex(context, &digest, nil)
    return digest
  }

  /// The digest of bytes that are at hand.
  package static func digest(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    let sha = SHA256()
    let array = Array(bytes)
    array.withUnsafeBytes { sha.update($0) }
    return sha.finish()
  }

  /// The digest of bytes in lower-case hex, cut to `digits` digits if given.
  package static func hex(_ bytes: some Sequence<UInt8>, digits: Int = 64) -> String {
    String(decoding: hexDigits(digest(bytes)).prefix(digits), as: UTF8.self)
  }

  /// Lower-case hex of bytes.
  package static func hexDigits(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.underestimatedCount * 2)
    for byte in bytes {
      text.append(hexDigit(byte >> 4))
      text.append(hexDigit(byte & 15))
    }
    return text
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? value + UInt8(ascii: "0") : value - 10 + UInt8(ascii: "a")
  }
}
