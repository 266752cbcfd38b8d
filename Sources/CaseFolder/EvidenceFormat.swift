/// What an evidence file holds, by its content.
package enum EvidenceFormat: String, Sendable, CaseIterable {
  case guardDuty = "guardduty"
  /// Findings that Security Hub passes on, in ASFF or OCSF.
  case securityHub = "security-hub"
  /// Amazon Detective's investigations and their indicators.
  case detective = "detective"
  /// Falco alerts.
  case falco = "falco"
  case kubernetesAudit = "kubernetes-audit"
  case cloudTrail = "cloudtrail"
  case vpcFlow = "vpc-flow"
  case resolver = "resolver"
  case authenticator = "eks-authenticator"
  case kubernetesInventory = "kubernetes-inventory"
  case awsInventory = "aws-inventory"
  /// Addresses, names and hashes that somebody warns of.
  case intelligence = "threat-intelligence"
  /// Readable, but no reader knows it.
  case unknown = "unknown"
  /// No byte but white space.
  case empty = "empty"
  /// Could not be opened or inflated.
  case unreadable = "unreadable"
}

/// How the records of a file are separated.
package enum RecordLayout: String, Sendable {
  /// Each line is a record (or several JSON objects back to back).
  case lines
  /// The records sit inside one or several JSON documents, which may span lines.
  case document
  /// Each line is one value or one row of values, and no JSON.
  case table
  /// The records are the documents of a YAML stream.
  case yaml
  /// The file is one text that is parsed whole (XML).
  case whole

  /// What the ledger says: whether citations name lines or indexes.
  package var ledgerWord: Text { self == .lines || self == .table ? "lines" : "document" }
}

/// What the beginning of a file looks like.
package struct Recognition: Hashable, Sendable {
  /// What the file holds.
  package var format: EvidenceFormat
  /// How its records are separated.
  package var layout: RecordLayout
  /// For `unknown`: what it looks like instead. May hold text from evidence.
  package var reason: Text?

  /// All parts at once.
  package init(_ format: EvidenceFormat, _ layout: RecordLayout, reason: Text? = nil) {
    self.format = format
    self.layout = layout
    self.reason = reason
  }
}
