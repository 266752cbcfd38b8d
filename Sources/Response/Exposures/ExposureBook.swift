internal import CaseFolder
internal import Evidence
internal import Investigation

/// A secret or credential while its routes are collected.
struct ExposureDraft {
  var kind: Text
  var name: Text
  var key: EntityKey
  var routes: [ExposureRoute] = []
  /// Namespace and name of an in-cluster thing.
  var namespace: Text?
  var plainName: Text = ""
  /// Type and key names of a Kubernetes secret, when known.
  var secretType: Text?
  var secretKeys: [Text] = []
  /// ARN of the role behind a session or service account.
  var role: Text?
  /// When what was taken stops working by itself.
  var expires: Timestamp?
  /// The secret in which an access key lies, as `namespace/name`.
  var container: Text?
  /// Whether it was used from outside.
  var isUsedOutside = false
  /// Whether it opens the administration of cluster or account.
  var opensAdministration = false

  /// The strongest class of its routes.
  var `class`: ExposureClass {
    ExposureClass.allCases.first { candidate in routes.contains { $0.class == candidate } } ?? .review
  }

  /// The routes of its class.
  var decisive: [ExposureRoute] { routes.filter { $0.class == self.class } }

  var confidence: Confidence { decisive.map(\.confidence).max() ?? .low }

  /// When it was first compromised or exposed.
  var since: Timestamp? { decisive.compactMap(\.at).min() }
}

/// The exposures while rules add to them: one draft a secret, one route a rule and secret.
struct ExposureBook {
  private(set) var drafts: [EntityKey: [Text: ExposureDraft]] = [:]
  /// Remarks on what the rules could not decide.
  var remarks: [Statement] = []

  /// How many citations a route keeps; the first ones.
  static let citationsKept = 10

  /// How many different routes of one rule a secret keeps; later ones widen the last.
  static let textsKept = 5

  /// Adds a route to a secret. A second route of the same rule in the same words widens the first: the earlier time,
  /// the
  /// stronger confidence, more citations.
  mutating func add(
    _ kind: Text, _ name: Text, _ key: EntityKey, route: ExposureRoute, change: (inout ExposureDraft) -> Void = { _ in }
  ) {
    var draft = drafts[key]?[kind] ?? ExposureDraft(kind: kind, name: name, key: key)
    change(&draft)
    let same = draft.routes.indices.filter { draft.routes[$0].route == route.route }
    let known = same.first { draft.routes[$0].class == route.class && draft.routes[$0].text == route.text }
    if let index = known ?? (same.count >= Self.textsKept ? same.last : nil) {
      var known = draft.routes[index]
      if let at = route.at { known.at = min(known.at ?? at, at) }
      known.confidence = max(known.confidence, route.confidence)
      for citation in route.citations
      where known.citations.count < Self.citationsKept && !known.citations.contains(citation) {
        known.citations.append(citation)
      }
      draft.routes[index] = known
    } else {
      draft.routes.append(route)
    }
    drafts[key, default: [:]][kind] = draft
  }

  /// All drafts by kind, name and key.
  var sorted: [ExposureDraft] {
    drafts.values.flatMap(\.values).sorted { ($0.kind, $0.name, $0.key) < ($1.kind, $1.name, $1.key) }
  }

  /// The drafts of a kind.
  func all(_ kind: Text) -> [ExposureDraft] { sorted.filter { $0.kind == kind } }
}

/// A rule by which secrets and credentials become known to the actor: one route of domain/06.
struct ExposureRule: Sendable {
  /// The route's id, such as `R2`.
  let id: Text
  /// Adds what the rule finds.
  let apply: @Sendable (CaseFacts, inout ExposureBook) -> Void

  /// All rules, in the order in which they build on each other.
  static let all: [ExposureRule] = [
    .directRead, .list, .watch, .write, .refused, .podContents, .pullSecrets, .podToken, .tokenRequest, .boundByActor,
    .tokenSecret, .nodeContents, .instanceRole, .webIdentity, .accessKeys, .derivedSessions, .usedCredentials,
    .awsSecrets,
    .registryToken,
  ]
}

extension CaseFacts {
  /// A route with its proof.
  func route(
    _ id: Text, _ text: Prose, at: Timestamp?, _ exposureClass: ExposureClass, _ confidence: Confidence,
    _ citations: [Citation]
  ) -> ExposureRoute {
    ExposureRoute(
      route: id, text: text, at: at, class: exposureClass, confidence: confidence, citations: citations)
  }

  /// Adds a route to a Kubernetes secret.
  func add(_ route: ExposureRoute, toSecret namespace: Text, _ name: Text, cluster: Text?, in book: inout ExposureBook)
  {
    let path = namespacedName(namespace, name)
    book.add("kubernetes-secret", path, key(.secret, cluster, path), route: route) { draft in
      draft.namespace = namespace
      draft.plainName = name
      if let known = secret(namespace, name) {
        draft.secretType = known.value.type
        draft.secretKeys = known.value.keys
      }
    }
  }

  /// Adds a route to a service account's identity.
  func add(
    _ route: ExposureRoute, toServiceAccount namespace: Text, _ name: Text, cluster: Text?, in book: inout ExposureBook,
    change: (inout ExposureDraft) -> Void = { _ in }
  ) {
    let path = namespacedName(namespace, name)
    book.add("service-account", path, key(.serviceAccount, cluster, path), route: route) { draft in
      draft.namespace = namespace
      draft.plainName = name
      draft.role = inventory.role(ofServiceAccount: namespace, name)
      draft.opensAdministration = draft.opensAdministration || isAdministrator(serviceAccount: namespace, name)
      change(&draft)
    }
  }

  /// The secret of a snapshot.
  func secret(_ namespace: Text, _ name: Text) -> Sighted<SecretFacts>? {
    inventory.secretsByPath[namespacedName(namespace, name)].map { inventory.secrets[$0] }
  }

  /// The bindings that name a service account.
  func bindings(ofServiceAccount namespace: Text, _ name: Text) -> [BindingHistory] {
    investigation.bindings.filter { binding in
      binding.subjects.contains { $0.kind == "ServiceAccount" && $0.name == name && ($0.namespace ?? "") == namespace }
    }
  }

  /// Whether a binding that is not deleted makes a service account cluster administrator.
  func isAdministrator(serviceAccount namespace: Text, _ name: Text) -> Bool {
    bindings(ofServiceAccount: namespace, name).contains { $0.deleted == nil && $0.role.name == "cluster-admin" }
  }
}
