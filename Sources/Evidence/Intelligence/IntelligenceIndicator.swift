package import CaseFolder

/// One thing that a source of threat intelligence names: no evidence of this case, but a word of others about it.
package struct IntelligenceIndicator: Hashable, Sendable {
  /// How the source names it.
  package enum Basis: String, Sendable {
    /// As an indicator: whoever sees it should look closer.
    case indicator
    /// As something that was observed, which by itself says nothing bad.
    case observed
  }

  /// What it is.
  package var kind: IndicatorKind
  /// Its value, as the source wrote it, with harmless spelling undone.
  package var value: Text
  /// How the source names it.
  package var basis: Basis
  /// What the source calls it: the indicator's name, a comment.
  package var name: Text?
  /// The source's id of it, such as `indicator--…`.
  package var id: Text?
  /// From when it holds, when told.
  package var validFrom: Timestamp?
  /// Until when it holds, when told.
  package var validUntil: Timestamp?
  /// The record that names it.
  package var citation: Citation

  /// All parts at once.
  package init(
    kind: IndicatorKind, value: Text, basis: Basis = .indicator, name: Text? = nil, id: Text? = nil,
    validFrom: Timestamp? = nil, validUntil: Timestamp? = nil, citation: Citation
  ) {
    self.kind = kind
    self.value = value
    self.basis = basis
    self.name = name
    self.id = id
    self.validFrom = validFrom
    self.validUntil = validUntil
    self.citation = citation
  }

  /// The value in the one way in which two sources' words can be compared: small letters for names and hashes, no final dot.
  package var comparable: Text {
    switch kind {
    case .fileName, .url: value
    case .domain:
      Text(bytes: value.asciiLowercased.utf8.reversed().drop { $0 == UInt8(ascii: ".") }.reversed())
    default: value.asciiLowercased
    }
  }
}

extension [IntelligenceIndicator] {
  /// By kind, value and source: an order that content decides.
  var inStableOrder: [IntelligenceIndicator] {
    sorted { left, right in
      let one = (left.kind.rawValue, left.value, left.id ?? "", left.name ?? "")
      let other = (right.kind.rawValue, right.value, right.id ?? "", right.name ?? "")
      return one == other ? left.citation < right.citation : one < other
    }
  }
}

/// What a record of threat intelligence held.
struct IntelligenceRecord {
  /// What it names.
  var indicators: [IntelligenceIndicator] = []
  /// Ids of what it says in a form that is not understood.
  var notUnderstood: [Text] = []
  /// A remark for the ledger, such as that it names nothing.
  var remark: Text?
}
