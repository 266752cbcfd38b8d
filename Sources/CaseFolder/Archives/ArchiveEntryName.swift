/// What an archive says about one of its entries.
protocol ArchiveHeader {
  var name: ArchiveEntryName { get }
  /// Why the entry is not read, whatever its name: a link, a device, encrypted. Nil: it is read.
  var exclusion: Text? { get }
}

/// The name of an archive's entry: evidence, shown and compared and never used as a path.
struct ArchiveEntryName {
  /// The bytes as the archive has them; a zip's longer than any limit are cut.
  let bytes: [UInt8]
  /// How many bytes the archive has.
  let length: Int
  /// Whether the archive calls it a folder.
  let isFolder: Bool

  init(_ bytes: [UInt8], length: Int? = nil, isFolder: Bool = false) {
    self.bytes = bytes
    self.length = length ?? bytes.count
    self.isFolder = isFolder || bytes.last == 0x2F
  }

  /// The name as text; what is not UTF-8 shows as U+FFFD.
  var text: Text { Text(bytes: bytes) }

  /// The name as text, cut when it is longer than the limit.
  func shown(_ limits: ReadingLimits) -> Text {
    length > limits.nameBytes ? Text("\(Text(bytes: bytes.prefix(limits.nameBytes)).string)…") : text
  }

  /// Why an entry of this name is not read; nil: it is.
  func problem(_ limits: ReadingLimits) -> Text? {
    if length > limits.nameBytes { return Text("its name is longer than \(limits.nameBytes) bytes: not read") }
    if bytes.contains(0) { return "its name holds a NUL: not read" }
    let components = bytes.split(separator: 0x2F, omittingEmptySubsequences: false).count
    guard components <= limits.nameComponents else {
      return Text("its name has more than \(limits.nameComponents) components: not read")
    }
    return nil
  }

  /// The part of the name up to the folder or file that nobody hands over, and what that is; nil: there is none.
  var junk: (path: Text, reason: Text)? {
    var path: [Text] = []
    for part in text.split(0x2F) {
      path.append(part)
      if let reason = Junk.reason(part) {
        return (Text(path.map(\.string).joined(separator: "/")), reason)
      }
    }
    return nil
  }
}
