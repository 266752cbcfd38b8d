/// A flow log in which most rows fold: connections that last for hours, beacons every minute, popular services that many
/// clients use, and a little noise of strangers that are refused.
enum FlowLogGenerator {
  static func text(_ size: Int, number: Int, _ random: inout Random) -> [UInt8] {
    let header =
      "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status vpc-id subnet-id instance-id tcp-flags flow-direction\n"
    var text = Array(header.utf8)
    text.reserveCapacity(size + 400)
    var minute = 1_770_000_000 + 3600 * number
    var rows = 0
    while text.count < size {
      text += row(minute, &random).utf8
      rows += 1
      if rows % 2000 == 0 { minute += 60 }
    }
    return text
  }

  private static func row(_ start: Int, _ random: inout Random) -> String {
    let machine = random.below(40)
    let own = "10.0.\(machine / 10).\(machine + 10)"
    let kind = random.below(100)
    let isRefused = kind >= 97
    let peer: String
    let ports: String
    switch kind {
    case 0..<55:
      peer = "10.0.100.\(random.below(12))"
      ports = "\(32_768 + random.below(20_000)) \([443, 5432, 6379, 53][random.skewed(4)])"
    case 55..<85:
      peer = "52.95.\(random.below(6)).\(random.below(6))"
      ports = "\(32_768 + random.below(20_000)) 443"
    case 85..<97:
      peer = "198.51.100.\(machine % 4)"
      ports = "\(40_000 + machine) 8443"
    default:
      peer = "\(random.below(200) + 11).\(random.below(256)).\(random.below(256)).\(random.below(256))"
      ports = "\(1024 + random.below(60_000)) \(random.below(10_000) + 1)"
    }
    let (from, to) = isRefused ? (peer, own) : (own, peer)
    let packets = random.below(500) + 1
    return
      "5 123456789012 eni-0\(1_000_000 + machine) \(from) \(to) \(ports) 6 \(packets) \(packets * (60 + random.below(1200))) \(start) \(start + 59) \(isRefused ? "REJECT" : "ACCEPT") OK vpc-1 subnet-1 i-0\(1_000_000 + machine) \(kind % 9 == 0 ? 2 : 0) \(isRefused ? "ingress" : "egress")\n"
  }
}
