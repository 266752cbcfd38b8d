internal import CaseFolder

/// Tells which cluster a record belongs to when the record itself does not: the manifest's word for its file, else the only
/// cluster that the case knows.
struct ClusterNames {
  private let only: Text?

  init(_ manifest: Manifest, _ findings: [Finding], _ objects: [InventoryObject]) {
    var names = Set(manifest.files.compactMap(\.cluster))
    names.formUnion(findings.filter { !$0.isSample }.compactMap { $0.cluster?.name })
    for case .aws(let object) in objects.map(\.body) {
      if let name = object.clusterName { names.insert(name) }
    }
    only = names.count == 1 ? names.first : nil
  }

  /// Fills in the cluster of events and objects; `stated` is the manifest's word, by file.
  func complete(_ store: inout EventColumns, _ objects: inout [InventoryObject], _ stated: [Text?]) {
    let symbols = stated.map { ($0 ?? only).map { store.symbols.intern($0) } ?? .none }
    for index in store.indices where store.scope[index].isNone {
      let source = store.source[index]
      if source == .kubernetesAudit || source == .authenticator {
        store.setScope(symbols[Int(store.file[index])], of: index)
      }
    }
    for index in objects.indices where objects[index].cluster == nil {
      if case .kubernetes = objects[index].body { objects[index].cluster = only }
    }
  }
}
