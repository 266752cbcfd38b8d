package import CaseFolder

/// A container image's name, taken apart and with the defaults that a runtime fills in (domain question 2.3).
package struct ImageReference: Hashable, Sendable {
  /// The registry's host, with its port; `docker.io` when the name has none.
  package let registry: Text
  /// The path inside the registry; `library/…` for a single word of Docker Hub.
  package let repository: Text
  /// The tag, if any.
  package let tag: Text?
  /// The digest, such as `sha256:…`, if any.
  package let digest: Text?

  /// Takes a name apart. The first part is a registry only if it has a point or a port, or is `localhost` (the rule of the
  /// distribution project's reference grammar).
  package init(_ image: Text) {
    var rest = Array(image.utf8)[...]
    if let at = rest.firstIndex(of: UInt8(ascii: "@")) {
      digest = Text(bytes: rest[(at + 1)...])
      rest = rest[..<at]
    } else {
      digest = nil
    }
    let slash = UInt8(ascii: "/")
    let colon = UInt8(ascii: ":")
    let lastSlash = rest.lastIndex(of: slash) ?? rest.startIndex
    if let mark = rest[lastSlash...].lastIndex(of: colon) {
      tag = Text(bytes: rest[(mark + 1)...])
      rest = rest[..<mark]
    } else {
      tag = nil
    }
    let first = rest.prefix { $0 != slash }
    let hasRegistry =
      first.count < rest.count
      && (first.contains(UInt8(ascii: ".")) || first.contains(colon) || first.elementsEqual("localhost".utf8))
    registry = hasRegistry ? Text(bytes: first).asciiLowercased : "docker.io"
    let path = hasRegistry ? rest.dropFirst(first.count + 1) : rest
    repository = !hasRegistry && !path.contains(slash) ? Text("library/\(Text(bytes: path))") : Text(bytes: path)
  }

  /// Registry and repository, without tag and digest.
  package var name: Text { Text("\(registry)/\(repository)") }

  /// Whether the name may mean another image tomorrow: no digest, and no tag or the tag `latest`.
  package var isFloating: Bool { digest == nil && (tag == nil || tag == "latest") }

  /// The account and the Region of a private registry of Amazon ECR; nil for others.
  package var ecr: (account: Text, region: Text)? {
    let parts = registry.split(UInt8(ascii: "."))
    guard parts.count >= 6, parts[1] == "dkr", parts[2] == "ecr" || parts[2] == "ecr-fips", parts[4] == "amazonaws",
      parts[0].utf8.count == 12, parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return (parts[0], parts[3])
  }
}
