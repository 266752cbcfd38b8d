/// What became of every record of one evidence file. The sum always holds:
/// `records == events + findings + objects + duplicates + outOfWindow + unreadable`.
///
/// Every delivered file has a row. An archive's row has the format `zip` or `tar`, the size and SHA-256 of the archive as
/// delivered, and no records: each of its entries has a row of its own, in which they are those of the entry's bytes as
/// the archive gives them (`a.zip!/b.log.gz` is hashed as the gzip file that it is). Of an entry that damage or a limit
/// cut, they are those of what was read, and a remark says so. Folders inside archives have no row, and entries that are not
/// read for one reason have none when they are many: a remark counts them.
package struct LedgerRow: Hashable, Codable, Sendable {
  /// The file's name inside the case; an archive's entry stands behind its archive and `!/`.
  package var file: Text
  /// SHA-256 of the file as delivered, in hex; empty when its bytes were not read.
  package var sha256: Text
  /// The file's size as delivered, in bytes.
  package var bytes: Int
  /// What the content was recognised as, such as `kubernetes-audit`; `unknown` or `unreadable` otherwise.
  package var format: Text
  /// `lines`: citations name lines; `document`: they name indexes. nil when nothing was read.
  package var layout: Text?
  /// How many records the file holds.
  package var records = 0
  /// Records that became events, flow rows and DNS queries included.
  package var events = 0
  /// Records that became findings.
  package var findings = 0
  /// Records that became inventory objects.
  package var objects = 0
  /// Records that repeat another one: a second stage of an auditID, a second delivery.
  package var duplicates = 0
  /// Records before the look-back of an explicit window.
  package var outOfWindow = 0
  /// How many records could not be read.
  package var unreadableCount = 0
  /// The first of the unreadable records, at most `LedgerRow.unreadableShown`.
  package var unreadable: [UnreadableRecord] = []
  /// Records that were read and carry a remark, by remark. Counted beside the sum.
  package var flagged: [RecordFlag] = []
  /// Why nothing was read from the file, when nothing was.
  package var skipped: Text?

  /// How many unreadable records a ledger row lists in full.
  package static let unreadableShown = 20

  /// An empty row for a file.
  package init(file: Text, sha256: Text, bytes: Int, format: Text) {
    self.file = file
    self.sha256 = sha256
    self.bytes = bytes
    self.format = format
  }

  /// With this begins the remark on a file of which not everything could be read.
  package static let incomplete: Text = "incomplete: "

  /// Whether the row is that of an archive, whose evidence is in the rows of its entries.
  package var isArchive: Bool { ArchiveKind(rawValue: format) != nil }

  /// Whether something of the file was lost to damage or to a limit.
  package var isIncomplete: Bool { flagged.contains { $0.remark.hasPrefix(Self.incomplete) } }

  /// Whether the sum holds.
  package var isBalanced: Bool {
    records == events + findings + objects + duplicates + outOfWindow + unreadableCount
  }
}

/// A record that could not be read, with enough to find it.
package struct UnreadableRecord: Hashable, Codable, Sendable {
  /// The line, from 1, when the file has one record a line.
  package var line: Int?
  /// The offset of its first byte in the (inflated) file.
  package var offset: Int
  /// Its length in bytes.
  package var length: Int
  /// Why it could not be read.
  package var reason: Text
  /// Its first bytes, at most 200, to be shown through the visible encoding only.
  package var excerpt: Text

  /// An unreadable record at a place, for a reason.
  package init(line: Int?, offset: Int, length: Int, reason: Text, excerpt: Text) {
    self.line = line
    self.offset = offset
    self.length = length
    self.reason = reason
    self.excerpt = excerpt
  }
}

/// A remark on records that were read: `duplicate keys`, `truncated`, `no data`.
package struct RecordFlag: Hashable, Codable, Sendable {
  /// What was remarked.
  package var remark: Text
  /// On how many records.
  package var count: Int

  /// A remark with its count.
  package init(remark: Text, count: Int) {
    self.remark = remark
    self.count = count
  }
}
