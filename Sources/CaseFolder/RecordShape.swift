/// One kind of JSON object that an evidence file may hold, and how to tell it: one row of `RecordShape.all`.
struct RecordShape: Sendable {
  /// What it is; `.unknown` for shapes that are known and not read yet.
  let format: EvidenceFormat
  /// For `.unknown`: what it looks like.
  let reason: Text?
  /// Whether an object has this shape.
  let matches: @Sendable (JSONOutline) -> Bool

  init(_ format: EvidenceFormat, _ matches: @escaping @Sendable (JSONOutline) -> Bool) {
    self.format = format
    self.matches = matches
    reason = nil
  }

  init(foreign reason: Text, _ matches: @escaping @Sendable (JSONOutline) -> Bool) {
    self.reason = reason
    self.matches = matches
    format = .unknown
  }

  /// The shapes, the most specific ones first (evidence-shapes.md). The first that matches decides.
  static let all: [RecordShape] = [
    // Kubernetes audit events that other clouds wrap.
    RecordShape(foreign: "an AKS log (Azure) with the audit event in properties.log: Casebook reads EKS and AWS") {
      $0["properties"]?.has("log") == true
    },
    RecordShape(foreign: "a GKE audit log (Google Cloud) with protoPayload: Casebook reads EKS and AWS") {
      $0.has("protoPayload")
    },
    RecordShape(foreign: "an Azure log: Casebook reads EKS and AWS") {
      $0.has("operationName") && $0.has(any: "resourceId", "callerIpAddress", "tenantId", "resourceID")
    },
    // Kubernetes. kind Event also fits core/v1 events, which have involvedObject and no verb.
    RecordShape(.kubernetesAudit) { record in
      record.has("auditID") || (record.has("verb") && record.has(any: "objectRef", "requestURI", "sourceIPs"))
        || (record.text("apiVersion")?.hasPrefix("audit.k8s.io/") == true && record.text("kind") == "Event")
    },
    RecordShape(.kubernetesInventory) {
      $0.text("kind") != nil && $0.text("apiVersion") != nil
        && $0.has(any: "metadata", "items", "rules", "roleRef", "endpoints")
    },
    // Findings.
    RecordShape(.securityHub) { isOCSF($0) && ($0.number("category_uid") == 2 || isFindingClass($0)) },
    RecordShape(foreign: "OCSF events that are no findings: export them from their own source, which Casebook reads") {
      isOCSF($0)
    },
    RecordShape(.securityHub) { $0.has("ProductArn") },
    RecordShape(.guardDuty) { record in
      (record.text("arn") ?? record.text("Arn"))?.contains(":guardduty:") == true
        || (record.has(all: "type", "service", "resource") && record["service"]?.isObject == true)
        || (record.has(all: "Type", "Service", "Resource") && record["Service"]?.isObject == true)
        || (record.has(all: "type", "severity", "resource", "accountId") && record.has(any: "schemaVersion", "id"))
    },
    RecordShape(.falco) { $0.has(all: "output", "rule", "priority") },
    RecordShape(.detective) { $0.has(any: "InvestigationDetails", "InvestigationId") },
    RecordShape(foreign: "settings of Amazon Detective, or parts of its answers: no findings") {
      $0.has(any: "GraphArn", "GraphList", "MemberDetails", "IndicatorType")
    },
    RecordShape(foreign: "the expected result of a rule's test, no evidence") {
      $0.has(all: "rule", "expected", "logTypes")
    },
    RecordShape(.intelligence) { record in
      guard let type = record.text("type") else { return false }
      return (type == "bundle" && record.has("objects"))
        || record.text("id")?.hasPrefix(Text("\(type.string)--")) == true
    },
    // Events of AWS.
    RecordShape(foreign: "S3 event notifications: no evidence of this case") {
      $0.has("s3") && $0.text("eventSource") == "aws:s3"
    },
    RecordShape(.cloudTrail) { record in
      (record.has("eventName") && record.has(any: "eventSource", "userIdentity", "eventVersion"))
        || record.has(all: "eventVersion", "eventType") || record.has(all: "CloudTrailEvent")
    },
    RecordShape(.resolver) { $0.has("query_name") && $0.has(any: "query_timestamp", "rcode", "query_type", "vpc_id") },
    RecordShape(foreign: "VPC flow logs as JSON: not read yet") {
      $0.has(all: "srcAddr", "dstAddr") || $0.has(all: "srcaddr", "dstaddr")
    },
    // What the AWS command line prints.
    RecordShape(foreign: "login tokens, which belong into no case folder: remove the file and end the session") {
      $0.text("kind") == "ExecCredential" || $0.has("authorizationData")
    },
    RecordShape(.awsInventory) { record in record.keys.contains { AWSResponseKeys.inventory.contains($0) } },
    RecordShape(foreign: "an answer of AWS that describes no resource of the case") { record in
      record.keys.contains { AWSResponseKeys.other.contains($0) }
    },
  ]

