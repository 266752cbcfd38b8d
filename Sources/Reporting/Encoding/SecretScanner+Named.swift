/// Secrets that are known by the name before them: `DB_PASSWORD=…`, `"clientSecret": "…"`, `--password …`.
extension SecretScanner {
  /// Takes down the value of a name that says that it is secret; returns where to go on, or nil.
  mutating func scanNamedValue(name: Range<Int>) -> Int? {
    let word = bytes[name]
    let isFlag = word.first == UInt8(ascii: "-")
    if isFlag, let end = scanShortFlag(name) { return end }
    let normal = Self.normalized(word)
    if let end = scanAuthorization(normal, from: name.upperBound) { return end }
    guard let kind = Self.kind(ofName: normal, isFlag: isFlag) else { return nil }
    guard let start = valueStart(from: name.upperBound, isFlag: isFlag) else { return nil }
    return takeValue(from: start, kind)
  }

  /// Small letters and digits only, so that `DB_PASSWORD`, `dbPassword` and `db-password` are one name.
  private static func normalized(_ word: ArraySlice<UInt8>) -> [UInt8] {
    word.compactMap { byte in
      switch byte {
      case 0x41...0x5A: byte + 0x20
      case 0x30...0x39, 0x61...0x7A: byte
      default: nil
      }
    }
  }

  /// Endings of names whose values are secret. `pwd` alone is the working directory; `nextToken` and `clientToken` are not
  /// secret, so `token` counts only as a whole name.
  private static let endings: [(ending: StaticString, kind: StaticString)] = [
    ("password", "a password"), ("passwd", "a password"), ("passphrase", "a password"), ("mysqlpwd", "a password"),
    ("dbpwd", "a password"), ("secretaccesskey", "an AWS secret key"), ("awssecretkey", "an AWS secret key"),
    ("sessiontoken", "a session token"), ("securitytoken", "a session token"), ("clientsecret", "a client secret"),
    ("sharedsecret", "a shared secret"), ("secretstring", "a secret value"), ("secretbinary", "a secret value"),
    ("accesstoken", "an access token"), ("refreshtoken", "a refresh token"), ("idtoken", "an identity token"),
    ("bearertoken", "a token"), ("authtoken", "a token"), ("apitoken", "a token"), ("apikey", "an API key"),
    ("xamzsignature", "a request signature"),
  ]

  private static func kind(ofName name: [UInt8], isFlag: Bool) -> StaticString? {
    for (ending, kind) in endings {
      let wanted = UnsafeBufferPointer(start: ending.utf8Start, count: ending.utf8CodeUnitCount)
      if name.count >= wanted.count, name.suffix(wanted.count).elementsEqual(wanted) { return kind }
    }
    return isFlag && name.elementsEqual("token".utf8) ? "a token" : nil
  }

  /// `Authorization: Bearer …`, `Authorization: Basic …`.
  private mutating func scanAuthorization(_ name: [UInt8], from end: Int) -> Int? {
    guard name.elementsEqual("bearer".utf8) || name.elementsEqual("basic".utf8) else { return nil }
    var start = end
    if start < bytes.count, bytes[start] == 0x20 { start += 1 } else if stands("%20", at: start) { start += 3 }
    guard jwtEnd(from: start) == nil else { return nil }
    var position = start
    while position < bytes.count, Self.isTokenByte(bytes[position]) { position += 1 }
    // A word of a sentence is not a credential: those are long, and hold more than small letters.
    let value = bytes[start..<position]
    guard start > end, value.count >= 16, value.contains(where: { !(0x61...0x7A).contains($0) }) else { return nil }
    return take(start..<position, "a credential of a request")
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    isWord(byte) || ".~+/=".utf8.contains(byte)
  }

