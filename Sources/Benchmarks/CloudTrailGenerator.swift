internal import CaseFolder

/// CloudTrail records of an account at work, in one document a file; most come from sessions of a few roles.
enum CloudTrailGenerator {
  private static let calls = [
    ("sts", "AssumeRole"), ("ec2", "DescribeInstances"), ("kms", "Decrypt"), ("secretsmanager", "GetSecretValue"),
    ("s3", "GetBucketAcl"), ("eks", "DescribeCluster"), ("iam", "CreateAccessKey"), ("ec2", "RunInstances"),
  ]

  static func text(_ size: Int, number: Int, _ random: inout Random) -> [UInt8] {
    var text = Array("{\"Records\":[".utf8)
    text.reserveCapacity(size + 4000)
    var micros = Int64(1_770_000_000 + 3600 * number) * 1_000_000
    while text.count < size {
      micros += Int64(random.below(300_000))
      if text.last == UInt8(ascii: "}") { text.append(UInt8(ascii: ",")) }
      text += record(Timestamp(seconds: micros / 1_000_000), &random).utf8
    }
    return text + "]}".utf8
  }

  private static func record(_ time: Timestamp, _ random: inout Random) -> String {
    let (service, call) = calls[random.skewed(calls.count)]
    let role = random.skewed(120)
    let session = "i-0\(random.hex(16))"
    let isDenied = random.below(20) == 0
    return
      "{\"eventVersion\":\"1.09\",\"userIdentity\":{\"type\":\"AssumedRole\",\"principalId\":\"AROA\(role):\(session)\",\"arn\":\"arn:aws:sts::123456789012:assumed-role/role-\(role)/\(session)\",\"accountId\":\"123456789012\",\"accessKeyId\":\"ASIA\(random.hex(16).uppercased())\",\"sessionContext\":{\"sessionIssuer\":{\"type\":\"Role\",\"principalId\":\"AROA\(role)\",\"arn\":\"arn:aws:iam::123456789012:role/role-\(role)\",\"accountId\":\"123456789012\",\"userName\":\"role-\(role)\"},\"attributes\":{\"creationDate\":\"\(time)\",\"mfaAuthenticated\":\"false\"}}},\"eventTime\":\"\(time)\",\"eventSource\":\"\(service).amazonaws.com\",\"eventName\":\"\(call)\",\"awsRegion\":\"eu-west-1\",\"sourceIPAddress\":\"10.0.\(role).\(random.below(200))\",\"userAgent\":\"aws-sdk-go/1.44.\(role % 9) (go1.22; linux; amd64)\",\(isDenied ? "\"errorCode\":\"AccessDenied\",\"errorMessage\":\"not authorized\"," : "")\"requestParameters\":{\"secretId\":\"prod/\(random.skewed(4000))\",\"roleArn\":\"arn:aws:iam::123456789012:role/role-\(role)\"},\"responseElements\":null,\"requestID\":\"\(random.uuid())\",\"eventID\":\"\(random.uuid())\",\"readOnly\":\(call.hasPrefix("D") || call.hasPrefix("G")),\"eventType\":\"AwsApiCall\",\"managementEvent\":true,\"recipientAccountId\":\"123456789012\",\"eventCategory\":\"Management\"}"
  }
}
