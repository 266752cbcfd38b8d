/// The kinds of archives that are opened, told by their first bytes.
package enum ArchiveKind: Text, Sendable, CaseIterable {
  case zip = "zip"
  case tar = "tar"

  /// How many bytes are enough to tell.
  static let headLength = TarHeader.length

  /// The kind of archive that begins like this; nil: none.
  init?(head: ArraySlice<UInt8>) {
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
      self = .zip
    } else if TarHeader.isLikely(head) {
      self = .tar
    } else {
      return nil
    }
  }
}
