internal import CaseFolder
internal import Evidence
internal import Investigation

extension ExposureRule {
  /// R15: what the actor acted with in AWS: long-lived access keys, and sessions that no other rule explains.
  static let usedCredentials = ExposureRule(id: "R15") { facts, book in
    let sessions = Set(book.all("session").map(\.name))
    let roles = Set(book.all("iam-role").map(\.name))
    for use in facts.usedCredentials() {
      let text: Prose = "Used by the actor from \(address: use.address) as \(use.actor)."
      let route = facts.route("R15", text, at: use.at, .compromised, .confirmed, [use.citation])
      if use.isKey {
        book.add("access-key", use.id, EntityKey(.accessKey, use.id), route: route) { draft in
          draft.isUsedOutside = true
          let parts = use.actor.split(UInt8(ascii: "/"))
          if parts.count > 1, use.actor.contains(":user/") { draft.plainName = parts[parts.count - 1] }
        }
      } else if !sessions.contains(use.id), !(use.role.map(roles.contains) ?? false) {
        book.add("session", use.id, facts.key(.session, anyOf: [use.id, use.actor]), route: route) { draft in
          draft.role = use.role
          draft.isUsedOutside = true
        }
      }
    }
  }
}

/// A key or session with which the actor acted, at its first success.
struct UsedCredential {
  var id: Text
  var isKey: Bool
  var actor: Text
  var role: Text?
  var address: Text
  var at: Timestamp
  var citation: Citation
}

extension CaseFacts {
  /// The access keys (`AKIA…`) and role sessions (`AROA…:name`) of the actor's successful AWS calls, by id.
  func usedCredentials() -> [UsedCredential] {
    let events = evidence.events
    var firsts: [Symbol: Int] = [:]
    for index in actor.events where events.source[index] == .cloudTrail && events.outcome[index] == .success {
      for symbol in [events.credential[index], events.principalID[index]] where !symbol.isNone && firsts[symbol] == nil
      {
        firsts[symbol] = index
      }
    }
    return firsts.compactMap { symbol, index in
      let id = events.text(symbol)
      let isKey = symbol == events.credential[index] && id.hasPrefix("AKIA")
      guard isKey || (id.hasPrefix("AROA") && id.utf8.contains(UInt8(ascii: ":"))) else { return nil }
      let event = view(index)
      return UsedCredential(
        id: id, isKey: isKey, actor: event.actor, role: event.principal.nonEmpty, address: event.address,
        at: event.time,
        citation: citation(index))
    }.sorted { $0.id < $1.id }
  }
}
