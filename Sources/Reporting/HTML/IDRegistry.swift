/// The ids that a page has given away: each stands once, even when a report lists a thing twice.
final class IDRegistry {
  private var taken: Set<String> = []

  /// The attribute of an id on its first use; nothing afterwards, so that links lead to the first.
  func claim(_ id: ElementID?) -> [HTMLAttribute] {
    guard let id, taken.insert(id.value).inserted else { return [] }
    return [.id(id)]
  }
}
