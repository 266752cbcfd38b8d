internal import CaseFolder

/// Kubernetes audit events of a cluster at work, one a line, in the field order of an API server; each file is an hour.
enum AuditLogGenerator {
  private static let resources = ["pods", "leases", "configmaps", "secrets", "nodes", "deployments", "endpointslices"]
  private static let verbs = ["get", "list", "watch", "update", "patch", "create", "delete"]

  static func text(_ size: Int, number: Int, _ random: inout Random) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(size + 20_000)
    var micros = Int64(1_770_000_000 + 3600 * number) * 1_000_000
    while text.count < size {
      micros += Int64(random.below(8000))
      text += line(Timestamp(microseconds: micros), &random).utf8
    }
    return text
  }

  private static func line(_ time: Timestamp, _ random: inout Random) -> String {
    let user = random.skewed(400)
    let resource = resources[random.skewed(resources.count)]
    let verb = verbs[random.skewed(verbs.count)]
    let namespace = "team-\(random.skewed(60))"
    let name = "web-\(random.skewed(20_000))"
    let code = random.below(100) < 94 ? 200 : random.below(2) == 0 ? 403 : 404
    let isWrite = verbs.firstIndex(of: verb)! > 2
    let body = isWrite || random.below(10) == 0 ? object(name, namespace, &random) : ""
    let who =
      user < 150
      ? "{\"username\":\"system:node:ip-10-0-\(user / 50)-\(user).internal\",\"uid\":\"aws-iam-authenticator:1:AROA\(user)\",\"groups\":[\"system:nodes\",\"system:authenticated\"],\"extra\":{\"accessKeyId\":[\"ASIA\(random.below(5000))\"],\"arn\":[\"arn:aws:sts::123456789012:assumed-role/node/i-\(user)\"],\"canonicalArn\":[\"arn:aws:iam::123456789012:role/node\"]}}"
      : "{\"username\":\"system:serviceaccount:\(namespace):app-\(user)\",\"uid\":\"u-\(user)\",\"groups\":[\"system:serviceaccounts\"]}"
    return
      "{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\",\"level\":\"\(body.isEmpty ? "Metadata" : "RequestResponse")\",\"auditID\":\"\(random.uuid())\",\"stage\":\"ResponseComplete\",\"requestURI\":\"/api/v1/namespaces/\(namespace)/\(resource)/\(name)?timeout=10s\\u0026watch=true\",\"verb\":\"\(verb)\",\"user\":\(who),\"sourceIPs\":[\"10.0.\(user / 50).\(random.below(200))\"],\"userAgent\":\"kubelet/v1.31.\(user % 5) (linux/amd64) kubernetes/\(user % 7)\",\"objectRef\":{\"resource\":\"\(resource)\",\"namespace\":\"\(namespace)\",\"name\":\"\(name)\",\"apiVersion\":\"v1\"},\"responseStatus\":{\"metadata\":{},\"code\":\(code)}\(body),\"requestReceivedTimestamp\":\"\(time)\",\"stageTimestamp\":\"\(time)\",\"annotations\":{\"authorization.k8s.io/decision\":\"\(code == 403 ? "forbid" : "allow")\",\"authorization.k8s.io/reason\":\"RBAC: allowed by ClusterRoleBinding \\\"apps-\(user % 30)\\\"\"}}\n"
  }

  private static func object(_ name: String, _ namespace: String, _ random: inout Random) -> String {
    let containers = (0...random.below(6)).map { index in
      "{\"name\":\"c\(index)\",\"image\":\"registry.example.com/team/\(index)@sha256:\(random.hex(64))\",\"env\":[{\"name\":\"MODE\",\"value\":\"\(random.hex(12))\"}],\"resources\":{\"limits\":{\"cpu\":\"500m\",\"memory\":\"512Mi\"}},\"terminationMessagePath\":\"/dev/termination-log\",\"imagePullPolicy\":\"IfNotPresent\"}"
    }.joined(separator: ",")
    return
      ",\"responseObject\":{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"\(name)\",\"namespace\":\"\(namespace)\",\"uid\":\"\(random.uuid())\",\"annotations\":{\"last-applied\":\"{\\\"kind\\\":\\\"Pod\\\",\\\"spec\\\":{\\\"replicas\\\":3}}\\n\"}},\"spec\":{\"containers\":[\(containers)]}}"
  }
}