  private static func isOCSF(_ record: JSONOutline) -> Bool {
    record.has(any: "class_uid", "category_uid") && record.has(any: "metadata", "time", "severity_id")
  }

  /// Classes 2001 to 2007; extensions put their number before the class.
  private static func isFindingClass(_ record: JSONOutline) -> Bool {
    record.number("class_uid").map { (2000..<3000).contains($0 % 100_000) } ?? false
  }

  /// The shape of an object; nil when none fits.
  static func of(_ record: JSONOutline) -> RecordShape? {
    record.isObject ? all.first { $0.matches(record) } : nil
  }
}

/// Top-level keys of the AWS command line's answers, by service model.
enum AWSResponseKeys {
  /// Answers that describe resources of an account.
  static let inventory: Set<Text> = [
    "cluster", "clusters", "nodegroup", "nodegroups", "accessEntry", "accessEntries", "associatedAccessPolicies",
    "addon", "addons", "association", "associations", "podIdentityAssociations", "fargateProfile",
    "fargateProfileNames", "identityProviderConfig", "identityProviderConfigs", "accessPolicies", "Reservations",
    "SecurityGroups", "SecurityGroupRules", "NetworkInterfaces", "NetworkAcls", "Volumes", "Snapshots", "Vpcs",
    "Subnets", "RouteTables", "VpcEndpoints", "FlowLogs", "Images", "Addresses", "NatGateways", "InternetGateways",
    "LaunchTemplates", "LaunchTemplateVersions", "InstanceMetadataOptions", "IamInstanceProfileAssociations",
    "repositories", "imageDetails", "imageIds", "imageScanFindings", "UserDetailList", "RoleDetailList", "Role",
    "Roles", "User", "Users", "Groups", "Policies", "PolicyNames", "AttachedPolicies", "InstanceProfiles",
    "AccessKeyMetadata", "SecretList", "VersionIdsToStages", "Parameters", "trailList", "Trails",
    "FindingPublishingFrequency", "DatasourcePackages", "DetectorIds", "Keys", "Aliases", "Buckets", "KeyPairs",
    "VpcPeeringConnections", "AutoScalingGroups", "LoadBalancers", "Functions", "DBInstances", "DBClusters",
  ]
  /// Answers that describe nothing an investigation asks for: settings of Security Hub and Detective, the acknowledgement
  /// of a change, one page of bare ids.
  static let other: Set<Text> = [
    "FindingIds", "Members", "Detectors", "HubArn", "StandardsSubscriptions", "datapoints", "ResponseMetadata",
    "ActionTargetArn", "ActionTargets", "AutomationRulesMetadata", "ConfigurationPolicyId",
    "ConfigurationPolicySummaries",
    "DestinationId", "DetectorId", "EventSelectors", "AdvancedEventSelectors",
    "FailedFindings", "FindingAggregatorArn", "InsightArn", "InsightResults", "Insights", "Invitations",
    "InvitationsCount", "IpSetId", "IpSetIds", "IsLogging", "KeyMetadata", "Master", "ProcessedFindings", "Products",
    "ProductSubscriptionArn", "ProductSubscriptions", "PublicKeyList", "ResourceTagList", "ResourceTagMappingList",
    "RuleArn", "SecurityControlDefinition", "SecurityControlDefinitions", "Standards",
    "StandardsControlAssociationDetails", "StandardsControlAssociationSummaries", "ThreatIntelSetId",
    "UnprocessedAccounts", "addonVersion", "authorizationData", "clusterVersions", "configurationItems",
    "lifecyclePolicyText", "policyText", "repository", "update", "updateIds", "uploadId",
    "imageScanStatus",
  ]
}
