package import CaseFolder

/// What a line of the authenticator's log is.
package enum AuthenticatorLine: Sendable {
  case event(Event)
  /// A log line about something else.
  case noEvent
  case unreadable(Text)
}

/// Reads the EKS authenticator log: logrus lines of `key=value` (aws-iam-authenticator, `pkg/server`).
package enum AuthenticatorReader {
  /// Reads one line; a time that a log service wrote before it is skipped.
  package static func event(in line: UnsafeBufferPointer<UInt8>, symbols: SymbolTable) -> AuthenticatorLine {
    let fields = pairs(in: line)
    guard let message = fields["msg"] else { return .unreadable("no msg= in the line") }
    let outcome: Outcome
    switch message {
    case "STS response", "access granted": outcome = .success
    case "access denied": outcome = .denied
    default: return .noEvent
    }
    var event = Event()
    event.source = .authenticator
    event.outcome = outcome
    if let time = fields["time"].flatMap({ Timestamp($0) }) {
      event.time = time.microseconds
      if time.digits == 0 { event.flags.insert(.wholeSeconds) }
    } else {
      event.flags.insert(.undated)
    }
    event.flags.insert(.readOnly)
    func symbol(_ key: Text) -> Symbol { fields[key].map(symbols.intern) ?? .none }
    event.principal = symbol("arn")
    event.actor = fields["username"] == nil ? event.principal : symbol("username")
    event.principalID = fields["uid"] == nil ? symbol("userid") : symbol("uid")
    event.credential = symbol("accesskeyid")
    event.action = symbols.intern(message.asciiLowercased)
    event.resource = symbols.intern("authenticate")
    event.reason = symbol("error")
    event.address = fields["client"].map { symbols.intern(withoutPort($0)) } ?? .none
    return .event(event)
  }

  /// The pairs of a line; a value in quotes may hold blanks and escaped quotes.
  private static func pairs(in line: UnsafeBufferPointer<UInt8>) -> [Text: Text] {
    var pairs: [Text: Text] = [:]
    var position = 0
    while position < line.count {
      while position < line.count, line[position] == 0x20 { position += 1 }
      let start = position
      while position < line.count, line[position] != UInt8(ascii: "="), line[position] != 0x20 { position += 1 }
      guard position < line.count, line[position] == UInt8(ascii: "=") else { continue }
      let key = Text(bytes: line[start..<position])
      position += 1
      pairs[key] = Text(bytes: value(in: line, &position))
    }
    return pairs
  }

  private static func value(in line: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> [UInt8] {
    var value: [UInt8] = []
    guard position < line.count, line[position] == UInt8(ascii: "\"") else {
      while position < line.count, line[position] != 0x20 {
        value.append(line[position])
        position += 1
      }
      return value
    }
    position += 1
    while position < line.count, line[position] != UInt8(ascii: "\"") {
      if line[position] == UInt8(ascii: "\\"), position + 1 < line.count { position += 1 }
      value.append(line[position])
      position += 1
    }
    position += 1
    return value
  }

  private static func withoutPort(_ client: Text) -> Text {
    guard let colon = client.utf8.lastIndex(of: UInt8(ascii: ":")) else { return client }
    return Text(bytes: client.utf8[..<colon].filter { $0 != UInt8(ascii: "[") && $0 != UInt8(ascii: "]") })
  }
}