  /// `sshpass -p …`, `mysql -p…`, `curl -u user:…`: short flags mean a password only behind such a command.
  private mutating func scanShortFlag(_ name: Range<Int>) -> Int? {
    if stands("-p", at: name.lowerBound) {
      if name.count == 2, firstSSHPass < name.lowerBound {
        return valueStart(from: name.upperBound, isFlag: true).flatMap { takeValue(from: $0, "a password") }
      }
      if name.count > 2, bytes[name.lowerBound + 2] != UInt8(ascii: "-"), firstMySQL < name.lowerBound {
        return takeValue(from: name.lowerBound + 2, "a password")
      }
    }
    let isUser = name.count == 2 ? stands("-u", at: name.lowerBound) : bytes[name].elementsEqual("--user".utf8)
    guard isUser, firstCurl < name.lowerBound, let start = valueStart(from: name.upperBound, isFlag: true),
      let colon = bytes[start..<valueEnd(from: start)].firstIndex(of: UInt8(ascii: ":"))
    else { return nil }
    return takeValue(from: colon + 1, "a password")
  }

  /// Where the value behind a name begins: behind `=`, `:` or, for a flag, behind a space or the next list element.
  private func valueStart(from end: Int, isFlag: Bool) -> Int? {
    var position = end
    func skip(_ allowed: StaticString) {
      let set = UnsafeBufferPointer(start: allowed.utf8Start, count: allowed.utf8CodeUnitCount)
      while position < bytes.count, set.contains(bytes[position]) { position += 1 }
    }
    // `{"name":"DB_PASSWORD","value":"…"}`: how Kubernetes writes environment variables.
    skip("\\\"'")
    let list = position
    skip(" ,")
    if position > list {
      skip("\\\"'")
      if stands("value", at: position) {
        position += 5
        skip("\\\"'")
      } else if isFlag {
        return position < bytes.count ? position : nil
      } else {
        return nil
      }
    }
    if isFlag, stands("&command=", at: position) { return position + 9 }
    if isFlag, stands("&args=", at: position) { return position + 6 }
    if stands("%3D", at: position) || stands("%3d", at: position) { return position + 3 }
    let separator = position
    skip(" ")
    guard position < bytes.count, bytes[position] == UInt8(ascii: "=") || bytes[position] == UInt8(ascii: ":") else {
      return nil
    }
    // `--password =x` is no assignment, and `a password : b` no name.
    guard position == separator || bytes[end] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "=") else {
      return nil
    }
    position += 1
    skip(" ")
    skip("\\\"'")
    return position < bytes.count ? position : nil
  }

  /// The end of a value: its closing quote when it is quoted, else the next space or separator.
  private func valueEnd(from start: Int) -> Int {
    let quote: UInt8? =
      start > 0 && (bytes[start - 1] == UInt8(ascii: "\"") || bytes[start - 1] == UInt8(ascii: "'"))
      ? bytes[start - 1] : nil
    let isEscaped = quote != nil && start > 1 && bytes[start - 2] == UInt8(ascii: "\\")
    var position = start
    while position < bytes.count {
      let byte = bytes[position]
      if let quote {
        if byte == UInt8(ascii: "\\"), position + 1 < bytes.count {
          if isEscaped, bytes[position + 1] == quote { break }
          position += 1
        } else if byte == quote {
          break
        }
      } else if byte <= 0x20 || "\"'&,;<>)]}\\".utf8.contains(byte) {
        break
      }
      position += 1
    }
    return min(position, bytes.count)
  }

  /// Takes a value down, unless it is none: a reference to a variable, an object, a mask, a word such as `null`.
  private mutating func takeValue(from start: Int, _ kind: StaticString) -> Int? {
    guard start < bytes.count, !isMasked(at: start), !"${[(<*".utf8.contains(bytes[start]) else { return nil }
    let end = valueEnd(from: start)
    guard end > start else { return nil }
    let value = String(decoding: bytes[start..<end], as: UTF8.self)
    let words: Set = ["null", "true", "false", "nil", "none", "HIDDEN_DUE_TO_SECURITY_REASONS"]
    return words.contains(value) ? nil : take(start..<end, kind)
  }
}
