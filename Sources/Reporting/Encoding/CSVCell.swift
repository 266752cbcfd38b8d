package import CaseFolder

/// One cell of a CSV file that no spreadsheet takes for a formula (report-rules 2.3). JSON is the lossless form.
package enum CSVCell {
  /// The cell, always in quotes, always on one line.
  package static func encode(_ text: Text) -> String {
    let shown = Visible.text(text)
    var view = String.UnicodeScalarView("\"".unicodeScalars)
    if isFormula(shown) { view.append("'") }
    for scalar in shown.unicodeScalars {
      if scalar == "\"" { view.append(scalar) }
      view.append(scalar)
    }
    view.append("\"")
    return String(view)
  }

  /// Whether the first scalar behind spaces and quotes begins a formula, in ASCII or in full width.
  private static func isFormula(_ text: String) -> Bool {
    let first = text.unicodeScalars.first { $0 != " " && $0 != "\"" && $0 != "'" }
    switch first {
    case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": return true
    default: return false
    }
  }
}
