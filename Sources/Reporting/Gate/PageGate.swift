internal import CXML

/// The last check of a page: libxml2 reads the finished bytes again, and whatever is not on the lists stops the page.
package enum PageGate {
  private static let start: Void = {
    xmlInitParser()
    // No entity is ever loaded from anywhere.
    xmlSetExternalEntityLoader { _, _, _ in nil }
  }()

  /// Checks the bytes of a page.
  ///
  /// - Throws: `GateError` with the first thing that is wrong.
  package static func check(_ bytes: [UInt8]) throws(GateError) {
    _ = start
    // Errors outside of the parser's own context, as of a wrong encoding, would be printed otherwise.
    xmlSetStructuredErrorFunc(nil) { _, _ in }
    defer { xmlSetStructuredErrorFunc(nil, nil) }
    let visitor = PageVisitor()
    var handler = xmlSAXHandler()
    PageVisitor.install(in: &handler)
    let options = Int32(XML_PARSE_NONET.rawValue)
    let holder = Unmanaged.passUnretained(visitor)
    let isWellFormed = withExtendedLifetime(visitor) { () -> Bool in
      bytes.withUnsafeBytes { buffer -> Bool in
        guard
          let context = xmlCreatePushParserCtxt(&handler, holder.toOpaque(), nil, 0, nil)
        else { return false }
        defer { xmlFreeParserCtxt(context) }
        visitor.context = context
        xmlCtxtUseOptions(context, options)
        var offset = 0
        let step = 1 << 20
        while offset < buffer.count, visitor.refusal == nil {
          let length = min(step, buffer.count - offset)
          let piece = buffer.baseAddress?.advanced(by: offset).assumingMemoryBound(to: CChar.self)
          if xmlParseChunk(context, piece, Int32(length), 0) != 0 { break }
          offset += length
        }
        if visitor.refusal == nil { xmlParseChunk(context, nil, 0, 1) }
        visitor.context = nil
        return context.pointee.wellFormed == 1
      }
    }
    if let refusal = visitor.refusal { throw refusal }
    guard isWellFormed else { throw GateError(line: 0, reason: "not well-formed XML") }
    try visitor.finish()
  }
}
