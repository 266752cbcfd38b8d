internal import CaseFolder
internal import Detection
internal import Evidence

/// What a command hides from rules that compare texts.
extension InvestigationRule {
  static let hiddenCommand = InvestigationRule(
    id: "K19", title: "Command in a pod hides behind an encoding what it does", level: .critical,
    tactic: "credential-access", techniques: ["T1552.001", "T1552.005", "T1059.004"],
    why: "No client encodes plain letters. Somebody wrote the request by hand, so that rules do not see the command.",
    falsePositives: ["A client of somebody's own that encodes every byte"],
    find: { context in
      let store = context.store
      guard let exec = store.symbols.lookup("pods/exec") else { return [] }
      return store.indices.compactMap { index in
        guard store.source[index] == .kubernetesAudit, store.resource[index] == exec,
          store.outcome[index] == .success, let uri = context.reader.body(index)?["requestURI"]?.text,
          encodesPlainLetters(uri)
        else { return nil }
        let words = context.reader.command(index)
        guard !CallTrait.traits(ofCommand: words).isEmpty else { return nil }
        let command = Text(words.map(\.string).joined(separator: " "))
        return context.hit(
          "K19", store.text(store.name[index]), [index],
          "The command in \(context.reader.object(store[index])) is, decoded: \(command)")
      }
    })

  /// Whether a URI writes letters or digits as `%41`, which nothing ever has to.
  static func encodesPlainLetters(_ uri: Text) -> Bool {
    let bytes = Array(uri.utf8)
    return bytes.indices.contains { index in
      guard bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let code = UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
      else { return false }
      return (0x30...0x39).contains(code) || (0x41...0x5A).contains(code) || (0x61...0x7A).contains(code)
    }
  }
}
