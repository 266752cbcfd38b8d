/// Nearness of names, for "did you mean".
package enum EditDistance {
  /// The Levenshtein distance of two texts over bytes, ASCII capitals counting as small letters.
  package static func between(_ left: Text, _ right: Text) -> Int {
    let left = Array(left.asciiLowercased.utf8)
    let right = Array(right.asciiLowercased.utf8)
    var row = Array(0...right.count)
    for (index, byte) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (column, other) in right.enumerated() {
        let above = row[column + 1]
        row[column + 1] = min(above + 1, row[column] + 1, diagonal + (byte == other ? 0 : 1))
        diagonal = above
      }
    }
    return row[right.count]
  }

  /// The nearest candidate, when no more than a third of the text (at least two bytes) would have to change; the first
  /// in byte order among equally near ones.
  package static func nearest(to text: Text, among candidates: [Text]) -> Text? {
    guard text.utf8.count <= 256 else { return nil }
    let limit = max(2, text.utf8.count / 3)
    return candidates.lazy.filter { $0.utf8.count <= 256 }
      .map { (distance: between(text, $0), text: $0) }
      .filter { $0.distance <= limit }
      .min { ($0.distance, $0.text) < ($1.distance, $1.text) }?.text
  }
}
