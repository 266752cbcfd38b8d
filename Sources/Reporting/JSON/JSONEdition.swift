package import CaseFolder
internal import Evidence

/// The machine-readable edition, `report.json`: everything the report says. All other editions are pure functions of it.
package enum JSONEdition {
  /// Why a text is no report.
  package struct Failure: Error, Hashable {
    /// The reason, which may quote the text: show it through the visible encoding only.
    package let reason: Text
  }

  /// The report as JSON. The same report gives the same bytes, and what `decode` returns encodes to them again.
  ///
  /// Secrets are masked, everything else is the real text: machine files are not defanged and not made visible.
  package static func encode(_ report: Report) -> [UInt8] {
    // Our own types throw nothing while they are encoded, and the encoder throws nothing of its own.
    guard let node = try? ReportEncoder.node(report) else { preconditionFailure("a report cannot be encoded") }
    return JSONWriter.document(node)
  }

  /// Reads a report back. Refuses what is not JSON, not a report, or a report of another version of the contract.
  package static func decode(_ bytes: some Sequence<UInt8>) throws(Failure) -> Report {
    let value: JSONValue
    do {
      value = try JSONParser().parse(bytes)
    } catch {
      throw Failure(reason: Text("This is not JSON: \(error.reason.string)"))
    }
    guard let schema = value["schema"]?.text else { throw Failure(reason: "This is not a report: it names no schema.") }
    guard schema == Report.schemaName else {
      throw Failure(reason: Text("This report has the schema \(schema.string), not \(Report.schemaName.string)."))
    }
    do {
      return try ReportDecoder(value: value, codingPath: []).decode(Report.self)
    } catch let error as DecodingError {
      throw Failure(reason: message(error))
    } catch {
      throw Failure(reason: "This is not a report.")
    }
  }

  private static func message(_ error: DecodingError) -> Text {
    let context: DecodingError.Context
    switch error {
    case .typeMismatch(_, let found), .valueNotFound(_, let found), .keyNotFound(_, let found),
      .dataCorrupted(let found):
      context = found
    @unknown default: return "This is not a report."
    }
    let path = context.codingPath.map(\.stringValue).joined(separator: ".")
    return Text("The report is damaged at \(path): \(context.debugDescription)")
  }
}
