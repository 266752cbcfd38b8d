/// An entry of a zip, as its central directory describes it.
struct ZipEntry: ArchiveHeader {
  let name: ArchiveEntryName
  /// Its size in the zip.
  let compressedSize: Int
  /// Its size as the directory states it.
  let size: Int
  /// Where its local header begins, in the file.
  let offset: Int
  private let flags: Int
  private let method: Int
  private let checksum: UInt32
  private let mode: Int

  /// Length of a local header without name and extra fields.
  private static let localLength = 30

  init(_ fixed: ZipBytes, name: ArchiveEntryName, extra: ZipBytes, shift: Int) {
    self.name = name
    flags = fixed.two(8)
    method = fixed.two(10)
    checksum = UInt32(fixed.four(16))
    mode = fixed.four(38) >> 16
    // The 64-bit field holds, in this order, only those values that did not fit.
    let wide = extra.extraField(ZipBytes.zip64)
    var position = 0
    func value(_ narrow: Int) -> Int {
      guard narrow == ZipBytes.elsewhere, let wide, position + 8 <= wide.count else { return narrow }
      defer { position += 8 }
      return wide.eight(position)
    }
    size = value(fixed.four(24))
    compressedSize = value(fixed.four(20))
    let stated = value(fixed.four(42))
    let (place, isOver) = stated.addingReportingOverflow(shift)
    offset = isOver ? .max : place
  }

  /// The first byte that can belong to another entry.
  var leastEnd: Int {
    let (header, isOver) = offset.addingReportingOverflow(Self.localLength + name.length)
    let (end, isFar) = header.addingReportingOverflow(compressedSize)
    return isOver || isFar ? .max : end
  }

  var exclusion: Text? {
    switch mode & 0o170000 {
    case 0o120000: return "a link: not followed"
    case 0o010000: return "a pipe: not read"
    case 0o020000, 0o060000, 0o140000: return "a device: not read"
    default: break
    }
    return flags & Self.encryptionFlags != 0 || method == 99 ? Self.encrypted : nil
  }

  /// Traditional encryption, strong encryption, encrypted headers.
  private static let encryptionFlags = 1 | 1 << 6 | 1 << 13
  private static let encrypted: Text = "encrypted: not read"

  /// The content, decompressed and checked; fails with the reason when the local header does not agree with the
  /// directory, or when nobody can decompress the entry. `end` is where the entries must have ended.
  func content(in file: OpenFile, until end: Int) -> Result<any ByteStream, ZipProblem> {
    let local = ZipBytes(file.bytes(at: offset, count: Self.localLength))
    guard local.count == Self.localLength, local.four(0) == 0x0403_4B50 else {
      return .failure(ZipProblem("its local header is damaged or missing: not read"))
    }
    let nameLength = local.two(26)
    let rest = file.bytes(at: offset + Self.localLength, count: nameLength + local.two(28))
    if let disagreement = disagreement(
      with: local, rest.prefix(nameLength), ZipBytes(Array(rest.dropFirst(nameLength))))
    {
      return .failure(ZipProblem(disagreement))
    }
    let start = offset + Self.localLength + rest.count
    guard start <= end, compressedSize <= end - start else {
      return .failure(ZipProblem("its size is bigger than the archive, which may be truncated: not read"))
    }
    let window = FileStream(file, from: start, count: compressedSize)
    let content: any ByteStream
    switch method {
    case 0: content = window
    case 8: content = DecodingStream(window, Inflater(.none))
    case 12: content = DecodingStream(window, Bzip2Decoder())
    case 93: content = DecodingStream(window, ZstandardDecoder())
    case 95: content = DecodingStream(window, XZDecoder())
    default:
      return .failure(
        ZipProblem(
          Text("compressed by method \(method)\(Self.methods[method] ?? ""), which is not supported: not read")))
    }
    return .success(ZipContent(content, size: size, checksum: checksum))
  }

  private static let methods = [9: " (Deflate64)", 14: " (LZMA)", 98: " (PPMd)"]

  /// In what the local header differs from the directory; nil: in nothing that matters.
  private func disagreement(with local: ZipBytes, _ localName: ArraySlice<UInt8>, _ extra: ZipBytes) -> Text? {
    if local.two(6) & Self.encryptionFlags != 0 { return Self.encrypted }
    guard localName.elementsEqual(name.bytes) else {
      return "its local header has another name than the directory (mismatch): not read"
    }
    guard local.two(8) == method else {
      return "its local header has another compression method than the directory (mismatch): not read"
    }
    var sizes = (compressed: local.four(18), full: local.four(22))
    if sizes.compressed == ZipBytes.elsewhere || sizes.full == ZipBytes.elsewhere,
      let wide = extra.extraField(ZipBytes.zip64)
    {
      var position = 0
      if sizes.full == ZipBytes.elsewhere {
        sizes.full = wide.eight(position)
        position += 8
      }
      if sizes.compressed == ZipBytes.elsewhere { sizes.compressed = wide.eight(position) }
    }
    // A zip that was written as a stream has its sizes behind the content and zeros in the local header.
    let isStreamed = local.two(6) & 1 << 3 != 0 && sizes == (0, 0)
    guard isStreamed || sizes == (compressedSize, size) else {
      return "its local header has another size than the directory (mismatch): not read"
    }
    return nil
  }
}

/// The content of a zip's entry, checked against the directory when it ends.
final class ZipContent: CompressedStream {
  private let content: any ByteStream
  private let size: Int
  private let checksum: UInt32
  private var produced = 0
  private var found: UInt32 = 0
  private var isChecked = false
  private var mismatch: Text?

  init(_ content: any ByteStream, size: Int, checksum: UInt32) {
    self.content = content
    self.size = size
    self.checksum = checksum
  }

  var damage: Text? { content.damage ?? mismatch }
  var note: Text? { content.note }
  /// A stored entry uses as much as it gives.
  var consumed: Int { (content as? any CompressedStream)?.consumed ?? produced }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = content.read(into: buffer)
    produced += count
    found = CRC32.update(found, UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    if count < buffer.count, !isChecked {
      isChecked = true
      if produced != size {
        mismatch = Text("its size is \(produced) bytes, the zip's directory says \(size)")
      } else if found != checksum {
        mismatch = "its checksum (CRC) is wrong"
      }
    }
    return count
  }
}
