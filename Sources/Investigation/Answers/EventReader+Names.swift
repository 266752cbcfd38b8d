package import CaseFolder
internal import Detection
package import Evidence

extension EventReader {
  /// What an event acted on, as people write it: `payments/secrets/db-credentials`, `pods`, `ssm/prod/key`.
  package func object(_ event: Event) -> Text {
    let name = text(event.name)
    switch event.source {
    case .kubernetesAudit:
      let resource = text(event.resource)
      if resource.hasPrefix("/") || resource.isEmpty { return resource.isEmpty ? name : resource }
      let parts = resource.split(UInt8(ascii: "/"))
      var words: [Text] = event.namespace.isNone ? [] : [text(event.namespace)]
      words.append(parts[0])
      if !name.isEmpty { words.append(name) }
      words += parts.dropFirst()
      return Self.joined(words)
    case .cloudTrail:
      let service = Self.service(text(event.resource))
      return name.isEmpty ? service : Text(service.string + (name.hasPrefix("/") ? "" : "/") + name.string)
    case .authenticator: return event.scope.isNone ? text(event.resource) : text(event.scope)
    case .resolver: return name
    }
  }

  /// A call as people write it: `list secrets`, `ssm:GetParameter`.
  package func call(_ source: EventSource, action: Symbol, resource: Symbol) -> Text {
    switch source {
    case .cloudTrail: Text("\(Self.service(text(resource)).string):\(text(action).string)")
    default: Text("\(text(action).string) \(text(resource).string)")
    }
  }

  /// `secretsmanager.amazonaws.com` without what all services share.
  static func service(_ source: Text) -> Text {
    source.hasSuffix(".amazonaws.com") ? Text(bytes: source.utf8.dropLast(".amazonaws.com".utf8.count)) : source
  }

  /// The id of an event in reports: from its source's kind and its native id.
  package func id(_ event: Event) -> Text {
    Text("ev-\(SHA256.hex(Array("\(event.source.slug)\u{1F}\(event.id.hex)".utf8), digits: 12))")
  }

  private static func joined(_ words: [Text]) -> Text {
    Text(words.map(\.string).joined(separator: "/"))
  }
}

extension Outcome {
  /// The outcome in small words, as timelines show it.
  package var words: Text {
    switch self {
    case .success: "success"
    case .unauthenticated: "unauthenticated"
    case .denied: "denied"
    case .admissionDenied: "denied by admission"
    case .notFound: "not found"
    case .failed: "failed"
    case .indeterminate: "indeterminate"
    }
  }
}

extension RecordID {
  /// The 16 bytes in hex.
  package var hex: String {
    func padded(_ half: UInt64) -> String {
      let digits = String(half, radix: 16)
      return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
    return padded(high) + padded(low)
  }
}
