/// A number with at most one decimal, as pictures are written: independent of locale, and stable.
func decimal(_ value: Double) -> String {
  let tenths = Int((value * 10).rounded())
  let magnitude = abs(tenths)
  let text = magnitude % 10 == 0 ? "\(magnitude / 10)" : "\(magnitude / 10).\(magnitude % 10)"
  return tenths < 0 ? "-" + text : text
}

/// The commands of a path.
package struct PathData: Hashable, Sendable {
  private(set) var value = ""

  /// An empty path.
  package init() {}

  /// Goes to a point without drawing.
  package mutating func move(_ x: Double, _ y: Double) { value += "M\(decimal(x)) \(decimal(y))" }

  /// Draws a straight line.
  package mutating func line(_ x: Double, _ y: Double) { value += "L\(decimal(x)) \(decimal(y))" }

  /// Draws a cubic curve by its two control points and its end.
  package mutating func curve(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ x: Double, _ y: Double
  ) {
    value += "C\(decimal(x1)) \(decimal(y1)) \(decimal(x2)) \(decimal(y2)) \(decimal(x)) \(decimal(y))"
  }

  /// Draws a rectangle.
  package mutating func rectangle(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
    value += "M\(decimal(x)) \(decimal(y))h\(decimal(width))v\(decimal(height))h\(decimal(-width))z"
  }

  /// Closes the shape.
  package mutating func close() { value += "z" }
}
