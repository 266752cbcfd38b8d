internal import CaseFolder

extension EC2SecurityGroup {
  /// Reads one group of `describe-security-groups`.
  init?(json: JSONValue) {
    guard let id = json["GroupId"]?.nonEmptyText else { return nil }
    self.init(
      id: id, name: json["GroupName"]?.nonEmptyText, vpc: json["VpcId"]?.nonEmptyText,
      ingress: (json["IpPermissions"] ?? .null).items.compactMap(EC2SecurityRule.init(json:)),
      egress: (json["IpPermissionsEgress"] ?? .null).items.compactMap(EC2SecurityRule.init(json:)),
      tags: (json["Tags"] ?? .null).tags)
  }
}

extension EC2SecurityRule {
  /// Reads one permission.
  init?(json: JSONValue) {
    guard let name = json["IpProtocol"]?.textOrNumber else { return nil }
    func peers(_ list: Text, _ key: Text) -> [Text] {
      (json[list] ?? .null).items.compactMap { $0[key]?.nonEmptyText }
    }
    self.init(
      ipProtocol: name, fromPort: json["FromPort"]?.int, toPort: json["ToPort"]?.int,
      peers: peers("IpRanges", "CidrIp") + peers("Ipv6Ranges", "CidrIpv6") + peers("UserIdGroupPairs", "GroupId")
        + peers("PrefixListIds", "PrefixListId"))
  }
}

extension EC2NetworkInterface {
  /// Reads one interface of `describe-network-interfaces`.
  init?(json: JSONValue) {
    guard let interface = EC2Interface(json: json) else { return nil }
    self.init(
      interface: interface, vpc: json["VpcId"]?.nonEmptyText, instance: json["Attachment"]?["InstanceId"]?.nonEmptyText,
      attached: json["Attachment"]?["AttachTime"]?.time, purpose: json["Description"]?.nonEmptyText,
      type: json["InterfaceType"]?.nonEmptyText, tags: (json[anyOf: ["TagSet", "Tags"]] ?? .null).tags)
  }
}

extension EC2Volume {
  /// Reads one volume of `describe-volumes`.
  init?(json: JSONValue) {
    guard let id = json["VolumeId"]?.nonEmptyText else { return nil }
    self.init(
      id: id, created: json["CreateTime"]?.time, isEncrypted: json["Encrypted"]?.flag,
      snapshot: json["SnapshotId"]?.nonEmptyText,
      attachments: (json["Attachments"] ?? .null).items.compactMap { attachment in
        attachment["InstanceId"]?.nonEmptyText.map { Tag(key: $0, value: attachment["Device"]?.text ?? "") }
      }, tags: (json["Tags"] ?? .null).tags)
  }
}

extension EC2Snapshot {
  /// Reads one snapshot of `describe-snapshots`.
  init?(json: JSONValue) {
    guard let id = json["SnapshotId"]?.nonEmptyText else { return nil }
    self.init(
      id: id, volume: json["VolumeId"]?.nonEmptyText, started: json["StartTime"]?.time,
      state: json["State"]?.nonEmptyText, purpose: json["Description"]?.nonEmptyText,
      tags: (json["Tags"] ?? .null).tags)
  }
}

extension EC2FlowLog {
  /// Reads one flow log of `describe-flow-logs`.
  init?(json: JSONValue) {
    guard let id = json["FlowLogId"]?.nonEmptyText else { return nil }
    self.init(
      id: id, resource: json["ResourceId"]?.text ?? "", trafficType: json["TrafficType"]?.nonEmptyText,
      status: json["FlowLogStatus"]?.nonEmptyText, created: json["CreationTime"]?.time,
      format: json["LogFormat"]?.nonEmptyText, aggregationSeconds: json["MaxAggregationInterval"]?.int)
  }
}

extension ECRImageScan {
  /// Reads the answer of `describe-image-scan-findings`.
  init?(json: JSONValue) {
    guard let repository = json["repositoryName"]?.nonEmptyText, let found = json["imageScanFindings"]
    else { return nil }
    self.init(
      repository: repository, digest: json["imageId"]?["imageDigest"]?.nonEmptyText,
      tag: json["imageId"]?["imageTag"]?.nonEmptyText, completed: found["imageScanCompletedAt"]?.time,
      counts: (found["findingSeverityCounts"] ?? .null).members.compactMap { member in
        member.value.textOrNumber.map { Tag(key: member.key, value: $0) }
      })
  }
}

extension CloudTrailTrail {
  /// Reads one trail of `describe-trails`.
  init?(json: JSONValue) {
    guard let name = json["Name"]?.nonEmptyText else { return nil }
    self.init(
      arn: json["TrailARN"]?.nonEmptyText ?? name, name: name, isMultiRegion: json["IsMultiRegionTrail"]?.flag,
      validatesFiles: json["LogFileValidationEnabled"]?.flag, bucket: json["S3BucketName"]?.nonEmptyText,
      logGroup: json["CloudWatchLogsLogGroupArn"]?.nonEmptyText, kmsKey: json["KmsKeyId"]?.nonEmptyText,
      isOrganization: json["IsOrganizationTrail"]?.flag)
  }
}

extension DetectorSettings {
  /// Reads the answer of `guardduty get-detector`, which does not name its detector.
  init?(guardDuty json: JSONValue) {
    guard let status = json["Status"]?.nonEmptyText, json["FindingPublishingFrequency"] != nil else { return nil }
    self.init(
      product: "GuardDuty", isEnabled: status == "ENABLED",
      sources: (json["Features"] ?? .null).items.flatMap { feature -> [Tag] in
        let own = [feature] + (feature["AdditionalConfiguration"] ?? .null).items
        return own.compactMap { part in
          part["Name"]?.nonEmptyText.map { Tag(key: $0, value: part["Status"]?.text ?? "") }
        }
      }, publishing: json["FindingPublishingFrequency"]?.nonEmptyText, created: json["CreatedAt"]?.time)
  }

  /// Reads the answer of `detective list-datasource-packages`.
  init?(detective json: JSONValue) {
    guard case .object(let packages)? = json["DatasourcePackages"] else { return nil }
    self.init(
      product: "Detective",
      sources: packages.map { Tag(key: $0.key, value: $0.value["DatasourcePackageIngestState"]?.text ?? "") }.sorted())
  }
}
