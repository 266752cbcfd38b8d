internal import CXML
import CaseFolder

/// What the parser meets, compared with the rules. The parser calls it through the functions at the end.
final class PageVisitor {
  /// The first thing that is wrong.
  private(set) var refusal: GateError?
  /// The parser while it runs, for the line number.
  var context: xmlParserCtxtPtr?

  private var path: [String] = []
  private var ids: [String: Int] = [:]
  private var targets: [(id: String, line: Int)] = []
  private var headElements: [String] = []
  private var headings = 0

  private var line: Int { context.map { Int(xmlSAX2GetLineNumber($0)) } ?? 0 }

  /// Stops at the first objection.
  func refuse(_ reason: String, line: Int? = nil) {
    guard refusal == nil else { return }
    refusal = GateError(line: line ?? self.line, reason: reason)
    if let context { xmlStopParser(context) }
  }

  /// What can only be known at the end: fragments resolve, there is one main heading.
  func finish() throws(GateError) {
    for target in targets where ids[target.id] == nil {
      throw GateError(line: target.line, reason: "the fragment #\(target.id) does not exist")
    }
    guard headings == 1 else { throw GateError(line: 0, reason: "\(headings) main headings instead of one") }
    guard headElements.starts(with: ["charset", "Content-Security-Policy"]) else {
      throw GateError(line: 0, reason: "charset and policy are not the first two elements of the head")
    }
  }

  func begin(_ name: String, attributes: [(name: String, value: [UInt8])]) {
    guard PageRules.allows(element: name) else { return refuse("element \(name)") }
    guard path.last != "style", path.last != "script" else { return refuse("element \(name) in \(path.last ?? "")") }
    if name == "h1" { headings += 1 }
    if path.last == "head" {
      headElements.append(name == "meta" ? metaKind(attributes) : name)
    }
    path.append(name)
    for attribute in attributes {
      if let objection = PageRules.objection(element: name, attribute: attribute.name, value: attribute.value) {
        return refuse(objection)
      }
      let value = String(decoding: attribute.value, as: UTF8.self)
      switch attribute.name {
      case "id":
        if let first = ids[value] { return refuse("the id \(value) stands in line \(first) already") }
        ids[value] = line
      case "href" where attribute.value.first == UInt8(ascii: "#"):
        targets.append((String(value.dropFirst()), line))
      case "for":
        targets.append((value, line))
      default: break
      }
    }
  }

  private func metaKind(_ attributes: [(name: String, value: [UInt8])]) -> String {
    if attributes.contains(where: { $0.name == "charset" }) { return "charset" }
    let kind = attributes.first { $0.name == "http-equiv" || $0.name == "name" }
    return kind.map { String(decoding: $0.value, as: UTF8.self) } ?? "meta"
  }

  func end() { path.removeLast() }

  /// Character data is for the style and the script alone.
  func characterData() {
    if path.last != "style", path.last != "script" { refuse("character data in \(path.last ?? "the page")") }
  }

  func documentType(_ name: String, hasIdentifier: Bool) {
    if name != "html" || hasIdentifier { refuse("a document type other than html") }
  }
}

extension PageVisitor {
  private static func visitor(_ context: UnsafeMutableRawPointer?) -> PageVisitor? {
    context.map { Unmanaged<PageVisitor>.fromOpaque($0).takeUnretainedValue() }
  }

  private static func text(_ pointer: UnsafePointer<xmlChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }

  /// Sets the functions that the parser calls.
  static func install(in handler: inout xmlSAXHandler) {
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { user, name, prefix, uri, _, _, count, _, attributes in
      guard let visitor = PageVisitor.visitor(user) else { return }
      guard prefix == nil, uri == nil else { return visitor.refuse("a namespace") }
      var list: [(name: String, value: [UInt8])] = []
      for index in 0..<Int(count) {
        guard let attributes else { break }
        let base = index * 5
        guard attributes[base + 1] == nil, let from = attributes[base + 3], let to = attributes[base + 4] else {
          return visitor.refuse("an attribute with a namespace")
        }
        list.append((PageVisitor.text(attributes[base]), Array(UnsafeBufferPointer(start: from, count: to - from))))
      }
      visitor.begin(PageVisitor.text(name), attributes: list)
    }
    handler.endElementNs = { user, _, _, _ in PageVisitor.visitor(user)?.end() }
    handler.cdataBlock = { user, _, _ in PageVisitor.visitor(user)?.characterData() }
    handler.comment = { user, _ in PageVisitor.visitor(user)?.refuse("a comment") }
    handler.processingInstruction = { user, _, _ in PageVisitor.visitor(user)?.refuse("a processing instruction") }
    handler.entityDecl = { user, _, _, _, _, _ in PageVisitor.visitor(user)?.refuse("an entity declaration") }
    handler.reference = { user, _ in PageVisitor.visitor(user)?.refuse("a reference to an entity") }
    handler.internalSubset = { user, name, external, system in
      PageVisitor.visitor(user)?.documentType(PageVisitor.text(name), hasIdentifier: external != nil || system != nil)
    }
    handler.serror = { user, error in
      guard let visitor = PageVisitor.visitor(user), let error else { return }
      // Our own stop is reported as an error too; the objection came first.
      visitor.refuse("not well-formed (libxml2 error \(error.pointee.code))", line: Int(error.pointee.line))
    }
  }
}
