internal import CaseFolder

/// Reads Route 53 Resolver query logs.
package enum ResolverReader {
  /// The query of a record as an event, and what it resolved to; nil when the record is none.
  package static func event(in value: JSONValue, symbols: SymbolTable) -> (Event, DNSAnswer)? {
    guard let query = value["query_name"]?.nonEmptyText, let stamp = value["query_timestamp"] else { return nil }
    var event = Event()
    event.source = .resolver
    if let time = stamp.time {
      event.time = time.microseconds
      if time.digits == 0 { event.flags.insert(.wholeSeconds) }
    } else {
      event.flags.insert(.undated)
    }
    event.flags.insert(.readOnly)
    let name = symbols.intern(domain(query))
    let address = value["srcaddr"]?.nonEmptyText.map(symbols.intern) ?? .none
    let instance = value["srcids"]?["instance"]?.nonEmptyText.map(symbols.intern) ?? .none
    event.actor = instance.isNone ? address : instance
    event.principal = instance
    event.address = address
    event.action = symbols.intern("query")
    event.resource = value["query_type"]?.nonEmptyText.map(symbols.intern) ?? .none
    event.name = name
    event.scope = value["account_id"]?.textOrNumber.map(symbols.intern) ?? .none
    event.namespace = value["region"]?.nonEmptyText.map(symbols.intern) ?? .none
    let code = value["rcode"]?.nonEmptyText
    if value["firewall_rule_action"]?.text == "BLOCK" {
      event.reason = symbols.intern("BLOCK")
      event.outcome = .denied
    } else {
      event.reason = code.map(symbols.intern) ?? .none
      event.outcome = outcome(code)
    }
    let answers = value["answers"].map { $0.items.isEmpty ? [$0] : $0.items } ?? []
    let addresses = answers.compactMap { answer -> Symbol? in
      guard let type = answer["Type"]?.text, type == "A" || type == "AAAA" else { return nil }
      return answer["Rdata"]?.nonEmptyText.map(symbols.intern)
    }
    return (event, DNSAnswer(name: name, addresses: addresses, time: event.time))
  }

  private static func outcome(_ code: Text?) -> Outcome {
    switch code {
    case nil: .indeterminate
    case "NOERROR": .success
    case "NXDOMAIN": .notFound
    default: .failed
    }
  }

  /// A domain in small letters, without its final dot.
  static func domain(_ name: Text) -> Text {
    let small = name.asciiLowercased
    return small.hasSuffix(".") && small.utf8.count > 1 ? Text(bytes: small.utf8.dropLast()) : small
  }
}
