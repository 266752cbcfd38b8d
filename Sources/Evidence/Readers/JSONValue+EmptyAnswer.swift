internal import CaseFolder

extension JSONValue {
  /// Whether this is the answer to a request that found nothing: an object, bare or as recorded with its status, that has
  /// lists and all of them empty. It holds no record, and it is not damaged either.
  var isEmptyAnswer: Bool {
    if self["status_code"] != nil, let data = self["data"] { return data.isEmptyAnswer }
    guard case .object(let members) = self else { return false }
    var lists = 0
    for member in members where !Self.besideLists.contains(member.key) {
      switch member.value {
      case .array(let items) where items.isEmpty: lists += 1
      case .null: continue
      default: return false
      }
    }
    return lists > 0
  }

  /// What AWS and Kubernetes write beside the lists of an answer.
  private static let besideLists: Set<Text> = [
    "ResponseMetadata", "NextToken", "nextToken", "IsTruncated", "Marker", "kind", "apiVersion", "metadata",
  ]
}
