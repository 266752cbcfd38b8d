/// What a line of text that is not JSON looks like.
enum LineShape {
  /// The format that a line belongs to; nil when none is sure.
  static func format(of line: UnsafeBufferPointer<UInt8>) -> EvidenceFormat? {
    if isAuthenticator(line) { return .authenticator }
    return isFlow(line) ? .vpcFlow : nil
  }

  /// Where the message begins in a line of a CloudWatch Logs export, which puts a time before it; nil otherwise.
  static func messageStart(in line: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let space = line.firstIndex(where: { $0 == 0x20 || $0 == 0x09 }), space >= 20, space <= 35,
      Timestamp.parse(UnsafeBufferPointer(rebasing: line[..<space])) != nil
    else { return nil }
    return line[space...].firstIndex { $0 != 0x20 && $0 != 0x09 }
  }

  /// logrus key=value, as the aws-iam-authenticator writes it.
  private static func isAuthenticator(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    let text = Text(bytes: line.prefix(4096))
    return text.hasPrefix("time=\"") && text.contains(" level=") && text.contains(" msg=")
  }

  /// A header line of VPC flow logs, or a row of the default columns (version, account, network interface, …).
  private static func isFlow(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    let columns = line.prefix(4096).split(whereSeparator: { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 })
      .map { Text(bytes: $0) }
    guard columns.count >= 3 else { return false }
    let known = columns.lazy.filter { flowColumns.contains($0) }.count
    if known >= 3, known * 2 >= columns.count { return true }
    guard columns.count >= 14, isNumber(columns[0]), columns[0].utf8.count <= 2 else { return false }
    let isAccount =
      columns[1] == "unknown"
      || columns[1].utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2A || $0 == 0x58 || $0 == 0x78 }
    return columns[2].hasPrefix("eni-") || (columns[2] == "-" && isAccount)
  }

  private static func isNumber(_ text: Text) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Column names of VPC flow logs that no other table is likely to share.
  private static let flowColumns: Set<Text> = [
    "version", "account-id", "interface-id", "srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets",
    "bytes", "start", "end", "action", "log-status", "vpc-id", "subnet-id", "instance-id", "tcp-flags", "type",
    "pkt-srcaddr", "pkt-dstaddr", "region", "az-id", "sublocation-type", "sublocation-id", "pkt-src-aws-service",
    "pkt-dst-aws-service", "flow-direction", "traffic-path", "ecs-cluster-arn", "ecs-cluster-name",
    "reject-reason", "resource-id", "encryption-status",
  ]
}
