internal import CaseFolder

/// Reads STIX 2.0 and 2.1: objects of a bundle or loose ones. Indicators give what their patterns name; observed data and
/// cyber observables give what was seen (in 2.0 as a map inside the object, in 2.1 as objects of their own).
enum STIXReader {
  /// The records in a value, one for each STIX object; none when it holds none.
  static func records(in value: JSONValue, citation: Citation) -> [IntelligenceRecord] {
    switch value {
    case .array(let items): return items.flatMap { records(in: $0, citation: citation) }
    case .object:
      if value["type"]?.text == "bundle" {
        return (value["objects"] ?? .null).items.flatMap { records(in: $0, citation: citation) }
      }
      return record(value, citation).map { [$0] } ?? []
    default: return []
    }
  }

  private static func record(_ object: JSONValue, _ citation: Citation) -> IntelligenceRecord? {
    guard let type = object["type"]?.nonEmptyText, let id = object["id"]?.nonEmptyText,
      id.hasPrefix(Text("\(type.string)--"))
    else { return nil }
    var citation = citation
    citation.id = id
    var record = IntelligenceRecord()
    switch type {
    case "indicator": readIndicator(object, id, citation, &record)
    case "observed-data":
      for observable in (object["objects"] ?? .null).members.map(\.value) {
        record.indicators += observed(observable, citation, from: object["first_observed"]?.time)
      }
    default: record.indicators = observed(object, citation, from: nil)
    }
    if record.indicators.isEmpty, record.notUnderstood.isEmpty, record.remark == nil {
      record.remark = "intelligence that names no address, name or hash"
    }
    return record
  }

  private static func readIndicator(
    _ object: JSONValue, _ id: Text, _ citation: Citation, _ record: inout IntelligenceRecord
  ) {
    if object["revoked"]?.flag == true {
      record.remark = "revoked intelligence: not used"
      return
    }
    let isSTIX = (object["pattern_type"]?.text ?? "stix") == "stix"
    guard isSTIX, let pattern = object["pattern"]?.nonEmptyText, let values = STIXPattern.values(of: pattern) else {
      record.notUnderstood = [id]
      return
    }
    record.indicators = values.map {
      IntelligenceIndicator(
        kind: $0.kind, value: $0.text, name: object["name"]?.nonEmptyText, id: id,
        validFrom: object["valid_from"]?.time, validUntil: object["valid_until"]?.time, citation: citation)
    }
  }

  /// What a cyber observable names.
  private static func observed(_ object: JSONValue, _ citation: Citation, from: Timestamp?) -> [IntelligenceIndicator] {
    var values: [(IndicatorKind, Text)] = []
    let value = object["value"]?.nonEmptyText
    switch object["type"]?.text {
    case "ipv4-addr", "ipv6-addr":
      if let value, let kind = IndicatorKind(form: value), kind == .address || kind == .network {
        values.append((kind, value))
      }
    case "domain-name": if let value { values.append((.domain, value)) }
    case "url": if let value { values.append((.url, value)) }
    case "email-addr": if let value { values.append((.email, value)) }
    case "file":
      for hash in (object["hashes"] ?? .null).members.compactMap(\.value.nonEmptyText) {
        if let kind = IndicatorKind(form: hash), [.md5, .sha1, .sha256].contains(kind) { values.append((kind, hash)) }
      }
    default: break
    }
    return values.map {
      IntelligenceIndicator(
        kind: $0.0, value: $0.1, basis: .observed, id: citation.id, validFrom: from, citation: citation)
    }
  }
}
