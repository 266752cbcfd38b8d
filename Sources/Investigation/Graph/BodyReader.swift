package import CaseFolder
package import Evidence

/// Parsed bodies of single events, for the few whose bodies matter: each costs a parse.
package struct BodyReader {
  private let events: EventStore
  private let parser = JSONParser()

  /// Reads the kept records of a store.
  package init(_ events: EventStore) {
    self.events = events
  }

  /// The record of an event, or nil when it was not kept.
  package func record(_ index: Int) -> JSONValue? {
    guard let bytes = events.record(index) else { return nil }
    return try? parser.parse(bytes)
  }

  /// The value of an annotation of an audit event.
  package func annotation(_ name: Text, of index: Int) -> Text? {
    record(index)?["annotations"]?[name]?.nonEmptyText
  }

  /// The object of an audit event as the server answered it, else as it was sent; nil when the answer is only a status.
  package func object(_ index: Int) -> JSONValue? {
    guard let record = record(index) else { return nil }
    if let answer = record["responseObject"], answer["metadata"] != nil, answer["kind"]?.text != "Status" {
      return answer
    }
    return record["requestObject"]
  }
}

extension Evidence {
  /// Where the record of an event stands: line or index as its file has it, and its native id.
  package func citation(ofEvent index: Int) -> Citation {
    let file = Int(events.file[index])
    let position = Int(events.position[index])
    guard ledger.indices.contains(file) else { return Citation(file: "", id: events.nativeID(index)) }
    let isDocument = ledger[file].layout == "document"
    return Citation(
      file: ledger[file].file, line: isDocument ? nil : position, index: isDocument ? position : nil,
      id: events.nativeID(index))
  }

  /// Where a flow's first row stands.
  package func citation(ofFlow index: Int) -> Citation {
    citation(flows[index].file, flows[index].position)
  }

  /// Where the row of a flow that ends last stands.
  package func citation(ofLastRow index: Int) -> Citation {
    citation(flows[index].lastFile, flows[index].lastPosition)
  }

  private func citation(_ file: UInt32, _ line: UInt32) -> Citation {
    let name = ledger.indices.contains(Int(file)) ? ledger[Int(file)].file : ""
    return Citation(file: name, line: Int(line))
  }
}
