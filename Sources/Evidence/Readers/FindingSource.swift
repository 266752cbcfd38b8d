internal import CaseFolder

/// Which product made a finding that another one passes on, and which id it has there.
struct FindingSource {
  /// The product's name, such as `GuardDuty`.
  let product: Text
  /// The finding's id in the product's own words.
  let id: Text
  /// The finding's ARN, when the id is one.
  let arn: Text?
  /// Whether GuardDuty made it, so that its fields mean what GuardDuty means by them.
  let isGuardDuty: Bool

  /// By the product's ARN (`…:product/aws/guardduty`, `…:productv2/aws/guardduty`), its name, and the finding's id.
  init(productARN: Text, name: Text?, id: Text) {
    let isGuardDutyARN = id.hasPrefix("arn:") && id.contains(":guardduty:")
    isGuardDuty =
      isGuardDutyARN || productARN.hasSuffix("/aws/guardduty")
      || name.map { Self.names.contains($0.asciiLowercased) } ?? false
    arn = id.hasPrefix("arn:") ? id : nil
    self.id = isGuardDuty ? id.split(UInt8(ascii: "/")).last ?? id : id
    product =
      isGuardDuty
      ? "GuardDuty"
      : name ?? productARN.split(UInt8(ascii: "/")).last.flatMap { $0.isEmpty ? nil : $0 } ?? "Security Hub"
  }

  private static let names: Set<Text> = ["guardduty", "amazon guardduty", "aws guardduty"]

  /// A finding of the product with this id. The type of a GuardDuty finding is told by the types of the format.
  func finding(types: [Text], citation: Citation) -> Finding {
    var citation = citation
    citation.id = id
    let type = isGuardDuty ? types.lazy.compactMap(Self.guardDutyType).first : nil
    var finding = Finding(product: product, id: id, type: type ?? types.first ?? product, citation: citation)
    finding.arn = arn
    return finding
  }

  /// GuardDuty's type behind an ASFF type: `TTPs/Discovery/Discovery:Kubernetes-MaliciousIPCaller` stands for
  /// `Discovery:Kubernetes/MaliciousIPCaller`, and `TTPs/Discovery/IAMUser-AnomalousBehavior` names its purpose one level
  /// above. A type that is GuardDuty's own already stays.
  static func guardDutyType(_ type: Text) -> Text? {
    if GuardDutyReader.isFindingType(type), type.split(UInt8(ascii: "/"))[0].contains(":") { return type }
    let levels = type.split(UInt8(ascii: "/"))
    guard levels.count > 1, let last = levels.last else { return nil }
    let parts = last.split(UInt8(ascii: ":"))
    let purpose = parts.count > 1 ? parts[0] : Text(bytes: levels[levels.count - 2].utf8.filter { $0 != 0x20 })
    let rest = parts.count > 1 ? Text(bytes: last.utf8.dropFirst(parts[0].utf8.count + 1)) : last
    guard let dash = rest.utf8.firstIndex(of: UInt8(ascii: "-")) else { return nil }
    let resource = Text(bytes: rest.utf8[..<dash])
    let family = Text(bytes: rest.utf8[dash...].dropFirst())
    guard !resource.isEmpty, !family.isEmpty, !resource.contains(" ") else { return nil }
    return Text("\(purpose.string):\(resource.string)/\(family.string)")
  }
}

/// What GuardDuty says about a finding in the flat product fields of another format.
enum GuardDutyFields {
  private static let prefix: Text = "aws/guardduty/"

  /// The fields as GuardDuty itself nests them (`service`, `resource`); `null` when there are none. Before 2020 the fields
  /// of the service stood there without a prefix.
  static func value(of members: [JSONMember], isGuardDuty: Bool) -> JSONValue {
    let nested = NestedFields.value(of: members, prefix: prefix)
    guard nested == .null, isGuardDuty else { return nested }
    let old = NestedFields.value(of: members.filter { !$0.key.hasPrefix("aws/") }, prefix: "")
    return .object([JSONMember(key: "service", value: old)])
  }

  /// Reads the nested fields with GuardDuty's own readers.
  static func read(_ native: JSONValue, into finding: inout Finding) {
    guard native != .null else { return }
    GuardDutyReader.readObservation(native.at("service"), &finding)
    GuardDutyReader.readResource(native.at("resource"), &finding)
    GuardDutyReader.readAction(native.at("service", "action"), &finding)
    GuardDutyReader.readThreats(native, &finding)
    finding.process = GuardDutyReader.process(native.at("service", "runtimeDetails", "process"))
  }
}
