internal import CXML
internal import CaseFolder

/// An element of an XML document, with its text and its children.
final class XMLElement {
  /// The local name, without prefix.
  let name: Text
  /// Attributes without a namespace, in their order.
  let attributes: [Tag]
  fileprivate(set) var children: [XMLElement] = []
  /// The text directly inside it.
  fileprivate(set) var text = Text("")
  fileprivate var bytes: [UInt8] = []

  fileprivate init(name: Text, attributes: [Tag]) {
    self.name = name
    self.attributes = attributes
  }

  /// The first child of a name.
  func first(_ name: Text) -> XMLElement? { children.first { $0.name == name } }

  /// All descendants of a name, in document order, with the elements around each, outermost first.
  func all(_ name: Text, around: [XMLElement] = []) -> [(element: XMLElement, around: [XMLElement])] {
    let inside = around + [self]
    return children.flatMap { child in
      (child.name == name ? [(child, inside)] : []) + child.all(name, around: inside)
    }
  }
}

/// Reads XML that somebody else wrote, from memory alone.
///
/// libxml2 gets no option but `XML_PARSE_NONET`: no entity is expanded, no DTD read, nothing included, nothing fetched. A
/// document type declaration stops the parser before anything in it counts. Errors come back as values; nothing is printed.
enum XMLTree {
  /// Why a document is not read.
  struct Failure: Error, Hashable {
    /// In words, with the line.
    let reason: Text
  }

  /// Deeper documents are refused.
  static let depthLimit = 256

  private static let start: Void = {
    xmlInitParser()
    xmlSetExternalEntityLoader { _, _, _ in nil }
  }()

  /// The root element of a document.
  static func parse(_ document: UnsafeBufferPointer<UInt8>) throws(Failure) -> XMLElement {
    _ = start
    let builder = TreeBuilder()
    var handler = xmlSAXHandler()
    TreeBuilder.install(in: &handler)
    // What has no parser to report to, such as an encoding that is not known, would be printed.
    xmlSetStructuredErrorFunc(nil) { _, _ in }
    defer { xmlSetStructuredErrorFunc(nil, nil) }
    let isWellFormed = withExtendedLifetime(builder) { () -> Bool in
      let holder = Unmanaged.passUnretained(builder).toOpaque()
      guard let context = xmlCreatePushParserCtxt(&handler, holder, nil, 0, nil) else { return false }
      defer { xmlFreeParserCtxt(context) }
      builder.context = context
      defer { builder.context = nil }
      xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue))
      var offset = 0
      while offset < document.count, builder.failure == nil {
        let length = min(1 << 20, document.count - offset)
        let piece = UnsafeRawPointer(document.baseAddress! + offset).assumingMemoryBound(to: CChar.self)
        if xmlParseChunk(context, piece, Int32(length), 0) != 0 { break }
        offset += length
      }
      if builder.failure == nil { xmlParseChunk(context, nil, 0, 1) }
      return context.pointee.wellFormed == 1
    }
    if let failure = builder.failure { throw failure }
    guard isWellFormed, let root = builder.root else { throw Failure(reason: "no well-formed XML") }
    return root
  }
}

/// Builds the tree from what the parser meets.
private final class TreeBuilder {
  private(set) var root: XMLElement?
  private(set) var failure: XMLTree.Failure?
  /// The parser while it runs, for the line number.
  var context: xmlParserCtxtPtr?
  private var open: [XMLElement] = []

  func refuse(_ reason: String, line: Int? = nil) {
    guard failure == nil else { return }
    let line = line ?? context.map { Int(xmlSAX2GetLineNumber($0)) } ?? 0
    failure = XMLTree.Failure(reason: Text("\(reason), line \(line)"))
    if let context { xmlStopParser(context) }
  }

  func begin(_ name: Text, _ attributes: [Tag]) {
    guard open.count < XMLTree.depthLimit else { return refuse("XML nested more than \(XMLTree.depthLimit) deep") }
    let element = XMLElement(name: name, attributes: attributes)
    if let parent = open.last { parent.children.append(element) } else { root = root ?? element }
    open.append(element)
  }

  func end() {
    guard let element = open.popLast() else { return }
    element.text = Text(bytes: element.bytes)
    element.bytes = []
  }

  func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
    open.last?.bytes.append(contentsOf: bytes)
  }

  private static func builder(_ user: UnsafeMutableRawPointer?) -> TreeBuilder? {
    user.map { Unmanaged<TreeBuilder>.fromOpaque($0).takeUnretainedValue() }
  }

  private static func text(_ pointer: UnsafePointer<xmlChar>?) -> Text {
    Text(pointer.map { String(cString: $0) } ?? "")
  }

  /// Sets the functions that the parser calls.
  static func install(in handler: inout xmlSAXHandler) {
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { user, name, _, _, _, _, count, _, attributes in
      var list: [Tag] = []
      for index in 0..<Int(count) {
        // Five pointers an attribute: name, prefix, namespace, and where its value begins and ends.
        guard let attributes, attributes[index * 5 + 1] == nil, let from = attributes[index * 5 + 3],
          let to = attributes[index * 5 + 4]
        else { continue }
        let value = UnsafeBufferPointer(start: from, count: to - from)
        list.append(Tag(key: TreeBuilder.text(attributes[index * 5]), value: Text(bytes: value)))
      }
      TreeBuilder.builder(user)?.begin(TreeBuilder.text(name), list)
    }
    handler.endElementNs = { user, _, _, _ in TreeBuilder.builder(user)?.end() }
    let characters: charactersSAXFunc = { user, bytes, count in
      TreeBuilder.builder(user)?.characters(UnsafeBufferPointer(start: bytes, count: Int(count)))
    }
    handler.characters = characters
    handler.cdataBlock = characters
    handler.internalSubset = { user, _, _, _ in
      TreeBuilder.builder(user)?.refuse("XML with a document type declaration: refused")
    }
    handler.entityDecl = { user, _, _, _, _, _ in TreeBuilder.builder(user)?.refuse("XML that declares an entity") }
    handler.reference = { user, _ in TreeBuilder.builder(user)?.refuse("XML with a reference to an entity") }
    handler.serror = { user, error in
      guard let builder = TreeBuilder.builder(user), let error, error.pointee.level != XML_ERR_WARNING else { return }
      let said = error.pointee.message.map { String(cString: $0) } ?? ""
      let message = String(decoding: said.utf8.prefix(200).filter { $0 != 0x0A }, as: UTF8.self)
      builder.refuse("no well-formed XML: \(message)", line: Int(error.pointee.line))
    }
  }
}
