package import CaseFolder
internal import Glibc

/// A folder that appears whole or not at all: it is written beside its place, made durable, and then put there at once.
package enum OutputFolder {
  /// The file that lists the digests of all others.
  package static let sumsName: Text = "SHA256SUMS"

  /// Writes the files and their `SHA256SUMS` into the folder at `path`, whose missing parents are made.
  ///
  /// An existing folder is replaced if it is empty or a report of ours (it holds `SHA256SUMS` and `report.json`, and nothing
  /// that `SHA256SUMS` does not name); anything else stays untouched. Modes do not depend on the umask of whoever runs it.
  package static func write(files: [(name: Text, bytes: [UInt8])], to path: Text) throws(OutputError) {
    let place = try OutputPlace(path)
    var names: Set<Text> = [sumsName]
    for file in files {
      guard isUsable(file.name), names.insert(file.name).inserted else { throw .unusableName(file.name) }
    }
    let staging = try StagingFolder(beside: place)
    do throws(OutputError) {
      for file in files { try staging.write(file.bytes, as: file.name) }
      try staging.write(sums(of: files), as: sumsName)
      try staging.finish()
      try place.put(staging.path)
    } catch {
      staging.remove()
      throw error
    }
  }

  /// What `sha256sum -c` reads: digest, two spaces, name; by name.
  package static func sums(of files: [(name: Text, bytes: [UInt8])]) -> [UInt8] {
    files.sorted { $0.name < $1.name }.flatMap { Array("\(SHA256.hex($0.bytes))  \($0.name.string)\n".utf8) }
  }

  /// Names of letters, digits, dots, hyphens and underscores that do not begin with a dot or a hyphen.
  private static func isUsable(_ name: Text) -> Bool {
    guard let first = name.utf8.first, first != UInt8(ascii: "."), first != UInt8(ascii: "-") else { return false }
    return name.utf8.count <= 100
      && name.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
      }
  }
}
