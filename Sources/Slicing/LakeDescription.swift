package import CaseFolder

/// A log lake as `lake.yaml` describes it: where the logs of each source lie, and by which columns they are cut up.
package struct LakeDescription: Hashable, Sendable {
  /// A kind of log that a lake may hold.
  package enum Source: String, Hashable, Sendable, CaseIterable {
    case kubernetesAudit = "kubernetes-audit"
    case cloudTrail = "cloudtrail"
    case vpcFlow = "vpc-flow"
    case resolver = "resolver"
    case authenticator = "eks-authenticator"
    case guardDuty = "guardduty"
  }

  /// How the files are encoded.
  package enum Format: String, Hashable, Sendable, CaseIterable {
    case json
    case text
    case csv
    case parquet
    case orc
  }

  /// How the records lie in a file.
  package enum Layout: String, Hashable, Sendable, CaseIterable {
    /// One record a line or row.
    case lines
    /// An array of records inside a document, as CloudTrail delivers them.
    case records
    /// CloudWatch Logs subscription payloads, each with `logEvents`.
    case cloudwatch
  }

  /// Where a table's data is.
  package enum Place: Hashable, Sendable {
    /// A folder of files, as a URI: `s3a://bucket/prefix/` or an absolute path.
    case location(Text)
    /// A table of the catalogue, as `database.table` or `catalogue.database.table`.
    case table(Text)

    /// The URI or the table's name.
    package var text: Text {
      switch self {
      case .location(let text), .table(let text): text
      }
    }
  }

  /// A column by which a table is cut up, and what stands in it.
  package struct Partition: Hashable, Sendable {
    /// What a partition column holds.
    package enum Meaning: String, Hashable, Sendable, CaseIterable {
      case account
      case region
      case cluster
      case year
      case month
      case day
      case hour
      case date
    }

    /// The column's name.
    package var column: Text
    /// What stands in it.
    package var meaning: Meaning
  }

  /// The logs of one source.
  package struct Table: Hashable, Sendable {
    /// Whose logs they are.
    package var source: Source
    /// Where they lie.
    package var place: Place
    /// How their files are encoded.
    package var format: Format
    /// How the records lie in a file.
    package var layout: Layout
    /// The partition columns, the outermost first.
    package var partitions: [Partition]
    /// The cluster whose logs these are; nil: several, or none.
    package var cluster: Text?
    /// The account whose logs these are; nil: several.
    package var account: Text?
  }

  /// The tables in the order of the file, at least one.
  package var tables: [Table]
}
