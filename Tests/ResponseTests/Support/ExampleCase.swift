import CaseFolder
import Evidence
import Investigation
import Response

/// The example case, answered once for all tests.
enum ExampleCase {
  static let evidence: Evidence = {
    let folder = #filePath.prefix(before: "/Tests/") + "/Examples/payments-prod"
    guard let opened = try? CaseOpener.open(path: folder) else { fatalError("no example at \(folder)") }
    return EvidenceReader.read(opened)
  }()

  static let investigation = Investigator.investigate(evidence)
  static let response = Responder.respond(to: investigation)

  /// The answer to the case without the events that a test picks.
  static func responseWithoutEvents(_ isDropped: (Event, EventStore) -> Bool) -> Response {
    var evidence = evidence
    let events = evidence.events
    var columns = EventColumns(symbols: events.symbols, records: events.records)
    columns.otherIDs = events.otherIDs
    for index in events.indices where !isDropped(events[index], events) { columns.append(events[index]) }
    evidence.events = EventStore(columns)
    return Responder.respond(to: Investigator.investigate(evidence))
  }

  /// The answer to the case without the calls of a name.
  static func response(withoutCall name: Text) -> Response {
    responseWithoutEvents({ event, events in events.text(event.action) == name })
  }

  /// The answer to the case without the inventory objects that a test picks.
  static func responseWithoutObjects(_ isDropped: (InventoryObject) -> Bool) -> Response {
    var evidence = evidence
    evidence.objects.removeAll(where: isDropped)
    return Responder.respond(to: Investigator.investigate(evidence))
  }
}

extension Response {
  /// The exposure of a kind and name.
  func exposure(_ kind: Text, _ name: Text) -> Exposure? { exposures.first { $0.kind == kind && $0.name == name } }

  /// The step of an id.
  func step(_ id: Text) -> RemediationStep? { remediation.first { $0.id == id } }

  /// The control of an id.
  func control(_ id: Text) -> Control? { controls.first { $0.id == id } }
}

/// A moment of the example.
func at(_ text: Text) -> Timestamp? { Timestamp(text) }

extension String {
  /// What stands before the first `part`.
  func prefix(before part: String) -> String {
    let text = Text(self)
    guard let range = text.range(of: Text(part), from: 0) else { return self }
    return Text(bytes: Array(text.utf8)[..<range.lowerBound]).string
  }
}
