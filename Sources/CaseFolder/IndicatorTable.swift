/// The columns of a table of indicators in comma-separated values, as MISP exports them (`uuid,event_id,category,type,value`)
/// and many feeds like them.
package struct IndicatorTable: Sendable {
  /// The column of the value.
  package let value: Int
  /// The column of the type in the table's words; nil when it has none.
  package let type: Int?
  /// The columns of a comment, of the day it was first and last seen or valid, and of MISP's flag for detection.
  package let comment, from, until, isForDetection: Int?

  /// By the header line; nil when it names no column of indicators.
  package init?(header: some Collection<UInt8>) {
    guard let names = CSVRow.fields(header)?.map({ $0.asciiLowercased }), names.count > 1 else { return nil }
    func column(_ wanted: Text...) -> Int? { names.firstIndex { wanted.contains($0) } }
    if let named = column("indicator", "ioc", "ioc_value", "indicator_value", "observable") {
      value = named
    } else if let plain = column("value"), column("uuid", "category", "to_ids", "event_id", "attribute_tag") != nil {
      value = plain
    } else {
      return nil
    }
    type = column("type", "indicator_type", "ioc_type", "observable_type")
    comment = column("comment", "description", "event_info", "threat")
    from = column("first_seen", "valid_from", "first_seen_utc", "date")
    until = column("valid_until", "expiration", "expires")
    isForDetection = column("to_ids")
  }
}

/// One row of comma-separated values (RFC 4180) that stays on its line.
package enum CSVRow {
  /// The fields, quotes undone; nil when a quoted field does not end.
  package static func fields(_ line: some Collection<UInt8>) -> [Text]? {
    var fields: [Text] = []
    var field: [UInt8] = []
    var isQuoted = false
    var wasQuote = false
    for byte in line {
      if isQuoted {
        if wasQuote {
          wasQuote = false
          if byte == UInt8(ascii: "\"") {
            field.append(byte)
            continue
          }
          isQuoted = false
        } else if byte == UInt8(ascii: "\"") {
          wasQuote = true
          continue
        } else {
          field.append(byte)
          continue
        }
      }
      switch byte {
      case UInt8(ascii: ","):
        fields.append(Text(bytes: field))
        field = []
      case UInt8(ascii: "\"") where field.isEmpty: isQuoted = true
      case 0x0D: break
      default: field.append(byte)
      }
    }
    guard !isQuoted || wasQuote else { return nil }
    return fields + [Text(bytes: field)]
  }
}
