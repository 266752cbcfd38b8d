package import CaseFolder

/// What kind of thing a search is about.
package enum SearchKind: String, Codable, Sendable, CaseIterable {
  /// An address.
  case ip
  /// A Kubernetes user, group name or service account.
  case subject
  /// An IAM principal: a role, user, session or access key.
  case principal
  /// A pod, as `namespace/name` or by its name.
  case pod
  /// An image, by reference, name or digest.
  case image
  /// A Kubernetes secret, or a secret or parameter of AWS.
  case secret
}

/// A question to a case, as people type it.
package struct SearchQuery: Hashable, Sendable {
  /// What it asks for.
  package enum Form: Hashable, Sendable {
    /// Addresses in a network; a single address is a network of itself.
    case network(IPNetwork)
    /// Things of some kinds that are called so.
    case name(Text, [SearchKind])
  }

  /// Why a text is no query.
  package struct Failure: Error, Hashable {
    /// What is wrong.
    package let message: String
    /// What to write instead.
    package let advice: String
  }

  /// As it was typed.
  package let text: Text
  /// What it asks for.
  package let form: Form

  /// Reads a query: an address, `203.0.113.0/24`, `203.0.113.*`, an ARN, a key id, a digest, a name, or `kind:name`.
  package init(_ text: Text) throws(Failure) {
    self.text = text
    let bytes = Array(text.utf8)
    guard bytes.contains(where: { $0 != 0x20 }) else {
      throw Failure(message: "the query is empty", advice: "write an address, a network or a name")
    }
    if let network = try Self.network(text, bytes) {
      form = .network(network)
      return
    }
    if let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
      let kind = SearchKind(rawValue: Text(bytes: bytes[..<colon]).string)
    {
      let rest = Text(bytes: bytes[(colon + 1)...])
      guard !rest.isEmpty else {
        throw Failure(message: "no name stands after \(kind.rawValue):", advice: "write \(kind.rawValue):NAME")
      }
      if kind == .ip {
        guard let network = try Self.network(rest, Array(rest.utf8)) else {
          throw Failure(
            message: "what stands after ip: is neither an address nor a network",
            advice: "write an address, a network such as 203.0.113.0/24, or 203.0.113.*")
        }
        form = .network(network)
      } else {
        form = .name(rest, [kind])
      }
      return
    }
    guard !bytes.contains(UInt8(ascii: "*")) else {
      throw Failure(
        message: "a wildcard stands for whole parts at the end of an address only",
        advice: "write 203.0.113.* or a network such as 203.0.113.0/24, or search for the whole name")
    }
    form = .name(text, try Self.kinds(text, bytes))
  }

  /// The kinds that a bare name can mean.
  private static func kinds(_ text: Text, _ bytes: [UInt8]) throws(Failure) -> [SearchKind] {
    if text.hasPrefix("arn:") { return [.principal, .secret, .subject] }
    if text.hasPrefix("system:") || text.hasPrefix("eks:") { return [.subject] }
    if text.hasPrefix("sha256:") { return [.image] }
    let isKeyID =
      bytes.count >= 16 && ["AKIA", "ASIA", "AROA", "AIDA"].contains { text.hasPrefix($0) }
    if isKeyID { return [.principal] }
    if let colon = bytes.firstIndex(of: UInt8(ascii: ":")), !bytes.contains(UInt8(ascii: "/")),
      !bytes[..<colon].contains(UInt8(ascii: "."))
    {
      let known = SearchKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure(
        message: "nothing of the kind before the colon can be searched",
        advice: "the kinds are \(known); an image is written image:NAME:TAG")
    }
    return [.subject, .principal, .pod, .image, .secret]
  }

  // MARK: Addresses

  /// The network that a text names; nil when it is none and does not look like one.
  private static func network(_ text: Text, _ bytes: [UInt8]) throws(Failure) -> IPNetwork? {
    if bytes.last == UInt8(ascii: "*"), let network = try wildcard(bytes) { return network }
    let head = Text(bytes: bytes.prefix { $0 != UInt8(ascii: "/") })
    guard IPAddress(head) != nil else {
      let isAlmost =
        head.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
        && head.contains(".")
      guard isAlmost else { return nil }
      throw Failure(message: "this is no address", advice: "an IPv4 address has four parts from 0 to 255")
    }
    guard let network = IPNetwork(text) else {
      throw Failure(
        message: "this is no network", advice: "after the slash stands the length: 0 to 32 for IPv4, 0 to 128 for IPv6")
    }
    return network
  }

  /// `203.0.113.*` and `2001:db8:1:2:*`: whole parts are given, the rest is free.
  private static func wildcard(_ bytes: [UInt8]) throws(Failure) -> IPNetwork? {
    let isVersion6 = bytes.contains(UInt8(ascii: ":"))
    let mark = UInt8(ascii: isVersion6 ? ":" : ".")
    let allowed = bytes.allSatisfy { byte in
      byte == mark || byte == UInt8(ascii: "*") || (0x30...0x39).contains(byte)
        || (isVersion6 && (0x61...0x66).contains(byte | 0x20))
    }
    guard allowed else { return nil }
    let failure = Failure(
      message: "a wildcard stands for whole parts at the end of an address only",
      advice: "write 203.0.113.* or a network such as 203.0.113.0/24")
    let parts = bytes.split(separator: mark, omittingEmptySubsequences: false)
    let given = parts.prefix { !$0.elementsEqual([UInt8(ascii: "*")]) }
    let most = isVersion6 ? 8 : 4
    guard (1..<most).contains(given.count), parts.count <= most, given.allSatisfy({ !$0.isEmpty }),
      parts.dropFirst(given.count).allSatisfy({ $0.elementsEqual([UInt8(ascii: "*")]) })
    else { throw failure }
    let filled =
      given.map { String(decoding: $0, as: UTF8.self) } + [String](repeating: "0", count: most - given.count)
    let address = filled.joined(separator: isVersion6 ? ":" : ".")
    guard let network = IPNetwork(Text("\(address)/\(given.count * (isVersion6 ? 16 : 8))")) else { throw failure }
    return network
  }
}
