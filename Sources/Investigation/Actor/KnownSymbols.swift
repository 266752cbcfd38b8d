internal import CaseFolder
internal import Evidence

/// What is known about the actor at the beginning of a round, as symbols: a first look at a group without its texts.
struct KnownSymbols {
  private var addresses: Set<Symbol> = []
  private var credentials: Set<Symbol> = []
  private var subjects: Set<Symbol> = []

  init(_ finder: ActorFinder) {
    let symbols = finder.events.symbols
    addresses = Set(finder.profile.addresses.keys.compactMap { symbols.lookup($0) })
    credentials = Set(finder.exclusiveCredentials.compactMap { symbols.lookup($0) })
    subjects = Set(finder.exclusiveSubjects.keys.compactMap { symbols.lookup($0) })
    guard !finder.startNetworks.isEmpty else { return }
    for group in finder.builder.groups.groups where !addresses.contains(group.address) {
      guard let address = IPAddress(symbols.text(group.address)),
        finder.startNetworks.contains(where: { $0.contains(address) })
      else { continue }
      addresses.insert(group.address)
    }
  }

  /// Whether anything about a group is known as the actor's.
  func mayBeTheActors(_ group: EventGroup) -> Bool {
    addresses.contains(group.address) || (!group.credential.isNone && credentials.contains(group.credential))
      || (!subjects.isEmpty && (subjects.contains(group.actor) || subjects.contains(group.principal)))
  }
}
