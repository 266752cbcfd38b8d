internal import CaseFolder
internal import Evidence

/// Finds what threat intelligence says about a value. A match is a word of others and changes no confidence.
struct IntelligenceMatches {
  private var byAddress: [IPAddress: [IntelligenceIndicator]] = [:]
  private var networks: [(network: IPNetwork, item: IntelligenceIndicator)] = []
  private var byText: [[Text]: [IntelligenceIndicator]] = [:]

  init(_ intelligence: [IntelligenceIndicator]) {
    for item in intelligence {
      switch item.kind {
      case .address: if let address = IPAddress(item.value) { byAddress[address, default: []].append(item) }
      case .network: if let network = IPNetwork(item.value) { networks.append((network, item)) }
      default: byText[[Text(item.kind.rawValue), item.comparable], default: []].append(item)
      }
    }
  }

  /// Marks an indicator that intelligence names with who names it.
  func mark(_ indicator: Indicator) -> Indicator {
    let found = matches(type: indicator.type, value: indicator.value, first: indicator.first, last: indicator.last)
    guard !found.isEmpty else { return indicator }
    var marked = indicator
    let names = Set(found.map { $0.name ?? $0.citation.file }).sorted()
    let words = names.prefix(3).map { "\($0)" as Prose }.joined()
    let more: Prose = names.count > 3 ? " and \(names.count - 3) more" : ""
    let isOnlySeen = found.allSatisfy { $0.basis == .observed }
    let sentence: Prose = isOnlySeen ? "Threat intelligence has seen it: " : "Threat intelligence names it: "
    marked.context = indicator.context.asSentence + " " + sentence + words + more + "."
    marked.citations += found.prefix(3).map(\.citation).filter { !indicator.citations.contains($0) }
    return marked
  }

  /// What intelligence says about a value that was seen in a time: what held at no moment of it is left out.
  func matches(type: Text, value: Text, first: Timestamp?, last: Timestamp?) -> [IntelligenceIndicator] {
    var found: [IntelligenceIndicator] = []
    if type == "ip", let address = IPAddress(value) {
      found = byAddress[address] ?? []
      found += networks.lazy.filter { $0.network.contains(address) }.map(\.item)
    } else if type == "domain" {
      found = byText[[type, value.asDomain]] ?? []
    } else {
      found = byText[[type, value.asciiLowercased]] ?? []
    }
    return found.filter { item in
      if let until = item.validUntil, let first, until < first { return false }
      if let from = item.validFrom, let last, item.basis == .indicator, last < from { return false }
      return true
    }
  }
}

extension Prose {
  /// The text with a full stop at its end.
  fileprivate var asSentence: Prose {
    if case .words(let words)? = parts.last, words.utf8.last == UInt8(ascii: ".") { return self }
    return self + "."
  }
}
