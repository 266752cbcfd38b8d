internal import CaseFolder
internal import Evidence

/// What differs between two snapshots of one kind: what somebody added, removed or replaced in between is itself evidence
/// (domain rule 8.2).
struct SnapshotChange {
  enum Difference { case added, removed, replaced }

  let kind: Text
  let object: Text
  let difference: Difference
  let earlier: Timestamp
  let later: Timestamp
  let citation: Citation

  /// The differences between consecutive snapshots of every kind and cluster, by kind, time and name.
  static func all(_ evidence: Evidence) -> [SnapshotChange] {
    struct Group: Hashable {
      let cluster: Text
      let kind: Text
    }
    struct Sight {
      let uid: Text?
      let citation: Citation
    }
    var snapshots: [Group: [Timestamp: [Text: Sight]]] = [:]
    for object in evidence.objects {
      guard case .kubernetes(let kubernetes) = object.body, let observed = object.observed else { continue }
      let metadata = kubernetes.metadata
      let name = metadata.namespace.map { Text("\($0)/\(metadata.name)") } ?? metadata.name
      snapshots[Group(cluster: object.cluster ?? "", kind: kubernetes.kind), default: [:]][observed, default: [:]][
        name] = Sight(uid: metadata.uid, citation: object.citation)
    }
    var changes: [SnapshotChange] = []
    for (group, byTime) in snapshots.sorted(by: { ($0.key.kind, $0.key.cluster) < ($1.key.kind, $1.key.cluster) }) {
      let times = byTime.keys.sorted()
      for (earlier, later) in zip(times, times.dropFirst()) {
        let (old, new) = (byTime[earlier]!, byTime[later]!)
        func add(_ name: Text, _ difference: Difference, _ citation: Citation) {
          changes.append(
            SnapshotChange(
              kind: group.kind, object: name, difference: difference, earlier: earlier, later: later,
              citation: citation))
        }
        // A file may hold one namespace only: what the other one cannot show is no difference.
        let shared = Set(old.keys.map(Self.namespace)).intersection(new.keys.map(Self.namespace))
        for name in Set(old.keys).union(new.keys).sorted() where shared.contains(Self.namespace(name)) {
          switch (old[name], new[name]) {
          case (let gone?, nil): add(name, .removed, gone.citation)
          case (nil, let made?): add(name, .added, made.citation)
          case (let before?, let after?) where before.uid != nil && after.uid != nil && before.uid != after.uid:
            add(name, .replaced, after.citation)
          default: break
          }
        }
      }
    }
    return changes
  }

  private static func namespace(_ path: Text) -> Text {
    let parts = path.split(UInt8(ascii: "/"))
    return parts.count > 1 ? parts[0] : ""
  }
}
