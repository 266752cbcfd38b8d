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
    AWSListing("SecurityGroups", "security group", "GroupId"),
    AWSListing("SecurityGroupRules", "security group rule", "SecurityGroupRuleId"),
    AWSListing("NetworkInterfaces", "network interface", "NetworkInterfaceId"),
    AWSListing("NetworkAcls", "network ACL", "NetworkAclId"),
    AWSListing("Volumes", "volume", "VolumeId"),
    AWSListing("Snapshots", "snapshot", "SnapshotId"),
    AWSListing("Images", "image", "ImageId"),
    AWSListing("Vpcs", "VPC", "VpcId"),
    AWSListing("Subnets", "subnet", "SubnetId"),
    AWSListing("RouteTables", "route table", "RouteTableId"),
    AWSListing("InternetGateways", "internet gateway", "InternetGatewayId"),
    AWSListing("NatGateways", "NAT gateway", "NatGatewayId"),
    AWSListing("VpcEndpoints", "VPC endpoint", "VpcEndpointId"),
    AWSListing("VpcPeeringConnections", "VPC peering connection", "VpcPeeringConnectionId"),
    AWSListing("Addresses", "elastic address", "AllocationId", "PublicIp"),
    AWSListing("FlowLogs", "flow log", "FlowLogId"),
    AWSListing("KeyPairs", "key pair", "KeyPairId", "KeyName"),
    AWSListing("LaunchTemplates", "launch template", "LaunchTemplateId"),
    AWSListing("LaunchTemplateVersions", "launch template version", "LaunchTemplateId"),
    AWSListing("AutoScalingGroups", "Auto Scaling group", "AutoScalingGroupARN", "AutoScalingGroupName"),
    AWSListing("LoadBalancers", "load balancer", "LoadBalancerArn"),
    AWSListing("RoleDetailList", "IAM role", "Arn"),
    AWSListing("UserDetailList", "IAM user", "Arn"),
    AWSListing("Roles", "IAM role", "Arn"),
    AWSListing("Users", "IAM user", "Arn"),
    AWSListing("Groups", "IAM group", "Arn"),
    AWSListing("Policies", "IAM policy", "Arn"),
    AWSListing("InstanceProfiles", "instance profile", "Arn"),
    AWSListing("AccessKeyMetadata", "access key", "AccessKeyId"),
    AWSListing("AttachedPolicies", "IAM policy", "PolicyArn"),
    AWSListing("SecretList", "secret", "ARN", "Name"),
    AWSListing("Parameters", "parameter", "ARN", "Name"),
    AWSListing("Keys", "KMS key", "KeyArn", "KeyId"),
    AWSListing("Buckets", "bucket", "Name"),
    AWSListing("trailList", "trail", "TrailARN"),
    AWSListing("Trails", "trail", "TrailARN"),
    AWSListing("Functions", "function", "FunctionArn"),
    AWSListing("DBInstances", "database instance", "DBInstanceArn"),
    AWSListing("imageDetails", "container image", "imageDigest"),
    AWSListing("imageIds", "container image", "imageDigest"),
    AWSListing("clusters", "EKS cluster"),
    AWSListing("nodegroups", "EKS node group"),
    AWSListing("accessEntries", "EKS access entry"),
    AWSListing("addons", "EKS add-on"),
    AWSListing("DetectorIds", "GuardDuty detector"),
  ]
}
