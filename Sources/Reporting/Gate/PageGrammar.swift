internal import CXML

/// The RELAX NG grammar of a page: a second opinion on the gate, which tests ask.
package enum PageGrammar {
  /// What a grammar says against a page; empty when the page is valid.
  ///
  /// - Parameters:
  ///   - bytes: the page.
  ///   - grammar: the grammar, such as `Templates/page.rng`.
  package static func objections(to bytes: [UInt8], grammar: [UInt8]) -> [String] {
    final class Log {
      var lines: [String] = []
    }
    let log = Log()
    let holder = Unmanaged.passUnretained(log).toOpaque()
    // Set and cleared inside this call: the handler belongs to the thread.
    xmlSetStructuredErrorFunc(holder) { user, error in
      guard let user, let error else { return }
      let message = error.pointee.message.map { String(cString: $0) } ?? ""
      Unmanaged<Log>.fromOpaque(user).takeUnretainedValue().lines.append("\(error.pointee.line): \(message)")
    }
    defer { xmlSetStructuredErrorFunc(nil, nil) }
    let isValid = withExtendedLifetime(log) { validate(bytes, grammar) }
    return isValid ? [] : log.lines.isEmpty ? ["not valid"] : log.lines
  }

  private static func validate(_ bytes: [UInt8], _ grammar: [UInt8]) -> Bool {
    grammar.withUnsafeBytes { rules -> Bool in
      guard
        let parser = xmlRelaxNGNewMemParserCtxt(
          rules.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(rules.count))
      else { return false }
      defer { xmlRelaxNGFreeParserCtxt(parser) }
      guard let schema = xmlRelaxNGParse(parser) else { return false }
      defer { xmlRelaxNGFree(schema) }
      guard let checker = xmlRelaxNGNewValidCtxt(schema) else { return false }
      defer { xmlRelaxNGFreeValidCtxt(checker) }
      return bytes.withUnsafeBytes { page -> Bool in
        let start = page.baseAddress?.assumingMemoryBound(to: CChar.self)
        guard let document = xmlReadMemory(start, Int32(page.count), nil, nil, Int32(XML_PARSE_NONET.rawValue)) else {
          return false
        }
        defer { xmlFreeDoc(document) }
        return xmlRelaxNGValidateDoc(checker, document) == 0
      }
    }
  }
}
