/// The content of a file that was read before, from some place on.
package final class RereadSource {
  private let stream: any ByteStream

  /// Opens the file and goes to a place in its content, from a checkpoint when there is one before that place. Nil when
  /// the file cannot be opened any more, or when it is shorter now.
  package init?(_ file: CaseFile, at offset: Int, from checkpoint: InflateCheckpoint?, limits: ReadingLimits) {
    guard case .opened(let descriptor, let size) = RegularFile.open(file.pathBytes) else { return nil }
    let open = OpenFile(descriptor: descriptor, size: size)
    var skipped = 0
    if let checkpoint, checkpoint.inflatedOffset <= offset {
      let input = FileStream(open, from: checkpoint.compressedOffset, count: .max)
      stream = DecodingStream(input, Inflater(state: checkpoint.state))
      skipped = checkpoint.inflatedOffset
    } else if Compression(head: open.bytes(at: 0, count: ArchiveKind.headLength)[...]) == nil {
      stream = FileStream(open, from: offset, count: .max)
      skipped = offset
    } else if let source = try? ByteSource(file, limits: limits) {
      stream = source.content
    } else {
      return nil
    }
    guard skip(offset - skipped) else { return nil }
  }

  /// The content of an archive's entry, from a place on.
  package init?(entry: ByteSource, at offset: Int) {
    stream = entry.content
    guard entry.refusal == nil, skip(offset) else { return nil }
  }

  /// Fills the buffer as far as possible and returns how many bytes were written; 0 at the end.
  package func read(into buffer: UnsafeMutableRawBufferPointer) -> Int { stream.read(into: buffer) }

  /// Whether so many bytes could be passed over.
  private func skip(_ count: Int) -> Bool {
    withUnsafeTemporaryAllocation(byteCount: 256 << 10, alignment: 64) { piece in
      var left = count
      while left > 0 {
        let read = stream.read(into: UnsafeMutableRawBufferPointer(rebasing: piece[..<min(left, piece.count)]))
        if read == 0 { return false }
        left -= read
      }
      return true
    }
  }
}
