internal import CaseFolder

/// A listing of which an investigation needs only what it names: the key of its items, what they are, and the keys under
/// which an item's ARN or id may stand. Items of some listings are bare texts.
struct AWSListing: Sendable {
  let key: Text
  let type: Text
  let ids: [Text]

  /// A listing.
  init(_ key: Text, _ type: Text, _ ids: Text...) {
    self.key = key
    self.type = type
    self.ids = ids
  }

  /// The things that an answer lists, without anything that could be a secret.
  func objects(in answer: JSONValue) -> [AWSObject] {
    (answer[key] ?? .null).items.compactMap { item in
      let id = item.nonEmptyText ?? ids.lazy.compactMap { item[$0]?.nonEmptyText }.first
      return id.map { .other(type: type, id: $0) }
    }
  }

  /// Every listing that is recognised; the first one that names something counts.
  static let all = [
    AWSListing("SecurityGroupRules", "security group rule", "SecurityGroupRuleId"),
    AWSListing("NetworkAcls", "network ACL", "NetworkAclId"),
    AWSListing("Images", "image", "ImageId"),
    AWSListing("Vpcs", "VPC", "VpcId"),
    AWSListing("Subnets", "subnet", "SubnetId"),
    AWSListing("RouteTables", "route table", "RouteTableId"),
    AWSListing("InternetGateways", "internet gateway", "InternetGatewayId"),
    AWSListing("NatGateways", "NAT gateway", "NatGatewayId"),
    AWSListing("VpcEndpoints", "VPC endpoint", "VpcEndpointId"),
    AWSListing("VpcPeeringConnections", "VPC peering connection", "VpcPeeringConnectionId"),
    AWSListing("Addresses", "elastic address", "AllocationId", "PublicIp"),
    AWSListing("KeyPairs", "key pair", "KeyPairId", "KeyName"),
    AWSListing("LaunchTemplates", "launch template", "LaunchTemplateId"),
    AWSListing("LaunchTemplateVersions", "launch template version", "LaunchTemplateId"),
    AWSListing("AutoScalingGroups", "Auto Scaling group", "AutoScalingGroupARN", "AutoScalingGroupName"),
    AWSListing("LoadBalancers", "load balancer", "LoadBalancerArn"),
    AWSListing("Groups", "IAM group", "Arn"),
    AWSListing("InstanceProfiles", "instance profile", "Arn"),
    AWSListing("AttachedPolicies", "IAM policy", "PolicyArn"),
    AWSListing("Keys", "KMS key", "KeyArn", "KeyId"),
    AWSListing("Buckets", "bucket", "Name"),
    AWSListing("Trails", "trail", "TrailARN"),
    AWSListing("Functions", "function", "FunctionArn"),
    AWSListing("DBInstances", "database instance", "DBInstanceArn"),
    AWSListing("imageDetails", "container image", "imageDigest"),
    AWSListing("imageIds", "container image", "imageDigest"),
    AWSListing("clusters", "EKS cluster"),
    AWSListing("accessPolicies", "EKS access policy", "arn"),
    AWSListing("fargateProfileNames", "EKS Fargate profile"),
    AWSListing("identityProviderConfigs", "EKS identity provider", "name"),
    AWSListing("podIdentityAssociations", "pod identity association", "associationId"),
    AWSListing("IamInstanceProfileAssociations", "instance profile association", "AssociationId"),
    AWSListing("DBClusters", "database cluster", "DBClusterArn"),
    AWSListing("Aliases", "KMS alias", "AliasArn"),
    AWSListing("PolicyNames", "IAM inline policy"),
    AWSListing("nodegroups", "EKS node group"),
    AWSListing("accessEntries", "EKS access entry"),
    AWSListing("addons", "EKS add-on"),
    AWSListing("DetectorIds", "GuardDuty detector"),
  ]
}
