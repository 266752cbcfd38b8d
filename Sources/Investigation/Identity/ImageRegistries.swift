package import CaseFolder
package import Detection
internal import Evidence

/// Whose an image is, as far as its name tells.
package enum ImageOrigin: Hashable, Sendable {
  /// A registry of an own account, or one that the manifest approves.
  case own
  /// A registry of AWS that publishes EKS add-ons.
  case awsManaged
  /// An own registry that mirrors a public one.
  case pullThrough
  /// A private registry of an account that nobody named as an own one.
  case otherAccount(Text)
  /// A registry that everybody can pull from, and many can push to.
  case publicRegistry
  /// A registry that nobody knows.
  case unknown

  /// The class in small words.
  package var words: String {
    switch self {
    case .own: "own"
    case .awsManaged: "managed by AWS"
    case .pullThrough: "mirror of a public registry"
    case .otherAccount: "of another account"
    case .publicRegistry: "public"
    case .unknown: "of a registry that is not known"
    }
  }
}

/// What is known about registries (`registries.json`): accounts that publish EKS add-ons, public registries.
package struct ImageRegistries: Sendable {
  private let awsAccounts: Set<Text>
  private let awsRepositories: [Text]
  private let publicRegistries: Set<Text>
  private let pullThroughPrefixes: Set<Text>

  /// The built-in list.
  package static let builtIn = ImageRegistries(DataFile("Investigation/Data/registries.json"))

  /// The list in a data file.
  package init(_ file: DataFile) {
    awsAccounts = Set(file.content["awsAccounts"]?.texts ?? [])
    awsRepositories = file.content["awsRepositories"]?.texts ?? []
    publicRegistries = Set(file.content["publicRegistries"]?.texts ?? [])
    pullThroughPrefixes = Set(file.content["pullThroughPrefixes"]?.texts ?? [])
  }

  /// Whether an account publishes the images of EKS add-ons.
  package func isAWS(account: Text) -> Bool { awsAccounts.contains(account) }

  /// Whose an image is. `own` are the accounts of the case; `approved` registries or repositories that the manifest names.
  package func origin(of image: Text, own: Set<Text>, approved: [Text] = []) -> ImageOrigin {
    let reference = ImageReference(image)
    if approved.contains(where: { reference.registry == $0 || reference.name.hasPrefix(Text("\($0)/")) }) {
      return .own
    }
    if let (account, _) = reference.ecr {
      if awsAccounts.contains(account) { return .awsManaged }
      guard own.contains(account) else { return .otherAccount(account) }
      let first = reference.repository.split(UInt8(ascii: "/"))
      return first.count > 1 && pullThroughPrefixes.contains(first[0]) ? .pullThrough : .own
    }
    if awsRepositories.contains(where: { reference.name.hasPrefix(Text("\($0)/")) || reference.name == $0 }) {
      return .awsManaged
    }
    return publicRegistries.contains(reference.registry) ? .publicRegistry : .unknown
  }
}
