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
    switch message.asciiLowercased {
    case "sts response", "access granted": outcome = .success
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

  /// The pairs of a line; a value in quotes may hold blanks and escaped quotes. Words that belong to no key continue the
  /// value before them: some exports lose the quotes.
  private static func pairs(in line: UnsafeBufferPointer<UInt8>) -> [Text: Text] {
    var pairs: [Text: Text] = [:]
    var position = 0
    var last: (key: Text, value: [UInt8])?
    while position < line.count {
      while position < line.count, line[position] == 0x20 { position += 1 }
      let start = position
      while position < line.count, line[position] != UInt8(ascii: "="), line[position] != 0x20 { position += 1 }
      guard position < line.count, line[position] == UInt8(ascii: "=") else {
        guard start < position, let (key, value) = last else { continue }
        last = (key, value + [0x20] + line[start..<position])
        pairs[key] = last.map { Text(bytes: $0.value) }
        continue
      }
      let key = Text(bytes: line[start..<position])
      position += 1
      let isQuoted = position < line.count && line[position] == UInt8(ascii: "\"")
      let value = value(in: line, &position)
      pairs[key] = Text(bytes: value)
      last = isQuoted ? nil : (key, value)
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
      if line[position] == UInt8(ascii: "\\"), position + 1 < line.count {
        position += 1
        value += unescaped(line, &position)
      } else {
        value.append(line[position])
        position += 1
      }
    }
    position += 1
    return value
  }

  /// The bytes of the escape whose letter stands at `position`, as Go's `%q` writes it; moves behind it.
  private static func unescaped(_ line: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> [UInt8] {
    let letter = line[position]
    position += 1
    let digits: Int
    switch letter {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "x"): digits = 2
    case UInt8(ascii: "u"): digits = 4
    case UInt8(ascii: "U"): digits = 8
    default: return [letter]
    }
    guard position + digits <= line.count,
      let code = UInt32(String(decoding: line[position..<position + digits], as: UTF8.self), radix: 16)
    else { return [UInt8(ascii: "\\"), letter] }
    position += digits
    if letter == UInt8(ascii: "x") { return [UInt8(truncatingIfNeeded: code)] }
    return Array(String(Unicode.Scalar(code) ?? "\u{FFFD}").utf8)
  }

  /// A client's address without its port; the brackets of an IPv6 address go too.
  private static func withoutPort(_ client: Text) -> Text {
    let colons = client.utf8.count { $0 == UInt8(ascii: ":") }
    guard colons == 1 || client.hasPrefix("["), let colon = client.utf8.lastIndex(of: UInt8(ascii: ":")) else {
      return client
    }
    return Text(bytes: client.utf8[..<colon].filter { $0 != UInt8(ascii: "[") && $0 != UInt8(ascii: "]") })
  }
}
