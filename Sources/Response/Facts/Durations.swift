internal import CaseFolder

extension Timestamp {
  /// Whole seconds from another moment to this one, each cut to its second first (domain rule 9.2).
  func seconds(since other: Timestamp) -> Int64 { seconds - other.seconds }
}

/// A duration in words, such as `1 d 16 h 49 m 31 s`; leading zero parts are left out.
func durationWords(_ seconds: Int64) -> String {
  let total = max(0, seconds)
  let parts = [(total / 86_400, "d"), (total / 3600 % 24, "h"), (total / 60 % 60, "m"), (total % 60, "s")]
  let shown = parts.drop { $0.0 == 0 }
  if shown.isEmpty { return "0 s" }
  return shown.map { value, unit in
    value < 10 && unit != shown.first!.1 ? "0\(value) \(unit)" : "\(value) \(unit)"
  }.joined(separator: " ")
}

/// A count with its noun, such as `1 pod` or `3 pods`.
func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}
