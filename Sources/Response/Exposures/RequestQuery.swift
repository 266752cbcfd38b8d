internal import CaseFolder

/// The query of a Kubernetes request, decoded: what a list was narrowed to.
struct RequestQuery {
  private(set) var items: [(key: Text, value: Text)] = []

  /// Reads the part of a `requestURI` behind its question mark.
  init(_ uri: Text) {
    guard let mark = uri.utf8.firstIndex(of: UInt8(ascii: "?")) else { return }
    for pair in uri.utf8[uri.utf8.index(after: mark)...].split(separator: UInt8(ascii: "&")) {
      let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      items.append((Self.decode(parts[0]), parts.count > 1 ? Self.decode(parts[1]) : ""))
    }
  }

  /// The first value of a key.
  subscript(key: Text) -> Text? { items.first { $0.key == key }?.value }

  /// All values of a key, such as the words of an exec's command.
  func all(_ key: Text) -> [Text] { items.filter { $0.key == key }.map(\.value) }

  /// Percent and plus decoding (application/x-www-form-urlencoded); a malformed escape stays as it is.
  private static func decode(_ bytes: some Collection<UInt8>) -> Text {
    let raw = Array(bytes)
    var decoded: [UInt8] = []
    var position = 0
    func digit(_ byte: UInt8) -> UInt8? {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
      default: nil
      }
    }
    while position < raw.count {
      if raw[position] == UInt8(ascii: "%"), position + 2 < raw.count, let high = digit(raw[position + 1]),
        let low = digit(raw[position + 2])
      {
        decoded.append(high << 4 | low)
        position += 3
      } else {
        decoded.append(raw[position] == UInt8(ascii: "+") ? UInt8(ascii: " ") : raw[position])
        position += 1
      }
    }
    return Text(bytes: decoded)
  }
}
