import CaseFolder
import Testing

@testable import Evidence

/// Answers of IAM, Secrets Manager, SSM and others, in the shapes of their service models.
struct AccountInventoryTests {
  private func objects(_ text: String) throws -> [AWSObject] {
    AWSInventoryReader.objects(in: try Sources.json(text))
  }

  private static let trust = """
    {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::1:oidc-provider/x"},\
    "Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"x:sub":"system:serviceaccount:a:b"}}}}
    """

  @Test func authorizationDetailsGiveRolesUsersGroupsAndPolicies() throws {
    let found = try objects(
      """
      {"UserDetailList":[{"Arn":"arn:aws:iam::1:user/u","UserName":"u","UserId":"AIDA1","CreateDate":"2026-01-01T00:00:00Z",
      "GroupList":["g"],"AttachedManagedPolicies":[{"PolicyName":"p","PolicyArn":"arn:aws:iam::aws:policy/p"}]}],
      "RoleDetailList":[{"Arn":"arn:aws:iam::1:role/r","RoleName":"r","RoleId":"AROA1",
      "AssumeRolePolicyDocument":\(Self.trust),"RolePolicyList":[{"PolicyName":"in","PolicyDocument":
      "%7B%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%5B%22s3%3A%2A%22%5D%2C%22Resource%22%3A%22%2A%22%7D%5D%7D"}],
      "AttachedManagedPolicies":[],"InstanceProfileList":[{"Arn":"arn:aws:iam::1:instance-profile/ip"}],
      "RoleLastUsed":{"LastUsedDate":"2026-03-12T00:00:00Z"}}],
      "GroupDetailList":[{"Arn":"arn:aws:iam::1:group/g"}],
      "Policies":[{"Arn":"arn:aws:iam::1:policy/own","PolicyName":"own","PolicyVersionList":[
      {"IsDefaultVersion":false,"Document":{"Statement":[]}},
      {"IsDefaultVersion":true,"Document":{"Statement":[{"Effect":"Deny","NotAction":"iam:*","Resource":"*"}]}}]}]}
      """)
    #expect(found.map(\.typeName) == ["IAM user", "IAM role", "IAM group", "IAM policy"])
    guard case .user(let user) = found[0], case .role(let role) = found[1], case .policy(let policy) = found[3] else {
      throw JSONParser.Failure(reason: "other objects")
    }
    #expect(user.groups == ["g"] && user.identity.attachedPolicies == ["arn:aws:iam::aws:policy/p"])
    #expect(user.identity.inlinePolicies == nil && user.identity.uniqueID == "AIDA1")
    #expect(role.trust.first?.principals == [Tag(key: "Federated", value: "arn:aws:iam::1:oidc-provider/x")])
    #expect(
      role.trust.first?.conditions
        == [IAMCondition(comparison: "StringEquals", key: "x:sub", values: ["system:serviceaccount:a:b"])])
    #expect(role.identity.inlinePolicies?.first?.statements.first?.actions == ["s3:*"])
    #expect(role.instanceProfiles.count == 1 && role.lastUsed == Timestamp("2026-03-12T00:00:00Z"))
    #expect(policy.statements == [IAMStatement(effect: "Deny", otherActions: ["iam:*"], resources: ["*"])])
  }

  @Test func secretsHaveDatesStagesAndTagsButNoValue() throws {
    let found = try objects(
      """
      {"SecretList":[{"ARN":"arn:aws:secretsmanager:us-west-2:1:secret:prod/db-AbCdEf","Name":"prod/db",
      "LastRotatedDate":"2026-03-12T08:00:00+01:00","LastChangedDate":1773298800.5,"RotationEnabled":true,
      "SecretVersionsToStages":{"v2":["AWSCURRENT"],"v1":["AWSPREVIOUS"]},"Tags":[{"Key":"owner","Value":"db"}]}]}
      """)
    guard case .secret(let secret)? = found.first else { throw JSONParser.Failure(reason: "no secret") }
    #expect(secret.name == "prod/db" && secret.rotatesAutomatically == true && secret.tags["owner"] == "db")
    #expect(secret.lastRotated == Timestamp("2026-03-12T07:00:00Z"))
    #expect(secret.stages == [Tag(key: "AWSCURRENT", value: "v2"), Tag(key: "AWSPREVIOUS", value: "v1")])
    let described = try objects(#"{"ARN":"a","Name":"n","VersionIdsToStages":{"v":["AWSCURRENT"]}}"#)
    #expect(described.map(\.typeName) == ["secret"])
  }

  @Test func parametersHaveTheirTypeAndVersionButNoValue() throws {
    let found = try objects(
      #"{"Parameters":[{"Name":"/prod/key","Type":"SecureString","Version":3,"LastModifiedDate":"2026-03-12T00:00:00Z","LastModifiedUser":"arn:u","Value":"hunter2"}]}"#
    )
    guard case .parameter(let parameter)? = found.first else { throw JSONParser.Failure(reason: "no parameter") }
    #expect(parameter.type == "SecureString" && parameter.version == 3 && parameter.lastModifiedBy == "arn:u")
    #expect(!Text(String(describing: parameter)).contains("hunter2"))
  }

  @Test func keysDetectorsAndPackagesAreRead() throws {
    let keys = try objects(#"{"AccessKeyMetadata":[{"UserName":"u","AccessKeyId":"AKIA1","Status":"Inactive"}]}"#)
    guard case .accessKey(let key)? = keys.first else { throw JSONParser.Failure(reason: "no key") }
    #expect(!key.isActive && key.user == "u")
    let settings = try objects(
      #"{"Status":"ENABLED","FindingPublishingFrequency":"SIX_HOURS","Features":[{"Name":"EKS_AUDIT_LOGS","Status":"ENABLED","AdditionalConfiguration":[{"Name":"X","Status":"DISABLED"}]}]}"#
    )
    guard case .detector(let detector)? = settings.first else { throw JSONParser.Failure(reason: "no detector") }
    #expect(
      detector.isEnabled == true && detector.sources["EKS_AUDIT_LOGS"] == "ENABLED"
        && detector.sources["X"] == "DISABLED")
    let packages = try objects(
      #"{"DatasourcePackages":{"DETECTIVE_CORE":{"DatasourcePackageIngestState":"STARTED"},"EKS_AUDIT":{"DatasourcePackageIngestState":"DISABLED"}}}"#
    )
    guard case .detector(let detective)? = packages.first else { throw JSONParser.Failure(reason: "no packages") }
    #expect(detective.product == "Detective" && detective.sources["EKS_AUDIT"] == "DISABLED")
  }

  @Test(.enabled(if: Sources.corpus != nil)) func recordedNetworkAnswersAreTyped() throws {
    let found = try ["awscli-output", "inventory-recorded"].flatMap { try Sources.corpusValues($0) }
      .flatMap(AWSInventoryReader.objects)
    let types = Set(found.map(\.typeName))
    #expect(
      types.isSuperset(of: [
        "security group", "network interface", "snapshot", "flow log", "trail", "image scan",
        "detector settings", "EKS Fargate profile", "EKS identity provider",
      ]), "\(types.sorted())")
    guard let group = found.lazy.compactMap({ if case .securityGroup(let group) = $0 { group } else { nil } }).first
    else { throw JSONParser.Failure(reason: "no group") }
    #expect(!group.id.isEmpty && !group.egress.isEmpty)
  }

  @Test func theyAreRecognisedAndKeepTheirLedger() throws {
    let evidence = try ReadCase.read([
      "iam.json": "{\n\"UserDetailList\":[],\n\"RoleDetailList\":[{\"Arn\":\"arn:r\",\"RoleName\":\"r\"}]\n}",
      "secrets.json": #"{"SecretList":[{"ARN":"arn:s","Name":"s"},{"ARN":"arn:t","Name":"t"}]}"#,
      "detector.json": #"{"status_code":200,"data":{"Status":"ENABLED","FindingPublishingFrequency":"ONE_HOUR"}}"#,
      "hub.json": #"{"HubArn":"arn:h"}"#,
      "token.json": #"{"kind":"ExecCredential","apiVersion":"x","status":{"token":"t"}}"#,
    ])
    #expect(evidence.objects.map(\.citation.file).count == 4 && evidence.ledger.allSatisfy(\.isBalanced))
    #expect(
      evidence.ledger.first { $0.file == "hub.json" }?.skipped
        == "an answer of AWS that describes no resource of the case")
    #expect(evidence.ledger.first { $0.file == "token.json" }?.skipped?.hasPrefix("login tokens") == true)
  }
}
