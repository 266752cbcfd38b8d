package import CaseFolder
package import Evidence

/// What a rule says it is about. It decides which records the rule is offered.
package struct LogSource: Hashable, Sendable {
  /// Such as `aws`.
  package var product: Text?
  /// Such as `cloudtrail`.
  package var service: Text?
  /// Such as `application`.
  package var category: Text?

  /// The evidence that the rule reads; nil when Casebook has none of that kind.
  package var source: EventSource? {
    let words = [product, service, category].compactMap { $0?.asciiLowercased }
    let isKubernetes = product?.asciiLowercased == "kubernetes"
    if isKubernetes {
      let service = service?.asciiLowercased
      let category = category?.asciiLowercased
      return service == "audit" || service == nil && ["application", "audit", nil].contains(category)
        ? .kubernetesAudit : nil
    }
    if words.contains("cloudtrail"), product == nil || product?.asciiLowercased == "aws" { return .cloudTrail }
    return product?.asciiLowercased == "aws" && words.count == 1 ? .cloudTrail : nil
  }

  /// For people: `product aws, service cloudtrail`.
  package var words: Text {
    let parts = [("product", product), ("category", category), ("service", service)]
    return Text(parts.compactMap { name, value in value.map { "\(name) \($0)" } }.joined(separator: ", "))
  }
}
