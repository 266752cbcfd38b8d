package import CaseFolder

/// The attributes of a page, each with a typed value: there is no way to write another one.
package enum HTMLAttribute: Hashable, Sendable {
  case id(ElementID)
  case href(Link)
  /// Classes of the stylesheet: literals only.
  case `class`(ClassNames)
  /// A tooltip, such as a value in full.
  case title(Shown)
  case ariaLabel(Shown)
  case ariaHidden
  case ariaLive
  case role(Role)
  case tabIndex
  case scope(Scope)
  case colspan(Int)
  case datetime(Timestamp)
  /// The name of a column in filters.
  case field(ClassNames)
  case hidden
  case open
  case inputType(InputType)
  case forElement(ElementID)
  case placeholder(Shown)
  // Pictures.
  case viewBox(width: Double, height: Double)
  case width(Double)
  case height(Double)
  case x(Double)
  case y(Double)
  case rx(Double)
  case cx(Double)
  case cy(Double)
  case r(Double)
  case x1(Double)
  case y1(Double)
  case x2(Double)
  case y2(Double)
  case path(PathData)
  case strokeWidth(Double)
  case textLength(Double)

  /// Roles in use.
  package enum Role: String, Sendable { case region, img, list, presentation, status }

  /// What a header cell heads.
  package enum Scope: String, Sendable { case col, row }

  /// Kinds of input in use.
  package enum InputType: String, Sendable { case search, button }

  /// The name and the value, which is not escaped yet.
  package var pair: (name: StaticString, value: String) {
    switch self {
    case .id(let id): ("id", id.value)
    case .href(let link): ("href", link.value)
    case .class(let names): ("class", names.value)
    case .title(let text): ("title", text.string)
    case .ariaLabel(let text): ("aria-label", text.string)
    case .ariaHidden: ("aria-hidden", "true")
    case .ariaLive: ("aria-live", "polite")
    case .role(let role): ("role", role.rawValue)
    case .tabIndex: ("tabindex", "0")
    case .scope(let scope): ("scope", scope.rawValue)
    case .colspan(let count): ("colspan", String(count))
    case .datetime(let time): ("datetime", time.description)
    case .field(let name): ("data-field", name.value)
    case .hidden: ("hidden", "hidden")
    case .open: ("open", "open")
    case .inputType(let type): ("type", type.rawValue)
    case .forElement(let id): ("for", id.value)
    case .placeholder(let text): ("placeholder", text.string)
    default: picturePair
    }
  }

  private var picturePair: (name: StaticString, value: String) {
    switch self {
    case .viewBox(let width, let height): ("viewBox", "0 0 \(decimal(width)) \(decimal(height))")
    case .width(let value): ("width", decimal(value))
    case .height(let value): ("height", decimal(value))
    case .x(let value): ("x", decimal(value))
    case .y(let value): ("y", decimal(value))
    case .rx(let value): ("rx", decimal(value))
    case .cx(let value): ("cx", decimal(value))
    case .cy(let value): ("cy", decimal(value))
    case .r(let value): ("r", decimal(value))
    case .x1(let value): ("x1", decimal(value))
    case .y1(let value): ("y1", decimal(value))
    case .x2(let value): ("x2", decimal(value))
    case .y2(let value): ("y2", decimal(value))
    case .path(let data): ("d", data.value)
    case .strokeWidth(let value): ("stroke-width", decimal(value))
    case .textLength(let value): ("textLength", decimal(value))
    default: ("class", "")
    }
  }

  /// The names that the writer can produce, for the gate.
  package static let names: Set<String> = [
    "id", "href", "class", "title", "aria-label", "aria-hidden", "aria-live", "role", "tabindex", "scope", "colspan",
    "datetime", "data-field", "hidden", "open", "type", "for", "placeholder", "viewBox", "width", "height", "x", "y",
    "rx", "cx", "cy", "r", "x1", "y1", "x2", "y2", "d", "stroke-width", "textLength",
  ]
}

/// Names of classes or fields, from literals only.
package struct ClassNames: Hashable, Sendable, ExpressibleByStringLiteral {
  let value: String

  package init(stringLiteral value: StaticString) {
    self.value = value.description
  }
}

/// An element's id: small letters, digits, hyphens. Made of a literal, or of an id that the report derived from content.
package struct ElementID: Hashable, Sendable, ExpressibleByStringLiteral {
  let value: String

  package init(stringLiteral value: StaticString) {
    self.value = value.description
  }

  /// An id of the report (`ev-0123456789ab`); nil when it does not have the shape of one.
  package init?(_ id: Text) {
    let isPlain = id.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    guard isPlain, (2...80).contains(id.utf8.count), (0x61...0x7A).contains(id.utf8.first ?? 0) else { return nil }
    value = id.string
  }

  /// A kind and 12 hex digits of SHA-256 over a content.
  package init(_ kind: StaticString, digestOf content: Text) {
    value = "\(kind)-\(SHA256.hex(Array(content.utf8), digits: 12))"
  }

  /// The same id for another use, or for the n-th of its kind.
  package func suffixed(_ number: Int) -> ElementID {
    ElementID(unchecked: "\(value)-\(number)")
  }

  private init(unchecked value: String) {
    self.value = value
  }
}

/// Where a link leads: into the page, or to a document on one of the hosts that reports may name.
package enum Link: Hashable, Sendable {
  case fragment(ElementID)
  case document(DocumentURL)

  var value: String {
    switch self {
    case .fragment(let id): "#" + id.value
    case .document(let url): url.value
    }
  }
}

/// A link to a standard or a vendor's document, from a data file of ours. Never from evidence.
package struct DocumentURL: Hashable, Sendable {
  let value: String

  /// The hosts that a page may link to.
  package static let hosts: [Text] = [
    "attack.mitre.org", "docs.aws.amazon.com", "kubernetes.io", "aws.amazon.com", "github.com", "www.cisecurity.org",
    "nvd.nist.gov", "csrc.nist.gov", "www.nist.gov", "www.first.org", "aws.github.io", "owasp.org",
    "cheatsheetseries.owasp.org", "docs.github.com", "sigma-detection-engineering.github.io",
  ]

  /// A URL whose scheme is https, whose host is on the list, and which holds plain characters only; nil otherwise.
  package init?(_ url: Text) {
    guard url.utf8.count <= 300, let rest = url.dropping(prefix: "https://"),
      let host = rest.split(UInt8(ascii: "/")).first, Self.hosts.contains(host),
      rest.utf8.allSatisfy({ Self.plain.contains($0) })
    else { return nil }
    value = url.string
  }

  private static let plain = Set(
    Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._~#?=%+-".utf8))

  /// The page of an ATT&CK technique; nil when the id is not one (`T1552`, `T1552.007`).
  package init?(technique id: Text) {
    let bytes = Array(id.utf8)
    guard bytes.count == 5 || bytes.count == 9, bytes[0] == UInt8(ascii: "T"),
      bytes[1..<5].allSatisfy({ (0x30...0x39).contains($0) }),
      bytes.count == 5
        || (bytes[5] == UInt8(ascii: ".") && bytes[6...].allSatisfy { (0x30...0x39).contains($0) })
    else { return nil }
    let path = id.split(UInt8(ascii: ".")).map(\.string).joined(separator: "/")
    value = "https://attack.mitre.org/techniques/\(path)/"
  }
}
