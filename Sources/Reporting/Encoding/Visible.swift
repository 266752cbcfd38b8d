package import CaseFolder

/// Text of evidence as people may see it: nothing that is invisible, turns the direction of reading, moves a cursor or
/// looks like nothing is left, and secrets are masked (report-rules 2.4, domain/09 §9.6).
///
/// Every writer for people starts from here and then applies the encoder of its own context; so no writer can forget
/// either step. The mapping works on scalars, never on Characters, and is reversible: what is not shown as it is stands
/// as `\u{202E}`, and a literal `\u{` as `\\u{`.
package enum Visible {
  /// The most scalars of one value that are shown; the rest is counted as `…(+n)`.
  package static let scalarLimit = 4096
  /// How many combining marks in a row stand as they are.
  package static let marksInARow = 3

  /// The masked text, with everything that must not reach a reader shown as `\u{…}`, and capped.
  package static func text(_ text: Text) -> String {
    shown(Masking.mask(text).string, limit: scalarLimit)
  }

  /// The lines of a command, a manifest or a quoted record, each made visible, without their line ends.
  ///
  /// Secrets are masked before the text is cut into lines, because a private key spans several. There is no cap: commands
  /// must be whole, and quotes are capped where they are made.
  package static func lines(_ text: Text) -> [String] {
    Masking.mask(text).split(UInt8(ascii: "\n")).map { shown($0.string, limit: .max) }
  }

  private static func shown(_ text: String, limit: Int) -> String {
    // Most texts are plain ASCII.
    if text.utf8.count <= limit, text.utf8.allSatisfy({ (0x20...0x7E).contains($0) && $0 != 0x5C }) { return text }
    let scalars = text.unicodeScalars
    var view = String.UnicodeScalarView()
    var marks = 0
    var count = 0
    var index = scalars.startIndex
    // Where the last base letter began, so that a cut never parts it from its marks.
    var base = (written: view.endIndex, count: 0)
    while index != scalars.endIndex {
      let scalar = scalars[index]
      let isMark = CharacterClasses.isMark(scalar)
      if !isMark || marks >= marksInARow { base = (view.endIndex, count) }
      if count == limit {
        let rest = scalars[index...].count + count - base.count
        view.removeSubrange(base.written...)
        view.append(contentsOf: "…(+\(rest))".unicodeScalars)
        break
      }
      marks = isMark ? marks + 1 : 0
      if CharacterClasses.mustShow(scalar) || marks > marksInARow {
        let value = LoneSurrogate.unit(of: scalar).map { UInt32($0) } ?? scalar.value
        view.append(contentsOf: "\\u{\(String(value, radix: 16, uppercase: true))}".unicodeScalars)
      } else if scalar == "\\", scalars[scalars.index(after: index)...].starts(with: "u{".unicodeScalars) {
        view.append(contentsOf: "\\\\".unicodeScalars)
      } else {
        view.append(scalar)
      }
      count += 1
      index = scalars.index(after: index)
    }
    return String(view)
  }
}
