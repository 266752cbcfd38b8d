internal import CaseFolder
internal import Evidence

extension ActorFinder {
  /// Joins the authenticator's verdict to the actor's logins: a denial names no key, the `STS response` line before it does
  /// (domain rule 5.2, 8).
  mutating func addVerdicts() {
    let logins = builder.groups.events(of: actorGroups).filter {
      events.source[$0] == .authenticator
    }
    for login in logins {
      let identity = events.text(events.actor[login])
      guard let wanted = ARN(identity) else { continue }
      let end = events.time[login] + Self.verdictMicroseconds
      // Both lines carry whole seconds, so that the verdict may stand before its login.
      var first = login
      while first > 0, events.time[first - 1] == events.time[login] { first -= 1 }
      for index in first..<events.count {
        guard events.time[index] <= end else { break }
        guard index != login, events.source[index] == .authenticator,
          let verdict = ARN(events.text(events.principal[index])), verdict.sessionName == nil,
          verdict.account == wanted.account, verdict.roleName == wanted.roleName
        else { continue }
        singleEvents.insert(index)
        break
      }
    }
  }

  /// A verdict follows its login within so many microseconds.
  private static let verdictMicroseconds: Int64 = 2_000_000
}
