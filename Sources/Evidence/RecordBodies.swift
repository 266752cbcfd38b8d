package import CaseFolder

/// What an audit event carries beside its columns.
package struct AuditBody: Sendable {
  /// Path and query of the request.
  package var requestURI: Text = ""
  /// The decoded query of `requestURI`, in order: `command` may stand several times.
  package var query: [Tag] = []
  /// Its groups.
  package var groups: [Text] = []
  /// `user.extra` and `annotations`, one entry per value.
  package var extra: [Tag] = []
  /// Its annotations.
  package var annotations: [Tag] = []
  /// The body as it was sent.
  package var requestObject: JSONValue?
  /// The body as it was answered.
  package var responseObject: JSONValue?
  /// The object as the server answered it, else as it was sent.
  package var object: KubernetesObject?
  /// When the last stage was reached.
  package var end: Timestamp?

  /// The command of an exec, word by word.
  package var command: [Text] { query.filter { $0.key == "command" }.map(\.value) }

  /// All parts at once.
  package init(
    requestURI: Text = "", query: [Tag] = [], groups: [Text] = [], extra: [Tag] = [], annotations: [Tag] = [],
    requestObject: JSONValue? = nil, responseObject: JSONValue? = nil, object: KubernetesObject? = nil,
    end: Timestamp? = nil
  ) {
    self.requestURI = requestURI
    self.query = query
    self.groups = groups
    self.extra = extra
    self.annotations = annotations
    self.requestObject = requestObject
    self.responseObject = responseObject
    self.object = object
    self.end = end
  }
}

/// What a CloudTrail record carries beside its columns.
package struct CloudTrailBody: Sendable {
  /// `userIdentity`.
  package var userIdentity: JSONValue = .null
  /// `requestParameters`.
  package var requestParameters: JSONValue = .null
  /// `responseElements`.
  package var responseElements: JSONValue = .null
  /// `additionalEventData`.
  package var additionalEventData: JSONValue = .null
  /// `errorMessage`.
  package var errorMessage: Text?
  /// `eventType`.
  package var eventType: Text?
  /// ARNs of `resources[]`.
  package var resources: [Text] = []

  /// All parts at once.
  package init(
    userIdentity: JSONValue = .null, requestParameters: JSONValue = .null, responseElements: JSONValue = .null,
    additionalEventData: JSONValue = .null, errorMessage: Text? = nil, eventType: Text? = nil, resources: [Text] = []
  ) {
    self.userIdentity = userIdentity
    self.requestParameters = requestParameters
    self.responseElements = responseElements
    self.additionalEventData = additionalEventData
    self.errorMessage = errorMessage
    self.eventType = eventType
    self.resources = resources
  }
}
