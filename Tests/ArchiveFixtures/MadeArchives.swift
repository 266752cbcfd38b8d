/// An entry of a made zip; what is not given is as it should be.
package struct ZipPart {
  package var name: [UInt8]
  package var content: [UInt8]
  package var method = 0
  /// The content as it stands in the zip; nil: as it is.
  package var stored: [UInt8]?
  package var size: Int?
  package var checksum: Int?
  package var flags = 0
  package var mode = 0
  /// What the local header says instead.
  package var localName: [UInt8]?
  package var localMethod: Int?
  package var localSize: Int?
  /// Where the directory says that the local header is; nil: where it is.
  package var offset: Int?

  package init(_ name: String, _ content: String) { self.init(Array(name.utf8), Array(content.utf8)) }

  package init(_ name: [UInt8], _ content: [UInt8]) {
    self.name = name
    self.content = content
  }

  /// The same with changes.
  package func with(_ change: (inout ZipPart) -> Void) -> ZipPart {
    var part = self
    change(&part)
    return part
  }
}

/// A zip of entries.
package func zip(_ parts: [ZipPart], comment: [UInt8] = []) -> [UInt8] {
  var body: [UInt8] = []
  var directory: [UInt8] = []
  for part in parts {
    let stored = part.stored ?? part.content
    let offset = part.offset ?? body.count
    func common(_ method: Int, _ size: Int) -> [UInt8] {
      little(20, 2) + little(part.flags, 2) + little(method, 2) + little(0, 4)
        + little(part.checksum ?? crc32(part.content), 4) + little(stored.count, 4) + little(size, 4)
    }
    let size = part.size ?? part.content.count
    let localName = part.localName ?? part.name
    body +=
      little(0x0403_4B50, 4) + common(part.localMethod ?? part.method, part.localSize ?? size)
      + little(localName.count, 2) + little(0, 2) + localName + stored
    directory +=
      little(0x0201_4B50, 4) + little(0x0314, 2) + common(part.method, size) + little(part.name.count, 2)
      + little(0, 8) + little(part.mode << 16, 4) + little(offset, 4) + part.name
  }
  return body + directory + little(0x0605_4B50, 4) + little(0, 4) + little(parts.count, 2) + little(parts.count, 2)
    + little(directory.count, 4) + little(body.count, 4) + little(comment.count, 2) + comment
}

/// One header of a tar with its content.
package func tarPart(_ name: [UInt8], _ content: [UInt8], type: Character = "0", size: Int? = nil) -> [UInt8] {
  var block = [UInt8](repeating: 0, count: 512)
  func put(_ bytes: [UInt8], _ place: Int) { block.replaceSubrange(place..<place + bytes.count, with: bytes) }
  put(Array(name.prefix(100)), 0)
  let octal = String(size ?? content.count, radix: 8)
  put(Array((String(repeating: "0", count: 11 - octal.count) + octal).utf8), 124)
  put([UInt8](repeating: 0x20, count: 8), 148)
  put(Array(type.utf8), 156)
  put(Array("ustar\0".utf8) + Array("00".utf8), 257)
  let sum = String(block.reduce(0) { $0 + Int($1) }, radix: 8)
  put(Array((String(repeating: "0", count: 6 - sum.count) + sum).utf8) + [0, 0x20], 148)
  return block + content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
}

/// A tar of files.
package func tar(_ files: [(String, String)]) -> [UInt8] {
  files.flatMap { tarPart(Array($0.0.utf8), Array($0.1.utf8)) } + [UInt8](repeating: 0, count: 1024)
}
