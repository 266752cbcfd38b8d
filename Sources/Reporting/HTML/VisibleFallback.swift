import CaseFolder

/// Stand-in for the shared visible encoding.
enum Visible {
  static func text(_ text: Text) -> String {
    var view = String.UnicodeScalarView()
    for scalar in text.string.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
        view.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
      default: view.append(scalar)
      }
    }
    return String(view)
  }
}

enum Defang {
  static func text(_ text: Text) -> Text {
    Text(bytes: text.utf8.flatMap { $0 == 0x2E ? [0x5B, 0x2E, 0x5D] : [$0] })
  }
}
