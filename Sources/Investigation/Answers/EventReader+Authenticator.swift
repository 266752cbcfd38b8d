internal import CaseFolder
package import Evidence

extension EventReader {
  /// A login is answered within so many seconds.
  private static let answerSeconds: Int64 = 2

  /// How an event ended. The line `STS response` of the authenticator only says who asks: the answer is the line that
  /// follows it for the same role (domain rule 5.2.8); without one nobody can tell.
  package func outcome(_ index: Int) -> Outcome {
    let event = evidence.events[index]
    guard event.source == .authenticator, text(event.action) == "sts response" else { return event.outcome }
    return loginAnswer(index).map { evidence.events[$0].outcome } ?? .indeterminate
  }

  /// Whether an event only asks for a login that another line answers: both are one attempt, and the answer stands for it.
  package func isAnsweredLogin(_ index: Int) -> Bool {
    let events = evidence.events
    return events.source[index] == .authenticator && text(events.action[index]) == "sts response"
      && loginAnswer(index) != nil
  }

  /// The event that answers a login.
  package func loginAnswer(_ index: Int) -> Int? {
    let events = evidence.events
    let role = Self.role(text(events.principal[index]))
    var next = index + 1
    while next < events.count, events.time[next] - events.time[index] <= Self.answerSeconds * 1_000_000 {
      if events.source[next] == .authenticator, text(events.action[next]).hasPrefix("access "),
        Self.role(text(events.principal[next])) == role
      {
        return next
      }
      next += 1
    }
    // Lines of one second are in no particular order.
    next = index - 1
    while next >= 0, events.time[next] == events.time[index] {
      if events.source[next] == .authenticator, text(events.action[next]).hasPrefix("access "),
        Self.role(text(events.principal[next])) == role
      {
        return next
      }
      next -= 1
    }
    return nil
  }

  /// Account and role of a role's or session's ARN; the ARN itself for others.
  private static func role(_ text: Text) -> Text {
    guard let arn = ARN(text), let name = arn.roleName else { return text }
    return Text("\(arn.account)/\(name)")
  }
}
