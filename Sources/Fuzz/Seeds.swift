import CaseFolder

/// Small sound inputs.
enum Seeds {
  /// The beginning of a file of one format, and how it may go on.
  struct Reader {
    let name: String
    let beginning: [UInt8]
    let more: [UInt8]
    /// Whether the damaged logs of the hostile evidence are seeds, too.
    var isLog = false

    /// The whole file.
    var whole: [UInt8] { beginning + more }

    init(_ name: String, _ beginning: String, _ more: String, isLog: Bool = false) {
      self.name = name
      self.beginning = Array(beginning.utf8)
      self.more = Array(more.utf8)
      self.isLog = isLog
    }
  }

  /// One for each reader, and for each way in which records are cut.
  static let readers: [Reader] = [
    Reader("audit-lines", audit + "\n", audit + "\n2026-03-12T02:00:01.000Z " + audit + "\n", isLog: true),
    Reader(
      "audit-document", #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":["# + audit + ",", audit + "]}"),
    Reader(
      "audit-cloudwatch", #"{"events":[{"message":"# + quoted(audit) + "},", #"{"message":"# + quoted(audit) + "}]}"),
    Reader("cloudtrail", #"{"Records":["# + trail + ",", trail + "]}", isLog: true),
    Reader("guardduty", #"{"Findings":["# + finding + ",", finding + "]}"),
    Reader(
      "kubernetes-inventory", #"{"kind":"List","apiVersion":"v1","items":["# + pod + ",", pod + "," + binding + "]}"),
    Reader("aws-inventory", cluster, cluster + instances),
    Reader("resolver", query + "\n", query + "\n"),
    Reader("vpc-flow", flowHead + flow, flow + "2 1 eni-2 - - - - - - - 1 2 - NODATA\n", isLog: true),
    Reader("eks-authenticator", login, login),
    Reader("security-hub", #"{"Findings":["# + asff + ",", asff + "]}"),
    Reader("ocsf", ocsf + "\n", ocsf + "\n"),
    Reader("falco", alert + "\n", alert + "\n"),
    Reader("detective", investigation, investigation),
    Reader("kubernetes-yaml", manifests, manifests),
    Reader("stix", stix, stix),
    Reader("openioc", ioc, iocItems),
    Reader("indicators", "192.0.2.1\nhxxp://a[.]example/\n", "a.example # b\n001dd76872d80801692ff942308c64e6\n"),
    Reader(
      "indicator-table", "uuid,type,value,comment,to_ids,date\n", #"u,ip-dst|port,192.0.2.1|443,"a, ""b""",1,"# + "\n"),
  ]

  private static func quoted(_ text: String) -> String {
    "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"") + "\""
  }

  private static let audit =
    #"{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Request","auditID":"0a000000-0000-4000-8000-000000000001","stage":"ResponseComplete","requestURI":"/api/v1/namespaces/a/pods/b/exec?command=id","verb":"create","user":{"username":"system:anonymous","groups":["x"],"extra":{"arn":["arn:aws:iam::1:role/a"]}},"sourceIPs":["203.0.113.88"],"userAgent":"curl","objectRef":{"resource":"pods","subresource":"exec","namespace":"a","name":"b"},"responseStatus":{"code":101},"requestObject":{"spec":{"containers":[{"name":"c","image":"d"}]}},"requestReceivedTimestamp":"2026-03-12T02:00:01.000000Z","annotations":{"authorization.k8s.io/decision":"allow"}}"#
  /// A CloudTrail record.
  static let trail =
    #"{"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROA:i-1","arn":"arn:aws:sts::1:assumed-role/a/i-1","accessKeyId":"ASIA","sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::1:role/a"}}},"eventTime":"2026-03-12T02:00:01Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","awsRegion":"us-west-2","sourceIPAddress":"203.0.113.1","requestParameters":{"bucketName":"b","key":"k"},"responseElements":null,"eventID":"00000000-0000-4000-8000-000000000001","readOnly":true,"recipientAccountId":"1"}"#
  private static let finding =
    #"{"AccountId":"1","Arn":"arn:aws:guardduty:r:1:detector/d/finding/f","CreatedAt":"2026-03-10T09:29:41.010Z","Id":"f","Region":"r","Resource":{"ResourceType":"EKSCluster","EksClusterDetails":{"Name":"c"},"KubernetesDetails":{"KubernetesUserDetails":{"Username":"u"}}},"SchemaVersion":"2.0","Service":{"Count":2,"EventFirstSeen":"2026-03-10T09:14:22Z","EventLastSeen":"2026-03-10T09:15:22Z","Action":{"ActionType":"KUBERNETES_API_CALL","KubernetesApiCallAction":{"RequestUri":"/","Verb":"get","SourceIps":["203.0.113.1"]}}},"Severity":5.0,"Title":"t","Type":"Policy:Kubernetes/AnonymousAccessGranted","UpdatedAt":"2026-03-10T09:29:41Z"}"#
  private static let pod =
    #"{"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","namespace":"n","uid":"u","creationTimestamp":"2026-03-10T09:29:41Z","ownerReferences":[{"kind":"ReplicaSet","name":"r"}]},"spec":{"nodeName":"x","serviceAccountName":"s","containers":[{"name":"c","image":"i","securityContext":{"privileged":true}}],"volumes":[{"name":"v","hostPath":{"path":"/"}}]},"status":{"podIP":"10.0.0.1"}}"#
  private static let binding =
    #"{"kind":"ClusterRoleBinding","metadata":{"name":"b"},"subjects":[{"kind":"User","name":"system:anonymous"}],"roleRef":{"kind":"ClusterRole","name":"cluster-admin"}}"#
  private static let cluster =
    #"{"cluster":{"name":"c","arn":"arn:aws:eks:r:1:cluster/c","createdAt":1741600000.5,"version":"1.31","roleArn":"arn:aws:iam::1:role/c","resourcesVpcConfig":{"vpcId":"v","endpointPublicAccess":true},"logging":{"clusterLogging":[{"types":["audit"],"enabled":true}]}}}"#
  private static let instances =
    #"{"Reservations":[{"Instances":[{"InstanceId":"i-1","PrivateIpAddress":"10.0.0.1","IamInstanceProfile":{"Arn":"a"},"Tags":[{"Key":"k","Value":"v"}]}]}]}"#
  private static let query =
    #"{"version":"1.100000","account_id":"1","region":"r","vpc_id":"v","query_timestamp":"2026-03-12T02:10:20Z","query_name":"a.example.","query_type":"A","query_class":"IN","rcode":"NOERROR","answers":[{"Rdata":"192.0.2.1","Type":"A","Class":"IN"}],"srcaddr":"10.0.0.1","srcids":{"instance":"i-1"}}"#
  private static let flowHead =
    "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n"
  private static let flow = "2 1 eni-1 10.0.0.1 192.0.2.1 1 443 6 3 218 1773281421 1773281480 ACCEPT OK\n"
  private static let login =
    #"time="2026-03-10T09:14:21Z" level=info msg="access granted" arn="arn:aws:iam::1:role/a" client="127.0.0.1:1" groups="[]" method=POST path=/authenticate uid="aws-iam-authenticator:1:AROA" username="u""#
    + "\n"

  private static let asff =
    #"{"SchemaVersion":"2018-10-08","Id":"i","ProductArn":"arn:aws:securityhub:r::product/aws/guardduty","ProductName":"GuardDuty","AwsAccountId":"1","GeneratorId":"g","Types":["TTPs/x/Discovery:Kubernetes-A"],"CreatedAt":"2026-03-12T02:10:00Z","UpdatedAt":"2026-03-12T02:20:00Z","Severity":{"Product":5,"Normalized":70},"Title":"t","Description":"d","ProductFields":{"aws/guardduty/service/count":"3","aws/guardduty/service/action/actionType":"KUBERNETES_API_CALL","aws/guardduty/service/action/kubernetesApiCallAction/names.0_/a.1_":"x"},"Resources":[{"Type":"AwsEksCluster","Id":"arn:aws:eks:r:1:cluster/c"}],"RecordState":"ACTIVE"}"#
  private static let ocsf =
    #"{"class_uid":2004,"category_uid":2,"severity_id":3,"time":1773281400000,"metadata":{"version":"1.1.0","product":{"name":"GuardDuty","uid":"arn:aws:securityhub:r::product/aws/guardduty","vendor_name":"AWS"}},"cloud":{"region":"r","account":{"uid":"1"}},"finding_info":{"uid":"u","title":"t","types":["TTPs/x/Discovery:Kubernetes-A"],"created_time":1773281400000},"resources":[{"type":"AwsEksCluster","uid":"arn:aws:eks:r:1:cluster/c"}],"evidences":[{"api":{"operation":"list"},"src_endpoint":{"ip":"198.51.100.1"}}]}"#
  private static let alert =
    #"{"output":"o","priority":"Error","rule":"r","time":"2026-03-12T02:10:00.123456789Z","source":"syscall","output_fields":{"evt.time":1773281400123456789,"container.id":"c","k8s.ns.name":"n","k8s.pod.name":"p","proc.cmdline":"sh -c id"}}"#
  private static let investigation =
    #"{"GraphArn":"arn:aws:detective:r:1:graph:g","InvestigationId":"000000000000000000001","EntityArn":"arn:aws:iam::1:role/w","EntityType":"IAM_ROLE","CreatedTime":"2026-03-12T03:00:00Z","Status":"SUCCESSFUL","Severity":"HIGH","State":"ACTIVE"}"#

  private static let manifests = """
    apiVersion: v1
    kind: Pod
    metadata: {name: p, namespace: n, labels: &l {a: "b"}}
    spec:
      serviceAccountName: s
      containers:
        - name: c
          image: i
          command: [sh, -c, 'id']
          securityContext: {privileged: true}
    ---

    """
  private static let stix =
    #"{"type":"bundle","id":"bundle--1","objects":[{"type":"indicator","id":"indicator--1","name":"n","pattern":"[ipv4-addr:value = '192.0.2.1' AND file:hashes.'SHA-256' IN ('aa')] FOLLOWEDBY [url:value LIKE 'a%']","pattern_type":"stix","valid_from":"2026-03-01T00:00:00Z","valid_until":"2026-04-01T00:00:00Z"},{"type":"observed-data","id":"observed-data--1","first_observed":"2026-03-01T00:00:00Z","objects":{"0":{"type":"domain-name","value":"a.example"}}},{"type":"ipv4-addr","id":"ipv4-addr--1","value":"192.0.2.0/24"}]}"#
  private static let ioc =
    #"<?xml version="1.0"?><OpenIOC xmlns="http://openioc.org/schemas/OpenIOC_1.1"><metadata><short_description>d</short_description></metadata><criteria><Indicator operator="OR">"#
  private static let iocItems =
    #"<IndicatorItem id="i" condition="is"><Context search="PortItem/remoteIP"/><Content type="IP">192.0.2.1</Content></IndicatorItem><Indicator operator="AND"><IndicatorItem id="j" condition="is" negate="true"><Content type="md5"><![CDATA[aa]]></Content></IndicatorItem></Indicator></Indicator></criteria></OpenIOC>"#

  /// A rule with the parts that rules have.
  static let rule = """
    title: t
    id: 2d3b8c1e-0000-4000-8000-000000000001
    status: test
    logsource: {product: aws, service: cloudtrail}
    detection:
      selection:
        eventSource: 'iam.amazonaws.com'
        eventName|startswith: ['Put', "Attach"]
        sourceIPAddress|cidr: 10.0.0.0/8
        userAgent|re|i: '^(aws|boto)[a-z]*/[0-9]+'
      filter: {userIdentity.type|contains|all: [A, B]}
      keywords: ['*x*', 'y?z']
    condition: (selection and not 1 of filter*) or keywords
    level: high
    """

  /// A gzip member that holds a line: one stored block.
  static let gzip: [UInt8] =
    [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 3, 0, 0xFC, 0xFF] + Array("{}\n".utf8)
    + [0x06, 0xB0, 0xA1, 0xDD, 3, 0, 0, 0]

  /// A page that the gate looks at.
  static let page = Array(
    ##"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/><title>t</title></head><body><main><p id="a">x &amp; y <a href="#a">z</a></p></main></body></html>"##
      .utf8)

  /// A manifest with most keys.
  static let manifest = """
    case: CB-1
    title: "t"
    tlp: AMBER+STRICT
    severity: high
    window: {from: 2026-03-12T02:00:00Z, to: 2026-03-12T09:45:00Z}
    baseline: 14d
    accounts: {own: ["111122223333"], vendor: []}
    networks: [{cidr: 198.51.100.200/32, label: vpn}]
    files:
      - {path: a.json, cluster: c, collectedAt: 2026-03-12T06:59:10Z, coverage: {from: 2026-03-05, to: 2026-03-12}}
    overrides: [{entity: "ip:192.0.2.10", mark: benign, why: w, by: b, at: 2026-03-12T10:00:00Z}]
    rotations: [{secret: "secretsmanager:a", doneAt: 2026-03-12T08:15:30Z, by: b, evidence: e}]
    """
}
